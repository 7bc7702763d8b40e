/* SPDX-License-Identifier: MIT */
/* The allocator: blocks, bins, merging. heap_priv.h draws the layout. */
#include "heap_priv.h"

#include "abi/limits.h"

/* The mark of a block says what it is and which block it is, so that stray writes and stray pointers both show. */
#define MARK_USED 0x5553u
#define MARK_FREE 0x4652u
#define MARK_END 0x454eu

struct heap_block {
    uint32_t mark;
    uint32_t size;              /* grains, header included; 0 for the end mark */
    uint32_t previous_size;     /* grains; 0 for the first of a region */
    uint32_t check;             /* of mark, size and previous_size */
};
_Static_assert(sizeof(struct heap_block) == HEAP_GRAIN, "a header is one grain");

/* In the payload of a free block. */
struct heap_links {
    struct heap_block *next, *previous;
};

#define MIN_GRAINS 2u
/* Growth is at least this much, so that small programs enter the kernel rarely. */
#define GROW_BYTES (64u * 1024)
/* A free end of the growing region beyond this goes back, except what growth would take at least. */
#define TRIM_BYTES (512u * 1024)
#define MAX_BYTES (1ull << 32)

static uint32_t block_check(const struct rt_heap *heap, const struct heap_block *block)
{
    uint64_t mix = heap->secret ^ (uintptr_t)block ^ ((uint64_t)block->size << 32 | block->previous_size) ^
                   (uint64_t)block->mark * 0x9e3779b97f4a7c15ull;

    return (uint32_t)(mix ^ mix >> 32);
}

static void block_seal(const struct rt_heap *heap, struct heap_block *block, uint32_t mark, uint32_t size, uint32_t previous_size)
{
    block->mark = mark;
    block->size = size;
    block->previous_size = previous_size;
    block->check = block_check(heap, block);
}

static void block_verify(const struct rt_heap *heap, const struct heap_block *block, const char *what)
{
    if (block->check != block_check(heap, block))
        heap->corrupt(heap->context, block + 1, what);
}

static struct heap_block *block_next(struct heap_block *block)
{
    return block + block->size;
}
static struct heap_links *block_links(struct heap_block *block)
{
    return (struct heap_links *)(void *)(block + 1);
}

/* The bin of a free block of that size. */
static uint32_t bin_of(uint32_t grains)
{
    uint32_t log, quarter;

    if (grains < HEAP_SMALL_BINS)
        return grains;
    log = 31u - (uint32_t)__builtin_clz(grains);            /* >= 6 */
    quarter = (grains >> (log - 2)) & 3;
    return HEAP_SMALL_BINS + (log - 6) * 4 + quarter;
}

/* The first bin in which every block has at least that size. */
static uint32_t bin_for_request(uint32_t grains)
{
    uint32_t log;

    if (grains < HEAP_SMALL_BINS)
        return grains;
    log = 31u - (uint32_t)__builtin_clz(grains);
    return bin_of(grains + (1u << (log - 2)) - 1);
}

static void bin_insert(struct rt_heap *heap, struct heap_block *block)
{
    uint32_t bin = bin_of(block->size);
    struct heap_links *links = block_links(block);

    links->previous = NULL;
    links->next = heap->bins[bin];
    if (links->next)
        block_links(links->next)->previous = block;
    heap->bins[bin] = block;
    heap->bin_map[bin / 64] |= 1ull << (bin % 64);
}

static void bin_remove(struct rt_heap *heap, struct heap_block *block)
{
    uint32_t bin = bin_of(block->size);
    struct heap_links *links = block_links(block);

    /* The header was verified; the links lie in freed payload, where a late write through an old pointer lands. */
    if ((links->previous ? block_links(links->previous)->next : heap->bins[bin]) != block ||
        (links->next && block_links(links->next)->previous != block))
        heap->corrupt(heap->context, block + 1, "written after it was freed");
    if (links->previous)
        block_links(links->previous)->next = links->next;
    else
        heap->bins[bin] = links->next;
    if (links->next)
        block_links(links->next)->previous = links->previous;
    if (!heap->bins[bin])
        heap->bin_map[bin / 64] &= ~(1ull << (bin % 64));
}

/* A free block of at least `grains`, or NULL. */
static struct heap_block *bin_find(struct rt_heap *heap, uint32_t grains)
{
    uint32_t bin = bin_for_request(grains);
    uint64_t word;

    for (uint32_t i = bin / 64; i < HEAP_BIN_WORDS; i++) {
        word = heap->bin_map[i];
        if (i == bin / 64)
            word &= ~0ull << (bin % 64);
        if (word)
            return heap->bins[i * 64 + (uint32_t)__builtin_ctzll(word)];
    }
    return NULL;
}

