/* SPDX-License-Identifier: MIT */
/* Taps, tried out: what all parts of this program need. */
#include "tap_test.h"

ring_tap_t tap_make(struct tap_test *test, uint32_t buffer_bytes, uint32_t payload_bytes)
{
    ring_tap_t tap = { CAP_ID_INVALID };
    status_t status = payload_bytes != 0
                          ? payload_tap_factory_create_with_payload(test->kit.rt, test->taps, buffer_bytes, payload_bytes, &tap)
                          : payload_tap_factory_create(test->kit.rt, test->taps, buffer_bytes, &tap);

    kit_expect(&test->kit, "a tap", status, STATUS_OK);
    return tap;
}

void tap_drop(struct tap_test *test, cap_id_t cap)
{
    rt_drop(test->kit.rt, cap);
    kit_expect(&test->kit, "release", rt_flush_releases(test->kit.rt), STATUS_OK);
}

process_handle_t tap_spawn(struct tap_test *test, const char *role, const struct kit_grant *grants, uint32_t count, ring_tap_t tap,
                           cap_id_t *facet)
{
    struct kit_child child = { .name = role, .binary = "test-tap", .grants = grants, .grant_count = count, .tapped = true,
                               .tap = tap.id };
    process_handle_t handle = { CAP_ID_INVALID };

    kit_expect(&test->kit, role, kit_spawn(&test->kit, &child, &handle, facet), STATUS_OK);
    return handle;
}

void tap_end_child(struct tap_test *test, process_handle_t child)
{
    struct kit_exit exit = { 0 };

    kit_expect(&test->kit, "wait", kit_wait(&test->kit, child, &exit), STATUS_OK);
    kit_check(&test->kit, exit.kind == EXIT_KIND_EXITED && exit.code == 0, "a tapped child ended with kind %u, code %ld",
              exit.kind, (long)exit.code);
    tap_drop(test, child.id);
}

static bool has_secret(const uint8_t *payload, uint32_t bytes)
{
    const uint64_t secret = SECRET;

    for (uint32_t i = 0; i + sizeof(secret) <= bytes; i++) {
        if (memcmp(payload + i, &secret, sizeof(secret)) == 0)
            return true;
    }
    return false;
}

static void see(struct seen *seen, const struct tap_record *record, const uint8_t *payload)
{
    bool message = record->kind == TAP_SUBMISSION || record->kind == TAP_COMPLETION;

    seen->submissions += record->kind == TAP_SUBMISSION;
    seen->completions += record->kind == TAP_COMPLETION;
    seen->processes += record->kind == TAP_PROCESS;
    seen->grants += record->kind == TAP_GRANT;
    seen->exits += record->kind == TAP_EXIT;
    seen->payloads += message && record->payload_bytes != 0;
    seen->secrets += message && has_secret(payload, record->payload_bytes);
    seen->peers += record->peer_pid != 0;
    seen->messages += (record->note & TAP_NOTE_MESSAGE) != 0;
    seen->lost_in_records += record->lost;
    seen->gaps += record->sequence - seen->next_sequence;
    seen->damaged |= record->sequence < seen->next_sequence || record->kind == 0 || record->kind >= TAP_KIND_END;
    seen->next_sequence = record->sequence + 1;
}

static void see_all(struct seen *seen, struct capn_data records)
{
    const uint8_t *at = records.data;
    uint32_t left = records.len;

    while (left != 0) {
        struct tap_record record;

        if (left < sizeof(record))
            break;
        memcpy(&record, at, sizeof(record));
        if (record.bytes > left || record.bytes < sizeof(record) || record.payload_bytes > record.bytes - sizeof(record))
            break;
        see(seen, &record, at + sizeof(record));
        at += record.bytes;
        left -= record.bytes;
    }
    seen->damaged |= left != 0;
}

