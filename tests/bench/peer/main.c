/* SPDX-License-Identifier: MIT */
/* Answers each notification with one. */
#include "notification.capnp.h"
#include "rt/notification.h"

int main(struct rt *rt)
{
    struct rt_notification there = { 0 }, back = { 0 };
    uint64_t bits;

    if (rt_find(rt, "there", NOTIFICATION_INTERFACE_ID, &there.cap) < 0 ||
        rt_find(rt, "back", NOTIFICATION_INTERFACE_ID, &back.cap) < 0)
        return 1;
    while (rt_notification_wait(rt, there, TIME_FOREVER, &bits) == STATUS_OK)
        rt_signal(rt, back, bits);
    return 0;
}