/* Makes [block, block + grains) a free block, merged with its free neighbours. The block after it must exist. */
static struct heap_block *block_release(struct rt_heap *heap, struct heap_block *block, uint32_t grains, uint32_t previous_size)
{
    struct heap_block *next = block + grains, *previous;

    block_verify(heap, next, "written past its end");
    if (next->mark == MARK_FREE) {
        bin_remove(heap, next);
        grains += next->size;
        next = block_next(next);
        block_verify(heap, next, "header overwritten");
    }
    if (previous_size) {
        previous = block - previous_size;
        block_verify(heap, previous, "header overwritten");
        if (previous->mark == MARK_FREE) {
            bin_remove(heap, previous);
            grains += previous->size;
            previous_size = previous->previous_size;
            block = previous;
        }
    }
    block_seal(heap, block, MARK_FREE, grains, previous_size);
    block_seal(heap, next, next->mark, next->size, grains);
    bin_insert(heap, block);
    return block;
}

/* Makes memory a region: one free block and the end mark. */
static void region_add(struct rt_heap *heap, uint8_t *memory, size_t bytes)
{
    struct heap_block *first = (struct heap_block *)(void *)memory;
    uint32_t grains = (uint32_t)(bytes / HEAP_GRAIN) - 1;

    block_seal(heap, first + grains, MARK_END, 0, 0);
    block_release(heap, first, grains, 0);
    heap->reserved_bytes += bytes;
}

void rt_heap_init(struct rt_heap *heap, uint64_t secret, void *first, size_t first_bytes, const struct heap_backing *backing,
                  heap_corrupt_fn corrupt, void *context)
{
    for (uint32_t i = 0; i < HEAP_BINS; i++)
        heap->bins[i] = NULL;
    for (uint32_t i = 0; i < HEAP_BIN_WORDS; i++)
        heap->bin_map[i] = 0;
    heap->secret = secret;
    heap->top_start = heap->top_end = heap->top_limit = NULL;
    heap->growing = false;
    heap->backing = backing;
    heap->corrupt = corrupt;
    heap->context = context;
    heap->used_bytes = heap->reserved_bytes = 0;
    heap->live_blocks = 0;
    if (first)
        region_add(heap, first, first_bytes);
}

static size_t round_up_page(size_t bytes)
{
    return (bytes + PAGE_SIZE - 1) & ~(size_t)(PAGE_SIZE - 1);
}

/* Commits more of the growing region. The old end mark becomes the header of the new free block. */
static status_t top_extend(struct rt_heap *heap, size_t bytes)
{
    struct heap_block *end;
    uint8_t *start = heap->top_end;
    uint32_t previous_size;
    status_t status;

    if ((size_t)(heap->top_limit - start) < bytes)
        return STATUS_NO_MEMORY;
    status = heap->backing->commit(heap->context, start, bytes);
    if (status < 0)
        return status;
    heap->top_end = start + bytes;
    if (start == heap->top_start) {
        region_add(heap, start, bytes);
        return STATUS_OK;
    }
    heap->reserved_bytes += bytes;
    end = (struct heap_block *)(void *)start - 1;
    block_verify(heap, end, "end of the heap overwritten");
    previous_size = end->previous_size;
    block_seal(heap, end + bytes / HEAP_GRAIN, MARK_END, 0, 0);
    block_release(heap, end, (uint32_t)(bytes / HEAP_GRAIN), previous_size);
    return STATUS_OK;
}

/* Reserves a new growing region with at least `bytes`. What was left of the old one stays reserved and unused. */
static status_t top_reserve(struct rt_heap *heap, size_t bytes)
{
    static const size_t sizes[] = { 256u << 20, 64u << 20, 16u << 20, 4u << 20, 1u << 20 };
    status_t status = STATUS_NO_MEMORY;
    uint8_t *start;

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        if (sizes[i] < bytes)
            break;
        status = heap->backing->reserve(heap->context, sizes[i], &start);
        if (status == STATUS_OK) {
            heap->top_start = heap->top_end = start;
            heap->top_limit = start + sizes[i];
            return STATUS_OK;
        }
    }
    return status;
}

/* Gets a free block of at least `grains` from the backing. */
static status_t heap_grow(struct rt_heap *heap, uint32_t grains)
{
    /* A header and an end mark more, and the quarter by which a large bin may differ from the request. */
    size_t need = ((size_t)grains + (grains >> 2) + 2) * HEAP_GRAIN;
    size_t bytes = round_up_page(need < GROW_BYTES ? GROW_BYTES : need);
    status_t status;

    if (!heap->backing || heap->growing)
        return STATUS_NO_MEMORY;
    heap->growing = true;
    status = STATUS_NO_MEMORY;
    if (heap->top_start) {
        status = top_extend(heap, bytes);
        if (status < 0)
            status = top_extend(heap, round_up_page(need));
    }
    if (status < 0 && (size_t)(heap->top_limit - heap->top_end) < round_up_page(need)) {
        status = top_reserve(heap, bytes);
        if (status == STATUS_OK)
            status = top_extend(heap, bytes);
    }
    heap->growing = false;
    return status;
}

