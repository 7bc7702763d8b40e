/* SPDX-License-Identifier: MIT */
/*
 * The ELF reader: a file built by hand and broken one way at a time, each with the reason that must come back.
 * Real executables are in test_elf_real.c.
 */
#include "core/elf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../core/src/elf_format_priv.h"

#define LOADS 3
#define HEADERS (LOADS + 1)
#define TEXT_ADDRESS 0x400000ull
#define FILE_BYTES 0x4000

/* A good file: text, read-only data and data, one page each, a TLS template inside data, symbols behind them. */
struct file {
    struct elf_file_header header;
    struct elf_program_header segments[HEADERS];
    uint8_t pad[0x3000 - sizeof(struct elf_file_header) - HEADERS * sizeof(struct elf_program_header)];
    struct elf_section_header sections[3];
    struct elf_symbol symbols[4];
    char strings[64];
    uint8_t rest[FILE_BYTES - 0x3000 - 3 * sizeof(struct elf_section_header) - 4 * sizeof(struct elf_symbol) - 64];
};
_Static_assert(sizeof(struct file) == FILE_BYTES, "no padding");

static struct file file;
static struct elf_image image;
static const char *reason;

static struct elf_program_header load(uint32_t flags, uint64_t page, uint64_t file_bytes, uint64_t memory_bytes)
{
    return (struct elf_program_header){
        .type = ELF_SEGMENT_LOAD,
        .flags = flags,
        .offset = page * PAGE_SIZE,
        .vaddr = TEXT_ADDRESS + page * PAGE_SIZE,
        .filesz = file_bytes,
        .memsz = memory_bytes,
        .align = PAGE_SIZE,
    };
}

static void build_symbols(void)
{
    static const char strings[] = "\0start\0middle\0object";
    uint64_t at = offsetof(struct file, symbols);

    memcpy(file.strings, strings, sizeof(strings));
    file.symbols[1] = (struct elf_symbol){ .name = 1, .info = 0x12, .shndx = 1, .value = TEXT_ADDRESS + 0x100 };
    file.symbols[2] = (struct elf_symbol){ .name = 14, .info = 0x11, .shndx = 1, .value = TEXT_ADDRESS + 0x300 };
    file.symbols[3] = (struct elf_symbol){ .name = 7, .info = 0x02, .shndx = 1, .value = TEXT_ADDRESS + 0x200 };
    file.sections[1] = (struct elf_section_header){
        .type = ELF_SECTION_SYMTAB, .offset = at, .size = sizeof(file.symbols), .link = 2, .entsize = sizeof(struct elf_symbol),
    };
    file.sections[2] = (struct elf_section_header){
        .type = ELF_SECTION_STRTAB, .offset = at + sizeof(file.symbols), .size = sizeof(file.strings),
    };
}

static int set_up(void **state)
{
    (void)state;
    memset(&file, 0, sizeof(file));
    file.header = (struct elf_file_header){
        .ident = { 0x7f, 'E', 'L', 'F', ELF_CLASS_64, ELF_DATA_LITTLE, ELF_VERSION_CURRENT },
        .type = ELF_TYPE_EXECUTABLE,
        .machine = ELF_MACHINE_X86_64,
        .version = ELF_VERSION_CURRENT,
        .entry = TEXT_ADDRESS + 0x100,
        .phoff = offsetof(struct file, segments),
        .shoff = offsetof(struct file, sections),
        .ehsize = sizeof(struct elf_file_header),
        .phentsize = sizeof(struct elf_program_header),
        .phnum = HEADERS,
        .shentsize = sizeof(struct elf_section_header),
        .shnum = 3,
    };
    file.segments[0] = load(ELF_FLAG_READ | ELF_FLAG_EXECUTE, 0, 0x1000, 0x1000);
    file.segments[1] = load(ELF_FLAG_READ, 1, 0xfff, 0xfff);
    file.segments[2] = load(ELF_FLAG_READ | ELF_FLAG_WRITE, 2, 0x800, 0x5000);
    file.segments[3] = (struct elf_program_header){
        .type = ELF_SEGMENT_TLS, .flags = ELF_FLAG_READ, .offset = 0x2000, .vaddr = TEXT_ADDRESS + 0x2000,
        .filesz = 0x10, .memsz = 0x40, .align = 0x40,
    };
    build_symbols();
    return 0;
}

