/* SPDX-License-Identifier: MIT */
/* Inspector: a read-only view of processes, memory and totals. */
#include "object/singletons.h"

#include "arch/time.h"
#include "boot/package.h"
#include "cap/kernel_call.h"
#include "mem/frame.h"
#include "mem/slab.h"
#include "mem/string.h"
#include "object/endpoint.h"
#include "object/session.h"
#include "process.capnp.h"
#include "sched/cpu.h"

/* From kernel.ld. */
extern const char kernel_image_start[], kernel_image_end[], kernel_text_start[], kernel_text_end[];

/* Frames in use before the first process: image, tables, boot stacks, scratch; without package and slabs. */
static uint64_t kernel_frames;

/* How many processes one answer lists at most: what fits in a message. */
#define LIST_MAX 400u

static struct capn_text text_of(const char *text)
{
    return (struct capn_text){ text, (uint32_t)strlen(text) };
}

static enum process_state thread_state_of(const struct thread *thread)
{
    if (thread->state == THREAD_RUNNING)
        return PROCESS_STATE_RUNNING;
    if (thread->state == THREAD_EXITED)
        return PROCESS_STATE_EXITING;
    return thread->state == THREAD_BLOCKED ? PROCESS_STATE_BLOCKED : PROCESS_STATE_READY;
}

/* That of its busiest thread: the states are in this order. process->lock is held. */
static enum process_state state_of_locked(const struct process *process)
{
    enum process_state state = PROCESS_STATE_EXITING;

    if (process->exiting)
        return state;
    for (struct list_node *node = process->threads.next; node != &process->threads; node = node->next) {
        enum process_state of_thread = thread_state_of(container_of(node, struct thread, link));

        state = of_thread < state ? of_thread : state;
    }
    return state;
}

/* What a blocked thread waits on: the kind of the first unfinished answer. Whoever ends an answer lets its object go after it held
 * the thread's lock. */
static const char *blocked_on(struct thread *thread)
{
    const char *name = "";

    spin_lock(&thread->lock);
    if (thread->state == THREAD_BLOCKED) {
        uint32_t used = ~thread->answers_free;
        const struct answer *answer = used ? &thread->answers[__builtin_ctz(used)] : NULL;
        const struct object *object = answer ? answer->object : NULL;

        name = object ? object->kind->name : "completions";
        if (object && answer_is_park(answer))
            name = "park";
    }
    spin_unlock(&thread->lock);
    return name;
}

static uint32_t cpu_of(const struct thread *thread)
{
    const struct cpu *cpu = __atomic_load_n(&thread->cpu, __ATOMIC_RELAXED);

    return cpu ? cpu->arch.index : 0;
}

struct listing {
    struct capn_list_builder list;
    uint32_t index;
    status_t status;
};

static bool list_one(void *context, struct process *process)
{
    struct listing *listing = context;
    struct process_info_builder info;
    const char *waits_for = "";
    enum process_state state;

    if (listing->index == listing->list.count)
        return false;
    listing->status = process_info_list_at(&listing->list, listing->index++, &info);
    if (listing->status != STATUS_OK)
        return false;
    process_info_set_cpu_time_ns(&info, clock_ticks_to_ns(process_cpu_ticks(process)));
    spin_lock(&process->lock);
    state = state_of_locked(process);
    if (state == PROCESS_STATE_BLOCKED)
        waits_for = blocked_on(container_of(process->threads.next, struct thread, link));
    process_info_set_pid(&info, process->pid);
    process_info_set_parent(&info, process->parent_pid);
    process_info_set_threads(&info, (uint16_t)process->thread_count);
    process_info_set_state(&info, state);
    if (!list_empty(&process->threads))
        process_info_set_cpu(&info, cpu_of(container_of(process->threads.next, struct thread, link)));
    process_info_set_frame_pages(&info, (uint32_t)process->ledger.own[LEDGER_FRAMES]);
    process_info_set_cap_slots(&info, process->table.live_count);
    process_info_set_session(&info, process->session ? process->session->number : 0);
    spin_unlock(&process->lock);
    listing->status = process_info_set_name(&info, text_of(process->name));
    if (listing->status == STATUS_OK)
        listing->status = process_info_set_blocked_on(&info, text_of(waits_for));
    return listing->status == STATUS_OK;
}

static status_t inspect_processes(void *self, struct capn_call *call, const struct inspector_processes_params_reader *params,
                                  struct inspector_processes_results_builder *results)
{
    struct listing listing = { .status = STATUS_OK };
    uint32_t count = process_count();
    status_t status;

    (void)self;
    (void)call;
    (void)params;
    status = inspector_processes_results_init_processes(results, count < LIST_MAX ? count : LIST_MAX, &listing.list);
    if (status != STATUS_OK)
        return status;
    process_for_each(list_one, &listing);
    return listing.status;
}

