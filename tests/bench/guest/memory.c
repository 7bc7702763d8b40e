/* SPDX-License-Identifier: MIT */
/* Mapping, touching and unmapping anonymous memory; changing a page's protection. */
#include "bench.h"

#define MANY_PAGES 256u

static void map_touch_unmap(struct bench *bench, uint64_t pages)
{
    volatile uint8_t *memory;
    uint64_t address;

    if (virtual_memory_map(bench->rt, bench->memory, 0, pages * PAGE_SIZE, PROT_READ | PROT_WRITE, &address) != STATUS_OK)
        rt_panic(bench->rt, "VirtualMemory.map: %s", rt_last_reason(bench->rt));
    memory = (volatile uint8_t *)address;
    for (uint64_t i = 0; i < pages; i++)
        memory[i * PAGE_SIZE] = 1;
    if (virtual_memory_unmap(bench->rt, bench->memory, address, pages * PAGE_SIZE) != STATUS_OK)
        rt_panic(bench->rt, "VirtualMemory.unmap: %s", rt_last_reason(bench->rt));
}

static void map_one(struct bench *bench)
{
    map_touch_unmap(bench, 1);
}

static void map_many(struct bench *bench)
{
    map_touch_unmap(bench, MANY_PAGES);
}

static uint64_t page;

/* Two changes: what they leave is what they found. */
static void protect(struct bench *bench)
{
    if (virtual_memory_protect(bench->rt, bench->memory, page, PAGE_SIZE, PROT_READ) != STATUS_OK ||
        virtual_memory_protect(bench->rt, bench->memory, page, PAGE_SIZE, PROT_READ | PROT_WRITE) != STATUS_OK)
        rt_panic(bench->rt, "VirtualMemory.protect: %s", rt_last_reason(bench->rt));
}

void bench_memory(struct bench *bench)
{
    bench_run(bench, "map_touch_unmap_1", 512, 1, map_one);
    bench_run(bench, "map_touch_unmap_256", 64, 1, map_many);
    if (virtual_memory_map(bench->rt, bench->memory, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, &page) != STATUS_OK)
        rt_panic(bench->rt, "VirtualMemory.map: %s", rt_last_reason(bench->rt));
    *(volatile uint8_t *)page = 1;
    bench_run(bench, "protect_page", 512, 2, protect);
    if (virtual_memory_unmap(bench->rt, bench->memory, page, PAGE_SIZE) != STATUS_OK)
        rt_panic(bench->rt, "VirtualMemory.unmap: %s", rt_last_reason(bench->rt));
}
