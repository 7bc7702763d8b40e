/* SPDX-License-Identifier: MIT */
/* The kernel's memory functions against the C library's, over all small lengths, alignments and overlaps. */
#include <cpuid.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

void wide_clear_sse(void *to, size_t bytes);
void wide_copy_sse(void *restrict to, const void *restrict from, size_t bytes);

/* The same file under other names, next to the library's. */
#define memcpy kernel_memcpy
#define memmove kernel_memmove
#define memset kernel_memset
#define memcmp kernel_memcmp
#define strlen kernel_strlen
#include "../../kernel/base/string.c"
#undef memcpy
#undef memmove
#undef memset
#undef memcmp
#undef strlen

bool wide_ready; /* of fpu.c */

#define BYTES 300

static void fill(uint8_t *bytes, size_t count, uint64_t seed)
{
    struct random random = {seed};

    for (size_t i = 0; i < count; i++)
        bytes[i] = (uint8_t)random_next(&random);
}

static void test_copy_and_set(void **state)
{
    uint8_t from[BYTES], ours[BYTES], theirs[BYTES];

    (void)state;
    fill(from, BYTES, 1);
    for (size_t length = 0; length < 150; length++) {
        for (size_t at = 0; at < 9; at++) {
            memset(ours, 0xee, BYTES);
            memset(theirs, 0xee, BYTES);
            assert_ptr_equal(kernel_memcpy(ours + at, from + 8 - at, length), ours + at);
            memcpy(theirs + at, from + 8 - at, length);
            assert_memory_equal(ours, theirs, BYTES);
            assert_ptr_equal(kernel_memset(ours + at, (int)(length + 0x180), length), ours + at);
            memset(theirs + at, (int)(length + 0x180), length);
            assert_memory_equal(ours, theirs, BYTES);
        }
    }
}

/* ---- large ones, in borrowed registers ---- */

#define LARGE 2304u

struct wide {
    void (*clear)(void *to, size_t bytes);
    void (*copy)(void *restrict to, const void *restrict from, size_t bytes);
};
static const struct wide with_avx = {wide_clear, wide_copy}, with_sse = {wide_clear_sse, wide_copy_sse};

/* What the kernel asks for when it boots (FEATURE_AVX). */
static bool avx_is_here(void)
{
    uint32_t eax, ebx, ecx, edx;

    return __builtin_cpu_supports("avx") && __get_cpuid_count(13, 1, &eax, &ebx, &ecx, &edx) && (eax >> 2 & 1);
}

static void check_wide(const struct wide *wide)
{
    static uint8_t from[LARGE + 64], ours[LARGE + 64], theirs[LARGE + 64];

    fill(from, sizeof from, 7);
    for (size_t length = WIDE_BYTES; length <= LARGE; length += WIDE_BYTES) {
        for (size_t at = 0; at < 33; at += 11) {
            fill(ours, sizeof ours, length);
            memcpy(theirs, ours, sizeof theirs);
            wide->clear(ours + at, length);
            memset(theirs + at, 0, length);
            assert_memory_equal(ours, theirs, sizeof ours);
            wide->copy(ours + at, from + 33 - at, length);
            memcpy(theirs + at, from + 33 - at, length);
            assert_memory_equal(ours, theirs, sizeof ours);
        }
    }
}

static void test_wide_clear_and_copy(void **state)
{
    (void)state;
    check_wide(&with_sse);
    if (!avx_is_here())
        skip();
    check_wide(&with_avx);
}

