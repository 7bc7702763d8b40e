/* SPDX-License-Identifier: MIT */
/*
 * When a service ends: say how, and restart it if its policy and its record of the last minute allow. Those who use what
 * it exports hold facets of an endpoint that is gone, so they are stopped first, last one first, and started again after
 * it in the manifest's order.
 */
#include "init_priv.h"

#define MINUTE_NS 60000000000ull

/* How a process ended, for people. */
struct ending {
    uint16_t kind;
    int64_t code;
    char text[INIT_REASON_BYTES];
};

static void ending_describe(struct ending *ending, const struct capn_text *detail)
{
    switch ((enum exit_kind)ending->kind) {
    case EXIT_KIND_EXITED:
        rt_format(ending->text, sizeof(ending->text), "exited with code %ld", (long)ending->code);
        return;
    case EXIT_KIND_FAULTED:
        rt_format(ending->text, sizeof(ending->text), "faulted: %.*s", (int)detail->len, detail->data);
        return;
    case EXIT_KIND_KILLED:
        rt_format(ending->text, sizeof(ending->text), "was killed");
        return;
    case EXIT_KIND_PROTOCOL:
        rt_format(ending->text, sizeof(ending->text), "broke the ring protocol: %.*s", (int)detail->len, detail->data);
        return;
    }
    rt_format(ending->text, sizeof(ending->text), "ended in a way that init does not know (%u)", ending->kind);
}

static void ending_read(struct capn_request *request, status_t status, struct ending *ending)
{
    struct process_observer_wait_results_reader results;
    struct process_exit_reader exit;
    struct capn_text detail;

    if (status == STATUS_OK)
        status = process_handle_wait_results(request, &results);
    if (status == STATUS_OK)
        status = process_observer_wait_results_get_exit(&results, &exit);
    if (status == STATUS_OK)
        status = process_exit_get_detail(&exit, &detail);
    if (status < 0) {
        /* As if it had failed: what cannot be watched cannot be trusted to run. */
        ending->kind = EXIT_KIND_KILLED;
        ending->code = 0;
        rt_format(ending->text, sizeof(ending->text), "is lost: waiting for it failed: %s", capn_status_text(status));
        return;
    }
    ending->kind = (uint16_t)process_exit_get_kind(&exit);
    ending->code = process_exit_get_code(&exit);
    ending_describe(ending, &detail);
}

static bool policy_wants_restart(const struct service *service, const struct ending *ending)
{
    switch ((enum restart_policy)service->policy) {
    case RESTART_POLICY_ALWAYS: return true;
    case RESTART_POLICY_ON_FAILURE: return ending->kind != EXIT_KIND_EXITED || ending->code != 0;
    case RESTART_POLICY_NEVER: break;
    }
    return false;
}

/* Restarts within the last minute (all, without a clock). Records one more when that is still allowed. */
static bool restart_is_allowed(struct init *init, struct service *service, uint32_t *number)
{
    uint64_t now = 0;
    uint32_t recent = 0;

    if (init->timer.id != CAP_ID_INVALID && timer_now(init->rt, init->timer, &now) < 0)
        now = 0;
    for (uint32_t i = 0; i < service->max_restarts && i < service->restarts; i++)
        recent += now - service->restart_times[i] < MINUTE_NS;
    if (recent >= service->max_restarts)
        return false;
    service->restart_times[service->restarts++ % service->max_restarts] = now;
    *number = recent + 1;
    return true;
}

static bool uses_stopped(const struct init *init, const struct service *service, const bool *stopped)
{
    for (uint32_t i = 0; i < service->grant_count; i++) {
        if (service->grants[i].provider && stopped[service->grants[i].provider - init->services])
            return true;
    }
    return false;
}

/* Ends a running service and waits until it is gone. */
static void service_stop(struct init *init, struct service *service)
{
    status_t status = process_handle_kill(init->rt, (process_handle_t){ service->process });

    if (status == STATUS_OK)
        status = capn_request_wait(&service->wait, TIME_FOREVER);
    if (status < 0)
        rt_log(init->rt, "cannot wait for the end of %s: %s", service->name, capn_status_text(status));
    /* Also takes it off the loop: its end is not news any more. */
    capn_request_end(&service->wait);
    service_forget(init, service);
    service->state = SERVICE_WAITING;
}

/* Starts what waits, in order. What cannot be started is given up. */
static void waiting_start(struct init *init)
{
    for (uint32_t i = 0; i < init->service_count; i++) {
        struct service *service = &init->services[i];
        if (service->state != SERVICE_WAITING || service_start(init, service) == STATUS_OK)
            continue;
        rt_log(init->rt, "cannot restart %s: %s", service->name, init->reason);
        service->state = SERVICE_ENDED;
        init->gave_up = true;
    }
}

static void service_restart(struct init *init, struct service *service)
{
    bool stopped[RT_WATCH_MAX] = { false };
    uint32_t first = (uint32_t)(service - init->services);

    service->state = SERVICE_WAITING;
    stopped[first] = true;
    for (uint32_t i = first + 1; i < init->service_count; i++)
        stopped[i] = init->services[i].state == SERVICE_RUNNING && uses_stopped(init, &init->services[i], stopped);
    for (uint32_t i = init->service_count; i-- > first + 1;) {
        if (!stopped[i])
            continue;
        rt_log(init->rt, "stopping %s, which depends on %s", init->services[i].name, service->name);
        service_stop(init, &init->services[i]);
    }
    waiting_start(init);
}

void service_on_end(void *context, struct capn_request *request, status_t status)
{
    struct service *service = context;
    struct init *init = service->init;
    struct ending ending;
    uint32_t number;

    ending_read(request, status, &ending);
    capn_request_end(request);
    service_forget(init, service);
    service->state = SERVICE_ENDED;
    if (!policy_wants_restart(service, &ending)) {
        rt_log(init->rt, "%s %s", service->name, ending.text);
    } else if (!restart_is_allowed(init, service, &number)) {
        rt_log(init->rt, "%s %s; given up after %u restart%s within a minute", service->name, ending.text, service->max_restarts,
               service->max_restarts == 1 ? "" : "s");
        init->gave_up = true;
    } else {
        rt_log(init->rt, "%s %s; restarting (%u of %u)", service->name, ending.text, number, service->max_restarts);
        service_restart(init, service);
    }
    facets_trim(init);
}
