/* SPDX-License-Identifier: MIT */
/* Asks the Inspector until it has told everything. */
#include "snapshot.h"

#include "kernel.capnp.h"

/* Pages of at most VIEW_TASKS_MAX entries, by the sizes that the schema gives them. */
#define PROCESSES_BYTES (VIEW_TASKS_MAX * 136u)
#define THREADS_BYTES (VIEW_TASKS_MAX * 88u)
#define CPUS_BYTES 4096u

struct task_lists *snapshot_lists(void)
{
    static struct task_lists lists;

    return &lists;
}

static void turn_page(struct page *page, uint32_t next)
{
    page->next = next;
    page->over = next == 0;
}

/* As much of a name as there is room for. */
static void copy_name(char out[32], struct capn_text name)
{
    uint32_t len = name.len < 31 ? name.len : 31;

    memcpy(out, name.data, len);
    out[len] = '\0';
}

static status_t read_process(const struct process_info_reader *info, struct view_task *out)
{
    struct wait_info_reader wait;
    struct capn_text name;
    status_t status = process_info_get_name(info, &name);

    if (status == STATUS_OK)
        status = process_info_get_wait(info, &wait);
    if (status != STATUS_OK)
        return status;
    *out = (struct view_task){
        .pid = process_info_get_pid(info),
        .parent = process_info_get_parent(info),
        .cpu = process_info_get_cpu(info),
        .threads = process_info_get_threads(info),
        .cap_slots = process_info_get_cap_slots(info),
        .memory_kib = (uint64_t)process_info_get_frame_pages(info) * (PAGE_SIZE / 1024),
        .state = process_info_get_state(info),
        .cpu_ns = process_info_get_cpu_time_ns(info),
    };
    view_wait_read(&out->wait, &wait);
    copy_name(out->name, name);
    return STATUS_OK;
}

static status_t take_processes(struct capn_request *request, struct view_tasks *out, struct page *page)
{
    struct inspector_processes_results_reader results;
    struct process_info_reader info;
    struct capn_list list;
    struct view_task task;
    status_t status = inspector_processes_results(request, &results);

    if (status == STATUS_OK)
        status = inspector_processes_results_get_processes(&results, &list);
    for (uint32_t i = 0; status == STATUS_OK && i < list.count; i++) {
        status = process_info_list_get(&list, i, &info);
        if (status == STATUS_OK)
            status = read_process(&info, &task);
        if (status == STATUS_OK)
            view_add(out, &task);
    }
    if (status == STATUS_OK)
        turn_page(page, inspector_processes_results_get_next(&results));
    return status;
}

status_t snapshot_processes(struct shell *shell, inspector_t inspector, struct view_tasks *out, struct page *page)
{
    struct inspector_processes_params_builder params;
    struct capn_request request;
    status_t status = inspector_processes_begin_sized(&request, shell->rt, inspector, &params, 0, PROCESSES_BYTES);

    if (status != STATUS_OK)
        return status;
    inspector_processes_params_set_from_pid(&params, page->next);
    status = ask(&shell->input, ASK_ALONE, &request);
    if (status == STATUS_OK)
        status = take_processes(&request, out, page);
    capn_request_end(&request);
    return status;
}

static status_t read_thread(const struct thread_info_reader *info, const struct view_task *process, struct view_task *out)
{
    struct wait_info_reader wait;
    status_t status = thread_info_get_wait(info, &wait);

    if (status != STATUS_OK)
        return status;
    *out = *process;
    out->id = thread_info_get_id(info);
    out->cpu = thread_info_get_cpu(info);
    out->state = thread_info_get_state(info);
    out->cpu_ns = thread_info_get_cpu_time_ns(info);
    out->priority = thread_info_get_priority(info);
    out->lent = thread_info_get_lent(info);
    out->submissions = thread_info_get_submissions(info);
    view_wait_read(&out->wait, &wait);
    return STATUS_OK;
}

static status_t take_threads(struct capn_request *request, const struct view_task *process, struct view_tasks *out, struct page *page)
{
    struct inspector_threads_results_reader results;
    struct thread_info_reader info;
    struct capn_list list;
    struct view_task task;
    status_t status = inspector_threads_results(request, &results);

    if (status == STATUS_OK)
        status = inspector_threads_results_get_threads(&results, &list);
    for (uint32_t i = 0; status == STATUS_OK && i < list.count; i++) {
        status = thread_info_list_get(&list, i, &info);
        if (status == STATUS_OK)
            status = read_thread(&info, process, &task);
        if (status == STATUS_OK)
            view_add(out, &task);
    }
    if (status == STATUS_OK)
        turn_page(page, inspector_threads_results_get_next(&results));
    return status;
}

status_t snapshot_threads(struct shell *shell, inspector_t inspector, const struct view_task *process, struct view_tasks *out,
                          struct page *page)
{
    struct inspector_threads_params_builder params;
    struct capn_request request;
    status_t status = inspector_threads_begin_sized(&request, shell->rt, inspector, &params, 0, THREADS_BYTES);

