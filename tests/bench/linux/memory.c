/* SPDX-License-Identifier: MIT */
/* Mapping, touching and unmapping; changing a page's protection. */
#define _GNU_SOURCE
#include "bench.h"

#include <stddef.h>
#include <sys/mman.h>

#define PAGE 4096u

static void map_touch_unmap(void *argument)
{
    unsigned pages = *(const unsigned *)argument;
    volatile char *memory = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    CHECK(memory != MAP_FAILED);
    for (unsigned i = 0; i < pages; i++)
        memory[i * PAGE] = 1;
    CHECK(munmap((void *)memory, pages * PAGE) == 0);
}

static void protect(void *memory)
{
    CHECK(mprotect(memory, PAGE, PROT_READ) == 0);
    CHECK(mprotect(memory, PAGE, PROT_READ | PROT_WRITE) == 0);
}

void bench_memory(void)
{
    static unsigned one = 1, many = 256;
    char *memory;

    measure("map_touch_unmap_1", 512, 1, map_touch_unmap, &one);
    measure("map_touch_unmap_256", 64, 1, map_touch_unmap, &many);
    /* Its neighbours are inaccessible, so that no mapping splits or merges. */
    memory = mmap(NULL, 3 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(memory != MAP_FAILED && mprotect(memory + PAGE, PAGE, PROT_READ | PROT_WRITE) == 0);
    memory[PAGE] = 1;
    measure("mprotect", 512, 2, protect, memory + PAGE);
    munmap(memory, 3 * PAGE);
}
