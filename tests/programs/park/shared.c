/* SPDX-License-Identifier: MIT */
/* Words of memory objects: by two mappings, by two processes; and spaces that are dropped or revoked while somebody waits. */
#include "core/atomic.h"
#include "park.h"

/* What both processes see. */
struct page {
    uint32_t ready;                     /* the other waits */
    uint32_t word;
};

/* At the same address in each process of this program. */
static uint32_t private_word;

struct memory {
    memory_object_t object;
    shared_park_space_t space;
    uint64_t first, second;             /* two mappings of the same two pages; the second begins with page 1 */
};

static void open_memory(struct kit *kit, struct memory *memory)
{
    kit_expect(kit, "allocContiguous", frame_allocator_alloc_contiguous(kit->rt, kit->frames, 2, &memory->object), STATUS_OK);
    kit_expect(kit, "parkSpace", memory_object_park_space(kit->rt, memory->object, &memory->space), STATUS_OK);
    kit_expect(kit, "map", memory_object_map(kit->rt, memory->object, 0, 0, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE, &memory->first),
               STATUS_OK);
    kit_expect(kit, "map again", memory_object_map(kit->rt, memory->object, 0, PAGE_SIZE, PAGE_SIZE, PROT_READ, &memory->second),
               STATUS_OK);
}

static void close_memory(struct kit *kit, struct memory *memory)
{
    kit_expect(kit, "unmap", memory_object_unmap(kit->rt, memory->object, memory->first, 2 * PAGE_SIZE), STATUS_OK);
    kit_expect(kit, "unmap", memory_object_unmap(kit->rt, memory->object, memory->second, PAGE_SIZE), STATUS_OK);
    rt_drop(kit->rt, memory->space.id);
    rt_drop(kit->rt, memory->object.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}

static void test_aliases(struct kit *kit)
{
    struct memory memory;
    struct flight flight;
    uint64_t low, high;

    open_memory(kit, &memory);
    low = memory.first + PAGE_SIZE + 16;
    high = memory.second + 16;
    flight_open(&flight, kit);
    (void)flight_start(&flight, 0, sqe_park(memory.space.id, low, 0, TIME_FOREVER));
    (void)flight_start(&flight, 1, sqe_park(memory.space.id, high, 0, TIME_FOREVER));
    (void)flight_start(&flight, 2, sqe_park(kit->park.id, high, 0, TIME_FOREVER));
    kit_expect(kit, "another offset", flight_do(&flight, sqe_unpark(memory.space.id, memory.first + 16, 9)), 0);
    kit_expect(kit, "by the other mapping", flight_do(&flight, sqe_unpark(memory.space.id, high, 1)), 1);
    kit_check(kit, flight_result(&flight, 0) == PARK_WOKEN && !flight_done(&flight, 1), "aliases: not the oldest");
    kit_expect(kit, "and back", flight_do(&flight, sqe_unpark(memory.space.id, low, 9)), 1);
    kit_check(kit, flight_result(&flight, 1) == PARK_WOKEN && !flight_done(&flight, 2), "shared and private met");
    kit_expect(kit, "private, by the alias", flight_do(&flight, sqe_unpark(kit->park.id, low, 9)), 0);
    kit_expect(kit, "private", flight_do(&flight, sqe_unpark(kit->park.id, high, 9)), 1);
    kit_expect(kit, "the private wait", flight_result(&flight, 2), PARK_WOKEN);
    *(uint32_t *)(uintptr_t)low = 3;
    kit_expect(kit, "the other mapping's value", flight_do(&flight, sqe_park(memory.space.id, high, 0, TIME_FOREVER)),
               PARK_VALUE_MISMATCH);
    kit_expect(kit, "a word outside the object", flight_do(&flight, sqe_park(memory.space.id, (uintptr_t)&private_word, 0, TIME_FOREVER)),
               STATUS_INVALID_BUFFER);
    kit_expect(kit, "UNPARK outside the object", flight_do(&flight, sqe_unpark(memory.space.id, (uintptr_t)&private_word, 1)),
               STATUS_INVALID_BUFFER);
    flight_close(&flight);
    close_memory(kit, &memory);
}

/* The wait belongs to the object, so it does not need the space that it was begun with. */
static void test_dropped(struct kit *kit)
{
    shared_park_space_t second = { CAP_ID_INVALID };
    struct memory memory;
    struct flight flight;

    open_memory(kit, &memory);
    kit_expect(kit, "parkSpace again", memory_object_park_space(kit->rt, memory.object, &second), STATUS_OK);
    flight_open(&flight, kit);
    (void)flight_start(&flight, 0, sqe_park(memory.space.id, memory.first, 0, TIME_FOREVER));
    kit_expect(kit, "RELEASE", flight_do(&flight, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = memory.space.id }), 0);
    kit_check(kit, !flight_done(&flight, 0), "the wait ended with its space");
    kit_check(kit, flight_do(&flight, sqe_park(memory.space.id, memory.first, 0, 0)) < 0, "PARK by a space that was dropped");
    kit_expect(kit, "UNPARK by another space", flight_do(&flight, sqe_unpark(second.id, memory.first, 1)), 1);
    kit_expect(kit, "the wait", flight_result(&flight, 0), PARK_WOKEN);
    flight_close(&flight);
    memory.space = second;
    close_memory(kit, &memory);
}

