/* SPDX-License-Identifier: MIT */
/* Addresses, sizes and protections that no range may have. */
#include "memory.h"

/* Places that exist and belong to nobody's VirtualMemory, and places that do not exist. */
static const struct {
    const char *name;
    uint64_t address;
} forbidden[] = {
    { "0", 0 },
    { "the first page", PAGE_SIZE },
    { "the image", 0x400000 },
    { "the last page before the mapping area", USER_MAP_MIN - PAGE_SIZE },
    { "the end of the mapping area", USER_MAP_MAX },
    { "the stack", USER_STACK_TOP - PAGE_SIZE },
    { "the guard page", USER_STACK_TOP - USER_STACK_BYTES - PAGE_SIZE },
    { "the TLS block", USER_TLS_BASE },
    { "the ring", USER_RING_BASE },
    { "the CapSet", USER_CAPSET_ADDRESS },
    { "the last user page", USER_MAX - PAGE_SIZE },
    { "the end of user space", USER_MAX },
    { "not canonical", 1ull << 47 },
    { "the direct map", 0xffff800000000000ull },
    { "the kernel image", 0xffffffff80000000ull },
    { "the last page of all", 0xfffffffffffff000ull },
};

static void forbidden_places(struct kit *kit)
{
    uint64_t address;

    for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++) {
        uint64_t place = forbidden[i].address;
        const char *name = forbidden[i].name;

        kit_expect(kit, name, virtual_memory_unmap(kit->rt, kit->memory, place, PAGE_SIZE), STATUS_FAILED);
        kit_expect(kit, name, virtual_memory_protect(kit->rt, kit->memory, place, PAGE_SIZE, PROT_READ), STATUS_FAILED);
        kit_expect(kit, name, virtual_memory_commit(kit->rt, kit->memory, place, PAGE_SIZE, PROT_READ), STATUS_FAILED);
        kit_expect(kit, name, virtual_memory_decommit(kit->rt, kit->memory, place, PAGE_SIZE), STATUS_FAILED);
        if (place == 0)
            continue;   /* as a hint it means "anywhere" */
        kit_expect(kit, name, virtual_memory_reserve(kit->rt, kit->memory, place, PAGE_SIZE, &address), STATUS_FAILED);
        kit_expect(kit, name, virtual_memory_map(kit->rt, kit->memory, place, PAGE_SIZE, READ_WRITE, &address), STATUS_FAILED);
    }
    kit_expect(kit, "across the end of the mapping area",
               virtual_memory_reserve(kit->rt, kit->memory, USER_MAP_MAX - PAGE_SIZE, PAGES(2), &address), STATUS_FAILED);
    kit_expect(kit, "across the start of the mapping area",
               virtual_memory_reserve(kit->rt, kit->memory, USER_MAP_MIN - PAGE_SIZE, PAGES(2), &address), STATUS_FAILED);
}

static void wrong_sizes(struct kit *kit)
{
    static const uint64_t unaligned[] = { 0, 1, 8, PAGE_SIZE - 1, PAGE_SIZE + 1, UINT64_MAX, (1ull << 32) + 1 };
    static const uint64_t huge[] = { 1ull << 31, 1ull << 40, 1ull << 46, 1ull << 47, 1ull << 63, 0ull - PAGE_SIZE };
    uint64_t address, own = must_map(kit, 0, PAGES(4));

    for (size_t i = 0; i < sizeof(unaligned) / sizeof(unaligned[0]); i++) {
        kit_expect(kit, "reserve of a wrong size", virtual_memory_reserve(kit->rt, kit->memory, 0, unaligned[i], &address),
                   STATUS_FAILED);
        kit_expect(kit, "map of a wrong size", virtual_memory_map(kit->rt, kit->memory, 0, unaligned[i], READ_WRITE, &address),
                   STATUS_FAILED);
        kit_expect(kit, "unmap of a wrong size", virtual_memory_unmap(kit->rt, kit->memory, own, unaligned[i]), STATUS_FAILED);
        kit_expect(kit, "protect of a wrong size", virtual_memory_protect(kit->rt, kit->memory, own, unaligned[i], PROT_READ),
                   STATUS_FAILED);
        kit_expect(kit, "commit of a wrong size", virtual_memory_commit(kit->rt, kit->memory, own, unaligned[i], PROT_READ),
                   STATUS_FAILED);
        kit_expect(kit, "decommit of a wrong size", virtual_memory_decommit(kit->rt, kit->memory, own, unaligned[i]),
                   STATUS_FAILED);
    }
    for (size_t i = 0; i < sizeof(huge) / sizeof(huge[0]); i++) {
        /* More virtual pages than the ledger has: a limit, not a mistake. */
        kit_expect(kit, "reserve beyond the ledger", virtual_memory_reserve(kit->rt, kit->memory, 0, huge[i], &address),
                   STATUS_OVERLOADED);
        kit_expect(kit, "unmap of too much", virtual_memory_unmap(kit->rt, kit->memory, own, huge[i]), STATUS_FAILED);
        kit_expect(kit, "protect of too much", virtual_memory_protect(kit->rt, kit->memory, own, huge[i], PROT_READ),
                   STATUS_FAILED);
        kit_expect(kit, "commit of too much", virtual_memory_commit(kit->rt, kit->memory, own, huge[i], PROT_READ),
                   STATUS_FAILED);
        kit_expect(kit, "decommit of too much", virtual_memory_decommit(kit->rt, kit->memory, own, huge[i]), STATUS_FAILED);
    }
    *word_at(own) = 1;  /* nothing of all that touched it */
    kit_expect(kit, "an unaligned address", virtual_memory_unmap(kit->rt, kit->memory, own + 8, PAGE_SIZE), STATUS_FAILED);
    kit_expect(kit, "an unaligned hint", virtual_memory_reserve(kit->rt, kit->memory, own + PAGES(64) + 8, PAGE_SIZE, &address),
               STATUS_FAILED);
    must_unmap(kit, own, PAGES(4));
}

