/* SPDX-License-Identifier: MIT */
/*
 * What a narrowed capability is good for, from the side of whoever gets it: holds `clock`, a Timer of which only MonotonicClock is
 * left, and `shelf`, a Locker of which only Shelf is left. Uses what it has, and tries to use what it has not, in every way that there is: the
 * typed client asks by name, and then the method is called by its number without asking.
 */
#include "output.h"

#include "capability.capnp.h"
#include "demo.capnp.h"
#include "kernel.capnp.h"

struct holder {
    struct rt *rt;
    struct output output;
    uint32_t wrong;
};

static void say(struct holder *holder, const char *what, status_t got, status_t expected)
{
    if (got == expected) {
        output_line(&holder->output, "%s: %s", what, got == STATUS_OK ? "yes" : capn_status_text(got));
        return;
    }
    holder->wrong++;
    output_line(&holder->output, "WRONG: %s: %s", what, capn_status_text(got));
}

static void use_clock(struct holder *holder, cap_id_t clock)
{
    uint64_t first = 0, second = 0;
    cap_id_t as_timer;
    status_t status = monotonic_clock_now(holder->rt, (monotonic_clock_t){ clock }, &first);

    if (status == STATUS_OK)
        status = monotonic_clock_now(holder->rt, (monotonic_clock_t){ clock }, &second);
    say(holder, "clock: reading the time", status == STATUS_OK && second < first ? STATUS_MALFORMED : status, STATUS_OK);
    say(holder, "clock: found as a Timer", rt_find(holder->rt, "clock", TIMER_INTERFACE_ID, &as_timer), STATUS_WRONG_INTERFACE);
    say(holder, "clock: Timer.now by its number", timer_now(holder->rt, (timer_t){ clock }, &first), STATUS_UNIMPLEMENTED);
    say(holder, "clock: Timer.notify by its number",
        timer_notify(holder->rt, (timer_t){ clock }, 0, (notification_signal_t){ CAP_ID_INVALID }, 1), STATUS_UNIMPLEMENTED);
}

static void use_shelf(struct holder *holder, cap_id_t shelf)
{
    cap_id_t item = CAP_ID_INVALID, as_locker;
    uint32_t items = 0, ticket;
    status_t status = shelf_count(holder->rt, (shelf_t){ shelf }, &items);

    say(holder, "shelf: counting what is there", status, STATUS_OK);
    status = shelf_look(holder->rt, (shelf_t){ shelf }, 1, &item);
    say(holder, "shelf: looking at the first", status, STATUS_OK);
    rt_drop(holder->rt, item);
    say(holder, "shelf: found as a Locker", rt_find(holder->rt, "shelf", LOCKER_INTERFACE_ID, &as_locker), STATUS_WRONG_INTERFACE);
    say(holder, "shelf: Locker.take by its number", locker_take(holder->rt, (locker_t){ shelf }, 1, &item), STATUS_UNIMPLEMENTED);
    say(holder, "shelf: Locker.put by its number", locker_put(holder->rt, (locker_t){ shelf }, shelf, &ticket), STATUS_UNIMPLEMENTED);
}

int main(struct rt *rt)
{
    static struct holder holder;
    cap_id_t clock, shelf;
    status_t status;

    holder.rt = rt;
    output_open(&holder.output, rt);
    status = rt_find(rt, "clock", MONOTONIC_CLOCK_INTERFACE_ID, &clock);
    if (status == STATUS_OK)
        status = rt_find(rt, "shelf", SHELF_INTERFACE_ID, &shelf);
    if (status < 0) {
        output_line(&holder.output, "needs clock (MonotonicClock) and shelf (Shelf): %s", capn_status_text(status));
        return 2;
    }
    use_clock(&holder, clock);
    use_shelf(&holder, shelf);
    return holder.wrong != 0;
}
