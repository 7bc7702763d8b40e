/* SPDX-License-Identifier: MIT */
/* Words that nobody can wait on, words that go while somebody waits, and when a wait ends by itself. */
#include "park.h"

static uint32_t words[4];

void test_bad_words(struct kit *kit)
{
    static const uint64_t bad[] = { 0, 4, USER_MIN - 4, USER_MAX, USER_MAX - 2, 1ull << 47, 0xffff800000000000ull,
                                    0xffffffff80000000ull, UINT64_MAX - 3, UINT64_MAX };
    /* User addresses where nothing is mapped: PARK reads them, a private UNPARK only looks who waits. */
    static const uint64_t unmapped[] = { USER_MIN, USER_MAX - 4, USER_MAP_MAX - 4096 };
    uint64_t word = (uintptr_t)words;
    cap_id_t park = kit->park.id;
    struct cap_sqe sqe;
    struct flight flight;

    flight_open(&flight, kit);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        kit_expect(kit, "PARK on no user word", flight_do(&flight, sqe_park(park, bad[i], 0, TIME_FOREVER)), STATUS_INVALID_BUFFER);
        kit_expect(kit, "UNPARK of no user word", flight_do(&flight, sqe_unpark(park, bad[i], 1)), STATUS_INVALID_BUFFER);
    }
    for (uint64_t offset = 1; offset < 4; offset++) {
        kit_expect(kit, "PARK, unaligned", flight_do(&flight, sqe_park(park, word + offset, 0, TIME_FOREVER)), STATUS_INVALID_BUFFER);
        kit_expect(kit, "UNPARK, unaligned", flight_do(&flight, sqe_unpark(park, word + offset, 1)), STATUS_INVALID_BUFFER);
    }
    for (size_t i = 0; i < sizeof(unmapped) / sizeof(unmapped[0]); i++) {
        kit_expect(kit, "PARK, not mapped", flight_do(&flight, sqe_park(park, unmapped[i], 0, TIME_FOREVER)), STATUS_INVALID_BUFFER);
        kit_expect(kit, "UNPARK, not mapped", flight_do(&flight, sqe_unpark(park, unmapped[i], 1)), 0);
    }
    kit_expect(kit, "PARK by what is no park space", flight_do(&flight, sqe_park(kit->null.id, word, 0, TIME_FOREVER)),
               STATUS_WRONG_INTERFACE);
    kit_expect(kit, "UNPARK by what is no park space", flight_do(&flight, sqe_unpark(kit->null.id, word, 1)), STATUS_WRONG_INTERFACE);
    kit_expect(kit, "PARK by nothing", flight_do(&flight, sqe_park(UINT32_MAX, word, 0, TIME_FOREVER)), STATUS_INVALID_CAP);
    kit_expect(kit, "UNPARK count 0", flight_do(&flight, sqe_unpark(park, word, 0)), STATUS_INVALID_REQUEST);
    kit_expect(kit, "UNPARK of nobody", flight_do(&flight, sqe_unpark(park, word, UINT32_MAX)), 0);
    /* Every field that neither uses. */
    for (uint32_t i = 0; i < 8; i++) {
        for (uint32_t wake = 0; wake < 2; wake++) {
            sqe = wake ? sqe_unpark(park, word, 1) : sqe_park(park, word, 0, TIME_FOREVER);
            sqe.flags = i == 0 ? 0x80 : i == 1 ? CAP_SQE_KEEP : 0;
            sqe.method_id = i == 2;
            sqe.result_len = i == 3;
            sqe.result_addr = i == 4 ? word : 0;
            sqe.call_id = i == 5;
            sqe.field = i == 6;
            sqe.xfer_count = i == 7;
            kit_expect(kit, "a field that must be zero", flight_do(&flight, sqe), STATUS_INVALID_REQUEST);
        }
    }
    sqe = sqe_unpark(park, word, 1);
    sqe.dep = 1;
    kit_expect(kit, "UNPARK with a deadline", flight_do(&flight, sqe), STATUS_INVALID_REQUEST);
    flight_close(&flight);
}