/* A copy of exactly that many bytes on the heap: one byte too far is an error of the address sanitiser. */
static status_t parse_copy(const void *data, size_t bytes)
{
    void *copy = malloc(bytes ? bytes : 1);
    status_t status;

    assert_non_null(copy);
    memcpy(copy, data, bytes);
    reason = NULL;
    status = elf_parse(copy, bytes, &image, &reason);
    free(copy);
    return status;
}

static void check_good(void)
{
    status_t status = parse_copy(&file, sizeof(file));

    if (status != STATUS_OK)
        print_message("refused: %s\n", reason);
    assert_int_equal(status, STATUS_OK);
}

static void check_refused(const char *expected)
{
    assert_int_equal(parse_copy(&file, sizeof(file)), STATUS_BAD_IMAGE);
    assert_string_equal(reason, expected);
    set_up(NULL);
}

static void test_good_file(void **state)
{
    (void)state;
    check_good();
    assert_true(image.entry == TEXT_ADDRESS + 0x100);
    assert_int_equal(image.segment_count, LOADS);
    assert_int_equal(image.segments[0].prot, PROT_READ | PROT_EXECUTE);
    assert_int_equal(image.segments[1].prot, PROT_READ);
    assert_int_equal(image.segments[2].prot, PROT_READ | PROT_WRITE);
    assert_true(image.segments[2].vaddr == TEXT_ADDRESS + 0x2000 && image.segments[2].offset == 0x2000);
    assert_true(image.segments[2].file_bytes == 0x800 && image.segments[2].memory_bytes == 0x5000);
    assert_true(image.has_tls && image.tls.offset == 0x2000);
    assert_true(image.tls.file_bytes == 0x10 && image.tls.memory_bytes == 0x40 && image.tls.align == 0x40);
    assert_true(image.symbol_count == 4);
}

static void test_bad_file_header(void **state)
{
    (void)state;
    file.header.ident[0] = 0;
    check_refused("not an ELF file");
    file.header.ident[3] = 'G';
    check_refused("not an ELF file");
    file.header.ident[ELF_IDENT_CLASS] = 1;
    check_refused("not a 64-bit little-endian ELF file");
    file.header.ident[ELF_IDENT_DATA] = 2;
    check_refused("not a 64-bit little-endian ELF file");
    file.header.ident[ELF_IDENT_VERSION] = 0;
    check_refused("unknown ELF version");
    file.header.version = 2;
    check_refused("unknown ELF version");
    file.header.machine = 183;
    check_refused("not for x86-64");
    file.header.type = 3;
    check_refused("not an executable at a fixed address (ET_EXEC)");
    file.header.type = 1;
    check_refused("not an executable at a fixed address (ET_EXEC)");
    file.header.ehsize = 52;
    check_refused("wrong size of the file header");
    file.header.phentsize = 32;
    check_refused("wrong size of a program header");
}

static void test_bad_program_header_table(void **state)
{
    (void)state;
    file.header.phnum = 0;
    check_refused("no program headers or too many");
    file.header.phnum = 65;
    check_refused("no program headers or too many");
    file.header.phnum = 0xffff;
    check_refused("no program headers or too many");
    file.header.phoff = sizeof(file) - HEADERS * sizeof(struct elf_program_header) + 1;
    check_refused("the program headers are outside the file");
    file.header.phoff = UINT64_MAX;
    check_refused("the program headers are outside the file");
    file.header.phoff = UINT64_MAX - sizeof(struct elf_program_header) * HEADERS + 1;
    check_refused("the program headers are outside the file");
    file.header.phnum = 64;
    file.header.phoff = sizeof(file) - 64 * sizeof(struct elf_program_header) + 8;
    check_refused("the program headers are outside the file");
    file.segments[0].type = file.segments[1].type = file.segments[2].type = 0;
    check_refused("nothing to load");
}

static void test_program_headers_at_odd_offset(void **state)
{
    (void)state;
    memmove((uint8_t *)&file + 0x2801, file.segments, sizeof(file.segments));
    file.header.phoff = 0x2801;
    check_good();
}

