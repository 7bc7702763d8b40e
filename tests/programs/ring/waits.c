/* SPDX-License-Identifier: MIT */
/* cap_enter: counts, deadlines, a full completion queue; and FINISH of what is under way. */
#include "ring.h"

#include "core/ring_index.h"

#define MS 1000000ull
#define FOREVER_NS (1ull << 62)

static void wrong_counts(struct ring_test *test)
{
    static const uint64_t counts[] = { RING_CQ_ENTRIES + 1, 64, 1ull << 32, 1ull << 32 | 1, UINT64_MAX };

    for (uint32_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
        kit_expect(test->kit, "cap_enter for too many completions", rt_raw_enter(counts[i], 0), STATUS_INVALID_REQUEST);
    kit_expect(test->kit, "cap_enter for nothing", rt_raw_enter(0, 0), 0);
    kit_expect(test->kit, "cap_enter for nothing, for ever", rt_raw_enter(0, TIME_FOREVER), 0);
    kit_expect(test->kit, "cap_enter for one, not waiting", rt_raw_enter(1, 0), 0);
    kit_expect(test->kit, "cap_enter for 32, not waiting", rt_raw_enter(RING_CQ_ENTRIES, 0), 0);
}

static void deadlines(struct ring_test *test)
{
    struct kit *kit = test->kit;
    uint64_t deadline;

    kit_expect(kit, "a deadline in the past", rt_raw_enter(1, 1), STATUS_TIMED_OUT);
    kit_expect(kit, "a deadline just past", rt_raw_enter(1, kit_after(kit, 0)), STATUS_TIMED_OUT);
    deadline = kit_after(kit, 20 * MS);
    kit_expect(kit, "a deadline in 20 ms", rt_raw_enter(1, deadline), STATUS_TIMED_OUT);
    kit_check(kit, kit_after(kit, 0) >= deadline, "a wait ended before its deadline");
    deadline = kit_after(kit, 20 * MS);
    kit_expect(kit, "32 completions in 20 ms", rt_raw_enter(RING_CQ_ENTRIES, deadline), STATUS_TIMED_OUT);
}

/* Timer.sleep with its params at the start of the area. */
static uint64_t submit_sleep(struct ring_test *test, uint64_t ns, uint64_t user_data, uint8_t flags)
{
    const uint64_t words[] = { 2ull << 32, 1ull << 32, ns };
    struct cap_sqe sqe = { .opcode = CAP_OP_CALL,
                           .flags = flags,
                           .method_id = TIMER_METHOD_SLEEP,
                           .cap_id = test->kit->timer.id,
                           .addr = (uintptr_t)test->area,
                           .len = sizeof(words),
                           .user_data = user_data };

    memcpy(test->area, words, sizeof(words));
    return rt_raw_submit(test->kit->rt, &sqe);
}

/* FINISH of answer id: both completions, in any order. A third would be found by whatever comes next. */
static void finish(struct ring_test *test, const char *what, uint64_t id, uint64_t user_data)
{
    struct cap_sqe sqe = { .opcode = CAP_OP_FINISH, .dep = id, .user_data = user_data + 8 };
    uint32_t cancelled = 0, finished = 0, others = 0;
    struct cap_cqe cqe;

    rt_raw_submit(test->kit->rt, &sqe);
    kit_expect(test->kit, what, rt_raw_enter(2, TIME_FOREVER), 2);
    while (rt_raw_take(test->kit->rt, &cqe)) {
        if (cqe.user_data == user_data && cqe.result == STATUS_CANCELLED && cqe.aux == id)
            cancelled++;
        else if (cqe.user_data == user_data + 8 && cqe.result == 0)
            finished++;
        else
            others++;
    }
    kit_check(test->kit, cancelled == 1 && finished == 1 && others == 0, "%s: cancelled %u times, finished %u times, %u others",
              what, cancelled, finished, others);
    kit_refused(test->kit, what, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = id }, STATUS_INVALID_ANSWER);
}

static void finish_all_kinds(struct ring_test *test)
{
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .cap_id = test->endpoint.id, .addr = (uintptr_t)test->area, .len = 256,
                               .user_data = 0x200 };
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .cap_id = test->facet, .user_data = 0x300 };

    finish(test, "FINISH of a sleep", submit_sleep(test, FOREVER_NS, 0x100, 0), 0x100);
    finish(test, "FINISH of an endless sleep", submit_sleep(test, UINT64_MAX, 0x100, 0), 0x100);
    /* A cancelled call is a failed one: quiet does not hide it. */
    finish(test, "FINISH of a quiet sleep", submit_sleep(test, FOREVER_NS, 0x100, CAP_SQE_QUIET), 0x100);
    finish(test, "FINISH of an armed receive", rt_raw_submit(test->kit->rt, &receive), 0x200);
    finish(test, "FINISH of a queued call", rt_raw_submit(test->kit->rt, &call), 0x300);
}

static void submit_nops(struct ring_test *test, uint32_t count, uint64_t *next)
{
    for (uint32_t i = 0; i < count; i++) {
        struct cap_sqe nop = { .opcode = CAP_OP_NOP, .user_data = *next };

        *next += 8;
        rt_raw_submit(test->kit->rt, &nop);
    }
}

