/* SPDX-License-Identifier: MIT */
/*
 * Plain C over 8-byte words that may be unaligned (x86 does not mind), and the processor's wide registers for what is large. No
 * string instructions: they count per iteration in the instruction budgets and start slowly for short copies.
 */
#include "base/string.h"

#include <stdint.h>

#include "arch/simd.h"

/* Else the compiler recognises these loops and calls the functions they are part of. Clang does not, freestanding. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-tree-loop-distribute-patterns")
#endif

typedef uint64_t __attribute__((may_alias, aligned(1))) word_t;

static inline void move_32(char *d, const char *s)
{
    word_t a = ((const word_t *)s)[0], b = ((const word_t *)s)[1];
    word_t c = ((const word_t *)s)[2], e = ((const word_t *)s)[3];

    ((word_t *)d)[0] = a, ((word_t *)d)[1] = b, ((word_t *)d)[2] = c, ((word_t *)d)[3] = e;
}

static inline void set_32(char *d, word_t pattern)
{
    ((word_t *)d)[0] = pattern, ((word_t *)d)[1] = pattern, ((word_t *)d)[2] = pattern, ((word_t *)d)[3] = pattern;
}

/* Apart, so that the usual short ones need no stack. What is left over is less than WIDE_BYTES. */
static __attribute__((noinline)) void *copy_large(void *restrict to, const void *restrict from, size_t bytes)
{
    size_t wide = bytes & ~(size_t)(WIDE_BYTES - 1);

    wide_copy(to, from, wide);
    if (wide != bytes)
        memcpy((char *)to + wide, (const char *)from + wide, bytes - wide);
    return to;
}

static __attribute__((noinline)) void *clear_large(void *to, size_t bytes)
{
    size_t wide = bytes & ~(size_t)(WIDE_BYTES - 1);

    wide_clear(to, wide);
    if (wide != bytes)
        memset((char *)to + wide, 0, bytes - wide);
    return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t bytes)
{
    char *d = to;
    const char *s = from;

    if (bytes >= WIDE_BYTES && wide_ready)
        return copy_large(to, from, bytes);
    for (; bytes >= 128; bytes -= 128, d += 128, s += 128) {
        move_32(d, s);
        move_32(d + 32, s + 32);
        move_32(d + 64, s + 64);
        move_32(d + 96, s + 96);
    }
    for (; bytes >= 32; bytes -= 32, d += 32, s += 32)
        move_32(d, s);
    for (; bytes >= 8; bytes -= 8, d += 8, s += 8)
        *(word_t *)d = *(const word_t *)s;
    for (; bytes > 0; bytes--)
        *d++ = *s++;
    return to;
}

void *memmove(void *to, const void *from, size_t bytes)
{
    /* Forward is right unless the destination starts inside the source. */
    if ((uintptr_t)to - (uintptr_t)from >= bytes) {
        const char *s = from;
        char *d = to;
        for (; bytes >= 8; bytes -= 8, d += 8, s += 8)
            *(word_t *)d = *(const word_t *)s;
        for (; bytes > 0; bytes--)
            *d++ = *s++;
        return to;
    }
    const char *s = (const char *)from + bytes;
    char *d = (char *)to + bytes;
    for (; bytes >= 8; bytes -= 8) {
        d -= 8, s -= 8;
        *(word_t *)d = *(const word_t *)s;
    }
    for (; bytes > 0; bytes--)
        *--d = *--s;
    return to;
}

void *memset(void *to, int value, size_t bytes)
{
    word_t pattern = (uint8_t)value * 0x0101010101010101ull;
    char *d = to;

    if (bytes >= WIDE_BYTES && pattern == 0 && wide_ready)
        return clear_large(to, bytes);
    for (; bytes >= 64; bytes -= 64, d += 64) {
        set_32(d, pattern);
        set_32(d + 32, pattern);
    }
    if (bytes >= 32) {
        set_32(d, pattern);
        bytes -= 32;
        d += 32;
    }
    for (; bytes >= 8; bytes -= 8, d += 8)
        *(word_t *)d = pattern;
    for (; bytes > 0; bytes--)
        *d++ = (char)value;
    return to;
}

int memcmp(const void *a, const void *b, size_t bytes)
{
    const uint8_t *x = a, *y = b;

    for (; bytes >= 8 && *(const word_t *)x == *(const word_t *)y; bytes -= 8)
        x += 8, y += 8;
    for (; bytes > 0; bytes--, x++, y++) {
        if (*x != *y)
            return *x < *y ? -1 : 1;
    }
    return 0;
}

size_t strlen(const char *text)
{
    size_t length = 0;

    while (text[length])
        length++;
    return length;
}