static void test_segment_outside_the_file(void **state)
{
    (void)state;
    file.segments[2].offset = 0x4000;
    check_refused("a segment is outside the file");
    file.segments[2].filesz = 0x2001;
    check_refused("a segment is outside the file");
    file.segments[2].offset = UINT64_MAX - 0xfff;
    check_refused("a segment is outside the file");
    file.segments[2].offset = UINT64_MAX - 0x7ff;
    file.segments[2].filesz = 0x1000;
    check_refused("a segment is outside the file");
    file.segments[2].filesz = file.segments[2].memsz = UINT64_MAX;
    check_refused("a segment is outside the file");
    file.segments[1].filesz = 0x1000;
    check_refused("a segment is larger in the file than in memory");
    file.segments[2].memsz = 0;
    check_refused("a segment is larger in the file than in memory");
}

static void test_segment_outside_or_wrapping_memory(void **state)
{
    static const struct {
        uint64_t vaddr, memory_bytes;
    } bad[] = {
        { USER_IMAGE_MIN - PAGE_SIZE, 0x1000 },
        { 0, 0x1000 },
        { USER_IMAGE_MAX, 0x1000 },
        { USER_IMAGE_MAX - PAGE_SIZE, 0x1001 },
        { TEXT_ADDRESS + 0x2000, USER_IMAGE_MAX },
        { TEXT_ADDRESS + 0x2000, UINT64_MAX },
        { TEXT_ADDRESS + 0x2000, UINT64_MAX - TEXT_ADDRESS - 0x2000 + 1 },
        { UINT64_MAX - 0xfff, 0x1000 },
        { UINT64_MAX - 0xfff, 0x2000 },
        { 0xffffffff80000000ull, 0x1000 },
        { 0x8000000000000000ull, 0x8000000000000000ull },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        file.segments[2].vaddr = bad[i].vaddr;
        file.segments[2].memsz = bad[i].memory_bytes;
        check_refused("a segment is outside the addresses of executables");
    }
    /* The last page that is allowed. */
    file.segments[2].vaddr = USER_IMAGE_MAX - PAGE_SIZE;
    file.segments[2].memsz = PAGE_SIZE;
    check_good();
}

static void test_segments_overlap(void **state)
{
    static const char overlap[] = "segments overlap, share a page or are not in the order of their addresses";

    (void)state;
    file.segments[1] = file.segments[0];
    file.segments[1].flags = ELF_FLAG_READ;
    check_refused(overlap);
    file.segments[0].memsz = 0x1001;
    check_refused(overlap);
    /* Different bytes, the same page. */
    file.segments[0].filesz = file.segments[0].memsz = 0x800;
    file.segments[1].vaddr = TEXT_ADDRESS + 0x800;
    file.segments[1].offset = 0x1800;
    file.segments[1].align = 1;
    file.segments[1].filesz = file.segments[1].memsz = 0x100;
    check_refused(overlap);
    file.segments[1] = load(ELF_FLAG_READ, 2, 0x10, 0x10);
    file.segments[2] = load(ELF_FLAG_READ | ELF_FLAG_WRITE, 1, 0x10, 0x10);
    check_refused(overlap);
    /* One inside the other. */
    file.segments[0].memsz = 0x100000;
    check_refused(overlap);
}

static void test_writable_and_executable(void **state)
{
    (void)state;
    file.segments[0].flags = ELF_FLAG_READ | ELF_FLAG_WRITE | ELF_FLAG_EXECUTE;
    check_refused("a segment is writable and executable");
    file.segments[2].flags = ELF_FLAG_WRITE | ELF_FLAG_EXECUTE;
    check_refused("a segment is writable and executable");
    /* Unknown flags mean nothing; write or execute without read gets read. */
    file.segments[0].flags = ELF_FLAG_EXECUTE | 0xfffffff8u;
    file.segments[1].flags = 0;
    file.segments[2].flags = ELF_FLAG_WRITE;
    check_good();
    assert_int_equal(image.segments[0].prot, PROT_READ | PROT_EXECUTE);
    assert_int_equal(image.segments[1].prot, PROT_NONE);
    assert_int_equal(image.segments[2].prot, PROT_READ | PROT_WRITE);
}

