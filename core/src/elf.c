/* SPDX-License-Identifier: MIT */
/*
 * Reading ELF executables. The file is hostile: every offset and size is compared as an integer before a byte is read,
 * and headers are copied out, because they may lie at any alignment. Work is bounded by the file's size.
 *
 * Refused although the format allows it: segments out of address order, two PT_TLS, a TLS image that does not start on
 * its own alignment. No linker makes them, and each would cost the loader a special case.
 */
#include "core/elf.h"

#include "elf_format_priv.h"
#include "freestanding_priv.h"

/* More than any executable has; with it a table of headers is a few KiB at most. */
#define HEADERS_MAX 64u
/* The thread control block shares the TLS block's place; alignment may cost up to a page more. */
#define TLS_ROOM_BYTES (USER_TLS_MAX_BYTES - 2 * PAGE_SIZE)

struct elf_file {
    const uint8_t *data;
    uint64_t bytes;
    const char **reason;
};

static status_t refuse(const struct elf_file *file, const char *reason)
{
    *file->reason = reason;
    return STATUS_BAD_IMAGE;
}

static bool range_in_file(const struct elf_file *file, uint64_t offset, uint64_t bytes)
{
    return offset <= file->bytes && bytes <= file->bytes - offset;
}

static bool is_power_of_two(uint64_t value)
{
    return value != 0 && (value & (value - 1)) == 0;
}

static uint64_t page_round_down(uint64_t address)
{
    return address & ~(uint64_t)(PAGE_SIZE - 1);
}

/* address is at most USER_IMAGE_MAX: the sum does not wrap. */
static uint64_t page_round_up(uint64_t address)
{
    return page_round_down(address + PAGE_SIZE - 1);
}

static status_t header_check(const struct elf_file *file, const struct elf_file_header *header)
{
    static const uint8_t magic[4] = { 0x7f, 'E', 'L', 'F' };

    if (memcmp(header->ident, magic, sizeof(magic)) != 0)
        return refuse(file, "not an ELF file");
    if (header->ident[ELF_IDENT_CLASS] != ELF_CLASS_64 || header->ident[ELF_IDENT_DATA] != ELF_DATA_LITTLE)
        return refuse(file, "not a 64-bit little-endian ELF file");
    if (header->ident[ELF_IDENT_VERSION] != ELF_VERSION_CURRENT || header->version != ELF_VERSION_CURRENT)
        return refuse(file, "unknown ELF version");
    if (header->machine != ELF_MACHINE_X86_64)
        return refuse(file, "not for x86-64");
    if (header->type != ELF_TYPE_EXECUTABLE)
        return refuse(file, "not an executable at a fixed address (ET_EXEC)");
    if (header->ehsize != sizeof(struct elf_file_header))
        return refuse(file, "wrong size of the file header");
    if (header->phentsize != sizeof(struct elf_program_header))
        return refuse(file, "wrong size of a program header");
    if (header->phnum == 0 || header->phnum > HEADERS_MAX)
        return refuse(file, "no program headers or too many");
    if (!range_in_file(file, header->phoff, header->phnum * sizeof(struct elf_program_header)))
        return refuse(file, "the program headers are outside the file");
    return STATUS_OK;
}

/* The ranges of one PT_LOAD: where it lies in the file and in memory. */
static status_t load_check_ranges(const struct elf_file *file, const struct elf_program_header *load)
{
    if (load->filesz > load->memsz)
        return refuse(file, "a segment is larger in the file than in memory");
    if (!range_in_file(file, load->offset, load->filesz))
        return refuse(file, "a segment is outside the file");
    if (load->vaddr < USER_IMAGE_MIN || load->vaddr > USER_IMAGE_MAX || load->memsz > USER_IMAGE_MAX - load->vaddr)
        return refuse(file, "a segment is outside the addresses of executables");
    if (load->align > 1 && !is_power_of_two(load->align))
        return refuse(file, "a segment's alignment is not a power of two");
    if (load->align > 1 && load->vaddr % load->align != load->offset % load->align)
        return refuse(file, "a segment is misaligned");
    if (load->vaddr % PAGE_SIZE != load->offset % PAGE_SIZE)
        return refuse(file, "a segment's address and offset differ within the page");
    return STATUS_OK;
}

