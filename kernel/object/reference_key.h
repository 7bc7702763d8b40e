/* SPDX-License-Identifier: MIT */
/*
 * From a session and an endpoint to the 128 bits by which that endpoint knows that session: HMAC-SHA-256, cut to its first
 * half, over the endpoint's scope id and the session's id under a key of this boot. Whoever sees such references, of as many
 * endpoints and sessions as it likes, learns nothing of ids, and cannot tell which references of two endpoints belong
 * together. The hash is libsodium's (ports/).
 */
#pragma once

#include <sodium/crypto_auth_hmacsha256.h>
#include <stdint.h>

#define REFERENCE_SECRET_BYTES 32u
#define REFERENCE_SESSION_BYTES 16u    /* of a session's id */

/* The hash after it took in the key, so that a reference costs two blocks instead of four. */
struct reference_key {
    crypto_auth_hmacsha256_state keyed;
};

/* The secret can be forgotten afterwards. */
void reference_key_init(struct reference_key *key, const uint8_t secret[REFERENCE_SECRET_BYTES]);
/* The reference as two little-endian words. Any context; some thousand instructions. */
void reference_key_derive(const struct reference_key *key, uint64_t scope_id, const uint8_t session_id[REFERENCE_SESSION_BYTES],
                          uint64_t reference[2]);