static void test_misaligned_segment(void **state)
{
    (void)state;
    file.segments[2].align = 0x3000;
    check_refused("a segment's alignment is not a power of two");
    file.segments[2].align = UINT64_MAX;
    check_refused("a segment's alignment is not a power of two");
    file.segments[2].align = 0x10000;
    file.segments[2].vaddr += 0x1000;
    check_refused("a segment is misaligned");
    file.segments[2].align = 0;
    file.segments[2].vaddr += 8;
    check_refused("a segment's address and offset differ within the page");
    file.segments[2].vaddr += 8;
    file.segments[2].offset += 8;
    check_good();
    assert_true(image.segments[2].vaddr == TEXT_ADDRESS + 0x2008);
}

static void test_oversized(void **state)
{
    (void)state;
    file.segments[2].memsz = ELF_IMAGE_MAX_BYTES - 0x2000 + 1;
    check_refused("too large");
    file.segments[2].memsz = USER_IMAGE_MAX - TEXT_ADDRESS - 0x2000;
    check_refused("too large");
    file.segments[2].memsz = ELF_IMAGE_MAX_BYTES - 0x2000;
    check_good();
}

static void test_too_many_segments(void **state)
{
    struct elf_program_header *segments = (struct elf_program_header *)file.pad;

    (void)state;
    for (uint32_t i = 0; i < ELF_MAX_SEGMENTS + 2; i++) {
        segments[i] = load(ELF_FLAG_READ | ELF_FLAG_EXECUTE, 0, 0x1000, 0x1000);
        segments[i].vaddr += i * PAGE_SIZE;
    }
    /* Empty ones do not count. */
    segments[3].filesz = segments[3].memsz = 0;
    file.header.phoff = offsetof(struct file, pad);
    file.header.phnum = ELF_MAX_SEGMENTS + 1;
    check_good();
    assert_int_equal(image.segment_count, ELF_MAX_SEGMENTS);
    file.header.phnum = ELF_MAX_SEGMENTS + 2;
    check_refused("too many segments");
}

static void test_entry(void **state)
{
    static const uint64_t bad[] = { 0, TEXT_ADDRESS - 1, TEXT_ADDRESS + 0x1000, TEXT_ADDRESS + 0x2000, UINT64_MAX };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        file.header.entry = bad[i];
        check_refused("the entry is not in executable memory");
    }
    file.header.entry = TEXT_ADDRESS + 0xfff;
    check_good();
}

static void test_dynamic(void **state)
{
    (void)state;
    file.segments[3].type = ELF_SEGMENT_INTERP;
    check_refused("dynamically linked");
    file.segments[3].type = ELF_SEGMENT_DYNAMIC;
    check_refused("dynamically linked");
    file.segments[3].type = 0x6474e551; /* PT_GNU_STACK and other strangers are skipped */
    check_good();
    assert_false(image.has_tls);
}

static void test_tls(void **state)
{
    (void)state;
    file.segments[3].filesz = 0x41;
    check_refused("the TLS segment is larger in the file than in memory");
    file.segments[3].offset = UINT64_MAX;
    check_refused("the TLS segment is outside the file");
    file.segments[3].offset = sizeof(file) - 0xf;
    check_refused("the TLS segment is outside the file");
    file.segments[3].memsz = USER_TLS_MAX_BYTES;
    check_refused("the TLS segment is too large");
    file.segments[3].memsz = UINT64_MAX;
    check_refused("the TLS segment is too large");
    file.segments[3].align = 3;
    check_refused("the TLS segment is misaligned");
    file.segments[3].align = 2 * PAGE_SIZE;
    check_refused("the TLS segment is misaligned");
    file.segments[3].align = UINT64_MAX;
    check_refused("the TLS segment is misaligned");
    file.segments[3].vaddr += 8;
    check_refused("the TLS segment is misaligned");
    file.segments[2] = file.segments[3];
    check_refused("more than one TLS segment");
    file.segments[3].align = 0;
    check_good();
    assert_true(image.tls.align == 1);
}

