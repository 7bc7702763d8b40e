/* SPDX-License-Identifier: MIT */
/* MemoryObject: mapping what is not there, changing what is not its own, and living on when its handle is gone. */
#include "memory.h"

#define OBJECT_PAGES 8u

static memory_object_t must_allocate(struct kit *kit, uint32_t pages)
{
    memory_object_t memory = { CAP_ID_INVALID };

    if (frame_allocator_alloc_contiguous(kit->rt, kit->frames, pages, &memory) < 0)
        rt_panic(kit->rt, "no frames: %s", rt_last_reason(kit->rt));
    return memory;
}

static void wrong_maps(struct kit *kit, memory_object_t memory)
{
    static const struct {
        const char *name;
        uint64_t hint, offset, size;
        uint32_t prot;
        status_t expected;
    } maps[] = {
        { "no size", 0, 0, 0, PROT_READ, STATUS_FAILED },
        { "an odd size", 0, 0, 100, PROT_READ, STATUS_FAILED },
        { "an odd offset", 0, 100, PAGE_SIZE, PROT_READ, STATUS_FAILED },
        { "an offset past the end", 0, PAGES(OBJECT_PAGES + 1), PAGE_SIZE, PROT_READ, STATUS_FAILED },
        { "an offset at the end", 0, PAGES(OBJECT_PAGES), PAGE_SIZE, PROT_READ, STATUS_FAILED },
        { "a size past the end", 0, PAGES(OBJECT_PAGES - 1), PAGES(2), PROT_READ, STATUS_FAILED },
        { "a size that wraps", 0, PAGE_SIZE, 0ull - PAGE_SIZE, PROT_READ, STATUS_FAILED },
        { "an offset that wraps", 0, 0ull - PAGE_SIZE, PAGES(2), PROT_READ, STATUS_FAILED },
        { "write and execute", 0, 0, PAGE_SIZE, PROT_WRITE | PROT_EXECUTE, STATUS_FAILED },
        { "an unknown protection", 0, 0, PAGE_SIZE, 16, STATUS_FAILED },
        { "a hint in the image", 0x400000, 0, PAGE_SIZE, PROT_READ, STATUS_FAILED },
        { "a hint at the ring", USER_RING_BASE, 0, PAGE_SIZE, PROT_READ, STATUS_FAILED },
        { "a hint at the CapSet", USER_CAPSET_ADDRESS, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, STATUS_FAILED },
        { "a hint in the kernel", 0xffffffff80000000ull, 0, PAGE_SIZE, PROT_READ, STATUS_FAILED },
        { "an unaligned hint", (1ull << 41) + 8, 0, PAGE_SIZE, PROT_READ, STATUS_FAILED },
    };
    uint64_t address;

    for (size_t i = 0; i < sizeof(maps) / sizeof(maps[0]); i++)
        kit_expect(kit, maps[i].name,
                   memory_object_map(kit->rt, memory, maps[i].hint, maps[i].offset, maps[i].size, maps[i].prot, &address),
                   maps[i].expected);
}

