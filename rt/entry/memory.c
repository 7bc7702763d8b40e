/* SPDX-License-Identifier: MIT */
/*
 * The memory functions that compilers call by themselves, and strlen. Sixty-four bytes at a time in vector registers, then eight;
 * no string instructions, whose start-up cost is more than most messages. The empty asm in each loop keeps the compiler from recognising the loop
 * as the very function that it is in.
 */
#include "rt/rt.h"

#define LOOP_STAYS_A_LOOP(pointer) __asm__("" : "+r"(pointer))

typedef uint64_t __attribute__((may_alias, aligned(1))) word_t;
/* Two words: what every x86_64 processor moves at once. */
typedef uint64_t __attribute__((vector_size(16), may_alias, aligned(1))) vector_t;

static inline void move_64(uint8_t *out, const uint8_t *in)
{
    vector_t a = ((const vector_t *)in)[0], b = ((const vector_t *)in)[1];
    vector_t c = ((const vector_t *)in)[2], d = ((const vector_t *)in)[3];

    ((vector_t *)out)[0] = a, ((vector_t *)out)[1] = b, ((vector_t *)out)[2] = c, ((vector_t *)out)[3] = d;
}

void *memcpy(void *restrict to, const void *restrict from, size_t bytes)
{
    uint8_t *out = to;
    const uint8_t *in = from;

    for (; bytes >= 64; bytes -= 64, in += 64, out += 64) {
        move_64(out, in);
        LOOP_STAYS_A_LOOP(out);
    }
    for (; bytes >= 8; bytes -= 8, in += 8, out += 8) {
        *(word_t *)out = *(const word_t *)in;
        LOOP_STAYS_A_LOOP(out);
    }
    for (; bytes; bytes--) {
        *out++ = *in++;
        LOOP_STAYS_A_LOOP(out);
    }
    return to;
}

void *memmove(void *to, const void *from, size_t bytes)
{
    uint8_t *out = to;
    const uint8_t *in = from;

    if ((uintptr_t)to - (uintptr_t)from >= bytes)
        return memcpy(to, from, bytes);
    /* to lies inside the source: from the end. */
    out += bytes;
    in += bytes;
    for (; bytes >= 8; bytes -= 8) {
        out -= 8;
        in -= 8;
        *(word_t *)out = *(const word_t *)in;
        LOOP_STAYS_A_LOOP(out);
    }
    for (; bytes; bytes--) {
        *--out = *--in;
        LOOP_STAYS_A_LOOP(out);
    }
    return to;
}

void *memset(void *to, int value, size_t bytes)
{
    uint64_t word = (uint8_t)value * 0x0101010101010101ull;
    vector_t vector = { word, word };
    uint8_t *out = to;

    for (; bytes >= 64; bytes -= 64, out += 64) {
        ((vector_t *)out)[0] = vector, ((vector_t *)out)[1] = vector;
        ((vector_t *)out)[2] = vector, ((vector_t *)out)[3] = vector;
        LOOP_STAYS_A_LOOP(out);
    }
    for (; bytes >= 8; bytes -= 8, out += 8) {
        *(word_t *)out = word;
        LOOP_STAYS_A_LOOP(out);
    }
    for (; bytes; bytes--) {
        *out++ = (uint8_t)word;
        LOOP_STAYS_A_LOOP(out);
    }
    return to;
}

int memcmp(const void *a, const void *b, size_t bytes)
{
    const uint8_t *left = a, *right = b;

    for (; bytes >= 8 && *(const word_t *)left == *(const word_t *)right; bytes -= 8, left += 8, right += 8)
        LOOP_STAYS_A_LOOP(left);
    for (; bytes; bytes--, left++, right++) {
        LOOP_STAYS_A_LOOP(left);
        if (*left != *right)
            return *left - *right;
    }
    return 0;
}

size_t strlen(const char *text)
{
    const char *end = text;

    while (*end) {
        end++;
        LOOP_STAYS_A_LOOP(end);
    }
    return (size_t)(end - text);
}
