/* SPDX-License-Identifier: MIT */
/* What happens to the contents of pages; splits; borders of page tables; and running out of frames. */
#include "memory.h"

static void fill(uint64_t address, uint32_t pages)
{
    for (uint32_t i = 0; i < pages; i++)
        *word_at(address + PAGES(i)) = 0x1000 + i;
}

/* How many pages hold something else than what fill put there. */
static uint32_t changed(uint64_t address, uint32_t first, uint32_t pages)
{
    uint32_t count = 0;

    for (uint32_t i = first; i < first + pages; i++)
        count += *word_at(address + PAGES(i)) != 0x1000 + i;
    return count;
}

static void holes(struct kit *kit)
{
    uint64_t own = must_map(kit, 0, PAGES(8));

    fill(own, 8);
    must_unmap(kit, own + PAGES(3), PAGES(2));
    kit_expect(kit, "pages below the hole", changed(own, 0, 3), 0);
    kit_expect(kit, "pages above the hole", changed(own, 5, 3), 0);
    kit_expect(kit, "the range with the hole", virtual_memory_unmap(kit->rt, kit->memory, own, PAGES(8)), STATUS_FAILED);
    kit_expect(kit, "the hole", virtual_memory_unmap(kit->rt, kit->memory, own + PAGES(3), PAGES(1)), STATUS_FAILED);
    kit_expect(kit, "protect over the hole", virtual_memory_protect(kit->rt, kit->memory, own, PAGES(8), PROT_READ),
               STATUS_FAILED);
    fill(own, 3);
    kit_expect(kit, "one page into the hole", (int64_t)must_map(kit, own + PAGES(4), PAGE_SIZE), (int64_t)(own + PAGES(4)));
    kit_expect(kit, "a fresh page is zero", (int64_t)*word_at(own + PAGES(4)), 0);
    /* Two reservations side by side may be given back together. */
    must_unmap(kit, own + PAGES(4), PAGES(4));
    must_unmap(kit, own, PAGES(3));
}

static void commit_and_decommit(struct kit *kit)
{
    uint64_t own = 0;

    kit_expect(kit, "reserve", virtual_memory_reserve(kit->rt, kit->memory, 0, PAGES(16), &own), STATUS_OK);
    kit_expect(kit, "protect of uncommitted pages", virtual_memory_protect(kit->rt, kit->memory, own, PAGES(16), PROT_READ),
               STATUS_FAILED);
    for (int round = 0; round < 3; round++) {
        kit_expect(kit, "commit", virtual_memory_commit(kit->rt, kit->memory, own + PAGES(2), PAGES(8), READ_WRITE), STATUS_OK);
        for (uint32_t i = 2; i < 10; i++)
            kit_expect(kit, "a committed page is zero", (int64_t)*word_at(own + PAGES(i)), 0);
        fill(own + PAGES(2), 8);
        kit_expect(kit, "a wider commit", virtual_memory_commit(kit->rt, kit->memory, own, PAGES(16), READ_WRITE), STATUS_OK);
        kit_expect(kit, "contents of what was committed", changed(own + PAGES(2), 0, 8), 0);
        kit_expect(kit, "decommit", virtual_memory_decommit(kit->rt, kit->memory, own, PAGES(16)), STATUS_OK);
        kit_expect(kit, "a second decommit", virtual_memory_decommit(kit->rt, kit->memory, own, PAGES(16)), STATUS_OK);
    }
    kit_expect(kit, "one page", virtual_memory_commit(kit->rt, kit->memory, own, PAGE_SIZE, READ_WRITE), STATUS_OK);
    kit_expect(kit, "protect of one committed and one not",
               virtual_memory_protect(kit->rt, kit->memory, own, PAGES(2), PROT_READ), STATUS_FAILED);
    *word_at(own) = 5;  /* all or nothing: it may still be written */
    must_unmap(kit, own, PAGES(16));
}

static void protect_and_back(struct kit *kit)
{
    static const uint32_t sequence[] = { PROT_NONE, PROT_READ, PROT_NONE, PROT_READ | PROT_EXECUTE, PROT_EXECUTE, PROT_NONE };
    struct cap_sqe sqe = { .opcode = CAP_OP_CALL, .cap_id = kit->null.id, .method_id = NULL_CAP_METHOD_NULL, .result_len = 64 };
    uint64_t own = must_map(kit, 0, PAGES(4));

    fill(own, 4);
    sqe.result_addr = own;
    for (size_t i = 0; i < sizeof(sequence) / sizeof(sequence[0]); i++) {
        kit_expect(kit, "protect", virtual_memory_protect(kit->rt, kit->memory, own, PAGES(4), sequence[i]), STATUS_OK);
        /* The kernel keeps to it as well. */
        kit_refused(kit, "a result into a page that may not be written", sqe, STATUS_INVALID_BUFFER);
    }
    kit_expect(kit, "protect back", virtual_memory_protect(kit->rt, kit->memory, own, PAGES(4), READ_WRITE), STATUS_OK);
    kit_refused(kit, "a result into a page that may be written again", sqe, STATUS_OK);
    kit_expect(kit, "contents", changed(own, 0, 4), 0);
    kit_expect(kit, "the middle", virtual_memory_protect(kit->rt, kit->memory, own + PAGE_SIZE, PAGES(2), PROT_READ),
               STATUS_OK);
    *word_at(own) = 1;
    *word_at(own + PAGES(3)) = 1;
    must_unmap(kit, own, PAGES(4));
}

