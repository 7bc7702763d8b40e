/* SPDX-License-Identifier: MIT */
/* Inspector.threads as plain records. See seen.h. */
#include "seen.h"

static status_t read_thread(const struct thread_info_reader *info, struct seen_thread *out)
{
    struct wait_info_reader wait;
    status_t status = thread_info_get_wait(info, &wait);

    if (status < 0)
        return status;
    *out = (struct seen_thread){
        .id = thread_info_get_id(info),
        .state = thread_info_get_state(info),
        .submissions = thread_info_get_submissions(info),
        .priority = thread_info_get_priority(info),
        .lent = thread_info_get_lent(info),
        .reason = wait_info_get_reason(&wait),
        .unfinished = wait_info_get_unfinished(&wait),
        .subject = wait_info_get_subject(&wait),
        .interface_id = wait_info_get_interface_id(&wait),
        .until_ns = wait_info_get_until_ns(&wait),
    };
    return STATUS_OK;
}

static status_t take(struct capn_request *request, struct seen *seen, uint32_t *next)
{
    struct inspector_threads_results_reader results;
    struct thread_info_reader info;
    struct capn_list list;
    status_t status = inspector_threads_results(request, &results);

    if (status == STATUS_OK)
        status = inspector_threads_results_get_threads(&results, &list);
    for (uint32_t i = 0; status == STATUS_OK && i < list.count && seen->count < SEEN_MAX; i++) {
        status = thread_info_list_get(&list, i, &info);
        if (status == STATUS_OK)
            status = read_thread(&info, &seen->threads[seen->count++]);
    }
    if (status == STATUS_OK)
        *next = inspector_threads_results_get_next(&results);
    return status;
}

status_t seen_ask(struct kit *kit, uint32_t pid, uint32_t *from_id, struct seen *seen)
{
    struct inspector_threads_params_builder params;
    struct capn_request request;
    status_t status = inspector_threads_begin_sized(&request, kit->rt, kit->inspector, &params, 0, PAGE_BYTES);

    if (status < 0)
        return status;
    inspector_threads_params_set_pid(&params, pid);
    inspector_threads_params_set_from_id(&params, *from_id);
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = take(&request, seen, from_id);
    capn_request_end(&request);
    return status;
}

status_t seen_ask_all(struct kit *kit, uint32_t pid, struct seen *seen)
{
    uint32_t from = 0;
    status_t status;

    seen->count = 0;
    do {
        status = seen_ask(kit, pid, &from, seen);
    } while (status == STATUS_OK && from != 0 && seen->count < SEEN_MAX);
    return status;
}

uint32_t seen_pid(struct kit *kit, process_handle_t child)
{
    struct process_observer_info_params_builder params;
    struct process_observer_info_results_reader results;
    struct capn_request request;
    uint32_t pid = 0;
    status_t status = process_handle_info_begin(&request, kit->rt, child, &params);

    if (status < 0)
        return 0;
    if (capn_request_call(&request) == STATUS_OK && process_handle_info_results(&request, &results) == STATUS_OK)
        pid = process_observer_info_results_get_pid(&results);
    capn_request_end(&request);
    return pid;
}
