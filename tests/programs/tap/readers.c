/* SPDX-License-Identifier: MIT */
/* Readers that ask for too little, too much, twice, give up, or leave while they wait. */
#include "tap_test.h"

static void test_sizes_of_reads(struct tap_test *test, ring_tap_t tap)
{
    struct seen seen = { 0 };
    uint32_t running;

    kit_expect(&test->kit, "less than a record", tap_poll_once(test, tap, 1, &seen, &running), STATUS_FAILED);
    kit_expect(&test->kit, "one byte less", tap_poll_once(test, tap, TAP_RECORD_MAX_BYTES - 1, &seen, &running), STATUS_FAILED);
    kit_expect(&test->kit, "one record", tap_poll_once(test, tap, TAP_RECORD_MAX_BYTES, &seen, &running), STATUS_OK);
    kit_expect(&test->kit, "more than there can be", tap_poll_once(test, tap, UINT32_MAX, &seen, &running), STATUS_OK);
}

static struct cap_sqe read_call(ring_tap_t tap, void *result, uint32_t result_len, uint64_t user_data)
{
    return (struct cap_sqe){ .opcode = CAP_OP_CALL, .method_id = 0x1000 | TAP_READER_METHOD_READ, .cap_id = tap.id,
                             .result_addr = (uintptr_t)result, .result_len = result_len, .user_data = user_data };
}

/* While somebody is tapped and silent: two waiters, one who gives up, one whose buffer is too small for an answer. */
static void test_waiting(struct tap_test *test)
{
    const struct kit_grant grants[] = { { "timer", KIT_GRANT_COPY, test->kit.timer.id, 0 } };
    static uint64_t first[600], second[600];
    ring_tap_t tap = tap_make(test, 0, 0);
    process_handle_t child = tap_spawn(test, "forever", grants, 1, tap, NULL);
    struct rt *rt = test->kit.rt;
    struct seen seen = { 0 };
    struct cap_cqe cqe = { 0 };
    struct cap_sqe sqe;
    uint64_t id;

    kit_expect(&test->kit, "sleep", timer_sleep(rt, test->kit.timer, 20 * MS), STATUS_OK);
    test_sizes_of_reads(test, tap);
    while (tap_poll_once(test, tap, 0, &seen, NULL) == STATUS_OK && seen.submissions == 0)
        kit_expect(&test->kit, "sleep", timer_sleep(rt, test->kit.timer, 5 * MS), STATUS_OK);
    sqe = read_call(tap, first, 1000, 8);
    cqe = kit_do(&test->kit, sqe);
    kit_expect(&test->kit, "a buffer too small for any record", cqe.result, STATUS_RESULT_TOO_LARGE);
    sqe = read_call(tap, first, sizeof(first), 16);
    id = rt_raw_submit(rt, &sqe);
    kit_expect(&test->kit, "the first reader waits", rt_raw_enter(1, 1), STATUS_TIMED_OUT);
    cqe = kit_do(&test->kit, read_call(tap, second, sizeof(second), 24));
    kit_expect(&test->kit, "a second reader", cqe.result, STATUS_APPLICATION_EXCEPTION);
    /* It gives up; both completions come. */
    sqe = (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = id, .user_data = 32 };
    rt_raw_submit(rt, &sqe);
    kit_expect(&test->kit, "both complete", rt_raw_enter(2, TIME_FOREVER), 2);
    kit_check(&test->kit, rt_raw_take(rt, &cqe) && cqe.user_data == 16 && cqe.result == STATUS_CANCELLED, "the read: %d", cqe.result);
    kit_check(&test->kit, rt_raw_take(rt, &cqe) && cqe.result == 0, "the finish: %d", cqe.result);
    /* The next one waits in its place until the child is killed. */
    sqe = read_call(tap, first, sizeof(first), 40);
    rt_raw_submit(rt, &sqe);
    kit_expect(&test->kit, "it waits", rt_raw_enter(1, 1), STATUS_TIMED_OUT);
    sqe = (struct cap_sqe){ .opcode = CAP_OP_CALL, .method_id = PROCESS_HANDLE_METHOD_KILL, .cap_id = child.id, .user_data = 48 };
    rt_raw_submit(rt, &sqe);
    kit_expect(&test->kit, "kill and answer", rt_raw_enter(2, TIME_FOREVER), 2);
    kit_check(&test->kit, rt_raw_take(rt, &cqe) && cqe.user_data == 48 && cqe.result >= 0, "the kill: %d", cqe.result);
    kit_check(&test->kit, rt_raw_take(rt, &cqe) && cqe.user_data == 40 && cqe.result > 128, "the read: %d", cqe.result);
    tap_drop(test, child.id);
    /* A reader that waits for nobody, and one who drops the tap while it is answered. */
    cqe = kit_do(&test->kit, read_call(tap, first, sizeof(first), 56));
    kit_check(&test->kit, cqe.result >= 0, "nobody is left: %d", cqe.result);
    tap_drop(test, tap.id);
}

/* The last hold goes while a read waits through it: it is answered, since nothing can come any more. */
static void test_drop_while_waiting(struct tap_test *test)
{
    const struct kit_grant grants[] = { { "timer", KIT_GRANT_COPY, test->kit.timer.id, 0 } };
    static uint64_t result[600];
    ring_tap_t tap = tap_make(test, 0, 0);
    process_handle_t child = tap_spawn(test, "forever", grants, 1, tap, NULL);
    struct seen seen = { 0 };
    struct cap_sqe sqe;
    struct cap_cqe cqe = { 0 };

    while (tap_poll_once(test, tap, 0, &seen, NULL) == STATUS_OK && seen.submissions == 0)
        kit_expect(&test->kit, "sleep", timer_sleep(test->kit.rt, test->kit.timer, 5 * MS), STATUS_OK);
    sqe = read_call(tap, result, sizeof(result), 8);
    rt_raw_submit(test->kit.rt, &sqe);
    sqe = (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = tap.id, .user_data = 16 };
    rt_raw_submit(test->kit.rt, &sqe);
    kit_expect(&test->kit, "release and answer", rt_raw_enter(2, TIME_FOREVER), 2);
    kit_check(&test->kit, rt_raw_take(test->kit.rt, &cqe) && cqe.user_data == 16 && cqe.result == 0, "the release: %d", cqe.result);
    kit_check(&test->kit, rt_raw_take(test->kit.rt, &cqe) && cqe.user_data == 8 && cqe.result >= 0, "the read: %d", cqe.result);
    kit_expect(&test->kit, "kill", process_handle_kill(test->kit.rt, child), STATUS_OK);
    tap_drop(test, child.id);
}

void test_readers(struct tap_test *test)
{
    test_waiting(test);
    test_drop_while_waiting(test);
}