/* Ranges that straddle what one page table, one directory, and one top-level entry cover. */
static void table_borders(struct kit *kit)
{
    static const uint64_t borders[] = { 1ull << 39, 3ull << 39, 0x40ull << 39, 5ull << 30, (1ull << 40) + (1ull << 21),
                                        (7ull << 39) + (1ull << 30) };

    for (size_t i = 0; i < sizeof(borders) / sizeof(borders[0]); i++) {
        for (uint32_t pages = 2; pages <= 130; pages += 32) {
            uint64_t start = borders[i] - PAGES(pages / 2), address = 0;

            kit_expect(kit, "a mapping over a border",
                       virtual_memory_map(kit->rt, kit->memory, start, PAGES(pages), READ_WRITE, &address), STATUS_OK);
            fill(start, pages);
            kit_expect(kit, "contents over a border", changed(start, 0, pages), 0);
            must_unmap(kit, start, PAGES(pages));
        }
    }
}

/* More than the ledger has: refused in the end, and all of it usable again after. */
static void too_many_frames(struct kit *kit)
{
    uint64_t own = 0, address;

    kit_expect(kit, "reserve of 8192 pages", virtual_memory_reserve(kit->rt, kit->memory, 0, PAGES(8192), &own), STATUS_OK);
    for (int round = 0; round < 2; round++) {
        kit_expect(kit, "commit of 8192 pages", virtual_memory_commit(kit->rt, kit->memory, own, PAGES(8192), READ_WRITE),
                   STATUS_OVERLOADED);
        kit_expect(kit, "map beyond", virtual_memory_map(kit->rt, kit->memory, 0, PAGES(64), READ_WRITE, &address),
                   STATUS_OVERLOADED);
        kit_expect(kit, "decommit", virtual_memory_decommit(kit->rt, kit->memory, own, PAGES(8192)), STATUS_OK);
        address = must_map(kit, 0, PAGES(2048));
        must_unmap(kit, address, PAGES(2048));
    }
    must_unmap(kit, own, PAGES(8192));
}

/* One page in two, until there are as many regions as one process may have. */
static void too_many_regions(struct kit *kit)
{
    uint64_t own = 0, page;
    uint32_t holes_made = 0;

    kit_expect(kit, "reserve", virtual_memory_reserve(kit->rt, kit->memory, 0, PAGES(10000), &own), STATUS_OK);
    for (page = 1; page < 10000; page += 2) {
        if (virtual_memory_unmap(kit->rt, kit->memory, own + PAGES(page), PAGE_SIZE) != STATUS_OK)
            break;
        holes_made++;
    }
    kit_check(kit, holes_made > 1000 && page < 10000, "%u holes, and no limit", holes_made);
    kit_expect(kit, "one region more", virtual_memory_unmap(kit->rt, kit->memory, own + PAGES(page), PAGE_SIZE),
               STATUS_OVERLOADED);
    for (uint64_t at = 0; at < page; at += 2) {
        uint64_t pages = at + 2 > page ? 10000 - at : 1;

        kit_expect(kit, "unmap", virtual_memory_unmap(kit->rt, kit->memory, own + PAGES(at), PAGES(pages)), STATUS_OK);
    }
}

/* Addresses are used again: else each of these would leave a piece of a page table behind. */
static void again_and_again(struct kit *kit)
{
    struct kit_ledger before = { 0 }, after = { 0 };

    must_unmap(kit, must_map(kit, 0, PAGES(64)), PAGES(64));
    kit_expect(kit, "ledger", kit_ledger_read(kit, rt_pid(kit->rt), &before), STATUS_OK);
    for (int round = 0; round < 200; round++)
        must_unmap(kit, must_map(kit, 0, PAGES(64)), PAGES(64));
    kit_expect(kit, "ledger", kit_ledger_read(kit, rt_pid(kit->rt), &after), STATUS_OK);
    kit_expect(kit, "frames kept by 200 mappings that are gone", (int64_t)(after.frames - before.frames), 0);
}

void test_pages(struct kit *kit)
{
    again_and_again(kit);
    holes(kit);
    commit_and_decommit(kit);
    protect_and_back(kit);
    table_borders(kit);
    too_many_frames(kit);
    too_many_regions(kit);
}
