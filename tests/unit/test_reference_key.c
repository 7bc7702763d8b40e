/* SPDX-License-Identifier: MIT */
/* References to sessions: the hash by the vectors of RFC 4231, and what is hashed by values from another implementation. */
#include "object/reference_key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void hmac(uint8_t out[crypto_auth_hmacsha256_BYTES], const void *key, size_t key_bytes, const void *message, size_t bytes)
{
    crypto_auth_hmacsha256_state state;

    crypto_auth_hmacsha256_init(&state, key, key_bytes);
    crypto_auth_hmacsha256_update(&state, message, bytes);
    crypto_auth_hmacsha256_final(&state, out);
}

static void assert_hex(const uint8_t *bytes, const char *hex)
{
    for (size_t i = 0; i < crypto_auth_hmacsha256_BYTES; i++) {
        char pair[3] = { hex[i * 2], hex[i * 2 + 1], 0 };

        assert_int_equal(bytes[i], strtoul(pair, NULL, 16));
    }
}

/* RFC 4231, cases 1, 2 and 6: a short key, a shorter one, one that is longer than a block. */
static void test_known_answers(void **state)
{
    static const char long_message[] = "Test Using Larger Than Block-Size Key - Hash Key First";
    uint8_t key[131], out[crypto_auth_hmacsha256_BYTES];

    (void)state;
    memset(key, 0x0b, 20);
    hmac(out, key, 20, "Hi There", 8);
    assert_hex(out, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    hmac(out, "Jefe", 4, "what do ya want for nothing?", 28);
    assert_hex(out, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    memset(key, 0xaa, sizeof(key));
    hmac(out, key, sizeof(key), long_message, sizeof(long_message) - 1);
    assert_hex(out, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

struct expected {
    uint64_t scope_id, words[2];
};

/* Made with Python's hmac and struct: the label, the scope id, the session id. */
static const struct expected expected[] = {
    { 0x1, { 0x189d1eba2e49af43, 0xa839f53fcb681001 } },
    { 0x2, { 0x36406e7d901c332b, 0x7d9632713dfc0eb0 } },
    { 0x123456789abcdef, { 0x21899545b6789de9, 0xe1dbb62e6e85934f } },
};

static void open_key(struct reference_key *key, uint8_t session_id[REFERENCE_SESSION_BYTES])
{
    uint8_t secret[REFERENCE_SECRET_BYTES];

    for (uint32_t i = 0; i < sizeof(secret); i++)
        secret[i] = (uint8_t)i;
    for (uint32_t i = 0; i < REFERENCE_SESSION_BYTES; i++)
        session_id[i] = (uint8_t)(0x80 + i);
    reference_key_init(key, secret);
}

static void test_derivation(void **state)
{
    uint8_t session_id[REFERENCE_SESSION_BYTES];
    struct reference_key key;

    (void)state;
    open_key(&key, session_id);
    /* Twice: deriving leaves the key as it is. */
    for (size_t i = 0; i < 2 * sizeof(expected) / sizeof(expected[0]); i++) {
        const struct expected *one = &expected[i % (sizeof(expected) / sizeof(expected[0]))];
        uint64_t words[2];

        reference_key_derive(&key, one->scope_id, session_id, words);
        assert_true(words[0] == one->words[0] && words[1] == one->words[1]);
    }
}

/* Every bit of the scope, the id and the secret changes both words. */
static void test_every_bit_counts(void **state)
{
    uint8_t session_id[REFERENCE_SESSION_BYTES];
    struct reference_key key, other;
    uint64_t words[2], changed[2];

    (void)state;
    open_key(&key, session_id);
    reference_key_derive(&key, 1, session_id, words);
    for (uint32_t bit = 0; bit < 64; bit++) {
        reference_key_derive(&key, 1 ^ 1ull << bit, session_id, changed);
        assert_true(words[0] != changed[0] && words[1] != changed[1]);
    }
    for (uint32_t bit = 0; bit < REFERENCE_SESSION_BYTES * 8; bit++) {
        session_id[bit / 8] ^= (uint8_t)(1u << bit % 8);
        reference_key_derive(&key, 1, session_id, changed);
        assert_true(words[0] != changed[0] && words[1] != changed[1]);
        session_id[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    for (uint32_t bit = 0; bit < REFERENCE_SECRET_BYTES * 8; bit++) {
        uint8_t secret[REFERENCE_SECRET_BYTES];

        for (uint32_t i = 0; i < sizeof(secret); i++)
            secret[i] = (uint8_t)i;
        secret[bit / 8] ^= (uint8_t)(1u << bit % 8);
        reference_key_init(&other, secret);
        reference_key_derive(&other, 1, session_id, changed);
        assert_true(words[0] != changed[0] && words[1] != changed[1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_answers),
        cmocka_unit_test(test_derivation),
        cmocka_unit_test(test_every_bit_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
