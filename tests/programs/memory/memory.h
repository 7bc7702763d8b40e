/* SPDX-License-Identifier: MIT */
#pragma once

#include "kit.h"

#define PAGES(count) ((uint64_t)(count) * PAGE_SIZE)
#define READ_WRITE (PROT_READ | PROT_WRITE)

void test_ranges(struct kit *kit);
void test_pages(struct kit *kit);
/* first: also what can be done only once in a process. */
void test_objects(struct kit *kit, bool first);

static inline volatile uint64_t *word_at(uint64_t address)
{
    return (volatile uint64_t *)(uintptr_t)address;
}
/* A mapping that a test stands on; the program cannot go on without it. */
static inline uint64_t must_map(struct kit *kit, uint64_t hint, uint64_t bytes)
{
    uint64_t address = 0;

    if (virtual_memory_map(kit->rt, kit->memory, hint, bytes, READ_WRITE, &address) < 0)
        rt_panic(kit->rt, "cannot map %lu bytes: %s", (unsigned long)bytes, rt_last_reason(kit->rt));
    return address;
}
static inline void must_unmap(struct kit *kit, uint64_t address, uint64_t bytes)
{
    kit_expect(kit, "unmap", virtual_memory_unmap(kit->rt, kit->memory, address, bytes), STATUS_OK);
}
