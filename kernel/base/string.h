/* SPDX-License-Identifier: MIT */
/* The memory functions that compilers expect to exist. memcpy and memset use 8-byte moves, not string instructions. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "abi/compiler.h"

void *memcpy(void *restrict to, const void *restrict from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);
int memcmp(const void *a, const void *b, size_t bytes);
size_t strlen(const char *text);

/* Copies an 8-aligned message: whole words inline, a tail of less than 8 bytes as it is. Shorter than memcpy for the few
 * words of an ordinary message. */
static inline void copy_words(void *to, const void *from, uint32_t bytes)
{
    uint64_t *target = to;
    const uint64_t *source = from;

    for (; bytes >= 64; bytes -= 64, target += 8, source += 8) {
        uint64_t a = source[0], b = source[1], c = source[2], d = source[3];

        target[0] = a, target[1] = b, target[2] = c, target[3] = d;
        a = source[4], b = source[5], c = source[6], d = source[7];
        target[4] = a, target[5] = b, target[6] = c, target[7] = d;
    }
    for (; bytes >= 8; bytes -= 8)
        *target++ = *source++;
    if (unlikely(bytes != 0))
        memcpy(target, source, bytes);
}
