/* SPDX-License-Identifier: MIT */
/* What factories and the spawner refuse, and what a tap costs. */
#include "tap_test.h"

static void test_sizes(struct tap_test *test)
{
    struct rt *rt = test->kit.rt;
    uint32_t buffer, payload, running;
    uint64_t lost;
    ring_tap_t tap;

    kit_expect(&test->kit, "a buffer that is too large", payload_tap_factory_create(rt, test->taps, 1048577, &tap), STATUS_FAILED);
    kit_expect(&test->kit, "the largest number", payload_tap_factory_create(rt, test->taps, UINT32_MAX, &tap), STATUS_FAILED);
    kit_expect(&test->kit, "no payload", payload_tap_factory_create_with_payload(rt, test->taps, 0, 0, &tap), STATUS_FAILED);
    kit_expect(&test->kit, "too much payload", payload_tap_factory_create_with_payload(rt, test->taps, 0, 1025, &tap), STATUS_FAILED);
    tap = tap_make(test, 1, 1024);
    kit_expect(&test->kit, "info", ring_tap_info(rt, tap, &buffer, &payload, &running, &lost), STATUS_OK);
    kit_check(&test->kit, buffer == 4096 && payload == 1024 && running == 0 && lost == 0, "info: %u, %u, %u, %lu", buffer, payload,
              running, lost);
    tap_drop(test, tap.id);
}

/* Each hold is charged for the buffer, and a child that has no frames gets none. */
static void test_charge(struct tap_test *test)
{
    struct kit_ledger before = { 0 }, with = { 0 }, after = { 0 };
    uint32_t pid = rt_pid(test->kit.rt);
    ring_tap_t tap;

    kit_expect(&test->kit, "ledger", kit_ledger_read(&test->kit, pid, &before), STATUS_OK);
    tap = tap_make(test, 32768, 0);
    kit_expect(&test->kit, "ledger", kit_ledger_read(&test->kit, pid, &with), STATUS_OK);
    kit_check(&test->kit, with.frames == before.frames + 8 && with.cap_slots == before.cap_slots + 1,
              "a tap of 8 frames: frames %lu -> %lu, slots %lu -> %lu", before.frames, with.frames, before.cap_slots, with.cap_slots);
    tap_drop(test, tap.id);
    kit_expect(&test->kit, "ledger", kit_ledger_read(&test->kit, pid, &after), STATUS_OK);
    kit_check(&test->kit, after.frames == before.frames && after.cap_slots == before.cap_slots, "the charge stays");
}

/* The facet of a factory makes taps without payload, and no others. */
static void test_narrow_factory(struct tap_test *test)
{
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .method_id = 1 };
    uint64_t result[64] = { 0 };
    tap_factory_t narrow_factory = { CAP_ID_INVALID };
    uint32_t buffer, payload = 1, running;
    uint64_t lost;
    struct cap_cqe cqe;
    ring_tap_t tap;

    kit_expect(&test->kit, "narrow", kit_narrow(&test->kit, test->taps.id, TAP_FACTORY_INTERFACE_ID, &narrow_factory.id), STATUS_OK);
    kit_expect(&test->kit, "create", tap_factory_create(test->kit.rt, narrow_factory, 0, &tap), STATUS_OK);
    kit_expect(&test->kit, "info", ring_tap_info(test->kit.rt, tap, &buffer, &payload, &running, &lost), STATUS_OK);
    kit_check(&test->kit, payload == 0, "a narrow factory's tap has %u bytes of payload", payload);
    tap_drop(test, tap.id);
    call.cap_id = narrow_factory.id;
    call.result_addr = (uintptr_t)result;
    call.result_len = sizeof(result);
    /* Its method 0 is create; nothing else can be named. */
    cqe = kit_do(&test->kit, call);
    kit_expect(&test->kit, "a method that the facet has not", cqe.result, STATUS_APPLICATION_EXCEPTION);
    call.method_id = 0x1000;
    cqe = kit_do(&test->kit, call);
    kit_expect(&test->kit, "an ancestor that the facet has not", cqe.result, STATUS_APPLICATION_EXCEPTION);
    tap_drop(test, narrow_factory.id);
}

/* What is no tap, or only the reading side of one. */
static void test_wrong_taps(struct tap_test *test)
{
    struct kit_child child = { .name = "calls", .binary = "test-tap", .tapped = true };
    ring_tap_t tap = tap_make(test, 0, 0);
    cap_id_t reader = CAP_ID_INVALID;
    process_handle_t handle;
    struct seen seen = { 0 };
    uint32_t running = 1;

    kit_expect(&test->kit, "narrow", kit_narrow(&test->kit, tap.id, TAP_READER_INTERFACE_ID, &reader), STATUS_OK);
    child.tap = reader;
    kit_expect(&test->kit, "spawn with a reader", kit_spawn(&test->kit, &child, &handle, NULL), STATUS_FAILED);
    child.tap = test->kit.null.id;
    kit_expect(&test->kit, "spawn with the null capability", kit_spawn(&test->kit, &child, &handle, NULL), STATUS_FAILED);
    child.tap = test->taps.id;
    kit_expect(&test->kit, "spawn with a factory", kit_spawn(&test->kit, &child, &handle, NULL), STATUS_FAILED);
    tap_drop(test, reader);
    child.tap = reader;
    kit_expect(&test->kit, "spawn with what was dropped", kit_spawn(&test->kit, &child, &handle, NULL), STATUS_STALE_CAP);
    /* A spawn that fails after the tap was attached leaves it alone, and no record of somebody who never was. */
    child.tap = tap.id;
    child.grants = (const struct kit_grant[]){ { "NOT A NAME", KIT_GRANT_MEMORY, 0, 0 } };
    child.grant_count = 1;
    kit_expect(&test->kit, "spawn with a bad grant", kit_spawn(&test->kit, &child, &handle, NULL), STATUS_FAILED);
    kit_expect(&test->kit, "poll", tap_poll_once(test, tap, 0, &seen, &running), STATUS_OK);
    kit_check(&test->kit, running == 0 && seen.next_sequence == 0, "%u run, %lu records", running, seen.next_sequence);
    tap_drop(test, tap.id);
}

void test_refusals(struct tap_test *test)
{
    test_sizes(test);
    test_charge(test);
    test_narrow_factory(test);
    test_wrong_taps(test);
}