    if (status != STATUS_OK)
        return status;
    inspector_threads_params_set_pid(&params, process->pid);
    inspector_threads_params_set_from_id(&params, page->next);
    status = ask(&shell->input, ASK_ALONE, &request);
    if (status == STATUS_OK)
        status = take_threads(&request, process, out, page);
    capn_request_end(&request);
    return status;
}

static void read_cpu(const struct cpu_info_reader *info, struct cpu_counters *out)
{
    *out = (struct cpu_counters){
        .id = cpu_info_get_id(info),
        .ready = cpu_info_get_ready(info),
        .idle_ns = cpu_info_get_idle_ns(info),
        .switches = cpu_info_get_switches(info),
        .interrupts = cpu_info_get_interrupts(info),
        .timer_interrupts = cpu_info_get_timer_interrupts(info),
        .kicks = cpu_info_get_kicks(info),
        .steals = cpu_info_get_steals(info),
        .interrupts_sent = cpu_info_get_interrupts_sent(info),
        .shootdowns = cpu_info_get_shootdowns(info),
        .shootdowns_answered = cpu_info_get_shootdowns_answered(info),
    };
}

static status_t take_cpus(struct capn_request *request, struct cpus *out, struct page *page)
{
    struct inspector_cpu_results_reader results;
    struct cpu_info_reader info;
    struct capn_list list;
    status_t status = inspector_cpu_results(request, &results);

    if (status == STATUS_OK)
        status = inspector_cpu_results_get_cpus(&results, &list);
    for (uint32_t i = 0; status == STATUS_OK && i < list.count && out->count < SNAPSHOT_CPUS_MAX; i++) {
        status = cpu_info_list_get(&list, i, &info);
        if (status == STATUS_OK)
            read_cpu(&info, &out->cpus[out->count++]);
    }
    if (status == STATUS_OK)
        turn_page(page, inspector_cpu_results_get_next(&results));
    return status;
}

static status_t ask_cpus(struct shell *shell, inspector_t inspector, struct cpus *out, struct page *page)
{
    struct inspector_cpu_params_builder params;
    struct capn_request request;
    status_t status = inspector_cpu_begin_sized(&request, shell->rt, inspector, &params, 0, CPUS_BYTES);

    if (status != STATUS_OK)
        return status;
    inspector_cpu_params_set_from_id(&params, page->next);
    status = ask(&shell->input, ASK_ALONE, &request);
    if (status == STATUS_OK)
        status = take_cpus(&request, out, page);
    capn_request_end(&request);
    return status;
}

status_t snapshot_cpus(struct shell *shell, inspector_t inspector, struct cpus *out)
{
    struct page page = { .next = 0 };
    status_t status = STATUS_OK;

    out->count = 0;
    while (status == STATUS_OK && !page.over)
        status = ask_cpus(shell, inspector, out, &page);
    return status;
}

status_t snapshot_memory(struct shell *shell, inspector_t inspector, struct memory *out)
{
    struct inspector_memory_params_builder params;
    struct inspector_memory_results_reader results;
    struct memory_info_reader info;
    struct capn_request request;
    status_t status = inspector_memory_begin(&request, shell->rt, inspector, &params);

    if (status != STATUS_OK)
        return status;
    status = ask(&shell->input, ASK_ALONE, &request);
    if (status == STATUS_OK)
        status = inspector_memory_results(&request, &results);
    if (status == STATUS_OK)
        status = inspector_memory_results_get_memory(&results, &info);
    if (status == STATUS_OK)
        *out = (struct memory){ .total_bytes = memory_info_get_total_bytes(&info), .free_bytes = memory_info_get_free_bytes(&info) };
    capn_request_end(&request);
    return status;
}

status_t snapshot_time(struct shell *shell, timer_t timer, uint64_t *ns)
{
    struct monotonic_clock_now_params_builder params;
    struct monotonic_clock_now_results_reader results;
    struct capn_request request;
    status_t status = timer_now_begin(&request, shell->rt, timer, &params);

    if (status != STATUS_OK)
        return status;
    status = ask(&shell->input, ASK_ALONE, &request);
    if (status == STATUS_OK)
        status = timer_now_results(&request, &results);
    if (status == STATUS_OK)
        *ns = monotonic_clock_now_results_get_ns(&results);
    capn_request_end(&request);
    return status;
}

status_t snapshot_now(struct shell *shell, uint64_t *ns)
{
    timer_t timer;

    *ns = 0;
    if (rt_find(shell->rt, "timer", TIMER_INTERFACE_ID, &timer.id) != STATUS_OK)
        return STATUS_OK;
    status_t status = snapshot_time(shell, timer, ns);

    return status == STATUS_CANCELLED ? status : STATUS_OK;
}
