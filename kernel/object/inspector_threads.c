/* SPDX-License-Identifier: MIT */
/*
 * Inspector: processes, threads, and what they wait for. Nobody records why a thread waits: it is read off the thread's unfinished
 * operations when somebody asks. Lists are made in steps, with a bounded number of threads under one lock; so a list need not be
 * of one moment.
 */
#include "object/inspector_priv.h"

#include "abi/limits.h"
#include "arch/time.h"
#include "ipc/endpoint.h"
#include "ipc/kernel_call.h"
#include "ipc/session.h"
#include "object/listing.h"
#include "object/thread_handle.h"
#include "ring/park.h"
#include "sched/context.h"
#include "sched/cpu.h"

#define REASON_BYTES 16u

/* The largest entries. The schema says how many bytes these are. */
#define PROCESS_ENTRY_WORDS (PROCESS_INFO_DATA_WORDS + PROCESS_INFO_POINTERS + LISTING_TEXT_WORDS(PROCESS_NAME_BYTES) + \
                             LISTING_TEXT_WORDS(REASON_BYTES) + WAIT_INFO_DATA_WORDS + WAIT_INFO_POINTERS)
#define THREAD_ENTRY_WORDS (THREAD_INFO_DATA_WORDS + THREAD_INFO_POINTERS + LISTING_TEXT_WORDS(REASON_BYTES) + \
                            WAIT_INFO_DATA_WORDS + WAIT_INFO_POINTERS)
_Static_assert(PROCESS_ENTRY_WORDS * 8 == 136, "Inspector.processes");
_Static_assert(THREAD_ENTRY_WORDS * 8 == 88, "Inspector.threads");

/* Threads that are looked at under one lock. */
#define STEP_THREADS 32u

/* As in struct WaitInfo. */
struct wait {
    enum wait_reason reason;
    uint16_t unfinished;
    uint32_t subject;
    uint64_t interface_id;
    uint64_t until_ns;
};

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

static uint32_t cpu_of(const struct thread *thread)
{
    const struct cpu *cpu = thread_cpu(thread);

    return cpu ? cpu->arch.index : 0;
}

/* --- what a thread waits for ---------------------------------------------------------------------------------------- */

/* The short way through a call notes no interface, so the hold is asked. The owner's process->lock is held. */
static uint64_t interface_of_locked(struct process *process, cap_id_t id)
{
    struct cap_hold *hold;

    lock_assert_held(&process->lock);
    return cap_table_lookup(&process->table, id, &hold) == STATUS_OK ? hold->interface_id : 0;
}

static void describe_endpoint_locked(struct process *process, const struct answer *answer, struct wait *wait)
{
    const struct endpoint *endpoint = container_of(answer->object, struct endpoint, object);
    enum endpoint_wait kind = endpoint_wait_of(answer);

    if (kind == ENDPOINT_WAIT_RECEIVE) {
        wait->reason = WAIT_REASON_RECEIVE;
        return;
    }
    wait->reason = kind == ENDPOINT_WAIT_QUEUED ? WAIT_REASON_QUEUED_CALL : WAIT_REASON_CALL;
    wait->subject = endpoint->payer ? endpoint->payer->pid : 0;
    wait->interface_id = interface_of_locked(process, answer->cap_id);
}

/* A record that another CPU is just beginning to use may still have a part of what it was before: the report is wrong then, for a
 * moment, and nothing else. Its object is there as long as the thread's lock is held. */
static void describe_answer_locked(struct process *process, const struct answer *answer, struct wait *wait)
{
    struct object *object = answer->object;

    if (answer_is_park(answer)) {
        wait->reason = WAIT_REASON_PARK;
        wait->until_ns = answer->park.timed ? answer->park.deadline_ns : 0;
        return;
    }
    if (object->kind == &endpoint_kind) {
        describe_endpoint_locked(process, answer, wait);
        return;
    }
    wait->reason = object->kind->waits_for ? (enum wait_reason)object->kind->waits_for : WAIT_REASON_OTHER;
    if (wait->reason == WAIT_REASON_SLEEP)
        wait->until_ns = answer->timer.deadline_ns;
    else if (wait->reason == WAIT_REASON_PROCESS_END)
        wait->subject = container_of(object, struct process, object)->pid;
    else if (wait->reason == WAIT_REASON_JOIN)
        wait->subject = thread_handle_thread_id(object);
}

