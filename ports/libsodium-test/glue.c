/* SPDX-License-Identifier: MIT */
/* What HMAC-SHA-256 expects of the rest of libsodium. Nobody calls verification and key generation; only their names are needed. */
#include <stdlib.h>
#include <string.h>

#include "crypto_verify_32.h"
#include "randombytes.h"
#include "utils.h"

void sodium_memzero(void *const memory, const size_t len)
{
    memset(memory, 0, len);
}

int sodium_memcmp(const void *const a, const void *const b, size_t len)
{
    (void)a;
    (void)b;
    (void)len;
    abort();
}

int crypto_verify_32(const unsigned char *x, const unsigned char *y)
{
    (void)x;
    (void)y;
    abort();
}

void randombytes_buf(void *const memory, const size_t len)
{
    (void)memory;
    (void)len;
    abort();
}
