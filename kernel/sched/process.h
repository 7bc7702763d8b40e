/* SPDX-License-Identifier: MIT */
/*
 * A process: address space, capability table, ledger, threads. It is also the object behind its ProcessHandle, so the
 * record outlives the program for as long as somebody holds the handle.
 *
 *   process_create .. process_start, or process_abandon while nothing ran
 *   running --exit, fault, kill, protocol breach--> exiting --reaper--> ended (everything released, waiter answered)
 *
 * Lock order: kernel/README.md.
 */
#pragma once

#include "base/object.h"
#include "core/elf.h"
#include "mem/address_space.h"
#include "process.capnp.h"
#include "sched/ledgers.h"
#include "sched/park_waiters.h"
#include "sched/refusals.h"
#include "sched/thread.h"

struct capset_page;

struct process {
    struct object object;
    struct spinlock lock;               /* guards table, threads, started to exit_detail, exit_waiter, capset, grants */
    struct cap_table table;
    struct address_space space;
    struct session *session;            /* one reference; never changes while it runs (ipc/session.h) */
    struct list_node threads;           /* those that have not ended, by id */
    uint32_t thread_count;
    uint32_t next_thread_id;
    struct thread *spare_thread;        /* the last one that ended: the next one needs no new stack and ring */
    uint64_t ring_slots[PROCESS_MAX_THREADS / 64]; /* bit set: its ring page is in use */
    struct park_queue parks[PARK_QUEUES]; /* of private words */
    uint32_t parking;                   /* threads that wait on any word, or are about to; atomic (ring/park.c) */
    struct list_node link;              /* all processes that have not ended */
    struct list_node reap_link;
    uint32_t pid;
    uint32_t parent_pid;                /* who started it; 0: the kernel */
    /* Guarded by ledgers_lock (sched/ledgers.h). */
    struct ledger ledger;
    struct process *parent;             /* in the tree of ledgers: one reference; NULL at the root */
    struct list_node children;          /* of processes whose parent this is, linked by sibling */
    struct list_node sibling;
    bool ledger_ended;
    uint64_t log_drained_ns;
    char name[PROCESS_NAME_BYTES];
    bool started;
    bool exiting;
    bool ended;
    enum exit_kind exit_kind;
    int64_t exit_code;
    char exit_detail[128];
    struct answer *exit_waiter;
    struct capset_page *capset;         /* through the direct map; NULL once the process is torn down */
    struct list_node grants;            /* object/grant.h: what its parent can take back; outlives the process */
    uint32_t handle_holds;              /* of its parent: while there are some, grants can be revoked */
    struct refusals refusals;           /* trace/refusal.h */
    uint32_t queued_calls;              /* atomic: in the queues of endpoints, at most ledger.limit[LEDGER_QUEUED_CALLS] */
    struct tap *tap;                    /* who reads along; NULL: nobody. Set before it runs (trace/tap.h) */
    bool tap_started;
    struct notification_binding *exit_binding; /* object/notification.h guards it */
    uint64_t ended_cpu_ticks;           /* of threads that ended */
    uint64_t postponements;             /* atomic: times that one of its threads had to wait for time */
    const void *image_file;             /* in the boot package: for symbols */
    size_t image_bytes;
    struct elf_image image;
};

/* Limits with 0 replaced by the defaults of schema/process.capnp. */
void process_default_limits(uint64_t limits[LEDGER_RESOURCE_COUNT]);
/* The same for init, whose default is whatever the machine has. */
void process_root_limits(uint64_t limits[LEDGER_RESOURCE_COUNT]);

/* An empty process in the parent's session: space, table, ledger, pid. Charged to the parent (may be NULL: the first session).
 * STATUS_QUOTA_EXCEEDED, _NO_MEMORY. */
MUST_CHECK status_t process_create(struct process *parent, const char *name, const uint64_t limits[LEDGER_RESOURCE_COUNT],
                                   struct process **out);
/* Undoes process_create (and all that was put into the process) before it was started. Drops the creator's reference. */
void process_abandon(struct process *process);
/* Lets it run. */
void process_start(struct process *process);