/* process->lock is held. */
static void describe_wait_locked(struct process *process, struct thread *thread, struct wait *wait)
{
    const struct answer *newest = NULL;

    *wait = (struct wait){ .reason = WAIT_REASON_NOTHING };
    spin_lock(&thread->lock);
    for (uint32_t used = ~thread->answers_free; used != 0; used &= used - 1) {
        const struct answer *answer = &thread->answers[__builtin_ctz(used)];

        wait->unfinished++;
        if (answer->object && (!newest || answer->id > newest->id))
            newest = answer;
    }
    if (thread->state == THREAD_BLOCKED) {
        wait->reason = WAIT_REASON_COMPLETIONS;
        if (newest)
            describe_answer_locked(process, newest, wait);
        if (thread->in_timer_queue && (wait->until_ns == 0 || thread->wait_deadline_ns < wait->until_ns))
            wait->until_ns = thread->wait_deadline_ns;
    } else if (thread->state == THREAD_READY && thread->postponed) {
        wait->reason = WAIT_REASON_BUDGET;
        wait->until_ns = thread->wait_deadline_ns;
    }
    spin_unlock(&thread->lock);
}

static const char *reason_name(enum wait_reason reason)
{
    static const char names[WAIT_REASON_COUNT][REASON_BYTES] = {
        [WAIT_REASON_NOTHING] = "",
        [WAIT_REASON_COMPLETIONS] = "completions",
        [WAIT_REASON_CALL] = "call",
        [WAIT_REASON_QUEUED_CALL] = "queued call",
        [WAIT_REASON_RECEIVE] = "receive",
        [WAIT_REASON_SLEEP] = "sleep",
        [WAIT_REASON_PARK] = "park",
        [WAIT_REASON_JOIN] = "join",
        [WAIT_REASON_PROCESS_END] = "process",
        [WAIT_REASON_NOTIFICATION] = "notification",
        [WAIT_REASON_INTERRUPT] = "interrupt",
        [WAIT_REASON_TAP] = "tap",
        [WAIT_REASON_PROMISE] = "promise",
        [WAIT_REASON_OTHER] = "other",
        [WAIT_REASON_BUDGET] = "budget",
    };

    return names[reason];
}

static void set_wait(const struct wait *wait, const struct wait_info_builder *info)
{
    wait_info_set_reason(info, wait->reason);
    wait_info_set_unfinished(info, wait->unfinished);
    wait_info_set_subject(info, wait->subject);
    wait_info_set_interface_id(info, wait->interface_id);
    wait_info_set_until_ns(info, wait->until_ns);
}

/* --- processes ------------------------------------------------------------------------------------------------------ */

/* What is under the process's lock. */
static void set_process_state(struct process *process, const struct process_info_builder *info, struct wait *wait)
{
    struct thread *oldest;

    spin_lock(&process->lock);
    oldest = list_empty(&process->threads) ? NULL : container_of(process->threads.next, struct thread, link);
    process_info_set_state(info, state_of_locked(process));
    process_info_set_threads(info, (uint16_t)process->thread_count);
    process_info_set_cap_slots(info, process->table.live_count);
    process_info_set_session(info, process->session ? process->session->number : 0);
    if (oldest) {
        process_info_set_cpu(info, cpu_of(oldest));
        if (state_of_locked(process) == PROCESS_STATE_BLOCKED)
            describe_wait_locked(process, oldest, wait);
    }
    spin_unlock(&process->lock);
}

static bool list_process(void *context, struct process *process)
{
    struct wait wait = { .reason = WAIT_REASON_NOTHING };
    struct process_info_builder info;
    struct wait_info_builder wait_info;
    struct listing *listing = context;

    if (listing_full(listing, process->pid))
        return false;
    listing->status = process_info_list_at(&listing->list, listing->index++, &info);
    if (listing->status != STATUS_OK)
        return false;
    process_info_set_pid(&info, process->pid);
    process_info_set_parent(&info, process->parent_pid);
    process_info_set_cpu_time_ns(&info, clock_ticks_to_ns(process_cpu_ticks(process)));
    process_info_set_frame_pages(&info, (uint32_t)process->ledger.own[LEDGER_FRAMES]);
    set_process_state(process, &info, &wait);
    listing->status = process_info_set_name(&info, inspector_text(process->name));
    if (listing->status == STATUS_OK)
        listing->status = process_info_set_blocked_on(&info, inspector_text(reason_name(wait.reason)));
    if (listing->status == STATUS_OK)
        listing->status = process_info_init_wait(&info, &wait_info);
    if (listing->status == STATUS_OK)
        set_wait(&wait, &wait_info);
    return listing->status == STATUS_OK;
}

struct count {
    uint32_t count, room;
};

