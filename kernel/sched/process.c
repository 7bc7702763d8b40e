/* SPDX-License-Identifier: MIT */
/* Processes: creation, lookup, and the way to their end. Teardown is in reaper.c, holds in holds.c. See process.h. */
#include "sched/process.h"

#include "arch/upcall.h"
#include "base/panic.h"
#include "base/string.h"
#include "mem/slab.h"
#include "sched/cpu.h"
#include "sched/process_priv.h"
#include "sched/scheduler.h"
#include "sched/upcall.h"

/* How many processes and threads are visited between two windows. */
#define STEP_THREADS 64u

static struct slab_cache process_cache;
static struct spinlock processes_lock = SPINLOCK(LOCK_PROCESSES);
static struct list_node processes;
static uint32_t process_total;
static uint32_t next_pid = 1;

void process_default_limits(uint64_t limits[LEDGER_RESOURCE_COUNT])
{
    static const uint64_t defaults[LEDGER_RESOURCE_COUNT] = {
        [LEDGER_CAP_SLOTS] = 256,   [LEDGER_FRAMES] = 4096,   [LEDGER_VIRTUAL_PAGES] = 262144, [LEDGER_ENDPOINTS] = 32,
        [LEDGER_PROCESSES] = 64,    [LEDGER_THREADS] = 128,
        [LEDGER_NOTIFICATIONS] = 128, [LEDGER_MAPPINGS] = 4096,    [LEDGER_QUEUED_CALLS] = 64, [LEDGER_LOG_BYTES] = 262144,
        [LEDGER_SESSIONS] = 64, [LEDGER_SCHEDULING] = 32,
    };

    for (uint32_t i = 0; i < LEDGER_RESOURCE_COUNT; i++) {
        if (limits[i] == 0)
            limits[i] = defaults[i];
    }
}

void process_root_limits(uint64_t limits[LEDGER_RESOURCE_COUNT])
{
    for (uint32_t i = 0; i < LEDGER_RESOURCE_COUNT; i++) {
        if (limits[i] == 0)
            limits[i] = LEDGER_NO_LIMIT;
    }
}

static status_t list_process(struct process *process)
{
    status_t status = STATUS_QUOTA_EXCEEDED;

    spin_lock(&processes_lock);
    if (!processes.next)
        list_init(&processes);
    if (process_total < PROCESS_MAX) {
        process_total++;
        process->pid = next_pid++;
        list_append(&processes, &process->link);
        status = STATUS_OK;
    } else {
        process->ledger.refused = LEDGER_PROCESSES;
        process->ledger.refused_limit = PROCESS_MAX;
    }
    spin_unlock(&processes_lock);
    return status;
}

void process_unlist(struct process *process)
{
    spin_lock(&processes_lock);
    list_remove(&process->link);
    process_total--;
    spin_unlock(&processes_lock);
}

status_t process_create(struct process *parent, const char *name, const uint64_t limits[LEDGER_RESOURCE_COUNT],
                        struct process **out)
{
    struct process *process;
    status_t status;

    if (!process_cache.name)
        slab_cache_init(&process_cache, "process", sizeof(struct process));
    process = slab_alloc(&process_cache);
    if (!process)
        return STATUS_NO_MEMORY;
    status = ledgers_add(process, parent, limits);
    if (status != STATUS_OK) {
        slab_free(&process_cache, process);
        return status;
    }
    object_init(&process->object, &process_kind);
    spin_init(&process->lock, LOCK_PROCESS);
    for (uint32_t i = 0; i < PARK_QUEUES; i++)
        spin_init(&process->parks[i].lock, LOCK_PARK);
    memcpy(process->name, name, strlen(name) < PROCESS_NAME_BYTES ? strlen(name) : PROCESS_NAME_BYTES - 1);
    list_init(&process->link);
    list_init(&process->reap_link);
    list_init(&process->grants);
    list_init(&process->threads);
    cap_table_init(&process->table);
    status = address_space_init(&process->space, &process->ledger, &ledgers_lock);
    if (status != STATUS_OK)
        goto leave_ledgers;
    process->space.pages_gone = park_pages_gone;
    status = list_process(process);
    if (status != STATUS_OK)
        goto destroy_space;
    session_join(process, parent);
    *out = process;
    return STATUS_OK;

destroy_space:
    address_space_destroy(&process->space);
leave_ledgers:
    if (parent)
        process_blame_child(parent, process);
    ledgers_end(process);
    object_put(&process->object);
    return status;
}

