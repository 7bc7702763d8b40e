/* SPDX-License-Identifier: MIT */
/* The parts of the ELF-64 object file format (version 1.5 draft 2) and its x86-64 supplement that the reader uses. */
#pragma once

#include <stdint.h>

#define ELF_IDENT_BYTES 16
#define ELF_IDENT_CLASS 4
#define ELF_IDENT_DATA 5
#define ELF_IDENT_VERSION 6
#define ELF_CLASS_64 2
#define ELF_DATA_LITTLE 1
#define ELF_VERSION_CURRENT 1
#define ELF_TYPE_EXECUTABLE 2
#define ELF_MACHINE_X86_64 62

struct elf_file_header {
    uint8_t ident[ELF_IDENT_BYTES];
    uint16_t type;
    uint16_t machine;
    uint32_t version;
    uint64_t entry;
    uint64_t phoff;
    uint64_t shoff;
    uint32_t flags;
    uint16_t ehsize;
    uint16_t phentsize;
    uint16_t phnum;
    uint16_t shentsize;
    uint16_t shnum;
    uint16_t shstrndx;
};
_Static_assert(sizeof(struct elf_file_header) == 64, "file header is 64 bytes");

#define ELF_SEGMENT_LOAD 1u
#define ELF_SEGMENT_DYNAMIC 2u
#define ELF_SEGMENT_INTERP 3u
#define ELF_SEGMENT_TLS 7u

#define ELF_FLAG_EXECUTE 1u
#define ELF_FLAG_WRITE 2u
#define ELF_FLAG_READ 4u

struct elf_program_header {
    uint32_t type;
    uint32_t flags;
    uint64_t offset;
    uint64_t vaddr;
    uint64_t paddr;
    uint64_t filesz;
    uint64_t memsz;
    uint64_t align;
};
_Static_assert(sizeof(struct elf_program_header) == 56, "program header is 56 bytes");

#define ELF_SECTION_SYMTAB 2u
#define ELF_SECTION_STRTAB 3u

struct elf_section_header {
    uint32_t name;
    uint32_t type;
    uint64_t flags;
    uint64_t addr;
    uint64_t offset;
    uint64_t size;
    uint32_t link;
    uint32_t info;
    uint64_t addralign;
    uint64_t entsize;
};
_Static_assert(sizeof(struct elf_section_header) == 64, "section header is 64 bytes");

#define ELF_SYMBOL_TYPE_MASK 0x0fu
#define ELF_SYMBOL_FUNCTION 2u

struct elf_symbol {
    uint32_t name;
    uint8_t info;
    uint8_t other;
    uint16_t shndx;
    uint64_t value;
    uint64_t size;
};
_Static_assert(sizeof(struct elf_symbol) == 24, "symbol is 24 bytes");