static bool count_process(void *context, struct process *process)
{
    struct count *count = context;

    (void)process;
    return ++count->count < count->room;
}

status_t inspector_list_processes(void *self, struct capn_call *call, const struct inspector_processes_params_reader *params,
                                  struct inspector_processes_results_builder *results)
{
    uint32_t from = inspector_processes_params_get_from_pid(params);
    struct count count = { .room = listing_room(&call->results, PROCESS_ENTRY_WORDS) };
    struct listing listing = { .index = 0 };

    (void)self;
    process_for_each_in_steps(from, count_process, &count);
    listing.status = inspector_processes_results_init_processes(results, count.count, &listing.list);
    if (listing.status == STATUS_OK)
        process_for_each_in_steps(from, list_process, &listing);
    inspector_processes_results_set_next(results, listing_finish(&listing));
    return listing.status;
}

/* --- threads -------------------------------------------------------------------------------------------------------- */

/* Whose time it would run on now. */
static void set_priority(struct thread *thread, const struct thread_info_builder *info)
{
    struct scheduling_context *context;

    spin_lock(&thread->lock);
    context = context_find_locked(thread, clock_now_ns());
    thread_info_set_priority(info, context ? context->priority : SCHEDULING_PRIORITY_DEFAULT);
    thread_info_set_lent(info, context && context != thread->bound_context);
    if (context)
        spin_unlock(&context->lock);
    spin_unlock(&thread->lock);
}

static status_t list_thread_locked(struct process *process, struct thread *thread, struct capn_list_builder *list,
                                   uint32_t index)
{
    struct thread_info_builder info;
    struct wait_info_builder wait_info;
    struct wait wait;
    status_t status = thread_info_list_at(list, index, &info);

    if (status != STATUS_OK)
        return status;
    describe_wait_locked(process, thread, &wait);
    thread_info_set_id(&info, thread->id);
    thread_info_set_state(&info, thread_state_of(thread));
    thread_info_set_cpu_time_ns(&info, clock_ticks_to_ns(thread_ticks(thread)));
    thread_info_set_cpu(&info, cpu_of(thread));
    thread_info_set_submissions(&info, thread->consumed);
    set_priority(thread, &info);
    status = thread_info_set_blocked_on(&info, inspector_text(reason_name(wait.reason)));
    if (status == STATUS_OK)
        status = thread_info_init_wait(&info, &wait_info);
    if (status == STATUS_OK)
        set_wait(&wait, &wait_info);
    return status;
}

/* The next threads with an id from *from on, which then is behind the last one. Whether there may be more. */
static bool list_some_threads(struct process *process, struct listing *listing, uint64_t *from)
{
    uint32_t count = 0;

    spin_lock(&process->lock);
    for (struct list_node *node = process->threads.next; node != &process->threads && count < STEP_THREADS; node = node->next) {
        struct thread *thread = container_of(node, struct thread, link);

        if (thread->id < *from)
            continue;
        if (listing->status != STATUS_OK || listing_full(listing, thread->id))
            break;
        listing->status = list_thread_locked(process, thread, &listing->list, listing->index++);
        *from = (uint64_t)thread->id + 1;
        count++;
    }
    spin_unlock(&process->lock);
    return count == STEP_THREADS;
}

static uint32_t count_threads(struct process *process, uint64_t from, uint32_t room)
{
    uint32_t count = 0;

    spin_lock(&process->lock);
    for (struct list_node *node = process->threads.next; node != &process->threads && count < room; node = node->next)
        count += container_of(node, struct thread, link)->id >= from;
    spin_unlock(&process->lock);
    return count;
}

status_t inspector_list_threads(void *self, struct capn_call *call, const struct inspector_threads_params_reader *params,
                                struct inspector_threads_results_builder *results)
{
    struct process *process = process_find(inspector_threads_params_get_pid(params));
    uint64_t from = inspector_threads_params_get_from_id(params);
    struct listing listing = { .index = 0 };
    uint32_t count;

    (void)self;
    if (!process)
        return capn_call_fail(call, STATUS_NOT_FOUND, "pid: no process %u", inspector_threads_params_get_pid(params));
    count = count_threads(process, from, listing_room(&call->results, THREAD_ENTRY_WORDS));
    listing.status = inspector_threads_results_init_threads(results, count, &listing.list);
    while (listing.status == STATUS_OK && list_some_threads(process, &listing, &from))
        cpu_interrupt_window();
    inspector_threads_results_set_next(results, listing_finish(&listing));
    object_put(&process->object);
    return listing.status;
}
