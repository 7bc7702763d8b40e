/* SPDX-License-Identifier: MIT */
/* Inspector: a read-only view of memory, ledgers, totals and CPUs; processes and threads are in inspector_threads.c. */
#include "object/inspector_priv.h"

#include "arch/time.h"
#include "base/string.h"
#include "core/atomic.h"
#include "ipc/endpoint.h"
#include "ipc/kernel_call.h"
#include "mem/frame.h"
#include "mem/slab.h"
#include "object/listing.h"
#include "object/package.h"
#include "object/singletons.h"
#include "sched/cpu.h"

/* From kernel.ld. */
extern const char kernel_image_start[], kernel_image_end[], kernel_text_start[], kernel_text_end[];

/* Frames in use before the first process: image, tables, boot stacks, scratch; without package and slabs. */
static uint64_t kernel_frames;

struct capn_text inspector_text(const char *text)
{
    return (struct capn_text){ text, (uint32_t)strlen(text) };
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
    uint64_t answers, in_flight, receives, bound, cpu_ticks, postponements;
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
    view->postponements = atomic_load_relaxed(&process->postponements);
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
    entries->status = ledger_entry_set_resource(&entry, inspector_text(resource));
}

/* Behind those of the ledger. */
#define EXTRA_ENTRIES 5u

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
    add_entry(&entries, "postponements", view.postponements, view.postponements, LEDGER_NO_LIMIT);
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
        status = object_count_set_kind(&entry, inspector_text(kind->name));
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

#define CPU_ENTRY_WORDS (CPU_INFO_DATA_WORDS + CPU_INFO_POINTERS)
_Static_assert(CPU_ENTRY_WORDS * 8 == 88, "Inspector.cpu");

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
    cpu_info_set_shootdowns_answered(info, cpu->arch.shootdowns_answered);
}

/* Other CPUs count on meanwhile: each number is right, but not of one moment. */
static status_t inspect_cpu(void *self, struct capn_call *call, const struct inspector_cpu_params_reader *params,
                            struct inspector_cpu_results_builder *results)
{
    uint32_t from = inspector_cpu_params_get_from_id(params), room = listing_room(&call->results, CPU_ENTRY_WORDS);
    uint32_t left = from < cpu_count ? cpu_count - from : 0;
    struct listing listing = { .index = 0 };

    (void)self;
    listing.status = inspector_cpu_results_init_cpus(results, left < room ? left : room, &listing.list);
    for (uint32_t i = from; i < cpu_count && listing.status == STATUS_OK && !listing_full(&listing, i); i++) {
        struct cpu_info_builder info;

        listing.status = cpu_info_list_at(&listing.list, listing.index++, &info);
        if (listing.status == STATUS_OK)
            describe_cpu(cpu_table[i], &info);
    }
    inspector_cpu_results_set_next(results, listing_finish(&listing));
    return listing.status;
}

static const struct inspector_server server = {
    .processes = inspector_list_processes,
    .memory = inspect_memory,
    .ledger = inspect_ledger,
    .totals = inspect_totals,
    .cpu = inspect_cpu,
    .threads = inspector_list_threads,
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