/* Ends a process; the reaper does the rest. For the current process it returns and scheduler_block must follow. */
void process_end(struct process *process, enum exit_kind kind, int64_t code, const char *detail);
/* The same for the running process; does not come back. */
_Noreturn void process_end_current(enum exit_kind kind, int64_t code, const char *detail);
/* Starts the reaper thread. Boot. */
void process_init(void);

/* --- threads of a process (process_threads.c) ----------------------------------------------------------------------- */

/* A NEW thread with ring page, kernel stack and FPU state, charged as a thread and a frame. It is not one of process->threads yet.
 * STATUS_QUOTA_EXCEEDED, STATUS_NO_MEMORY. */
MUST_CHECK status_t process_make_thread(struct process *process, struct thread **out);
/* Undoes process_make_thread. */
void process_unmake_thread(struct process *process, struct thread *thread);
/* Makes it one of process->threads, for a process that is being built. */
void process_add_thread(struct process *process, struct thread *thread);
/* Makes it one of process->threads and lets it run. STATUS_GONE: the process is ending. */
MUST_CHECK status_t process_start_thread(struct process *process, struct thread *thread);
/* Ends the running thread; the process with the same code when it was the last. Does not come back. The caller holds no lock and no
 * reference that nobody else would give back. */
_Noreturn void process_end_thread(int64_t code);
/* The oldest of its threads whose id is greater: it does not go away until it is unpinned. NULL: there is none, or the process is
 * ending, and all that its threads wait for with it. */
struct thread *process_pin_thread(struct process *process, int64_t after);
/* The one with this id; NULL. */
struct thread *process_pin_thread_id(struct process *process, uint32_t id);
void process_unpin_thread(struct thread *thread);
/* CPU time of its threads, ended or not. */
uint64_t process_cpu_ticks(struct process *process);

/* Puts a hold into the table, charging a slot and the object's frames; takes one object reference on success.
 * STATUS_TABLE_FULL, STATUS_QUOTA_EXCEEDED, STATUS_NO_MEMORY. Not under process->lock. */
MUST_CHECK status_t process_insert_hold(struct process *process, const struct cap_hold *hold, cap_id_t *id);
/* Takes a live hold out: uncharges, tells the object, drops the reference. STATUS_INVALID_CAP (a hidden one, too), STATUS_STALE_CAP. */
MUST_CHECK status_t process_remove_hold(struct process *process, cap_id_t id);

/*
 * Hidden holds: in the table, charged and referenced, but no operation of the process finds them. A call to a kernel object hides what it
 * gives and what it moves away until its commit point, so that no other thread can use, move or release either in between, and so
 * that the steps after that point cannot fail.
 *
 *   insert_hidden --> hidden --show--> live        a result
 *   live --hide--> hidden --drop_hidden--> gone    what moves away; show takes it back
 *
 * The thread that hid a hold shows or drops it before it leaves the kernel. process->lock is not held.
 */
/* As process_insert_hold. */
MUST_CHECK status_t process_insert_hidden_hold(struct process *process, const struct cap_hold *hold, cap_id_t *id);
/* A live hold that is still what it was when the caller copied it to *expected. STATUS_INVALID_CAP, STATUS_STALE_CAP. */
MUST_CHECK status_t process_hide_hold(struct process *process, cap_id_t id, const struct cap_hold *expected);
void process_show_hold(struct process *process, cap_id_t id);
/* As process_remove_hold. */
void process_drop_hidden_hold(struct process *process, cap_id_t id);
/* Makes sure that count more holds find a slot. process->lock is held. STATUS_TABLE_FULL, STATUS_NO_MEMORY. */
MUST_CHECK status_t process_grow_table_locked(struct process *process, uint32_t count);

/* Calls visit for every process that has not ended, by pid, until it returns false. The list is locked: only for what is short. */
void process_for_each(bool (*visit)(void *context, struct process *process), void *context);
/* The same for those with a pid from `from` on, letting interrupts in between steps: no lock may be held. Processes may come and go
 * meanwhile. */
void process_for_each_in_steps(uint32_t from, bool (*visit)(void *context, struct process *process), void *context);
/* With a reference for the caller; NULL. */
struct process *process_find(uint32_t pid);
/* Sums over all processes: holds, unfinished answers, frames charged. */
struct process_totals {
    uint64_t cap_slots, answers, frames;
    uint32_t processes, threads;
};
void process_get_totals(struct process_totals *totals);

extern struct object_kind process_kind;
