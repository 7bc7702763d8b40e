/* SPDX-License-Identifier: MIT */
/* One raw submission at a time. See kit.h. */
#include "kit.h"

/* Low three bits zero: rt/raw.h. */
#define FIRST_USER_DATA 0x7e57000000000000ull
#define USER_DATA_STEP 8u

static uint64_t next_user_data = FIRST_USER_DATA;

struct cap_cqe kit_do(struct kit *kit, struct cap_sqe sqe)
{
    struct cap_cqe cqe = { .result = INT32_MIN };
    int64_t entered;

    if (sqe.user_data == 0)
        sqe.user_data = next_user_data += USER_DATA_STEP;
    rt_raw_submit(kit->rt, &sqe);
    entered = rt_raw_enter(1, TIME_FOREVER);
    if (entered < 0 || !rt_raw_take(kit->rt, &cqe) || cqe.user_data != sqe.user_data)
        kit_check(kit, false, "cap_enter gave %ld, completion for %lx instead of %lx", (long)entered, cqe.user_data,
                  sqe.user_data);
    return cqe;
}

void kit_refused(struct kit *kit, const char *what, struct cap_sqe sqe, int32_t expected)
{
    struct cap_cqe cqe = kit_do(kit, sqe);

    kit_expect(kit, what, cqe.result, expected);
}

uint32_t kit_drain(struct kit *kit)
{
    struct cap_cqe cqe;
    uint32_t count = 0;

    while (rt_raw_take(kit->rt, &cqe))
        count++;
    return count;
}

uint64_t kit_after(struct kit *kit, uint64_t ns)
{
    uint64_t now = 0;

    if (timer_now(kit->rt, kit->timer, &now) < 0)
        rt_panic(kit->rt, "no clock");
    return now + ns;
}
