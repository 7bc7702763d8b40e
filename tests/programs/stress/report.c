/* SPDX-License-Identifier: MIT */
/* What the driver says: where everybody stands when nothing moves any more, and the sums at the end. */
#include "driver.h"

static const char *state_name(enum process_state state)
{
    static const char *const names[] = { "running", "ready", "blocked", "exiting" };

    return (uint32_t)state < 4 ? names[state] : "?";
}

/* Its threads on the page that begins at `from`, and until when each waits for what. Where the next page begins. */
static uint32_t report_thread_page(struct driver *driver, uint32_t pid, uint32_t from)
{
    struct inspector_threads_params_builder params;
    struct inspector_threads_results_reader results;
    struct capn_request request;
    struct capn_list list;
    uint32_t next = 0;
    status_t status = inspector_threads_begin_sized(&request, driver->kit.rt, driver->kit.inspector, &params, 0, 16384);

    if (status != STATUS_OK)
        return 0;
    inspector_threads_params_set_pid(&params, pid);
    inspector_threads_params_set_from_id(&params, from);
    if (capn_request_call(&request) == STATUS_OK && inspector_threads_results(&request, &results) == STATUS_OK &&
        inspector_threads_results_get_threads(&results, &list) == STATUS_OK) {
        next = inspector_threads_results_get_next(&results);
        for (uint32_t i = 0; i < list.count; i++) {
            struct thread_info_reader info;
            struct wait_info_reader wait;
            struct capn_text on;

            if (thread_info_list_get(&list, i, &info) == STATUS_OK && thread_info_get_blocked_on(&info, &on) == STATUS_OK &&
                thread_info_get_wait(&info, &wait) == STATUS_OK)
                rt_log(driver->kit.rt, "    thread %u: %s %.*s, %u unfinished, until %lu ns, CPU %u, %lu submissions", thread_info_get_id(&info),
                       state_name(thread_info_get_state(&info)), (int)on.len, on.data, wait_info_get_unfinished(&wait),
                       wait_info_get_until_ns(&wait), thread_info_get_cpu(&info), thread_info_get_submissions(&info));
        }
    }
    capn_request_end(&request);
    return next;
}

static void report_threads(struct driver *driver, uint32_t pid)
{
    uint32_t from = 0;

    do {
        from = report_thread_page(driver, pid, from);
    } while (from != 0);
}

/* The same of the processes, with their threads. */
static uint32_t report_process_page(struct driver *driver, uint32_t from)
{
    struct inspector_processes_params_builder params;
    struct inspector_processes_results_reader results;
    struct capn_request request;
    struct capn_list list;
    uint32_t next = 0;

    if (inspector_processes_begin_sized(&request, driver->kit.rt, driver->kit.inspector, &params, 0, 32768) < 0)
        return 0;
    inspector_processes_params_set_from_pid(&params, from);
    if (capn_request_call(&request) == STATUS_OK && inspector_processes_results(&request, &results) == STATUS_OK &&
        inspector_processes_results_get_processes(&results, &list) == STATUS_OK) {
        next = inspector_processes_results_get_next(&results);
        for (uint32_t i = 0; i < list.count; i++) {
            struct process_info_reader info;
            struct capn_text name, on;

            if (process_info_list_get(&list, i, &info) == STATUS_OK && process_info_get_name(&info, &name) == STATUS_OK &&
                process_info_get_blocked_on(&info, &on) == STATUS_OK) {
                rt_log(driver->kit.rt, "  %u (parent %u) %.*s: %s %.*s", process_info_get_pid(&info), process_info_get_parent(&info),
                       (int)name.len, name.data, state_name(process_info_get_state(&info)), (int)on.len, on.data);
                report_threads(driver, process_info_get_pid(&info));
            }
        }
    }
    capn_request_end(&request);
    return next;
}

void report_wedge(struct driver *driver, const char *what)
{
    uint32_t from = 0;

    driver->wedged = true;
    rt_log(driver->kit.rt, "at %lu ns:", kit_after(&driver->kit, 0));
    kit_check(&driver->kit, false, "wedged: %s", what);
    do {
        from = report_process_page(driver, from);
    } while (from != 0);
}

void report_end(struct driver *driver)
{
    rt_log(driver->kit.rt, "%u ended in order, %u left all open, %u faulted, %u broke their ring, %u hung; %u killed, %u loans cut, %u gifts, %u taken back, %u sessions ended, %u extra threads at once",
           driver->ended[ACTOR_ORDERLY], driver->ended[ACTOR_LEAVES], driver->ended[ACTOR_FAULTS], driver->ended[ACTOR_BREAKS_RING],
           driver->ended[ACTOR_HANGS], driver->killed, driver->revoked,
           driver->gifts, driver->taken_back, driver->logouts, driver->most_threads);
    rt_log(driver->kit.rt, "%lu operations of those that told, %u hubs, %u control calls, all answered", driver->done, driver->hubs,
           driver->controls);
    rt_log(driver->kit.rt, "seed %lu: %s", driver->seed, driver->kit.wrong ? "FAILED" : "nothing wrong, nothing leaked");
}