static void test_truncated(void **state)
{
    (void)state;
    for (size_t bytes = 0; bytes < 0x2800; bytes++) {
        assert_int_equal(parse_copy(&file, bytes), STATUS_BAD_IMAGE);
        assert_non_null(reason);
    }
    /* From here on all segments are whole and only the symbols are missing. */
    for (size_t bytes = 0x2800; bytes < sizeof(file); bytes += 7) {
        assert_int_equal(parse_copy(&file, bytes), STATUS_OK);
        if (bytes < offsetof(struct file, rest))
            assert_true(image.symbol_count == 0);
    }
}

static void check_symbol(uint64_t address, const char *expected, uint64_t expected_offset)
{
    const char *name = NULL;
    uint64_t offset = 0;

    assert_int_equal(elf_parse(&file, sizeof(file), &image, &reason), STATUS_OK);
    if (!expected) {
        assert_int_equal(elf_find_symbol(&file, sizeof(file), &image, address, &name, &offset), STATUS_NOT_FOUND);
        return;
    }
    assert_int_equal(elf_find_symbol(&file, sizeof(file), &image, address, &name, &offset), STATUS_OK);
    assert_string_equal(name, expected);
    assert_true(offset == expected_offset);
}

static void test_find_symbol(void **state)
{
    (void)state;
    check_symbol(TEXT_ADDRESS + 0xff, NULL, 0);
    check_symbol(TEXT_ADDRESS + 0x100, "start", 0);
    check_symbol(TEXT_ADDRESS + 0x1ff, "start", 0xff);
    check_symbol(TEXT_ADDRESS + 0x200, "middle", 0);
    /* 0x300 is an object, not a function. */
    check_symbol(TEXT_ADDRESS + 0xfff, "middle", 0xdff);
    check_symbol(TEXT_ADDRESS + 0x1000, NULL, 0);
    check_symbol(UINT64_MAX, NULL, 0);
    file.symbols[3].name = sizeof(file.strings);
    check_symbol(TEXT_ADDRESS + 0x200, "start", 0x100);
    file.symbols[1].shndx = 0;
    check_symbol(TEXT_ADDRESS + 0x200, NULL, 0);
}

static void test_bad_symbol_tables_are_ignored(void **state)
{
    (void)state;
    for (int i = 0; i < 9; i++) {
        set_up(NULL);
        switch (i) {
        case 0: file.header.shoff = sizeof(file) - 64; break;
        case 1: file.header.shoff = UINT64_MAX - 3; break;
        case 2: file.header.shnum = 0xffff; break;
        case 3: file.header.shentsize = 40; break;
        case 4: file.sections[1].link = 3; break;
        case 5: file.sections[1].size = UINT64_MAX; break;
        case 6: file.sections[2].offset = UINT64_MAX - 10; break;
        case 7: file.sections[2].size = 0; break;
        default: file.strings[sizeof(file.strings) - 1] = 'x'; break;
        }
        assert_int_equal(parse_copy(&file, sizeof(file)), STATUS_OK);
        assert_true(image.symbol_count == 0 && image.strings_bytes == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_good_file, set_up),
        cmocka_unit_test_setup(test_bad_file_header, set_up),
        cmocka_unit_test_setup(test_bad_program_header_table, set_up),
        cmocka_unit_test_setup(test_program_headers_at_odd_offset, set_up),
        cmocka_unit_test_setup(test_segment_outside_the_file, set_up),
        cmocka_unit_test_setup(test_segment_outside_or_wrapping_memory, set_up),
        cmocka_unit_test_setup(test_segments_overlap, set_up),
        cmocka_unit_test_setup(test_writable_and_executable, set_up),
        cmocka_unit_test_setup(test_misaligned_segment, set_up),
        cmocka_unit_test_setup(test_oversized, set_up),
        cmocka_unit_test_setup(test_too_many_segments, set_up),
        cmocka_unit_test_setup(test_entry, set_up),
        cmocka_unit_test_setup(test_dynamic, set_up),
        cmocka_unit_test_setup(test_tls, set_up),
        cmocka_unit_test_setup(test_truncated, set_up),
        cmocka_unit_test_setup(test_find_symbol, set_up),
        cmocka_unit_test_setup(test_bad_symbol_tables_are_ignored, set_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
