/* SPDX-License-Identifier: MIT */
/* Who is woken, in which order, by how many; FINISH; and many threads that wake each other, counted. */
#include "core/atomic.h"
#include "park.h"

static uint32_t words[2];

static void test_order(struct kit *kit)
{
    cap_id_t park = kit->park.id;
    uint64_t one = (uintptr_t)&words[0], two = (uintptr_t)&words[1];
    struct flight flight;

    /* 8 waiters, of two words in turn, which may or may not be in one queue. */
    flight_open(&flight, kit);
    for (uint32_t i = 0; i < 8; i++)
        (void)flight_start(&flight, i, sqe_park(park, i % 2 ? two : one, 0, i % 3 ? TIME_FOREVER : flight.limit_ns));
    kit_expect(kit, "UNPARK 2", flight_do(&flight, sqe_unpark(park, one, 2)), 2);
    kit_check(kit, flight_result(&flight, 0) == PARK_WOKEN && flight_result(&flight, 2) == PARK_WOKEN, "not the oldest two");
    for (uint32_t i = 1; i < 8; i += i == 1 ? 2 : 1)
        kit_check(kit, !flight_done(&flight, i), "waiter %u was woken with them", i);
    kit_expect(kit, "UNPARK 1", flight_do(&flight, sqe_unpark(park, two, 1)), 1);
    kit_check(kit, flight_result(&flight, 1) == PARK_WOKEN && !flight_done(&flight, 3), "not the oldest");
    kit_expect(kit, "UNPARK all", flight_do(&flight, sqe_unpark(park, one, UINT32_MAX)), 2);
    kit_check(kit, flight_result(&flight, 4) == PARK_WOKEN && flight_result(&flight, 6) == PARK_WOKEN, "not the rest");
    kit_expect(kit, "UNPARK more", flight_do(&flight, sqe_unpark(park, two, 4)), 3);
    for (uint32_t i = 3; i < 8; i += 2)
        kit_expect(kit, "the rest of the other word", flight_result(&flight, i), PARK_WOKEN);
    kit_expect(kit, "UNPARK none", flight_do(&flight, sqe_unpark(park, one, UINT32_MAX)), 0);
    flight_close(&flight);
}

static void test_finish(struct kit *kit)
{
    cap_id_t park = kit->park.id;
    uint64_t word = (uintptr_t)&words[0], ids[3];
    struct flight flight;

    flight_open(&flight, kit);
    for (uint32_t i = 0; i < 3; i++)
        ids[i] = flight_start(&flight, i, sqe_park(park, word, 0, i ? flight.limit_ns : TIME_FOREVER));
    kit_expect(kit, "FINISH", flight_do(&flight, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = ids[1] }), 0);
    kit_expect(kit, "the finished PARK", flight_result(&flight, 1), STATUS_CANCELLED);
    kit_expect(kit, "FINISH twice", flight_do(&flight, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = ids[1] }),
               STATUS_INVALID_ANSWER);
    kit_expect(kit, "UNPARK 1", flight_do(&flight, sqe_unpark(park, word, 1)), 1);
    kit_expect(kit, "the oldest", flight_result(&flight, 0), PARK_WOKEN);
    kit_expect(kit, "FINISH after the wake", flight_do(&flight, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = ids[0] }),
               STATUS_INVALID_ANSWER);
    kit_expect(kit, "FINISH of the last", flight_do(&flight, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = ids[2] }), 0);
    kit_expect(kit, "the last", flight_result(&flight, 2), STATUS_CANCELLED);
    kit_expect(kit, "UNPARK", flight_do(&flight, sqe_unpark(park, word, UINT32_MAX)), 0);
    flight_close(&flight);
}

/* --- many threads --------------------------------------------------------------------------------------------------------- */

#define STORM_THREADS 12u
#define STORM_ROUNDS 60u

/* A barrier made of nothing but park: a lost wake shows as a wait that only its deadline ends. */
struct storm {
    uint64_t limit_ns;
    uint32_t round;                     /* the word */
    uint32_t arrived;
    uint32_t passed;                    /* in all threads together */
    uint32_t late;                      /* waits that ended by their deadline */
};

static int64_t storm_thread(struct rt *rt, void *argument)
{
    struct storm *storm = argument;

    for (uint32_t round = 0; round < STORM_ROUNDS; round++) {
        if (atomic_add_full(&storm->arrived, 1) == STORM_THREADS) {
            atomic_store_full(&storm->arrived, 0);
            atomic_store_full(&storm->round, round + 1);
            rt_unpark(rt, &storm->round, UINT32_MAX);
        }
        while (atomic_load_full(&storm->round) == round) {
            if (rt_park(rt, &storm->round, round, storm->limit_ns) == PARK_TIMED_OUT) {
                atomic_add_full(&storm->late, 1);
                return -1;
            }
        }
        atomic_add_full(&storm->passed, 1);
    }
    return 0;
}

static void test_storm(struct kit *kit)
{
    struct storm storm = { .limit_ns = kit_after(kit, 120000000000ull) };
    struct rt_thread *threads[STORM_THREADS];
    uint32_t count = 0;

    while (count < STORM_THREADS && rt_thread_create(kit->rt, storm_thread, &storm, 0, &threads[count]) == STATUS_OK)
        count++;
    kit_expect(kit, "threads of the storm", count, STORM_THREADS);
    for (uint32_t i = 0; i < count; i++)
        kit_expect(kit, "join", rt_thread_join(kit->rt, threads[i], NULL), STATUS_OK);
    kit_expect(kit, "wakes that were lost", storm.late, 0);
    kit_expect(kit, "rounds", storm.passed, (int64_t)STORM_THREADS * STORM_ROUNDS);
}

void test_wakes(struct kit *kit)
{
    test_order(kit);
    test_finish(kit);
    test_storm(kit);
}
