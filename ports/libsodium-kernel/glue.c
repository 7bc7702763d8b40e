/* SPDX-License-Identifier: MIT */
/*
 * What ChaCha20 and HMAC-SHA-256 expect of the rest of libsodium. Key generation is not among it: the linker drops those functions
 * because nobody calls them.
 */
#include "core.h"
#include "utils.h"

/* A length beyond the key stream's end: the kernel's own mistake, so it stops as any broken invariant does. */
void sodium_misuse(void)
{
    __builtin_trap();
}

/* Volatile, so that wiping memory that dies next is not optimised away. */
void sodium_memzero(void *const memory, const size_t len)
{
    volatile unsigned char *byte = memory;

    for (size_t i = 0; i < len; i++)
        byte[i] = 0;
}