static void wrong_protections(struct kit *kit)
{
    static const uint32_t wrong[] = { PROT_WRITE | PROT_EXECUTE, PROT_READ | PROT_WRITE | PROT_EXECUTE, 8, 0x80000000u,
                                      UINT32_MAX };
    uint64_t address, own = must_map(kit, 0, PAGES(2));

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        kit_expect(kit, "map", virtual_memory_map(kit->rt, kit->memory, 0, PAGE_SIZE, wrong[i], &address), STATUS_FAILED);
        kit_expect(kit, "commit", virtual_memory_commit(kit->rt, kit->memory, own, PAGE_SIZE, wrong[i]), STATUS_FAILED);
        kit_expect(kit, "protect", virtual_memory_protect(kit->rt, kit->memory, own, PAGE_SIZE, wrong[i]), STATUS_FAILED);
    }
    *word_at(own) = 1;
    must_unmap(kit, own, PAGES(2));
}

static void overlaps(struct kit *kit)
{
    uint64_t address, own = must_map(kit, 0, PAGES(8));

    for (int64_t at = -3; at < 8; at++) {
        uint64_t hint = own + (uint64_t)at * PAGE_SIZE;

        if (hint < USER_MAP_MIN)
            continue;
        kit_expect(kit, "a reservation over another", virtual_memory_reserve(kit->rt, kit->memory, hint, PAGES(4), &address),
                   STATUS_FAILED);
        kit_expect(kit, "a mapping over another",
                   virtual_memory_map(kit->rt, kit->memory, hint, PAGES(4), READ_WRITE, &address), STATUS_FAILED);
    }
    kit_expect(kit, "a commit past the end", virtual_memory_commit(kit->rt, kit->memory, own + PAGES(6), PAGES(4), READ_WRITE),
               STATUS_FAILED);
    kit_expect(kit, "an unmap past the end", virtual_memory_unmap(kit->rt, kit->memory, own + PAGES(6), PAGES(4)),
               STATUS_FAILED);
    kit_expect(kit, "a protect past the end", virtual_memory_protect(kit->rt, kit->memory, own + PAGES(6), PAGES(4), PROT_READ),
               STATUS_FAILED);
    kit_expect(kit, "a decommit past the end", virtual_memory_decommit(kit->rt, kit->memory, own + PAGES(6), PAGES(4)),
               STATUS_FAILED);
    *word_at(own + PAGES(7)) = 1;
    must_unmap(kit, own, PAGES(8));
    kit_expect(kit, "a second unmap", virtual_memory_unmap(kit->rt, kit->memory, own, PAGES(8)), STATUS_FAILED);
    kit_expect(kit, "a commit of what was unmapped", virtual_memory_commit(kit->rt, kit->memory, own, PAGE_SIZE, READ_WRITE),
               STATUS_FAILED);
}

void test_ranges(struct kit *kit)
{
    forbidden_places(kit);
    wrong_sizes(kit);
    wrong_protections(kit);
    overlaps(kit);
}
