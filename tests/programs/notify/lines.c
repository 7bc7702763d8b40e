/* SPDX-License-Identifier: MIT */
/* Interrupt.bind, with the real-time clock as the device: its periodic interrupt comes 1,024 times a second, each after register C
 * was read. */
#include "notify.h"

enum rtc_register { RTC_B = 0x0b, RTC_C = 0x0c };
#define RTC_PERIODIC 0x40u

static uint32_t rtc_read(struct notify *test, enum rtc_register number)
{
    uint32_t value = 0;

    if (io_ports_write(test->kit.rt, test->rtc_ports, 0, 1, number) < 0 ||
        io_ports_read(test->kit.rt, test->rtc_ports, 1, 1, &value) < 0)
        rt_panic(test->kit.rt, "the clock's ports");
    return value;
}

static void rtc_run(struct notify *test, bool on)
{
    uint32_t value = rtc_read(test, RTC_B);

    value = on ? value | RTC_PERIODIC : value & ~RTC_PERIODIC;
    if (io_ports_write(test->kit.rt, test->rtc_ports, 0, 1, RTC_B) < 0 ||
        io_ports_write(test->kit.rt, test->rtc_ports, 1, 1, value) < 0)
        rt_panic(test->kit.rt, "the clock's ports");
    (void)rtc_read(test, RTC_C);
}

static status_t bind_line(struct notify *test, cap_id_t line, cap_id_t notification, uint64_t bits)
{
    return interrupt_bind(test->kit.rt, (interrupt_t){ line }, (notification_signal_t){ notification }, bits);
}

static void test_firing(struct notify *test)
{
    struct kit *kit = &test->kit;
    notification_t notification = notify_make(test);
    uint64_t count;

    kit_expect(kit, "acknowledge without a binding", interrupt_acknowledge(kit->rt, test->rtc_line), STATUS_FAILED);
    kit_expect(kit, "unbind without a binding", interrupt_unbind(kit->rt, test->rtc_line), STATUS_OK);
    kit_expect(kit, "bind", bind_line(test, test->rtc_line.id, notification.id, 32), STATUS_OK);
    kit_expect(kit, "a second binding", bind_line(test, test->rtc_line.id, notification.id, 64), STATUS_OVERLOADED);
    kit_expect(kit, "wait when it is bound", interrupt_wait(kit->rt, test->rtc_line, &count), STATUS_OVERLOADED);
    rtc_run(test, true);
    for (uint32_t i = 0; i < 3; i++) {
        notify_await_bits(test, "an interrupt", notification, 32);
        kit_expect(kit, "acknowledge", interrupt_acknowledge(kit->rt, test->rtc_line), STATUS_OK);
        (void)rtc_read(test, RTC_C);
    }
    kit_expect(kit, "unbind", interrupt_unbind(kit->rt, test->rtc_line), STATUS_OK);
    (void)rtc_read(test, RTC_C);
    kit_expect(kit, "an interrupt is waited for", interrupt_wait(kit->rt, test->rtc_line, &count), STATUS_OK);
    (void)rtc_read(test, RTC_C);
    kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 5000000), STATUS_OK);
    kit_expect(kit, "poll", notification_poll(kit->rt, notification, &count), STATUS_OK);
    /* It fired meanwhile, and nobody was told. */
    kit_expect(kit, "bind again", bind_line(test, test->rtc_line.id, notification.id, 128), STATUS_OK);
    notify_await_bits(test, "what came before", notification, 128);
    rtc_run(test, false);
    notify_drop(test, notification.id);
}

static void test_who_goes_first(struct notify *test)
{
    struct kit *kit = &test->kit;
    notification_t notification = notify_make(test);
    revoker_t revoker;
    cap_id_t facet;
    uint64_t bits;

    kit_expect(kit, "no bits", bind_line(test, test->rtc_line.id, notification.id, 0), STATUS_FAILED);
    kit_expect(kit, "no notification", bind_line(test, test->rtc_line.id, kit->null.id, 1), STATUS_FAILED);
    kit_expect(kit, "bind", bind_line(test, test->rtc_line.id, notification.id, 1), STATUS_OK);
    notify_drop(test, notification.id);
    rtc_run(test, true);
    kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 3000000), STATUS_OK);
    notification = notify_make(test);
    revoker = notify_lend(test, test->rtc_line.id, &facet);
    kit_expect(kit, "bind in its place", bind_line(test, facet, notification.id, 2), STATUS_OK);
    notify_await_bits(test, "what came meanwhile", notification, 2);
    notify_cut(test, revoker, facet);
    kit_expect(kit, "poll", notification_poll(kit->rt, notification, &bits), STATUS_OK);
    (void)rtc_read(test, RTC_C);
    kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 3000000), STATUS_OK);
    notify_expect_bits(test, "revoked", notification, 0);
    kit_expect(kit, "bind once more", bind_line(test, test->rtc_line.id, notification.id, 4), STATUS_OK);
    (void)rtc_read(test, RTC_C);
    notify_await_bits(test, "an interrupt", notification, 4);
    rtc_run(test, false);
    kit_expect(kit, "unbind", interrupt_unbind(kit->rt, test->rtc_line), STATUS_OK);
    notify_drop(test, notification.id);
}

void test_lines(struct notify *test)
{
    test_firing(test);
    test_who_goes_first(test);
}