/* --- words that go ------------------------------------------------------------------------------------------------------ */

enum way { UNMAP, DECOMMIT, PROTECT, OBJECT_UNMAP, OBJECT_PROTECT, WAYS };

static int32_t take_away(struct flight *flight, enum way way, uint64_t address, cap_id_t object)
{
    const uint64_t words3[3] = { address, PAGE_SIZE, PROT_NONE };
    static const uint16_t methods[WAYS] = {
        [UNMAP] = VIRTUAL_MEMORY_METHOD_UNMAP, [DECOMMIT] = VIRTUAL_MEMORY_METHOD_DECOMMIT,
        [PROTECT] = VIRTUAL_MEMORY_METHOD_PROTECT, [OBJECT_UNMAP] = MEMORY_OBJECT_METHOD_UNMAP,
        [OBJECT_PROTECT] = MEMORY_OBJECT_METHOD_PROTECT,
    };
    bool protects = way == PROTECT || way == OBJECT_PROTECT;

    return flight_call(flight, way >= OBJECT_UNMAP ? object : flight->kit->memory.id, methods[way], words3, protects ? 3 : 2);
}

/* Two pages: what waits on the second stays. A private word in each, and if there is an object a shared one in the first. */
static void test_way(struct kit *kit, enum way way)
{
    memory_object_t object = { CAP_ID_INVALID };
    shared_park_space_t space = { CAP_ID_INVALID };
    bool of_object = way >= OBJECT_UNMAP;
    uint64_t address = 0;
    struct flight flight;

    if (of_object) {
        kit_expect(kit, "allocContiguous", frame_allocator_alloc_contiguous(kit->rt, kit->frames, 2, &object), STATUS_OK);
        kit_expect(kit, "parkSpace", memory_object_park_space(kit->rt, object, &space), STATUS_OK);
        kit_expect(kit, "map", memory_object_map(kit->rt, object, 0, 0, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE, &address), STATUS_OK);
    } else {
        kit_expect(kit, "map", virtual_memory_map(kit->rt, kit->memory, 0, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE, &address), STATUS_OK);
    }
    flight_open(&flight, kit);
    (void)flight_start(&flight, 0, sqe_park(kit->park.id, address, 0, TIME_FOREVER));
    (void)flight_start(&flight, 1, sqe_park(kit->park.id, address + PAGE_SIZE - 4, 0, flight.limit_ns));
    (void)flight_start(&flight, 2, sqe_park(kit->park.id, address + PAGE_SIZE, 0, TIME_FOREVER));
    if (of_object)
        (void)flight_start(&flight, 3, sqe_park(space.id, address + 8, 0, TIME_FOREVER));
    kit_check(kit, !flight_done(&flight, 0) && !flight_done(&flight, 1) && !flight_done(&flight, 2), "way %u: does not wait", way);
    kit_check(kit, take_away(&flight, way, address, object.id) >= 0, "way %u: taking the page away failed", way);
    kit_expect(kit, "the wait on a word that went", flight_result(&flight, 0), STATUS_INVALID_BUFFER);
    kit_expect(kit, "with a deadline", flight_result(&flight, 1), STATUS_INVALID_BUFFER);
    if (of_object)
        kit_expect(kit, "of a shared word", flight_result(&flight, 3), STATUS_INVALID_BUFFER);
    kit_check(kit, !flight_done(&flight, 2), "way %u: the neighbour page's wait ended", way);
    kit_expect(kit, "PARK on it now", flight_do(&flight, sqe_park(kit->park.id, address, 0, TIME_FOREVER)), STATUS_INVALID_BUFFER);
    kit_expect(kit, "UNPARK of it now", flight_do(&flight, sqe_unpark(kit->park.id, address, 1)), 0);
    kit_expect(kit, "UNPARK of the neighbour", flight_do(&flight, sqe_unpark(kit->park.id, address + PAGE_SIZE, 5)), 1);
    kit_expect(kit, "the neighbour", flight_result(&flight, 2), PARK_WOKEN);
    flight_close(&flight);
    if (!of_object) {
        kit_expect(kit, "unmap", virtual_memory_unmap(kit->rt, kit->memory, address + (way == UNMAP ? PAGE_SIZE : 0),
                                                      way == UNMAP ? PAGE_SIZE : 2 * PAGE_SIZE), STATUS_OK);
        return;
    }
    kit_expect(kit, "unmap", memory_object_unmap(kit->rt, object, address + (way == OBJECT_UNMAP ? PAGE_SIZE : 0),
                                                 way == OBJECT_UNMAP ? PAGE_SIZE : 2 * PAGE_SIZE), STATUS_OK);
    rt_drop(kit->rt, space.id);
    rt_drop(kit->rt, object.id);
}

