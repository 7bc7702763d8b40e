/* SPDX-License-Identifier: MIT */
/* Notifications, tried out. */
#include "notify.h"

notification_t notify_make(struct notify *test)
{
    notification_t made = { CAP_ID_INVALID };

    kit_expect(&test->kit, "a notification", endpoint_factory_create_notification(test->kit.rt, test->kit.endpoints, &made),
               STATUS_OK);
    return made;
}

void notify_drop(struct notify *test, cap_id_t cap)
{
    rt_drop(test->kit.rt, cap);
    kit_expect(&test->kit, "release", rt_flush_releases(test->kit.rt), STATUS_OK);
}

void notify_expect_bits(struct notify *test, const char *what, notification_t notification, uint64_t bits)
{
    uint64_t got = 0;
    status_t status = notification_poll(test->kit.rt, notification, &got);

    kit_check(&test->kit, status == STATUS_OK && got == bits, "%s: %s, bits %lx, expected %lx", what, capn_status_text(status),
              (unsigned long)got, (unsigned long)bits);
}

void notify_await_bits(struct notify *test, const char *what, notification_t notification, uint64_t bits)
{
    struct notification_wait_wait_params_builder params;
    struct notification_wait_wait_results_reader results;
    struct capn_request request;
    uint64_t got = 0;
    status_t status = notification_wait_begin(&request, test->kit.rt, notification, &params);

    if (status == STATUS_OK) {
        status = capn_request_submit(&request);
        if (status == STATUS_OK)
            status = capn_request_wait(&request, kit_after(&test->kit, SECOND_NS));
        if (status == STATUS_OK && notification_wait_wait_results_read_root(&request.results, &results) == STATUS_OK)
            got = notification_wait_wait_results_get_bits(&results);
        capn_request_end(&request);
    }
    kit_check(&test->kit, status == STATUS_OK && got == bits, "%s: %s, bits %lx, expected %lx", what, capn_status_text(status),
              (unsigned long)got, (unsigned long)bits);
}

revoker_t notify_lend(struct notify *test, cap_id_t cap, cap_id_t *facet)
{
    revoker_t revoker = { CAP_ID_INVALID };

    *facet = CAP_ID_INVALID;
    kit_expect(&test->kit, "lend", kit_lend(&test->kit, cap, facet, &revoker), STATUS_OK);
    return revoker;
}

void notify_cut(struct notify *test, revoker_t revoker, cap_id_t facet)
{
    uint32_t calls;

    kit_expect(&test->kit, "revoke", revoker_revoke(test->kit.rt, revoker, &calls), STATUS_OK);
    rt_drop(test->kit.rt, revoker.id);
    notify_drop(test, facet);
}

static cap_id_t find(struct notify *test, const char *name, uint64_t interface_id)
{
    cap_id_t id = CAP_ID_INVALID;

    kit_expect(&test->kit, name, rt_find(test->kit.rt, name, interface_id, &id), STATUS_OK);
    return id;
}

/* Slabs, and pages of the heap, that are made once and stay. */
static void warm_up(struct notify *test)
{
    notification_t notification = notify_make(test);
    revoker_t revoker;
    cap_id_t facet;

    kit_expect(&test->kit, "bind",
               timer_notify(test->kit.rt, test->kit.timer, HOUR_NS, notify_signal_side(notification), 1), STATUS_OK);
    revoker = notify_lend(test, notification.id, &facet);
    notify_cut(test, revoker, facet);
    notify_drop(test, notification.id);
}

static void run(struct notify *test, const char *what, void (*part)(struct notify *test))
{
    struct kit_totals before;

    kit_expect(&test->kit, "totals", kit_totals_read(&test->kit, &before), STATUS_OK);
    part(test);
    kit_totals_compare(&test->kit, what, &before);
}

int main(struct rt *rt)
{
    static struct notify test;

    kit_open(&test.kit, rt);
    test.manager.id = find(&test, "capabilities", CAPABILITY_MANAGER_INTERFACE_ID);
    test.rtc_ports.id = find(&test, "rtc-ports", IO_PORTS_INTERFACE_ID);
    test.rtc_line.id = find(&test, "rtc-line", INTERRUPT_INTERFACE_ID);
    warm_up(&test);
    run(&test, "bits", test_bits);
    run(&test, "times", test_times);
    run(&test, "ends of processes", test_ends);
    run(&test, "interrupts", test_lines);
    /* The first round leaves page tables behind, which stay. */
    test_buffers(&test);
    run(&test, "shared buffers", test_buffers);
    run(&test, "a peer that scribbles", test_peer);
    return kit_close(&test.kit);
}