/* A range may only be changed through what it maps. */
static void wrong_owner(struct kit *kit, memory_object_t memory)
{
    memory_object_t other = must_allocate(kit, OBJECT_PAGES);
    uint64_t own = must_map(kit, 0, PAGES(2)), mapped = 0, others = 0;

    kit_expect(kit, "map", memory_object_map(kit->rt, memory, 0, 0, PAGES(OBJECT_PAGES), READ_WRITE, &mapped), STATUS_OK);
    kit_expect(kit, "map of another",
               memory_object_map(kit->rt, other, mapped + PAGES(OBJECT_PAGES), 0, PAGES(2), READ_WRITE, &others), STATUS_OK);
    kit_expect(kit, "a hint on a mapping", memory_object_map(kit->rt, other, mapped, 0, PAGES(2), READ_WRITE, &others),
               STATUS_FAILED);
    others = mapped + PAGES(OBJECT_PAGES);
    kit_expect(kit, "VirtualMemory.unmap of an object", virtual_memory_unmap(kit->rt, kit->memory, mapped, PAGE_SIZE),
               STATUS_FAILED);
    kit_expect(kit, "VirtualMemory.protect of an object",
               virtual_memory_protect(kit->rt, kit->memory, mapped, PAGE_SIZE, PROT_READ), STATUS_FAILED);
    kit_expect(kit, "VirtualMemory.commit of an object",
               virtual_memory_commit(kit->rt, kit->memory, mapped, PAGE_SIZE, PROT_READ), STATUS_FAILED);
    kit_expect(kit, "VirtualMemory.decommit of an object", virtual_memory_decommit(kit->rt, kit->memory, mapped, PAGE_SIZE),
               STATUS_FAILED);
    kit_expect(kit, "unmap of anonymous memory", memory_object_unmap(kit->rt, memory, own, PAGE_SIZE), STATUS_FAILED);
    kit_expect(kit, "protect of anonymous memory", memory_object_protect(kit->rt, memory, own, PAGE_SIZE, PROT_READ),
               STATUS_FAILED);
    kit_expect(kit, "unmap of another object", memory_object_unmap(kit->rt, memory, others, PAGES(2)), STATUS_FAILED);
    kit_expect(kit, "protect of another object", memory_object_protect(kit->rt, memory, others, PAGES(2), PROT_READ),
               STATUS_FAILED);
    kit_expect(kit, "unmap of both", memory_object_unmap(kit->rt, memory, mapped, PAGES(OBJECT_PAGES + 1)), STATUS_FAILED);
    kit_expect(kit, "unmap of the stack", memory_object_unmap(kit->rt, memory, USER_STACK_TOP - PAGE_SIZE, PAGE_SIZE),
               STATUS_FAILED);
    kit_expect(kit, "protect to write and execute", memory_object_protect(kit->rt, memory, mapped, PAGE_SIZE, 7),
               STATUS_FAILED);
    *word_at(mapped) = 1;
    *word_at(others) = 1;
    kit_expect(kit, "unmap", memory_object_unmap(kit->rt, memory, mapped, PAGES(OBJECT_PAGES)), STATUS_OK);
    kit_expect(kit, "unmap again", memory_object_unmap(kit->rt, memory, mapped, PAGES(OBJECT_PAGES)), STATUS_FAILED);
    kit_expect(kit, "unmap of the other", memory_object_unmap(kit->rt, other, others, PAGES(2)), STATUS_OK);
    rt_drop(kit->rt, other.id);
    must_unmap(kit, own, PAGES(2));
}

static void shared_contents(struct kit *kit, memory_object_t memory)
{
    uint64_t first = 0, second = 0;

    kit_expect(kit, "map", memory_object_map(kit->rt, memory, 0, 0, PAGES(OBJECT_PAGES), READ_WRITE, &first), STATUS_OK);
    kit_expect(kit, "map again", memory_object_map(kit->rt, memory, 0, PAGES(2), PAGES(4), PROT_READ, &second), STATUS_OK);
    *word_at(first + PAGES(3)) = 77;
    kit_expect(kit, "seen through the other mapping", (int64_t)*word_at(second + PAGE_SIZE), 77);
    kit_expect(kit, "a hole in it", memory_object_unmap(kit->rt, memory, first + PAGES(2), PAGES(2)), STATUS_OK);
    *word_at(first + PAGE_SIZE) = 78;
    *word_at(first + PAGES(4)) = 79;
    kit_expect(kit, "behind the hole", (int64_t)*word_at(second + PAGES(2)), 79);
    kit_expect(kit, "protect none", memory_object_protect(kit->rt, memory, first + PAGES(4), PAGES(4), PROT_NONE), STATUS_OK);
    kit_expect(kit, "protect back", memory_object_protect(kit->rt, memory, first + PAGES(4), PAGES(4), PROT_READ), STATUS_OK);
    kit_expect(kit, "contents", (int64_t)*word_at(first + PAGES(4)), 79);
    kit_expect(kit, "unmap", memory_object_unmap(kit->rt, memory, first, PAGES(2)), STATUS_OK);
    kit_expect(kit, "unmap", memory_object_unmap(kit->rt, memory, first + PAGES(4), PAGES(4)), STATUS_OK);
    kit_expect(kit, "unmap", memory_object_unmap(kit->rt, memory, second, PAGES(4)), STATUS_OK);
}

/* The two-page case needs six fresh tables when it straddles a top-level entry. */
static void object_over_border(struct kit *kit, memory_object_t memory)
{
    uint64_t address = 0;

    for (uint64_t border = 20; border < 24; border++) {
        uint64_t at = (border << 39) - PAGE_SIZE;

        kit_expect(kit, "an object over a border", memory_object_map(kit->rt, memory, at, 0, PAGES(2), READ_WRITE, &address),
                   STATUS_OK);
        *word_at(at + PAGE_SIZE) = 1;
        kit_expect(kit, "unmap", memory_object_unmap(kit->rt, memory, at, PAGES(2)), STATUS_OK);
    }
}