void test_vanishing(struct kit *kit)
{
    for (uint32_t way = 0; way < WAYS; way++)
        test_way(kit, (enum way)way);
}

/* --- deadlines ---------------------------------------------------------------------------------------------------------- */

void test_deadlines(struct kit *kit)
{
    static const uint64_t far[] = { TIME_FOREVER, TIME_FOREVER - 1, 1ull << 63, (1ull << 63) - 1 };
    uint64_t word = (uintptr_t)&words[1], now = kit_after(kit, 0);
    cap_id_t park = kit->park.id;
    struct flight flight;

    words[1] = 7;
    flight_open(&flight, kit);
    kit_expect(kit, "deadline 0", flight_do(&flight, sqe_park(park, word, 7, 0)), PARK_TIMED_OUT);
    kit_expect(kit, "deadline 1", flight_do(&flight, sqe_park(park, word, 7, 1)), PARK_TIMED_OUT);
    kit_expect(kit, "deadline now", flight_do(&flight, sqe_park(park, word, 7, now)), PARK_TIMED_OUT);
    kit_expect(kit, "deadline soon", flight_do(&flight, sqe_park(park, word, 7, now + 100000000)), PARK_TIMED_OUT);
    kit_expect(kit, "another value", flight_do(&flight, sqe_park(park, word, 8, TIME_FOREVER)), PARK_VALUE_MISMATCH);
    kit_expect(kit, "another value and past", flight_do(&flight, sqe_park(park, word, UINT32_MAX, 0)), PARK_VALUE_MISMATCH);
    for (uint32_t i = 0; i < sizeof(far) / sizeof(far[0]); i++) {
        (void)flight_start(&flight, i, sqe_park(park, word, 7, far[i]));
        kit_check(kit, !flight_done(&flight, i), "deadline %lx does not wait", far[i]);
    }
    kit_expect(kit, "UNPARK", flight_do(&flight, sqe_unpark(park, word, UINT32_MAX)), sizeof(far) / sizeof(far[0]));
    for (uint32_t i = 0; i < sizeof(far) / sizeof(far[0]); i++)
        kit_expect(kit, "far deadline, woken", flight_result(&flight, i), PARK_WOKEN);
    /* Deadlines in the reverse order of the queue: each waiter leaves its middle. */
    now = flight.limit_ns - 60000000000ull;
    for (uint32_t i = 0; i < 8; i++)
        (void)flight_start(&flight, i, sqe_park(park, word, 7, now + 100000000 - i * 10000000ull));
    for (uint32_t i = 0; i < 8; i++)
        kit_expect(kit, "deadlines in reverse", flight_result(&flight, i), PARK_TIMED_OUT);
    kit_expect(kit, "UNPARK after them", flight_do(&flight, sqe_unpark(park, word, UINT32_MAX)), 0);
    flight_close(&flight);
}
