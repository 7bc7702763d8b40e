/* SPDX-License-Identifier: MIT */
/* Executables into address spaces. See image.h. */
#include "sched/image.h"

#include "arch/cpu.h"
#include "arch/time.h"
#include "base/entropy.h"
#include "base/string.h"

#define PAGE_MASK (PAGE_SIZE - 1ull)
/* What a thread control block takes: self pointer, canary, room for a C library's own. */
#define TCB_BYTES 256u
#define CANARY_OFFSET 0x28u
#define WINDOW_PAGES 16u
#define LOOK_PAGES 256u

/* The part of a segment's file bytes that falls into one page. */
struct piece {
    uint64_t in_page;                   /* where it goes */
    uint64_t offset;                    /* in the file */
    uint64_t bytes;
};

static struct piece page_piece(const struct elf_segment *segment, uint64_t page)
{
    uint64_t start = page > segment->vaddr ? page : segment->vaddr;
    uint64_t end = segment->vaddr + segment->file_bytes;
    struct piece piece = { 0, 0, 0 };

    if (end > page + PAGE_SIZE)
        end = page + PAGE_SIZE;
    if (start >= end)
        return piece;
    piece.in_page = start - page;
    piece.offset = segment->offset + (start - segment->vaddr);
    piece.bytes = end - start;
    return piece;
}

static bool may_share(const struct elf_segment *segment)
{
    return !(segment->prot & PROT_WRITE) && segment->memory_bytes == segment->file_bytes;
}

/* The frame of a read-only page that can be used where it is in the boot package; 0 if it must be copied. What shares
 * the page is the rest of the same file. */
static phys_t in_place(const uint8_t *file, size_t bytes, const struct elf_segment *segment, const struct piece *piece)
{
    uint64_t start;

    if (!may_share(segment) || piece->bytes == 0)
        return 0;
    if (piece->offset < piece->in_page)
        return 0;
    start = piece->offset - piece->in_page;
    if (start + PAGE_SIZE > bytes || ((uintptr_t)(file + start) & PAGE_MASK) != 0)
        return 0;
    return virt_to_phys(file + start);
}

/* How many of its pages need a frame. */
static uint64_t owned_pages(const uint8_t *file, size_t bytes, const struct elf_segment *segment, uint64_t start, uint64_t end)
{
    uint64_t count = 0;

    if (!may_share(segment))
        return (end - start) / PAGE_SIZE;
    for (uint64_t page = start; page < end; page += PAGE_SIZE) {
        struct piece piece = page_piece(segment, page);

        count += in_place(file, bytes, segment, &piece) == 0;
        if ((page - start) / PAGE_SIZE % LOOK_PAGES == LOOK_PAGES - 1)
            cpu_interrupt_window();
    }
    return count;
}

static status_t load_page(struct fixed_run *run, const uint8_t *file, size_t bytes, const struct elf_segment *segment, uint64_t page)
{
    struct piece piece = page_piece(segment, page);
    phys_t shared = in_place(file, bytes, segment, &piece);
    phys_t frame;
    status_t status = address_space_fixed_next(run, shared, &frame);

    if (status == STATUS_OK && shared == 0 && piece.bytes != 0)
        memcpy((uint8_t *)phys_to_virt(frame) + piece.in_page, file + piece.offset, piece.bytes);
    return status;
}

static status_t load_segment(struct address_space *space, const uint8_t *file, size_t bytes, const struct elf_segment *segment)
{
    uint64_t start = segment->vaddr & ~PAGE_MASK;
    uint64_t end = (segment->vaddr + segment->memory_bytes + PAGE_MASK) & ~PAGE_MASK;
    uint64_t count = 0;
    struct fixed_run run;
    status_t status;

    if (start == end)
        return STATUS_OK;
    status = address_space_fixed_begin(&run, space, start, (end - start) / PAGE_SIZE, owned_pages(file, bytes, segment, start, end),
                                       segment->prot);
    if (status != STATUS_OK)
        return status == STATUS_ALREADY_EXISTS ? STATUS_BAD_IMAGE : status;
    for (uint64_t page = start; status == STATUS_OK && page < end; page += PAGE_SIZE) {
        status = load_page(&run, file, bytes, segment, page);
        if (++count % WINDOW_PAGES == 0)
            cpu_interrupt_window();
    }
    address_space_fixed_end(&run);
    return status;
}

status_t image_load(struct address_space *space, const void *file, size_t bytes, const struct elf_image *image)
{
    status_t status = STATUS_OK;

    for (uint32_t i = 0; i < image->segment_count && status == STATUS_OK; i++)
        status = load_segment(space, file, bytes, &image->segments[i]);
    return status;
}

static uint64_t canary(void)
{
    uint64_t value;

    /* Without hardware randomness a guess is still better than a constant. The low byte is zero: strings stop there. */
    if (entropy_word(&value) != STATUS_OK)
        value = clock_ticks() * 0x9e3779b97f4a7c15ull;
    return value & ~0xffull;
}

/* Copies into memory of the space that was just made, page by page. */
static status_t write_fixed(struct address_space *space, uint64_t address, const void *from, uint64_t bytes)
{
    const uint8_t *source = from;

    while (bytes != 0) {
        uint64_t in_page = address & PAGE_MASK;
        uint64_t piece = PAGE_SIZE - in_page < bytes ? PAGE_SIZE - in_page : bytes;
        uint8_t *page = page_table_user_page(&space->table, address - in_page, true);

        if (!page)
            return STATUS_INTERNAL;
        memcpy(page + in_page, source, piece);
        address += piece;
        source += piece;
        bytes -= piece;
    }
    return STATUS_OK;
}

status_t image_load_tls(struct address_space *space, const void *file, const struct elf_image *image, uint64_t *thread_pointer,
                        uint64_t *tls_base)
{
    uint64_t align = image->has_tls && image->tls.align > 16 ? image->tls.align : 16;
    uint64_t block = image->has_tls ? (image->tls.memory_bytes + align - 1) & ~(align - 1) : 0;
    uint64_t pages = (block + TCB_BYTES + PAGE_MASK) / PAGE_SIZE;
    uint64_t tcb[CANARY_OFFSET / 8 + 1] = { 0 };
    status_t status = address_space_fixed_fresh(space, USER_TLS_BASE, pages, PROT_READ | PROT_WRITE, NULL);

    if (status != STATUS_OK)
        return status;
    *thread_pointer = USER_TLS_BASE + block;
    *tls_base = image->has_tls ? USER_TLS_BASE : 0;
    tcb[0] = *thread_pointer;
    tcb[CANARY_OFFSET / 8] = canary();
    status = write_fixed(space, *thread_pointer, tcb, sizeof(tcb));
    if (status == STATUS_OK && image->has_tls)
        status = write_fixed(space, USER_TLS_BASE, (const uint8_t *)file + image->tls.offset, image->tls.file_bytes);
    return status;
}
