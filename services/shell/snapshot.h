/* SPDX-License-Identifier: MIT */
/* What the Inspector says of processes, threads and CPUs, page by page, as the records of view.h. ^C gives each call up
 * (STATUS_CANCELLED). */
#pragma once

#include "shell.h"
#include "view.h"

/* Large: there is one, which the running command uses as it likes. */
struct task_lists {
    struct view_tasks processes;
    struct view_tasks tasks;
};
struct task_lists *snapshot_lists(void);

/* Where a list goes on; zeroed: at its beginning. */
struct page {
    uint32_t next;
    bool over;
};

/* Appends the next page of the processes that have not ended, by pid. There is always room for a page in a cleared list. */
MUST_CHECK status_t snapshot_processes(struct shell *shell, inspector_t inspector, struct view_tasks *out, struct page *page);
/* The same for the threads of a process, by id. STATUS_FAILED, with a reason: it is not there. */
MUST_CHECK status_t snapshot_threads(struct shell *shell, inspector_t inspector, const struct view_task *process,
                                     struct view_tasks *out, struct page *page);

/* As in struct CpuInfo. */
struct cpu_counters {
    uint32_t id, ready;
    uint64_t idle_ns, switches, interrupts, timer_interrupts, kicks, steals, interrupts_sent, shootdowns, shootdowns_answered;
};
#define SNAPSHOT_CPUS_MAX 32u

struct cpus {
    uint32_t count;
    struct cpu_counters cpus[SNAPSHOT_CPUS_MAX];
};

MUST_CHECK status_t snapshot_cpus(struct shell *shell, inspector_t inspector, struct cpus *out);

struct memory {
    uint64_t total_bytes, free_bytes;
};

MUST_CHECK status_t snapshot_memory(struct shell *shell, inspector_t inspector, struct memory *out);
/* Timer.now. */
MUST_CHECK status_t snapshot_time(struct shell *shell, timer_t timer, uint64_t *ns);
/* The same of our own timer; 0 without one, or with one that fails. STATUS_CANCELLED. */
MUST_CHECK status_t snapshot_now(struct shell *shell, uint64_t *ns);