static void test_revoked(struct kit *kit)
{
    revoker_t revoker = { CAP_ID_INVALID };
    cap_id_t facet = CAP_ID_INVALID;
    struct memory memory;
    struct flight flight;

    open_memory(kit, &memory);
    kit_expect(kit, "lend", kit_lend(kit, memory.space.id, &facet, &revoker), STATUS_OK);
    flight_open(&flight, kit);
    (void)flight_start(&flight, 0, sqe_park(memory.space.id, memory.first, 0, TIME_FOREVER));
    (void)flight_start(&flight, 1, sqe_park(facet, memory.first, 0, TIME_FOREVER));
    (void)flight_start(&flight, 2, sqe_park(facet, memory.first + 4, 0, flight.limit_ns));
    kit_check(kit, !flight_done(&flight, 1) && !flight_done(&flight, 2), "a lent space does not wait");
    kit_check(kit, flight_call(&flight, revoker.id, REVOKER_METHOD_REVOKE, NULL, 0) >= 0, "revoke failed");
    kit_expect(kit, "the wait by a revoked space", flight_result(&flight, 1), STATUS_DISCONNECTED);
    kit_expect(kit, "with a deadline", flight_result(&flight, 2), STATUS_DISCONNECTED);
    kit_check(kit, !flight_done(&flight, 0), "the owner's wait ended with them");
    kit_expect(kit, "PARK by it now", flight_do(&flight, sqe_park(facet, memory.first, 0, TIME_FOREVER)), STATUS_DISCONNECTED);
    kit_expect(kit, "UNPARK by it now", flight_do(&flight, sqe_unpark(facet, memory.first, 1)), STATUS_DISCONNECTED);
    kit_expect(kit, "UNPARK", flight_do(&flight, sqe_unpark(memory.space.id, memory.first, 9)), 1);
    kit_expect(kit, "the owner's wait", flight_result(&flight, 0), PARK_WOKEN);
    flight_close(&flight);
    rt_drop(kit->rt, facet);
    rt_drop(kit->rt, revoker.id);
    close_memory(kit, &memory);
}

/* --- two processes -------------------------------------------------------------------------------------------------------- */