/* Gives a large free end of the growing region back. */
static void top_trim(struct rt_heap *heap, struct heap_block *block)
{
    struct heap_block *end = block_next(block);
    uint8_t *keep;
    size_t bytes;

    if (heap->growing || (uint8_t *)(end + 1) != heap->top_end || block->size < TRIM_BYTES / HEAP_GRAIN)
        return;
    keep = (uint8_t *)(uintptr_t)round_up_page((uintptr_t)block + GROW_BYTES);
    bytes = (size_t)(heap->top_end - keep);
    /* In use while the backing works: entering the kernel may free other blocks, and they must not merge with this one. */
    bin_remove(heap, block);
    block_seal(heap, block, MARK_USED, block->size, block->previous_size);
    heap->growing = true;
    if (heap->backing->decommit(heap->context, keep, bytes) == STATUS_OK) {
        heap->top_end = keep;
        heap->reserved_bytes -= bytes;
        end = (struct heap_block *)(void *)keep - 1;
        block_seal(heap, end, MARK_END, 0, 0);
    }
    heap->growing = false;
    block_release(heap, block, (uint32_t)(end - block), block->previous_size);
}

void *rt_heap_alloc(struct rt_heap *heap, size_t bytes)
{
    struct heap_block *block, *rest;
    uint32_t grains, size;

    if (bytes > MAX_BYTES)
        return NULL;
    grains = (uint32_t)((bytes + 2 * HEAP_GRAIN - 1) / HEAP_GRAIN);
    if (grains < MIN_GRAINS)
        grains = MIN_GRAINS;
    block = bin_find(heap, grains);
    if (!block) {
        if (heap_grow(heap, grains) < 0)
            return NULL;
        block = bin_find(heap, grains);
        if (!block)
            return NULL;
    }
    block_verify(heap, block, "header of a free block overwritten");
    bin_remove(heap, block);
    size = block->size;
    if (size - grains >= MIN_GRAINS) {
        block_seal(heap, block, MARK_USED, grains, block->previous_size);
        rest = block_next(block);
        block_release(heap, rest, size - grains, grains);
    } else {
        grains = size;
        block_seal(heap, block, MARK_USED, size, block->previous_size);
    }
    heap->used_bytes += (size_t)grains * HEAP_GRAIN;
    heap->live_blocks++;
    return block + 1;
}

/* The used block of a pointer that the program gave us. */
static struct heap_block *block_of_pointer(struct rt_heap *heap, void *pointer)
{
    struct heap_block *block = (struct heap_block *)pointer - 1;

    if ((uintptr_t)pointer % HEAP_GRAIN)
        heap->corrupt(heap->context, pointer, "not a pointer of the heap");
    block_verify(heap, block, "header overwritten, or not a pointer of the heap");
    if (block->mark != MARK_USED)
        heap->corrupt(heap->context, pointer, "freed twice");
    block_verify(heap, block_next(block), "written past its end");
    return block;
}

void rt_heap_free(struct rt_heap *heap, void *pointer)
{
    struct heap_block *block;

    if (!pointer)
        return;
    block = block_of_pointer(heap, pointer);
    heap->used_bytes -= (size_t)block->size * HEAP_GRAIN;
    heap->live_blocks--;
    /* So that a second free of the same pointer is seen even after a merge. */
    block_seal(heap, block, MARK_FREE, block->size, block->previous_size);
    block = block_release(heap, block, block->size, block->previous_size);
    if (heap->top_start)
        top_trim(heap, block);
}

void *rt_heap_realloc(struct rt_heap *heap, void *pointer, size_t bytes)
{
    struct heap_block *block;
    size_t room;
    void *bigger;

    if (!pointer)
        return rt_heap_alloc(heap, bytes);
    block = block_of_pointer(heap, pointer);
    room = ((size_t)block->size - 1) * HEAP_GRAIN;
    /* In place when it fits and does not waste more than half. */
    if (bytes <= room && bytes >= room / 2)
        return pointer;
    bigger = rt_heap_alloc(heap, bytes);
    if (!bigger)
        return bytes <= room ? pointer : NULL;
    __builtin_memcpy(bigger, pointer, bytes < room ? bytes : room);
    rt_heap_free(heap, pointer);
    return bigger;
}