/* Nothing is lost and nothing comes twice while the completion queue is full of what nobody took. */
static void full_queue(struct ring_test *test)
{
    struct kit *kit = test->kit;
    uint64_t next = 0x1000, expected = 0x1000;
    uint32_t head;
    struct cap_cqe cqe;

    submit_nops(test, RING_SQ_ENTRIES, &next);
    kit_expect(kit, "16 NOPs", rt_raw_enter(0, 0), RING_SQ_ENTRIES);
    submit_nops(test, RING_SQ_ENTRIES, &next);
    kit_expect(kit, "32 NOPs", rt_raw_enter(0, 0), RING_CQ_ENTRIES);
    head = rt_raw_ring(kit->rt)->header.sq_head;
    submit_nops(test, RING_SQ_ENTRIES, &next);
    for (uint32_t i = 0; i < 3; i++)
        kit_expect(kit, "16 NOPs beyond", rt_raw_enter(0, 0), (int64_t)(CAP_ENTER_CQ_FULL | RING_CQ_ENTRIES));
    kit_expect(kit, "a wait with a full queue", rt_raw_enter(RING_CQ_ENTRIES, TIME_FOREVER),
               (int64_t)(CAP_ENTER_CQ_FULL | RING_CQ_ENTRIES));
    kit_expect(kit, "submissions consumed meanwhile", rt_raw_ring(kit->rt)->header.sq_head - head, 0);
    for (uint32_t i = 0; i < 5 && rt_raw_take(kit->rt, &cqe); i++, expected += 8)
        kit_check(kit, cqe.user_data == expected && cqe.result == 0, "completion %lx instead of %lx", cqe.user_data, expected);
    kit_expect(kit, "5 NOPs more", rt_raw_enter(0, 0), (int64_t)(CAP_ENTER_CQ_FULL | RING_CQ_ENTRIES));
    kit_expect(kit, "submissions consumed then", rt_raw_ring(kit->rt)->header.sq_head - head, 5);
    do {
        while (rt_raw_take(kit->rt, &cqe)) {
            kit_check(kit, cqe.user_data == expected && cqe.result == 0, "completion %lx instead of %lx", cqe.user_data,
                      expected);
            expected += 8;
        }
        (void)rt_raw_enter(0, 0);
    } while (rt_raw_available(kit->rt) != 0);
    kit_expect(kit, "NOPs answered", (int64_t)expected, (int64_t)next);
}

/* Promised entries count as well: 32 sleeps leave no room for anything, until they end. */
static void reserved_queue(struct ring_test *test)
{
    struct kit *kit = test->kit;
    uint32_t answered = 0;
    struct cap_cqe cqe;
    uint64_t next = 0x2000;

    for (uint32_t i = 0; i < RING_CQ_ENTRIES; i++) {
        (void)submit_sleep(test, 30 * MS, 0x100 + i * 8, 0);
        if (i + 1 == RING_SQ_ENTRIES)
            kit_expect(kit, "16 sleeps", rt_raw_enter(0, 0), 0);
    }
    kit_expect(kit, "32 sleeps", rt_raw_enter(0, 0), 0);
    submit_nops(test, 1, &next);
    kit_expect(kit, "a NOP beyond", rt_raw_enter(0, 0), (int64_t)CAP_ENTER_CQ_FULL);
    kit_expect(kit, "a wait with a NOP beyond", rt_raw_enter(1, TIME_FOREVER), (int64_t)CAP_ENTER_CQ_FULL);
    while (answered < RING_CQ_ENTRIES + 1) {
        if (rt_raw_enter(0, 0) < 0)
            break;
        while (rt_raw_take(kit->rt, &cqe)) {
            answered++;
            kit_check(kit, cqe.result == 0, "sleep %lx gave %d", cqe.user_data, cqe.result);
        }
    }
    kit_expect(kit, "all of them", rt_raw_enter(1, kit_after(kit, 40 * MS)), STATUS_TIMED_OUT);
}

static void wait_for_some(struct ring_test *test)
{
    struct kit *kit = test->kit;

    for (uint32_t i = 0; i < 4; i++)
        (void)submit_sleep(test, (i + 1) * 5 * MS, 0x100 + i * 8, 0);
    kit_expect(kit, "one of four sleeps", rt_raw_enter(1, TIME_FOREVER) >= 1, 1);
    kit_expect(kit, "all of four sleeps", rt_raw_enter(4, TIME_FOREVER), 4);
    kit_expect(kit, "taken", kit_drain(kit), 4);
    (void)submit_sleep(test, 5 * MS, 0x100, CAP_SQE_QUIET);
    kit_expect(kit, "a quiet sleep says nothing", rt_raw_enter(1, kit_after(kit, 20 * MS)), STATUS_TIMED_OUT);
    (void)submit_sleep(test, 0, 0x100, 0);
    kit_expect(kit, "a sleep of nothing", rt_raw_enter(1, 0), 1);
    kit_expect(kit, "taken", kit_drain(kit), 1);
}

void test_waits(struct ring_test *test)
{
    wrong_counts(test);
    deadlines(test);
    finish_all_kinds(test);
    full_queue(test);
    reserved_queue(test);
    wait_for_some(test);
}