/* Waits on its own private word, on the parent's by the same address that is, and on the shared one; ends while it still waits. */
int be_other(struct rt *rt)
{
    static struct kit kit;
    memory_object_t object;
    shared_park_space_t space;
    struct page *page;
    struct flight flight;
    uint64_t address;

    kit_open(&kit, rt);
    if (rt_find(rt, "object", MEMORY_OBJECT_INTERFACE_ID, &object.id) < 0 ||
        rt_find(rt, "space", SHARED_PARK_SPACE_INTERFACE_ID, &space.id) < 0 ||
        memory_object_map(rt, object, 0, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, &address) < 0)
        return 2;
    page = (struct page *)(uintptr_t)address;
    flight_open(&flight, &kit);
    (void)flight_start(&flight, 0, sqe_park(kit.park.id, (uintptr_t)&private_word, 0, TIME_FOREVER));
    (void)flight_start(&flight, 1, sqe_park(space.id, (uintptr_t)&page->word, 0, flight.limit_ns));
    (void)flight_start(&flight, 2, sqe_park(space.id, (uintptr_t)&page->word, 0, TIME_FOREVER));
    atomic_store_full(&page->ready, 1);
    if (flight_do(&flight, sqe_unpark(space.id, (uintptr_t)&page->ready, 1)) < 0)
        return 3;
    if (flight_result(&flight, 1) != PARK_WOKEN)
        return 4;
    return flight_done(&flight, 0) || flight_done(&flight, 2) ? 5 : 0;
}

static void test_processes(struct kit *kit)
{
    struct memory memory;

    open_memory(kit, &memory);
    struct page *page = (struct page *)(uintptr_t)memory.first;
    const struct kit_grant grants[] = {
        { "console", KIT_GRANT_COPY, kit->console.id, 0 },      { "timer", KIT_GRANT_COPY, kit->timer.id, 0 },
        { "memory", KIT_GRANT_MEMORY, 0, 0 },                   { "park", KIT_GRANT_PARK, 0, 0 },
        { "object", KIT_GRANT_COPY, memory.object.id, 0 },      { "space", KIT_GRANT_COPY, memory.space.id, 0 },
    };
    struct kit_child child = { .name = "other", .binary = "test-park", .grants = grants,
                               .grant_count = sizeof(grants) / sizeof(grants[0]) };
    process_handle_t handle = { CAP_ID_INVALID };
    struct kit_exit exit = { 0 };
    struct flight flight;

    kit_expect(kit, "spawn", kit_spawn(kit, &child, &handle, NULL), STATUS_OK);
    flight_open(&flight, kit);
    while (!atomic_load_full(&page->ready)) {
        int32_t result = flight_do(&flight, sqe_park(memory.space.id, (uintptr_t)&page->ready, 0, flight.limit_ns));

        if (result != PARK_WOKEN && result != PARK_VALUE_MISMATCH)
            break;
    }
    kit_expect(kit, "the other process waits", page->ready, 1);
    kit_expect(kit, "its private word", flight_do(&flight, sqe_unpark(kit->park.id, (uintptr_t)&private_word, UINT32_MAX)), 0);
    kit_expect(kit, "the shared word", flight_do(&flight, sqe_unpark(memory.space.id, (uintptr_t)&page->word, 1)), 1);
    flight_close(&flight);
    kit_expect(kit, "wait", kit_wait(kit, handle, &exit), STATUS_OK);
    kit_check(kit, exit.kind == EXIT_KIND_EXITED && exit.code == 0, "the other ended with kind %u, code %ld: %s", exit.kind,
              (long)exit.code, exit.detail);
    rt_drop(kit->rt, handle.id);
    /* It was parked when it ended, on the object's queue. */
    flight_open(&flight, kit);
    kit_expect(kit, "what is left of it", flight_do(&flight, sqe_unpark(memory.space.id, (uintptr_t)&page->word, UINT32_MAX)), 0);
    flight_close(&flight);
    close_memory(kit, &memory);
}

void test_shared(struct kit *kit)
{
    test_aliases(kit);
    test_dropped(kit);
    test_revoked(kit);
    test_processes(kit);
}