void process_free(struct object *object)
{
    struct process *process = container_of(object, struct process, object);

    grants_forget(process);
    slab_free(&process_cache, process);
}

void process_abandon(struct process *process)
{
    process->exiting = true;
    if (process->parent)
        process_blame_child(process->parent, process);
    process_teardown(process);
    object_put(&process->object);
}

/* A thread of the parent may guess the handle and kill the child before it is started: the start is its end then. */
void process_start(struct process *process)
{
    bool exiting;

    /* A running process keeps itself: the reaper drops this reference. */
    object_get(&process->object);
    spin_lock(&process->lock);
    process->started = true;
    exiting = process->exiting;
    /* Under the lock: without it a thread of the parent could end the process, and the reaper free the thread. */
    if (!exiting)
        thread_start(container_of(process->threads.next, struct thread, link));
    spin_unlock(&process->lock);
    if (exiting)
        reaper_add(process);
}

void process_end(struct process *process, enum exit_kind kind, int64_t code, const char *detail)
{
    bool first;

    spin_lock(&process->lock);
    first = !process->exiting;
    if (first) {
        process->exiting = true;
        process->exit_kind = kind;
        process->exit_code = code;
        kformat(process->exit_detail, sizeof(process->exit_detail), "%s", detail);
        process_stop_threads_locked(process);
    }
    first = first && process->started;
    spin_unlock(&process->lock);
    if (first)
        reaper_add(process);
}

void process_end_current(enum exit_kind kind, int64_t code, const char *detail)
{
    process_end(thread_current()->process, kind, code, detail);
    thread_exit_killed(); /* or another CPU was faster with the end of the process */
}

void process_for_each(bool (*visit)(void *context, struct process *process), void *context)
{
    spin_lock(&processes_lock);
    for (struct list_node *node = processes.next; node && node != &processes; node = node->next) {
        if (!visit(context, container_of(node, struct process, link)))
            break;
    }
    spin_unlock(&processes_lock);
}

struct step {
    bool (*visit)(void *context, struct process *process);
    void *context;
    uint64_t from;
    uint32_t work;
    bool more;
};

static bool visit_in_step(void *context, struct process *process)
{
    struct step *step = context;

    if (process->pid < step->from)
        return true;
    step->more = step->work >= STEP_THREADS;
    if (step->more)
        return false;
    step->from = (uint64_t)process->pid + 1;
    step->work += 1 + process->thread_count;
    return step->visit(step->context, process);
}

void process_for_each_in_steps(uint32_t from, bool (*visit)(void *context, struct process *process), void *context)
{
    struct step step = { .visit = visit, .context = context, .from = from };

    do {
        step.work = 0;
        step.more = false;
        process_for_each(visit_in_step, &step);
        if (step.more)
            cpu_interrupt_window();
    } while (step.more);
}

/* For panics: who ran. Nothing here may be trusted to be right any more, so little is followed. */
void panic_describe_thread(void)
{
    const struct thread *thread = cpu_current()->current;

    if (thread && thread->process)
        klog("  while process %u (%s) ran on CPU %u\n", thread->process->pid, thread->process->name,
             cpu_current()->arch.index);
    else
        klog("  while the kernel ran on CPU %u\n", cpu_current()->arch.index);
}

struct find {
    uint32_t pid;
    struct process *found;
};

static bool match_pid(void *context, struct process *process)
{
    struct find *find = context;

    if (process->pid != find->pid)
        return true;
    object_get(&process->object);
    find->found = process;
    return false;
}

struct process *process_find(uint32_t pid)
{
    struct find find = { .pid = pid };

    process_for_each(match_pid, &find);
    return find.found;
}

static bool add_totals(void *context, struct process *process)
{
    struct process_totals *totals = context;

    spin_lock(&process->lock);
    totals->processes++;
    totals->cap_slots += process->table.live_count;
    totals->frames += process->ledger.own[LEDGER_FRAMES];
    totals->threads += process->thread_count;
    for (struct list_node *node = process->threads.next; node != &process->threads; node = node->next)
        totals->answers += container_of(node, struct thread, link)->cq_reserved;
    spin_unlock(&process->lock);
    return true;
}

void process_get_totals(struct process_totals *totals)
{
    *totals = (struct process_totals){ 0 };
    process_for_each_in_steps(0, add_totals, totals);
}