static status_t list_thread(struct capn_list_builder *list, uint32_t index, struct thread *thread)
{
    struct thread_info_builder info;
    status_t status = thread_info_list_at(list, index, &info);

    if (status != STATUS_OK)
        return status;
    thread_info_set_id(&info, thread->id);
    thread_info_set_state(&info, thread_state_of(thread));
    thread_info_set_cpu_time_ns(&info, clock_ticks_to_ns(thread_ticks(thread)));
    thread_info_set_cpu(&info, cpu_of(thread));
    return thread_info_set_blocked_on(&info, text_of(blocked_on(thread)));
}

static status_t list_threads(struct process *process, struct inspector_threads_results_builder *results)
{
    struct capn_list_builder list;
    uint32_t index = 0;
    status_t status;

    spin_lock(&process->lock);
    status = inspector_threads_results_init_threads(results, process->thread_count < LIST_MAX ? process->thread_count : LIST_MAX,
                                                    &list);
    for (struct list_node *node = process->threads.next; node != &process->threads && status == STATUS_OK; node = node->next) {
        if (index == list.count)
            break;
        status = list_thread(&list, index++, container_of(node, struct thread, link));
    }
    spin_unlock(&process->lock);
    return status;
}

static status_t inspect_threads(void *self, struct capn_call *call, const struct inspector_threads_params_reader *params,
                                struct inspector_threads_results_builder *results)
{
    uint32_t pid = inspector_threads_params_get_pid(params);
    struct process *process = process_find(pid);
    status_t status;

    (void)self;
    if (!process)
        return capn_call_fail(call, STATUS_NOT_FOUND, "pid: no process %u", pid);
    status = list_threads(process, results);
    object_put(&process->object);
    return status;
}

static uint64_t package_pages(void)
{
    return (package_bytes() + PAGE_SIZE - 1) / PAGE_SIZE;
}

/* Frames in use that are neither slabs nor the package. */
static uint64_t other_frames(const struct frame_stats *frames)
{
    return frames->total - frames->free - slab_total_bytes() / PAGE_SIZE - package_pages();
}

void inspector_init(void)
{
    struct frame_stats frames;

    frame_get_stats(&frames);
    kernel_frames = other_frames(&frames);
}

static status_t inspect_memory(void *self, struct capn_call *call, const struct inspector_memory_params_reader *params,
                               struct inspector_memory_results_builder *results)
{
    struct frame_stats frames;
    struct memory_info_builder info;
    status_t status = inspector_memory_results_init_memory(results, &info);

    (void)self;
    (void)call;
    (void)params;
    if (status != STATUS_OK)
        return status;
    frame_get_stats(&frames);
    memory_info_set_total_bytes(&info, frames.total * PAGE_SIZE);
    memory_info_set_free_bytes(&info, frames.free * PAGE_SIZE);
    memory_info_set_slab_bytes(&info, slab_total_bytes());
    memory_info_set_package_bytes(&info, package_pages() * PAGE_SIZE);
    memory_info_set_kernel_bytes(&info, kernel_frames * PAGE_SIZE);
    memory_info_set_user_bytes(&info, (other_frames(&frames) - kernel_frames) * PAGE_SIZE);
    memory_info_set_kernel_text_bytes(&info, (uint64_t)(kernel_text_end - kernel_text_start));
    return STATUS_OK;
}

/* One process's ledger, and what its threads have unfinished, each bounded by its own ring. */
struct ledger_view {
    uint32_t pid;
    bool found;
    struct ledger ledger;
    uint64_t answers, in_flight, receives, bound, cpu_ticks;
};

static void count_thread_waits(struct thread *thread, struct ledger_view *view)
{
    spin_lock(&thread->lock);
    view->bound += RING_CQ_ENTRIES;
    view->cpu_ticks += thread_ticks(thread);
    for (uint32_t used = ~thread->answers_free; used != 0; used &= used - 1) {
        enum endpoint_wait kind = endpoint_wait_of(&thread->answers[__builtin_ctz(used)]);

        view->answers++;
        view->in_flight += kind == ENDPOINT_WAIT_IN_FLIGHT;
        view->receives += kind == ENDPOINT_WAIT_RECEIVE;
    }
    spin_unlock(&thread->lock);
}

static bool view_ledger(void *context, struct process *process)
{
    struct ledger_view *view = context;

    if (process->pid != view->pid)
        return true;
    view->found = true;
    process_read_ledger(process, &view->ledger);
    spin_lock(&process->lock);
    view->cpu_ticks = process->ended_cpu_ticks;
    for (struct list_node *node = process->threads.next; node != &process->threads; node = node->next)
        count_thread_waits(container_of(node, struct thread, link), view);
    spin_unlock(&process->lock);
    return false;
}

struct entries {
    struct capn_list_builder list;
    uint32_t index;
    status_t status;
};

static void add_entry(struct entries *entries, const char *resource, uint64_t used, uint64_t own, uint64_t limit)
{
    struct ledger_entry_builder entry;

    if (entries->status == STATUS_OK)
        entries->status = ledger_entry_list_at(&entries->list, entries->index++, &entry);
    if (entries->status != STATUS_OK)
        return;
    ledger_entry_set_used(&entry, used);
    ledger_entry_set_own(&entry, own);
    ledger_entry_set_limit(&entry, limit);
    entries->status = ledger_entry_set_resource(&entry, text_of(resource));
}