static uint32_t flags_to_prot(uint32_t flags)
{
    uint32_t prot = PROT_NONE;

    /* The processor has no pages that can be written or run but not read. */
    if (flags & (ELF_FLAG_READ | ELF_FLAG_WRITE | ELF_FLAG_EXECUTE))
        prot |= PROT_READ;
    if (flags & ELF_FLAG_WRITE)
        prot |= PROT_WRITE;
    if (flags & ELF_FLAG_EXECUTE)
        prot |= PROT_EXECUTE;
    return prot;
}

static uint64_t segment_end(const struct elf_segment *segment)
{
    return page_round_up(segment->vaddr + segment->memory_bytes);
}

static status_t visit_load(const struct elf_file *file, const struct elf_program_header *load, struct elf_image *image)
{
    const struct elf_segment *last = image->segment_count ? &image->segments[image->segment_count - 1] : NULL;
    status_t status;

    if (load->memsz == 0 && load->filesz == 0)
        return STATUS_OK;
    if (image->segment_count == ELF_MAX_SEGMENTS)
        return refuse(file, "too many segments");
    status = load_check_ranges(file, load);
    if (status != STATUS_OK)
        return status;
    if ((load->flags & ELF_FLAG_WRITE) && (load->flags & ELF_FLAG_EXECUTE))
        return refuse(file, "a segment is writable and executable");
    if (last && page_round_down(load->vaddr) < segment_end(last))
        return refuse(file, "segments overlap, share a page or are not in the order of their addresses");
    image->segments[image->segment_count++] = (struct elf_segment){
        .vaddr = load->vaddr,
        .memory_bytes = load->memsz,
        .offset = load->offset,
        .file_bytes = load->filesz,
        .prot = flags_to_prot(load->flags),
    };
    return STATUS_OK;
}

static status_t visit_tls(const struct elf_file *file, const struct elf_program_header *tls, struct elf_image *image)
{
    uint64_t align = tls->align ? tls->align : 1;

    if (image->has_tls)
        return refuse(file, "more than one TLS segment");
    if (tls->filesz > tls->memsz)
        return refuse(file, "the TLS segment is larger in the file than in memory");
    if (!range_in_file(file, tls->offset, tls->filesz))
        return refuse(file, "the TLS segment is outside the file");
    if (tls->memsz > TLS_ROOM_BYTES)
        return refuse(file, "the TLS segment is too large");
    if (!is_power_of_two(align) || align > PAGE_SIZE || tls->vaddr % align != 0)
        return refuse(file, "the TLS segment is misaligned");
    image->has_tls = true;
    image->tls.offset = tls->offset;
    image->tls.file_bytes = tls->filesz;
    image->tls.memory_bytes = tls->memsz;
    image->tls.align = align;
    return STATUS_OK;
}

static status_t visit_segment(const struct elf_file *file, const struct elf_program_header *segment,
                              struct elf_image *image)
{
    switch (segment->type) {
    case ELF_SEGMENT_LOAD:
        return visit_load(file, segment, image);
    case ELF_SEGMENT_TLS:
        return visit_tls(file, segment, image);
    case ELF_SEGMENT_INTERP:
    case ELF_SEGMENT_DYNAMIC:
        return refuse(file, "dynamically linked");
    default:
        return STATUS_OK;
    }
}

static const struct elf_segment *segment_executable(const struct elf_image *image, uint64_t address)
{
    for (uint32_t i = 0; i < image->segment_count; i++) {
        const struct elf_segment *segment = &image->segments[i];

        if ((segment->prot & PROT_EXECUTE) && address >= segment->vaddr &&
            address - segment->vaddr < segment->memory_bytes)
            return segment;
    }
    return NULL;
}

static status_t image_check(const struct elf_file *file, const struct elf_image *image)
{
    uint64_t total = 0;

    if (image->segment_count == 0)
        return refuse(file, "nothing to load");
    for (uint32_t i = 0; i < image->segment_count; i++)
        total += segment_end(&image->segments[i]) - page_round_down(image->segments[i].vaddr);
    if (total > ELF_IMAGE_MAX_BYTES)
        return refuse(file, "too large");
    if (!segment_executable(image, image->entry))
        return refuse(file, "the entry is not in executable memory");
    return STATUS_OK;
}

