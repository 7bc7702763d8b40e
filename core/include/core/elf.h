/* SPDX-License-Identifier: MIT */
/* Reading ELF64 executables for x86-64 that a stranger wrote. Nothing is copied; offsets are into the file. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "abi/limits.h"
#include "abi/status.h"

#define ELF_MAX_SEGMENTS 16u
#define ELF_IMAGE_MAX_BYTES (64u * 1024 * 1024)

struct elf_segment {
    uint64_t vaddr;             /* may be unaligned; congruent to offset modulo the page size */
    uint64_t memory_bytes;
    uint64_t offset;
    uint64_t file_bytes;
    uint32_t prot;              /* PROT_* */
};

struct elf_image {
    uint64_t entry;
    uint32_t segment_count;
    struct elf_segment segments[ELF_MAX_SEGMENTS]; /* by address; page ranges do not overlap */
    bool has_tls;
    struct {
        uint64_t offset, file_bytes, memory_bytes, align;
    } tls;
    /* Symbol table, 0 when there is none or it is not sane: only ever used for messages. */
    uint64_t symbols_offset, symbol_count, strings_offset, strings_bytes;
};

/*
 * Checks and describes an executable: ELF64, little endian, x86-64, ET_EXEC, static (no PT_INTERP, no PT_DYNAMIC).
 * STATUS_BAD_IMAGE with *reason set to a sentence: bad header, segments outside [USER_IMAGE_MIN, USER_IMAGE_MAX) or of
 * the file, wrapping, overlapping, writable and executable, misaligned, more than ELF_IMAGE_MAX_BYTES in all, an
 * entry outside executable memory, an oversized or misaligned TLS.
 */
MUST_CHECK status_t elf_parse(const void *file, size_t bytes, struct elf_image *image, const char **reason);

/* The function symbol at or before address: name points into the file (zero-terminated), offset from its start. */
MUST_CHECK status_t elf_find_symbol(const void *file, size_t bytes, const struct elf_image *image, uint64_t address,
                                    const char **name, uint64_t *offset);
