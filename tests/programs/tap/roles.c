/* SPDX-License-Identifier: MIT */
/* The parts that children play, by their process name. */
#include "tap_test.h"

/* Says SECRET to the null capability, CALLS times. */
static int role_calls(struct kit *kit)
{
    for (uint32_t i = 0; i < CALLS; i++) {
        uint64_t value = 0;

        if (null_cap_echo(kit->rt, kit->null, SECRET, &value) != STATUS_OK || value != SECRET)
            return 1;
    }
    return 0;
}

static int role_flood(struct kit *kit)
{
    for (uint32_t i = 0; i < FLOOD; i++) {
        if (null_cap_null(kit->rt, kit->null) != STATUS_OK)
            return 1;
    }
    return 0;
}

static int role_sleep(struct kit *kit)
{
    return timer_sleep(kit->rt, kit->timer, 20 * MS) == STATUS_OK ? 0 : 1;
}

/* Never ends by itself. */
static int role_forever(struct kit *kit)
{
    while (timer_sleep(kit->rt, kit->timer, 1000 * MS) == STATUS_OK)
        continue;
    return 1;
}

/* Makes a tap, gives it to a child of its own, and ends while that runs. */
static int role_holder(struct kit *kit)
{
    struct tap_test test = { .kit = *kit };
    const struct kit_grant grants[] = { { "timer", KIT_GRANT_COPY, kit->timer.id, 0 } };
    ring_tap_t tap;

    if (rt_find(kit->rt, "taps", PAYLOAD_TAP_FACTORY_INTERFACE_ID, &test.taps.id) != STATUS_OK)
        return 1;
    tap = tap_make(&test, 0, 64);
    (void)tap_spawn(&test, "sleep", grants, 1, tap, NULL);
    return test.kit.wrong != 0;
}

static uint64_t buffer[64] __attribute__((aligned(512)));

/* Receives one call at `serve` and answers it. */
static int role_serve(struct kit *kit)
{
    struct cap_sqe receive = { .opcode = CAP_OP_RECV, .addr = (uintptr_t)buffer, .len = sizeof(buffer) };
    struct cap_sqe answer = { .opcode = CAP_OP_RETURN };
    endpoint_t endpoint;

    if (rt_find(kit->rt, "serve", ENDPOINT_INTERFACE_ID, &endpoint.id) != STATUS_OK)
        return 1;
    receive.cap_id = answer.cap_id = endpoint.id;
    if (kit_do(kit, receive).result < (int32_t)sizeof(struct endpoint_message))
        return 2;
    answer.call_id = ((const struct endpoint_message *)buffer)->call_id;
    return kit_do(kit, answer).result == 0 ? 0 : 3;
}

/* Calls `service` once. */
static int role_client(struct kit *kit)
{
    struct cap_sqe call = { .opcode = CAP_OP_CALL };

    if (rt_find(kit->rt, "service", SERVICE_INTERFACE_ID, &call.cap_id) != STATUS_OK)
        return 1;
    return kit_do(kit, call).result == 0 ? 0 : 2;
}

bool role_run(struct kit *kit, const char *name, int *exit_code)
{
    static const struct {
        const char *name;
        int (*run)(struct kit *kit);
    } roles[] = {
        { "calls", role_calls },   { "flood", role_flood }, { "sleep", role_sleep },   { "forever", role_forever },
        { "holder", role_holder }, { "serve", role_serve }, { "client", role_client },
    };

    for (uint32_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
        if (strlen(name) == strlen(roles[i].name) && memcmp(name, roles[i].name, strlen(name)) == 0) {
            *exit_code = roles[i].run(kit);
            return true;
        }
    }
    return false;
}