/* Frames are charged per hold and per mapping, so the ledger's end comes before the machine's. */
static void too_many_objects(struct kit *kit)
{
    static memory_object_t held[256];
    memory_object_t more;
    status_t status = STATUS_OK;

    for (int round = 0; round < 2; round++) {
        uint32_t count = 0;

        while (count < 256) {
            status = frame_allocator_alloc_contiguous(kit->rt, kit->frames, 256, &held[count]);
            if (status != STATUS_OK)
                break;
            count++;
        }
        kit_check(kit, status == STATUS_OVERLOADED && count >= 8 && count < 17, "%u times 256 frames, then %d", count, status);
        kit_expect(kit, "1024 more", frame_allocator_alloc_contiguous(kit->rt, kit->frames, 1024, &more), STATUS_OVERLOADED);
        while (count > 0)
            rt_drop(kit->rt, held[--count].id);
        kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
        for (count = 0; count < 256; count++) {
            status = frame_allocator_alloc_frame(kit->rt, kit->frames, &held[count]);
            if (status != STATUS_OK)
                break;
        }
        kit_check(kit, status == STATUS_OVERLOADED && count > 200, "%u single frames, then %d", count, status);
        while (count > 0)
            rt_drop(kit->rt, held[--count].id);
        kit_expect(kit, "releases", rt_flush_releases(kit->rt), STATUS_OK);
    }
}

/* What the answer does not fit into must not have happened: nobody would know what to give back. */
static void no_room_for_the_answer(struct kit *kit)
{
    static uint64_t params[16], results[16];
    struct kit_ledger before = { 0 }, after = { 0 };
    struct virtual_memory_map_params_builder map;
    struct capn_builder builder;
    struct cap_sqe sqe = { .opcode = CAP_OP_CALL, .addr = (uintptr_t)params, .result_addr = (uintptr_t)results };
    size_t bytes = 0;

    capn_builder_init(&builder, params, sizeof(params));
    kit_expect(kit, "params", virtual_memory_map_params_build_root(&builder, &map), STATUS_OK);
    virtual_memory_map_params_set_size(&map, PAGE_SIZE);
    virtual_memory_map_params_set_prot(&map, PROT_READ);
    kit_expect(kit, "params", capn_builder_finish(&builder, &bytes), STATUS_OK);
    kit_expect(kit, "ledger", kit_ledger_read(kit, rt_pid(kit->rt), &before), STATUS_OK);
    for (sqe.result_len = 0; sqe.result_len < 24; sqe.result_len += 4) {
        sqe.cap_id = kit->memory.id;
        sqe.method_id = VIRTUAL_MEMORY_METHOD_MAP;
        sqe.len = (uint32_t)bytes;
        kit_refused(kit, "a mapping whose address does not fit", sqe, STATUS_RESULT_TOO_LARGE);
    }
    sqe.len = 0;
    for (sqe.result_len = 0; sqe.result_len < 40; sqe.result_len += 4) {
        sqe.cap_id = kit->frames.id;
        sqe.method_id = FRAME_ALLOCATOR_METHOD_ALLOC_FRAME;
        kit_refused(kit, "a frame whose record does not fit", sqe, STATUS_RESULT_TOO_LARGE);
        sqe.cap_id = kit->endpoints.id;
        sqe.method_id = ENDPOINT_FACTORY_METHOD_CREATE;
        kit_refused(kit, "an endpoint whose record does not fit", sqe, STATUS_RESULT_TOO_LARGE);
    }
    kit_expect(kit, "ledger", kit_ledger_read(kit, rt_pid(kit->rt), &after), STATUS_OK);
    kit_check(kit, memcmp(&before, &after, sizeof(before)) == 0,
              "the ledger changed: slots %lu -> %lu, frames %lu -> %lu, pages %lu -> %lu", before.cap_slots, after.cap_slots,
              before.frames, after.frames, before.virtual_pages, after.virtual_pages);
}

/* Nobody can unmap it any more, so the ledger keeps it: once is enough. */
static void outlive_handle(struct kit *kit)
{
    memory_object_t memory = must_allocate(kit, OBJECT_PAGES);
    uint64_t address = 0;

    kit_expect(kit, "map", memory_object_map(kit->rt, memory, 0, 0, PAGES(2), READ_WRITE, &address), STATUS_OK);
    *word_at(address) = 99;
    rt_drop(kit->rt, memory.id);
    kit_expect(kit, "release", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "a call to what was released", memory_object_unmap(kit->rt, memory, address, PAGES(2)), STATUS_STALE_CAP);
    kit_expect(kit, "memory whose handle is gone", (int64_t)*word_at(address), 99);
}

void test_objects(struct kit *kit, bool first)
{
    memory_object_t memory = must_allocate(kit, OBJECT_PAGES);

    wrong_maps(kit, memory);
    wrong_owner(kit, memory);
    shared_contents(kit, memory);
    object_over_border(kit, memory);
    no_room_for_the_answer(kit);
    rt_drop(kit->rt, memory.id);
    if (first)
        outlive_handle(kit);
    too_many_objects(kit);
}