/* All of one tap, or what is there now. */
static status_t read_once(struct tap_test *test, ring_tap_t tap, uint32_t max_bytes, struct seen *seen, bool *more)
{
    struct tap_reader_read_params_builder params;
    struct tap_reader_read_results_reader results;
    struct capn_request request;
    struct capn_data records = { 0 };
    status_t status = ring_tap_read_begin_sized(&request, test->kit.rt, tap, &params, 0, 33000);

    if (status != STATUS_OK)
        return status;
    tap_reader_read_params_set_max_bytes(&params, max_bytes);
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = ring_tap_read_results(&request, &results);
    if (status == STATUS_OK)
        status = tap_reader_read_results_get_records(&results, &records);
    if (status == STATUS_OK) {
        see_all(seen, records);
        seen->lost = tap_reader_read_results_get_lost(&results);
        *more = records.len != 0 || tap_reader_read_results_get_running(&results) != 0;
    }
    capn_request_end(&request);
    return status;
}

void tap_read_all(struct tap_test *test, ring_tap_t tap, struct seen *seen)
{
    status_t status = STATUS_OK;
    bool more = true;

    while (more && status == STATUS_OK)
        status = read_once(test, tap, 0, seen, &more);
    kit_expect(&test->kit, "read", status, STATUS_OK);
    kit_check(&test->kit, !seen->damaged, "records are damaged");
    kit_check(&test->kit, seen->gaps >= seen->lost_in_records && seen->gaps <= seen->lost,
              "%lu numbers are missing, %lu records said to be lost, %lu in all", seen->gaps, seen->lost_in_records, seen->lost);
}

status_t tap_poll_once(struct tap_test *test, ring_tap_t tap, uint32_t max_bytes, struct seen *seen, uint32_t *running)
{
    struct tap_reader_poll_params_builder params;
    struct tap_reader_poll_results_reader results;
    struct capn_request request;
    struct capn_data records = { 0 };
    status_t status = ring_tap_poll_begin_sized(&request, test->kit.rt, tap, &params, 0, 33000);

    if (status != STATUS_OK)
        return status;
    tap_reader_poll_params_set_max_bytes(&params, max_bytes);
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = ring_tap_poll_results(&request, &results);
    if (status == STATUS_OK)
        status = tap_reader_poll_results_get_records(&results, &records);
    if (status == STATUS_OK) {
        see_all(seen, records);
        seen->lost = tap_reader_poll_results_get_lost(&results);
        if (running)
            *running = tap_reader_poll_results_get_running(&results);
    }
    capn_request_end(&request);
    return status;
}

int main(struct rt *rt)
{
    static struct tap_test test;
    struct kit_totals before;
    int exit_code;

    kit_open(&test.kit, rt);
    if (role_run(&test.kit, rt_process_name(rt), &exit_code))
        return exit_code;
    kit_expect(&test.kit, "find taps", rt_find(rt, "taps", PAYLOAD_TAP_FACTORY_INTERFACE_ID, &test.taps.id), STATUS_OK);
    kit_expect(&test.kit, "find capabilities", rt_find(rt, "capabilities", CAPABILITY_MANAGER_INTERFACE_ID, &test.manager.id), STATUS_OK);
    if (test.kit.wrong == 0) {
        uint32_t alone, tries = 0;

        kit_expect(&test.kit, "totals", kit_totals_read(&test.kit, &before), STATUS_OK);
        alone = before.processes;
        /* The first ones make slabs and buffers, which stay; and their last children end a little later. */
        test_refusals(&test);
        test_children(&test);
        do {
            kit_expect(&test.kit, "sleep", timer_sleep(test.kit.rt, test.kit.timer, 5000000), STATUS_OK);
            kit_expect(&test.kit, "totals", kit_totals_read(&test.kit, &before), STATUS_OK);
        } while (before.processes != alone && ++tries < 100);
        test_refusals(&test);
        test_readers(&test);
        test_children(&test);
        kit_totals_compare(&test.kit, "taps", &before);
    }
    return kit_close(&test.kit);
}