/* Two registers across a call, as a program that was interrupted has them. */
static void call_with_registers(const void *function, void *to, const void *from, size_t bytes, const uint8_t before[64], uint8_t after[64])
{
    const void *second = from ? from : (const void *)bytes;

    __asm__ volatile("vmovdqu (%[before]), %%ymm0\n\tvmovdqu 32(%[before]), %%ymm7\n\t"
                     "movq %[after], %%r14\n\tsubq $128, %%rsp\n\tcall *%[function]\n\taddq $128, %%rsp\n\t"
                     "vmovdqu %%ymm0, (%%r14)\n\tvmovdqu %%ymm7, 32(%%r14)\n\tvzeroall"
                     : "+D"(to), "+S"(second), "+d"(bytes)
                     : [before] "r"(before), [after] "r"(after), [function] "r"(function)
                     : "rax", "rcx", "r8", "r9", "r14", "xmm0", "xmm7", "memory", "cc");
}

static void check_registers(const uint8_t before[64])
{
    static uint8_t from[4096], to[4096];
    const void *functions[] = {(const void *)wide_clear, (const void *)wide_clear_sse, (const void *)wide_copy, (const void *)wide_copy_sse};

    fill(from, sizeof from, 9);
    for (size_t i = 0; i < 4; i++) {
        uint8_t after[64];

        fill(after, sizeof after, i);
        call_with_registers(functions[i], to, i < 2 ? NULL : from, sizeof to, before, after);
        assert_memory_equal(after, before, sizeof after);
        assert_int_equal(to[4095], i < 2 ? 0 : from[4095]);
    }
}

static void test_wide_gives_registers_back(void **state)
{
    uint8_t before[64];

    (void)state;
    if (!avx_is_here())
        skip();
    fill(before, sizeof before, 11);
    check_registers(before);
    memset(before + 16, 0, 16); /* upper halves that are not in use */
    memset(before + 48, 0, 16);
    check_registers(before);
}

static void test_move_with_overlap(void **state)
{
    uint8_t ours[BYTES], theirs[BYTES];

    (void)state;
    for (size_t length = 0; length < 70; length++) {
        for (size_t to = 0; to < 90; to++) {
            fill(ours, BYTES, length);
            memcpy(theirs, ours, BYTES);
            assert_ptr_equal(kernel_memmove(ours + to, ours + 40, length), ours + to);
            memmove(theirs + to, theirs + 40, length);
            assert_memory_equal(ours, theirs, BYTES);
        }
    }
}

static int sign(int value)
{
    return (value > 0) - (value < 0);
}

static void test_compare(void **state)
{
    uint8_t a[64], b[64];

    (void)state;
    for (size_t length = 0; length < 40; length++) {
        for (size_t differs = 0; differs < 45; differs++) {
            fill(a, sizeof a, 3);
            memcpy(b, a, sizeof b);
            b[differs] ^= 0x80;
            assert_int_equal(kernel_memcmp(a, b, length), sign(memcmp(a, b, length)));
        }
    }
}

static void test_length(void **state)
{
    (void)state;
    for (size_t length = 0; length < 40; length++) {
        char *text = malloc(length + 1);
        assert_non_null(text);
        memset(text, 'x', length);
        text[length] = 0;
        assert_int_equal(kernel_strlen(text), length);
        free(text);
    }
}

static void test_large(void **state)
{
    static uint8_t from[LARGE], ours[LARGE], theirs[LARGE];

    (void)state;
    wide_ready = avx_is_here();
    for (size_t length = LARGE - 600; length < LARGE; length += 7) {
        fill(from, LARGE, length);
        fill(ours, LARGE, 1);
        memcpy(theirs, ours, LARGE);
        assert_ptr_equal(kernel_memcpy(ours, from, length), ours);
        memcpy(theirs, from, length);
        assert_memory_equal(ours, theirs, LARGE);
        assert_ptr_equal(kernel_memset(ours, (int)(length & 1), length), ours);
        memset(theirs, (int)(length & 1), length);
        assert_memory_equal(ours, theirs, LARGE);
    }
    wide_ready = false;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_copy_and_set),
        cmocka_unit_test(test_wide_clear_and_copy),
        cmocka_unit_test(test_wide_gives_registers_back),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_move_with_overlap),
        cmocka_unit_test(test_compare),
        cmocka_unit_test(test_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
