/* SPDX-License-Identifier: MIT */
/* The ELF reader on a real static executable that the host's compiler makes: whole, cut short and mutated. */
#include "core/elf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../core/src/elf_format_priv.h"
#include "random.h"

/* The fuzz target holds the checks of what the loader relies on; here it gets our own mutations. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);
#include "../fuzz/fuzz_elf.c"

static struct elf_image image;
static const char *reason;

/* A real executable of the host: static, with TLS and a few thousand symbols. */
static uint8_t *real_file;
static size_t real_bytes;

static void read_whole_file(const char *path)
{
    FILE *stream = fopen(path, "rb");

    assert_non_null(stream);
    assert_int_equal(fseek(stream, 0, SEEK_END), 0);
    real_bytes = (size_t)ftell(stream);
    rewind(stream);
    real_file = malloc(real_bytes);
    assert_non_null(real_file);
    assert_int_equal(fread(real_file, 1, real_bytes, stream), real_bytes);
    fclose(stream);
}

static int build_real_file(void **state)
{
    char folder[] = "/tmp/test_elf.XXXXXX";
    char command[512];

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof(command),
             "echo '_Thread_local int t = 3; int needle(int i) { return i + t; } int main(int c, char **v)"
             " { (void)v; return needle(c); }' | gcc -static -no-pie -O1 -x c -o %s/real -", folder);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof(command), "%s/real", folder);
    read_whole_file(command);
    assert_int_equal(unlink(command), 0);
    assert_int_equal(rmdir(folder), 0);
    return 0;
}

static int free_real_file(void **state)
{
    (void)state;
    free(real_file);
    return 0;
}

static void test_real_file(void **state)
{
    const char *name;
    uint64_t offset;

    (void)state;
    assert_int_equal(elf_parse(real_file, real_bytes, &image, &reason), STATUS_OK);
    assert_true(image.has_tls && image.segment_count >= 2 && image.symbol_count > 100);
    assert_int_equal(elf_find_symbol(real_file, real_bytes, &image, image.entry + 1, &name, &offset), STATUS_OK);
    assert_string_equal(name, "_start");
    assert_true(offset == 1);
    LLVMFuzzerTestOneInput(real_file, real_bytes);
}

/* Where bytes decide: file header, program headers, section headers. */
static size_t random_place(struct random *random, const struct elf_file_header *header)
{
    switch (random_below(random, 4)) {
    case 0:
        return random_below(random, sizeof(*header));
    case 1:
        return header->shoff + random_below(random, header->shnum * sizeof(struct elf_section_header));
    default:
        return header->phoff + random_below(random, header->phnum * sizeof(struct elf_program_header));
    }
}

static void test_mutations(void **state)
{
    static const uint8_t values[] = { 0, 1, 0x7f, 0x80, 0xff };
    struct random random = { 7 };
    struct elf_file_header header;
    uint32_t accepted = 0;

    (void)state;
    memcpy(&header, real_file, sizeof(header));
    for (int round = 0; round < 5000; round++) {
        size_t places[4];
        uint8_t before[4];
        uint32_t count = 1 + random_below(&random, 4);
        const char *why;

        for (uint32_t i = 0; i < count; i++) {
            places[i] = random_place(&random, &header);
            before[i] = real_file[places[i]];
            real_file[places[i]] = random_below(&random, 2) ? values[random_below(&random, sizeof(values))]
                                                            : (uint8_t)random_next(&random);
        }
        LLVMFuzzerTestOneInput(real_file, real_bytes);
        accepted += elf_parse(real_file, real_bytes, &image, &why) == STATUS_OK;
        while (count-- > 0)
            real_file[places[count]] = before[count];
    }
    /* Some mutations hurt nothing, most do. */
    assert_true(accepted > 100 && accepted < 4900);
}

static void test_real_file_truncated(void **state)
{
    struct random random = { 8 };

    (void)state;
    for (int round = 0; round < 50; round++) {
        size_t bytes = random_below(&random, real_bytes);
        uint8_t *copy = malloc(bytes ? bytes : 1);

        assert_non_null(copy);
        memcpy(copy, real_file, bytes);
        LLVMFuzzerTestOneInput(copy, bytes);
        free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_real_file),
        cmocka_unit_test(test_mutations),
        cmocka_unit_test(test_real_file_truncated),
    };

    return cmocka_run_group_tests(tests, build_real_file, free_real_file);
}
