/* SPDX-License-Identifier: MIT */
/* Multiboot2 information as GRUB lays it out, and as a broken loader might. */
#include "boot/multiboot2.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "arch/paging.h"
#include "random.h"

#define INFORMATION_MAX 1024

/* Tags are appended to bytes; the first word is the total. */
struct information {
    uint8_t bytes[INFORMATION_MAX];
    uint32_t used;
};

static void begin(struct information *information)
{
    memset(information, 0, sizeof *information);
    information->used = 8;
}

static void append(struct information *information, uint32_t type, const void *content, uint32_t bytes)
{
    uint32_t header[2] = {type, bytes + 8};

    assert_true(information->used + bytes + 16 <= INFORMATION_MAX);
    memcpy(information->bytes + information->used, header, sizeof header);
    if (bytes > 0)
        memcpy(information->bytes + information->used + 8, content, bytes);
    information->used += (bytes + 8 + 7) & ~7u;
    memcpy(information->bytes, &information->used, 4);
}

/* Parses a copy that is exactly as long as its first word says, so that reading past it shows. */
static struct boot_info parse(const struct information *information)
{
    struct boot_info boot = {0};
    uint32_t total;

    memcpy(&total, information->bytes, 4);
    uint8_t *copy = malloc(total);
    assert_non_null(copy);
    memcpy(copy, information->bytes, total);
    boot_info_from_multiboot2(&boot, copy);
    free(copy);
    return boot;
}

static void append_all(struct information *information)
{
    static const uint32_t module[3] = {0x300000, 0x312345, 0};
    static const struct {
        uint32_t entry_bytes, version;
        struct {
            uint64_t base, bytes;
            uint32_t type, reserved;
        } entries[3];
    } memory = {24, 0, {{0, 0x9f000, 1, 0}, {0x9f000, 0x1000, 2, 0}, {0x100000, 0x7f00000, 1, 0}}};

    append(information, 1, "quiet panic", 12);
    append(information, 3, module, sizeof module);
    append(information, 6, &memory, sizeof memory);
    append(information, 14, "RSD PTR old version.", 20);
    append(information, 15, "RSD PTR new version, 36 bytes long..", 36);
    append(information, 21, module, 4);
    append(information, 0, NULL, 0);
}

static void test_grub(void **state)
{
    struct information information;

    (void)state;
    begin(&information);
    append_all(&information);
    struct boot_info boot = parse(&information);
    assert_string_equal(boot.protocol, "multiboot2");
    assert_string_equal(boot.command_line, "quiet panic");
    assert_int_equal(boot.module_count, 1);
    assert_int_equal(boot.module_start, 0x300000);
    assert_int_equal(boot.module_bytes, 0x12345);
    assert_int_equal(boot.memory_count, 3);
    assert_int_equal(boot.memory[1].base, 0x9f000);
    assert_int_equal(boot.memory[1].usable, 0);
    assert_int_equal(boot.memory[2].bytes, 0x7f00000);
    assert_int_equal(boot.memory[2].usable, 1);
    /* The copy in the image, by its physical address, and the newer one. */
    assert_memory_equal((const char *)(boot.rsdp + KERNEL_IMAGE_BASE), "RSD PTR new", 11);
}

static void test_two_modules_are_counted(void **state)
{
    static const uint32_t first[3] = {0x1000, 0x2000, 0}, second[3] = {0x5000, 0x6000, 0};
    struct information information;

    (void)state;
    begin(&information);
    append(&information, 3, first, sizeof first);
    append(&information, 3, second, sizeof second);
    append(&information, 0, NULL, 0);
    struct boot_info boot = parse(&information);
    assert_int_equal(boot.module_count, 2);
    assert_int_equal(boot.module_start, 0x1000);
}

static void test_long_command_line_is_cut(void **state)
{
    struct information information;
    char text[BOOT_COMMAND_LINE_BYTES + 50];

    (void)state;
    memset(text, 'x', sizeof text);
    begin(&information);
    append(&information, 1, text, sizeof text);
    append(&information, 0, NULL, 0);
    struct boot_info boot = parse(&information);
    assert_int_equal(strlen(boot.command_line), BOOT_COMMAND_LINE_BYTES - 1);
}

/* Bytes after the total changed at random: any result will do that reads nothing outside (address sanitiser). */
static void test_damaged(void **state)
{
    struct random random = {7};

    (void)state;
    for (uint32_t round = 0; round < 20000; round++) {
        struct information information;
        begin(&information);
        append_all(&information);
        for (uint32_t i = 0; i < 3; i++)
            information.bytes[4 + random_below(&random, information.used - 4)] = (uint8_t)random_next(&random);
        struct boot_info boot = parse(&information);
        assert_true(boot.memory_count <= BOOT_MEMORY_RANGES);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grub),
        cmocka_unit_test(test_two_modules_are_counted),
        cmocka_unit_test(test_long_command_line_is_cut),
        cmocka_unit_test(test_damaged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
