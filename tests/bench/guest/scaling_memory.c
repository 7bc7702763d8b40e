/* SPDX-License-Identifier: MIT */
/* What mapping costs in an address space that has many pages, or many mappings. */
#include "scaling.h"

#define PAGES 16384u
#define MAPPINGS 4000u            /* a process may have 4,096 */

static uint64_t addresses[MAPPINGS];
static uint64_t large, large_pages;

static uint64_t map(struct bench *bench, uint64_t hint, uint64_t pages, uint32_t prot)
{
    uint64_t address;

    if (virtual_memory_map(bench->rt, bench->memory, hint, pages * PAGE_SIZE, prot, &address) != STATUS_OK)
        rt_panic(bench->rt, "VirtualMemory.map: %s", rt_last_reason(bench->rt));
    return address;
}

static void unmap(struct bench *bench, uint64_t address, uint64_t pages)
{
    if (virtual_memory_unmap(bench->rt, bench->memory, address, pages * PAGE_SIZE) != STATUS_OK)
        rt_panic(bench->rt, "VirtualMemory.unmap: %s", rt_last_reason(bench->rt));
}

static void map_touch_unmap(struct bench *bench)
{
    uint64_t address = map(bench, 0, 1, PROT_READ | PROT_WRITE);

    *(volatile uint8_t *)address = 1;
    unmap(bench, address, 1);
}

/* ---- pages of one mapping ---- */

static void more_pages(struct bench *bench, uint32_t from, uint32_t to)
{
    if (from)
        unmap(bench, large, from);
    large = map(bench, 0, to, PROT_READ | PROT_WRITE);
    large_pages = to;
}

/* A page in the middle, there and back. */
static void protect(struct bench *bench)
{
    uint64_t page = large + large_pages / 2 * PAGE_SIZE;

    if (virtual_memory_protect(bench->rt, bench->memory, page, PAGE_SIZE, PROT_READ) != STATUS_OK ||
        virtual_memory_protect(bench->rt, bench->memory, page, PAGE_SIZE, PROT_READ | PROT_WRITE) != STATUS_OK)
        rt_panic(bench->rt, "VirtualMemory.protect: %s", rt_last_reason(bench->rt));
}

static void drop_pages(struct bench *bench, uint32_t count)
{
    unmap(bench, large, count);
}

/* ---- many mappings, of a page each, which do not touch one another ---- */

static void more_mappings(struct bench *bench, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        addresses[i] = map(bench, USER_MAP_MIN + 0x100000000ull + (uint64_t)i * 2 * PAGE_SIZE, 1, PROT_READ);
}

static void drop_mappings(struct bench *bench, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        unmap(bench, addresses[i], 1);
}

void scale_memory(struct bench *bench)
{
    static const struct scale_operation on_pages[] = { { "map_touch_unmap", 64, map_touch_unmap }, { "protect", 64, protect }, { 0 } };
    static const struct scale_operation on_mappings[] = { { "map_touch_unmap", 64, map_touch_unmap }, { 0 } };
    static const struct scale_subject pages = { "pages", { 16, 256, 4096, PAGES }, more_pages, on_pages, drop_pages };
    static const struct scale_subject mappings = {
        "mappings", { 10, 100, 1000, MAPPINGS }, more_mappings, on_mappings, drop_mappings };

    scale_run(bench, &pages);
    scale_run(bench, &mappings);
}
