/* SPDX-License-Identifier: MIT */
/* Processes below processes, and one that floods its ring with nonsense. */
#include "deed.h"

#include "notification.capnp.h"

#define FLOOD 20000u

/* The same deed one step on: "heir-07" starts "heir-06". */
static status_t start_next(struct kit *kit, process_handle_t *handle)
{
    struct kit_grant grants[] = { { "spawner", KIT_GRANT_COPY, kit->spawner.id, 0 },
                                  { "console", KIT_GRANT_COPY, kit->console.id, 0 },
                                  { "done", KIT_GRANT_COPY, CAP_ID_INVALID, 0 },
                                  { "timer", KIT_GRANT_COPY, kit->timer.id, 0 } };
    char name[8];

    if (rt_find(kit->rt, "done", 0, &grants[2].cap) < 0)
        return STATUS_NOT_FOUND;
    memcpy(name, rt_process_name(kit->rt), sizeof(name));
    if (name[6]-- == '0') {
        name[6] = '9';
        name[5]--;
    }
    return kit_spawn(kit, &(struct kit_child){ .name = name, .binary = "deed", .grants = grants, .grant_count = 4 }, handle, NULL);
}

static bool is_last(struct kit *kit)
{
    const char *name = rt_process_name(kit->rt);

    return name[5] == '0' && name[6] == '0';
}

/* Starts its successor and ends, until the last says that it was there. */
static int heir(struct kit *kit)
{
    process_handle_t next;
    cap_id_t done;

    if (!is_last(kit)) {
        status_t status = timer_sleep(kit->rt, kit->timer, 1000000); /* a turn for the reaper, or who ended still counts */

        if (status == STATUS_OK)
            status = start_next(kit, &next);
        kit_check(kit, status == STATUS_OK, "no heir: %s (%s)", capn_status_text(status), rt_last_reason(kit->rt));
        return status == STATUS_OK ? 0 : 1;
    }
    if (rt_find(kit->rt, "done", 0, &done) < 0)
        return 1;
    return notification_signal(kit->rt, (notification_t){ done }, 1) == STATUS_OK ? 0 : 1;
}

/* Starts one below itself and waits for it; the exit code is how many are below. */
static int nest(struct kit *kit)
{
    struct kit_exit exit = { 0 };
    process_handle_t next;
    status_t status = start_next(kit, &next);

    if (status < 0)
        return status == STATUS_OVERLOADED ? 0 : 99;
    return kit_wait(kit, next, &exit) == STATUS_OK ? (int)exit.code + 1 : 98;
}

static int flood(struct kit *kit)
{
    struct cap_sqe nonsense = { .opcode = 200, .user_data = 8 };
    uint32_t drained = 0;

    for (uint32_t sent = 0; sent < FLOOD; sent += RING_SQ_ENTRIES) {
        for (uint32_t i = 0; i < RING_SQ_ENTRIES; i++)
            rt_raw_submit(kit->rt, &nonsense);
        (void)rt_raw_enter(RING_SQ_ENTRIES, TIME_FOREVER);
        drained += kit_drain(kit);
    }
    return drained == FLOOD ? 7 : 1;
}

bool nested_run(struct kit *kit, const char *name, int *exit_code)
{
    static const struct {
        const char *prefix;
        int (*run)(struct kit *kit);
    } deeds[] = { { "heir-", heir }, { "nest-", nest }, { "flood", flood } };

    for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++) {
        if (memcmp(name, deeds[i].prefix, strlen(deeds[i].prefix)) != 0)
            continue;
        *exit_code = deeds[i].run(kit);
        return true;
    }
    return false;
}