/* Behind those of the ledger. */
#define EXTRA_ENTRIES 4u

static status_t inspect_ledger(void *self, struct capn_call *call, const struct inspector_ledger_params_reader *params,
                               struct inspector_ledger_results_builder *results)
{
    struct ledger_view view = { .pid = inspector_ledger_params_get_pid(params) };
    const struct ledger *ledger = &view.ledger;
    struct entries entries = { .index = 0 };
    uint64_t cpu_us;

    (void)self;
    process_for_each(view_ledger, &view);
    if (!view.found)
        return capn_call_fail(call, STATUS_NOT_FOUND, "pid: no process %u", view.pid);
    entries.status = inspector_ledger_results_init_entries(results, LEDGER_RESOURCE_COUNT + EXTRA_ENTRIES, &entries.list);
    for (uint32_t i = 0; i < LEDGER_RESOURCE_COUNT; i++)
        add_entry(&entries, ledger_resource_name(i), ledger->used[i], ledger->own[i], ledger->limit[i]);
    add_entry(&entries, "answers", view.answers, view.answers, view.bound);
    add_entry(&entries, "calls in flight", view.in_flight, view.in_flight, view.bound);
    add_entry(&entries, "receives", view.receives, view.receives, view.bound);
    cpu_us = clock_ticks_to_ns(view.cpu_ticks) / 1000;
    add_entry(&entries, "cpu microseconds", cpu_us, cpu_us, LEDGER_NO_LIMIT);
    return entries.status;
}

static status_t list_kinds(const struct system_totals_builder *totals)
{
    struct capn_list_builder kinds;
    uint32_t count = 0, index = 0;
    status_t status;

    for (struct object_kind *kind = object_first_kind(); kind; kind = kind->next)
        count++;
    status = system_totals_init_object_kinds(totals, count, &kinds);
    for (struct object_kind *kind = object_first_kind(); kind && status == STATUS_OK; kind = kind->next) {
        struct object_count_builder entry;

        status = object_count_list_at(&kinds, index++, &entry);
        if (status != STATUS_OK)
            break;
        object_count_set_count(&entry, kind->live);
        status = object_count_set_kind(&entry, text_of(kind->name));
    }
    return status;
}

static status_t inspect_totals(void *self, struct capn_call *call, const struct inspector_totals_params_reader *params,
                               struct inspector_totals_results_builder *results)
{
    struct process_totals sums;
    struct frame_stats frames;
    struct system_totals_builder totals;
    status_t status = inspector_totals_results_init_totals(results, &totals);

    (void)self;
    (void)call;
    (void)params;
    if (status != STATUS_OK)
        return status;
    frame_get_stats(&frames);
    process_get_totals(&sums);
    system_totals_set_processes(&totals, sums.processes);
    system_totals_set_threads(&totals, sums.threads);
    system_totals_set_free_frames(&totals, frames.free);
    system_totals_set_objects(&totals, object_total());
    system_totals_set_cap_slots(&totals, sums.cap_slots);
    system_totals_set_answers(&totals, sums.answers);
    return list_kinds(&totals);
}

static void describe_cpu(const struct cpu *cpu, struct cpu_info_builder *info)
{
    cpu_info_set_id(info, cpu->arch.index);
    cpu_info_set_apic_id(info, cpu->arch.apic_id);
    cpu_info_set_switches(info, cpu->switches);
    cpu_info_set_interrupts(info, cpu->interrupts);
    cpu_info_set_timer_interrupts(info, cpu->timer_interrupts);
    cpu_info_set_idle_ns(info, clock_ticks_to_ns(thread_ticks(cpu->idle)));
    cpu_info_set_ready(info, cpu->ready_count);
    cpu_info_set_kicks(info, cpu->kicks);
    cpu_info_set_steals(info, cpu->steals);
    cpu_info_set_interrupts_sent(info, cpu->arch.interrupts_sent);
    cpu_info_set_shootdowns(info, cpu->arch.shootdowns);
}

/* Other CPUs count on meanwhile: each number is right, but not of one moment. */
static status_t inspect_cpu(void *self, struct capn_call *call, const struct inspector_cpu_params_reader *params,
                            struct inspector_cpu_results_builder *results)
{
    struct capn_list_builder cpus;
    status_t status = inspector_cpu_results_init_cpus(results, cpu_count, &cpus);

    (void)self;
    (void)call;
    (void)params;
    for (uint32_t i = 0; i < cpu_count && status == STATUS_OK; i++) {
        struct cpu_info_builder info;

        status = cpu_info_list_at(&cpus, i, &info);
        if (status == STATUS_OK)
            describe_cpu(cpu_table[i], &info);
    }
    return status;
}

static const struct inspector_server server = {
    .processes = inspect_processes,
    .memory = inspect_memory,
    .ledger = inspect_ledger,
    .totals = inspect_totals,
    .cpu = inspect_cpu,
    .threads = inspect_threads,
};

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return inspector_dispatch(&server, object, method_id, &call->capn);
}

struct object_kind inspector_kind = {
    .name = "inspector",
    .interface = &inspector_interface,
    .dispatch = dispatch,
    .destroy = object_destroy_static,
};