/* The section's bytes must be in the file; the index was checked. */
static bool section_read(const struct elf_file *file, const struct elf_file_header *header, uint32_t index,
                         struct elf_section_header *section)
{
    memcpy(section, file->data + header->shoff + index * sizeof(*section), sizeof(*section));
    return range_in_file(file, section->offset, section->size);
}

/* A bad symbol table costs messages their names and nothing else: it never refuses the image. */
static void symbols_find(const struct elf_file *file, const struct elf_file_header *header, struct elf_image *image)
{
    struct elf_section_header symbols;
    struct elf_section_header strings;

    if (header->shentsize != sizeof(symbols) ||
        !range_in_file(file, header->shoff, header->shnum * sizeof(symbols)))
        return;
    for (uint32_t i = 0; i < header->shnum; i++) {
        if (!section_read(file, header, i, &symbols) || symbols.type != ELF_SECTION_SYMTAB)
            continue;
        if (symbols.entsize != sizeof(struct elf_symbol) || symbols.link >= header->shnum)
            return;
        if (!section_read(file, header, symbols.link, &strings) || strings.type != ELF_SECTION_STRTAB)
            return;
        /* With a zero at its end every name in the table is terminated. */
        if (strings.size == 0 || file->data[strings.offset + strings.size - 1] != 0)
            return;
        image->symbols_offset = symbols.offset;
        image->symbol_count = symbols.size / sizeof(struct elf_symbol);
        image->strings_offset = strings.offset;
        image->strings_bytes = strings.size;
        return;
    }
}

status_t elf_parse(const void *data, size_t bytes, struct elf_image *image, const char **reason)
{
    struct elf_file file = { .data = data, .bytes = bytes, .reason = reason };
    struct elf_file_header header;
    status_t status;

    memset(image, 0, sizeof(*image));
    if (bytes < sizeof(header))
        return refuse(&file, "shorter than a file header");
    memcpy(&header, data, sizeof(header));
    status = header_check(&file, &header);
    if (status != STATUS_OK)
        return status;
    image->entry = header.entry;
    for (uint32_t i = 0; i < header.phnum; i++) {
        struct elf_program_header segment;

        memcpy(&segment, file.data + header.phoff + i * sizeof(segment), sizeof(segment));
        status = visit_segment(&file, &segment, image);
        if (status != STATUS_OK)
            return status;
    }
    status = image_check(&file, image);
    if (status != STATUS_OK)
        return status;
    symbols_find(&file, &header, image);
    return STATUS_OK;
}

status_t elf_find_symbol(const void *data, size_t bytes, const struct elf_image *image, uint64_t address,
                         const char **name, uint64_t *offset)
{
    struct elf_file file = { .data = data, .bytes = bytes };
    struct elf_symbol best = { 0 };
    bool found = false;

    /* An address in no code would only be blamed on the last function. */
    if (!segment_executable(image, address))
        return STATUS_NOT_FOUND;
    if (!range_in_file(&file, image->symbols_offset, image->symbol_count * sizeof(best)) ||
        !range_in_file(&file, image->strings_offset, image->strings_bytes))
        return STATUS_NOT_FOUND;
    for (uint64_t i = 0; i < image->symbol_count; i++) {
        struct elf_symbol symbol;

        memcpy(&symbol, file.data + image->symbols_offset + i * sizeof(symbol), sizeof(symbol));
        if ((symbol.info & ELF_SYMBOL_TYPE_MASK) != ELF_SYMBOL_FUNCTION || symbol.shndx == 0 ||
            symbol.name >= image->strings_bytes || symbol.value > address)
            continue;
        if (!found || symbol.value > best.value) {
            best = symbol;
            found = true;
        }
    }
    if (!found)
        return STATUS_NOT_FOUND;
    *name = (const char *)file.data + image->strings_offset + best.name;
    *offset = address - best.value;
    return STATUS_OK;
}
