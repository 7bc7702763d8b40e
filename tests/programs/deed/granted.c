/* SPDX-License-Identifier: MIT */
/* A child that is granted things while it runs: serves Echo on `serve` and does what `say` says with the hold named `extra`. */
#include "deed.h"

#include "demo.capnp.h"
#include "rt/loop.h"

#define SLEEP_NS (1ull << 50)

struct granted {
    struct kit *kit;
    struct rt_loop loop;
    struct rt_endpoint endpoint;
};

/* A sleep through it: whatever ends it. */
static status_t use_timer(struct rt *rt, cap_id_t cap)
{
    return timer_sleep(rt, (timer_t){ cap }, SLEEP_NS);
}

static status_t use_null(struct rt *rt, cap_id_t cap)
{
    return null_cap_null(rt, (null_cap_t){ cap });
}

/* A call to a service that does not answer. */
static status_t use_service(struct rt *rt, cap_id_t cap)
{
    return echo_hang(rt, (echo_t){ cap });
}

static status_t use_memory(struct rt *rt, cap_id_t cap)
{
    uint64_t address;
    status_t status = memory_object_map(rt, (memory_object_t){ cap }, 0, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, &address);

    if (status == STATUS_OK)
        *(volatile uint8_t *)(uintptr_t)address = 1;
    return status;
}

/* say(text): t, n, s or m use `extra` in one of these ways; the answer is what came of it. */
static status_t on_say(void *self, struct capn_call *call, const struct echo_say_params_reader *params,
                       struct echo_say_results_builder *results)
{
    static const struct {
        char letter;
        status_t (*use)(struct rt *rt, cap_id_t cap);
    } uses[] = { { 't', use_timer }, { 'n', use_null }, { 's', use_service }, { 'm', use_memory } };
    struct granted *granted = self;
    struct capn_text text;
    cap_id_t cap;
    status_t status = echo_say_params_get_text(params, &text);

    if (status == STATUS_OK)
        status = rt_find(granted->kit->rt, "extra", 0, &cap);
    if (status != STATUS_OK)
        return capn_call_fail(call, status, "%s", capn_status_text(status));
    for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++) {
        if (text.len == 1 && text.data[0] == uses[i].letter)
            status = uses[i].use(granted->kit->rt, cap);
    }
    return status == STATUS_OK ? echo_say_results_set_text(results, CAPN_TEXT("ok"))
                               : capn_call_fail(call, status, "%s", capn_status_text(status));
}

/* A copy of it, for the parent. */
static status_t on_give(void *self, struct capn_call *call, const struct echo_give_params_reader *params,
                        struct echo_give_results_builder *results)
{
    struct granted *granted = self;
    uint32_t index;
    cap_id_t cap;
    status_t status = rt_find(granted->kit->rt, "extra", 0, &cap);

    (void)params;
    if (status == STATUS_OK)
        status = rt_call_add_capability(call, cap, CAP_TRANSFER_COPY, &index);
    return status == STATUS_OK ? echo_give_results_set_capability(results, index) : status;
}

static const struct echo_server server = { .say = on_say, .give = on_give };
RT_DISPATCH(echo)

static int use_granted(struct kit *kit)
{
    static struct granted granted;
    cap_id_t cap;

    granted.kit = kit;
    if (rt_find(kit->rt, "serve", ENDPOINT_INTERFACE_ID, &cap) < 0)
        return 1;
    rt_loop_init(&granted.loop, kit->rt);
    if (rt_loop_serve(&granted.loop, &granted.endpoint, cap, echo_dispatch_any, &server, &granted, 0) < 0)
        return 1;
    return rt_loop_run(&granted.loop);
}

/* Waits for `extra`, gives up the hold at once, and waits for its end. */
static int release_granted(struct kit *kit)
{
    struct cap_sqe release = { .opcode = CAP_OP_RELEASE };

    while (rt_find(kit->rt, "extra", 0, &release.cap_id) < 0) {
        if (timer_sleep(kit->rt, kit->timer, 1000000) < 0)
            return 1;
    }
    kit_refused(kit, "release", release, 0);
    (void)rt_raw_enter(1, TIME_FOREVER);
    return 1;
}

/* Moves `target` on to children that cannot be made, since a name is there twice: while such a call lasts nobody else finds it here. */
static int hide_granted(struct kit *kit)
{
    const struct kit_grant twice[] = { { "target", KIT_GRANT_MOVE, CAP_ID_INVALID, 0 }, { "target", KIT_GRANT_ENDPOINT, 0, 1 } };
    struct kit_grant grants[2];
    process_handle_t handle;
    cap_id_t served;

    memcpy(grants, twice, sizeof(grants));
    if (rt_find(kit->rt, "target", 0, &grants[0].cap) < 0)
        return 1;
    while (kit_spawn(kit, &(struct kit_child){ .name = "never", .binary = "deed", .grants = grants, .grant_count = 2 }, &handle,
                     &served) != STATUS_INVALID_CAP)
        ;
    return 1;
}

const struct deed granted_deeds[] = { { "use-granted", use_granted }, { "release-granted", release_granted },
                                         { "hide-granted", hide_granted }, { NULL, NULL } };
