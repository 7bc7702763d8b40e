/* SPDX-License-Identifier: MIT */
/*
 * Serves the interface Echo of schema/demo.capnp on its endpoint `echo`: the example of a service, with every shape of
 * answer that there is: at once, later, never, with an exception, with a capability.
 */
#include "rt/loop.h"

#include "demo.capnp.h"
#include "kernel.capnp.h"

/* Calls of hang that are open. More get `overloaded`: a service bounds what its clients can make it keep. */
#define HANGING_MAX 32u

struct echo_service {
    struct rt *rt;
    struct rt_loop loop;
    struct rt_endpoint endpoint;
    cap_id_t kept;              /* owned, or CAP_ID_INVALID */
    struct rt_reply hanging[HANGING_MAX];
    bool hanging_used[HANGING_MAX];
};

static status_t on_echo(void *self, struct capn_call *call, const struct echo_echo_params_reader *params,
                        struct echo_echo_results_builder *results)
{
    struct block64_reader from;
    struct block64_builder to;
    status_t status;

    (void)self;
    (void)call;
    status = echo_echo_params_get_words(params, &from);
    if (status < 0)
        return status;
    status = echo_echo_results_init_words(results, &to);
    if (status < 0)
        return status;
    block64_set_a(&to, block64_get_a(&from));
    block64_set_b(&to, block64_get_b(&from));
    block64_set_c(&to, block64_get_c(&from));
    block64_set_d(&to, block64_get_d(&from));
    block64_set_e(&to, block64_get_e(&from));
    block64_set_f(&to, block64_get_f(&from));
    block64_set_g(&to, block64_get_g(&from));
    block64_set_h(&to, block64_get_h(&from));
    return STATUS_OK;
}

static status_t on_say(void *self, struct capn_call *call, const struct echo_say_params_reader *params,
                       struct echo_say_results_builder *results)
{
    struct capn_text text;
    status_t status = echo_say_params_get_text(params, &text);

    (void)self;
    (void)call;
    return status < 0 ? status : echo_say_results_set_text(results, text);
}

static status_t on_fail(void *self, struct capn_call *call, const struct echo_fail_params_reader *params,
                        struct echo_fail_results_builder *results)
{
    static const status_t statuses[] = { STATUS_FAILED, STATUS_OVERLOADED, STATUS_GONE, STATUS_UNIMPLEMENTED };
    uint16_t type = echo_fail_params_get_type(params);
    struct capn_text reason;
    status_t status;

    (void)self;
    (void)results;
    if (type >= sizeof(statuses) / sizeof(statuses[0]))
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "type %u: there are only 0 to 3", type);
    status = echo_fail_params_get_reason(params, &reason);
    if (status < 0)
        return status;
    return capn_call_fail(call, statuses[type], "%.*s", (int)reason.len, reason.data);
}

static status_t on_keep(void *self, struct capn_call *call, const struct echo_keep_params_reader *params,
                        struct echo_keep_results_builder *results)
{
    struct echo_service *service = self;
    uint32_t index;
    cap_id_t cap;
    status_t status;

    (void)results;
    status = echo_keep_params_get_capability(params, &index);
    if (status == STATUS_OK)
        status = rt_call_take_capability(call, index, 0, &cap);
    if (status < 0)
        return capn_call_fail(call, status, "keep needs a capability");
    if (service->kept != CAP_ID_INVALID)
        rt_drop(service->rt, service->kept);
    service->kept = cap;
    return STATUS_OK;
}

static status_t on_give(void *self, struct capn_call *call, const struct echo_give_params_reader *params,
                        struct echo_give_results_builder *results)
{
    struct echo_service *service = self;
    uint32_t index;
    status_t status;

    (void)params;
    if (service->kept == CAP_ID_INVALID)
        return capn_call_fail(call, STATUS_NOT_FOUND, "nothing was kept");
    status = rt_call_add_capability(call, service->kept, CAP_TRANSFER_COPY, &index);
    return status < 0 ? status : echo_give_results_set_capability(results, index);
}

static status_t on_ping(void *self, struct capn_call *call, const struct echo_ping_params_reader *params,
                        struct echo_ping_results_builder *results)
{
    (void)self;
    (void)call;
    (void)params;
    (void)results;
    return STATUS_OK;
}

static status_t on_hang(void *self, struct capn_call *call, const struct echo_hang_params_reader *params,
                        struct echo_hang_results_builder *results)
{
    struct echo_service *service = self;

    (void)params;
    (void)results;
    for (uint32_t i = 0; i < HANGING_MAX; i++) {
        if (service->hanging_used[i])
            continue;
        service->hanging_used[i] = true;
        rt_call_detach(call, &service->hanging[i]);
        return STATUS_PENDING;
    }
    return capn_call_fail(call, STATUS_BUSY, "%u callers hang already", HANGING_MAX);
}

static status_t on_exit(void *self, struct capn_call *call, const struct echo_exit_params_reader *params,
                        struct echo_exit_results_builder *results)
{
    struct echo_service *service = self;

    (void)call;
    (void)results;
    rt_exit(service->rt, echo_exit_params_get_code(params));
}

/* Whoever hung gave up: nobody is left to answer. */
static void on_cancelled(void *self, uint64_t call_id)
{
    struct echo_service *service = self;

    for (uint32_t i = 0; i < HANGING_MAX; i++) {
        if (!service->hanging_used[i] || service->hanging[i].call_id != call_id)
            continue;
        rt_reply_drop(&service->hanging[i]);
        service->hanging_used[i] = false;
    }
}

static const struct echo_server server = {
    .echo = on_echo,
    .say = on_say,
    .fail = on_fail,
    .keep = on_keep,
    .give = on_give,
    .hang = on_hang,
    .ping = on_ping,
    .exit = on_exit,
};
RT_DISPATCH(echo)

int main(struct rt *rt)
{
    static struct echo_service service;
    cap_id_t endpoint;
    status_t status;

    service.rt = rt;
    service.kept = CAP_ID_INVALID;
    status = rt_find(rt, "echo", ENDPOINT_INTERFACE_ID, &endpoint);
    if (status < 0) {
        rt_log(rt, "needs an endpoint named echo: %s", capn_status_text(status));
        return 1;
    }
    rt_loop_init(&service.loop, rt);
    service.endpoint.cancelled = on_cancelled;
    status = rt_loop_serve(&service.loop, &service.endpoint, endpoint, echo_dispatch_any, &server, &service, 0);
    if (status < 0) {
        rt_log(rt, "cannot serve: %s", capn_status_text(status));
        return 1;
    }
    return rt_loop_run(&service.loop);
}
