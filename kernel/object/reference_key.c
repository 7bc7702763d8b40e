/* SPDX-License-Identifier: MIT */
/* See reference_key.h. */
#include "object/reference_key.h"

/* What is hashed. The label keeps these values apart from any other use that the key may ever have. */
struct reference_input {
    char label[16];
    uint64_t scope_id;
    uint8_t session_id[REFERENCE_SESSION_BYTES];
};
_Static_assert(sizeof(struct reference_input) == 40, "no padding: every byte is hashed");

void reference_key_init(struct reference_key *key, const uint8_t secret[REFERENCE_SECRET_BYTES])
{
    (void)crypto_auth_hmacsha256_init(&key->keyed, secret, REFERENCE_SECRET_BYTES);
}

void reference_key_derive(const struct reference_key *key, uint64_t scope_id, const uint8_t session_id[REFERENCE_SESSION_BYTES],
                          uint64_t reference[2])
{
    struct reference_input input = { .label = "capOS reference", .scope_id = scope_id };
    crypto_auth_hmacsha256_state state = key->keyed;
    uint64_t hash[crypto_auth_hmacsha256_BYTES / 8];

    for (uint32_t i = 0; i < REFERENCE_SESSION_BYTES; i++)
        input.session_id[i] = session_id[i];
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)&input, sizeof(input));
    (void)crypto_auth_hmacsha256_final(&state, (unsigned char *)hash);
    reference[0] = hash[0];
    reference[1] = hash[1];
}
