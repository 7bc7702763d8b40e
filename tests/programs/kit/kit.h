/* SPDX-License-Identifier: MIT */
/*
 * What the hostile test programs share: they count attempts, compare what came back with what is documented, and compare
 * the Inspector's totals before and after. Prints only what is wrong, and one line at the end.
 *
 * Capabilities are found by the names that the conductor grants them under (tests/programs/README.md); one that was not
 * granted is CAP_ID_INVALID.
 */
#pragma once

#include "capability.capnp.h"
#include "kernel.capnp.h"
#include "memory.capnp.h"
#include "process.capnp.h"
#include "rt/raw.h"
#include "rt/rt.h"
#include "scheduling.capnp.h"
#include "thread.capnp.h"

struct kit {
    struct rt *rt;
    uint32_t attempts;
    uint32_t wrong;
    uint32_t frame_slack;               /* frames that may be gone for good: 0 with one CPU, where nothing new is needed */
    console_t console;
    timer_t timer;
    null_cap_t null;
    inspector_t inspector;
    process_spawner_t spawner;
    process_spawner_t launcher;         /* limited to null-exit */
    virtual_memory_t memory;
    frame_allocator_t frames;
    thread_control_t thread;
    thread_spawner_t threads;
    park_space_t park;
    endpoint_factory_t endpoints;
    capability_manager_t capabilities;
};

void kit_open(struct kit *kit, struct rt *rt);
/* CPUs that run; 1 when the Inspector cannot be asked. */
uint32_t kit_cpus(struct kit *kit);
/* One attempt. The text is printed when it went wrong. */
__attribute__((format(printf, 3, 4))) void kit_check(struct kit *kit, bool right, const char *format, ...);
/* One attempt whose outcome is a status. */
void kit_expect(struct kit *kit, const char *what, int64_t got, int64_t expected);
/* The last line, and the exit code of the program. */
int kit_close(struct kit *kit);

/* --- totals --------------------------------------------------------------------------------------------------------- */

struct kit_totals {
    uint64_t free_frames, objects, cap_slots, answers;
    uint32_t processes, threads;
};

MUST_CHECK status_t kit_totals_read(struct kit *kit, struct kit_totals *totals);
/* One attempt: everything is back where it was. Gives the reaper some time. */
void kit_totals_compare(struct kit *kit, const char *what, const struct kit_totals *before);

/* --- the ring, raw (ring.c) ------------------------------------------------------------------------------------------- */

/* Submits one SQE, waits for a completion and takes it. The SQE gets a user_data of its own when it has 0. A completion for another
 * user_data counts as wrong. */
struct cap_cqe kit_do(struct kit *kit, struct cap_sqe sqe);
/* One attempt: the SQE's completion has this result. */
void kit_refused(struct kit *kit, const char *what, struct cap_sqe sqe, int32_t expected);
/* Takes all completions that are there; returns how many. */
uint32_t kit_drain(struct kit *kit);
/* Now plus ns, for deadlines. */
uint64_t kit_after(struct kit *kit, uint64_t ns);

/* --- narrowing, lending, granting (capabilities.c) ---------------------------------------------------------------------------- */

/* What CapabilityManager.narrow gives, which must expose interface_id; owned. */
MUST_CHECK status_t kit_narrow(struct kit *kit, cap_id_t cap, uint64_t interface_id, cap_id_t *out);
/* What CapabilityManager.lend gives; both owned. */
MUST_CHECK status_t kit_lend(struct kit *kit, cap_id_t cap, cap_id_t *facet, revoker_t *revoker);

/* CapabilityManager.grant: cap goes to a child that runs, under name; *id is in the child's table. */
MUST_CHECK status_t kit_grant_to(struct kit *kit, cap_id_t child, cap_id_t cap, enum cap_transfer_mode mode, const char *name,
                                 cap_id_t *id);
/* CapabilityManager.revoke: how many calls it ended, or the failure. */
int64_t kit_revoke_from(struct kit *kit, cap_id_t child, cap_id_t id);

/* --- scheduling (scheduling.c) ------------------------------------------------------------------------------------------- */

struct kit_time {
    uint64_t budget_ns, period_ns;
    uint8_t priority;
    uint64_t cpu_mask;
};

struct kit_time_state {
    uint64_t used_ns, remaining_ns, postponements, loans;
    uint32_t depth;
    bool bound, waiting;
};

/* *out is owned. */
MUST_CHECK status_t kit_context_create(struct kit *kit, scheduler_control_t control, const struct kit_time *time,
                                       scheduling_context_t *out);
MUST_CHECK status_t kit_context_configure(struct kit *kit, scheduler_control_t control, cap_id_t context, const struct kit_time *time);
MUST_CHECK status_t kit_context_state(struct kit *kit, scheduling_context_t context, struct kit_time_state *out);

/* --- children (spawn.c) ----------------------------------------------------------------------------------------------- */

enum kit_grant_kind {
    KIT_GRANT_COPY,             /* cap, copied */
    KIT_GRANT_REVOCABLE,        /* cap, copied, to be taken back with all that is derived from it */
    KIT_GRANT_MOVE,             /* cap, moved */
    KIT_GRANT_ENDPOINT,         /* fresh; interface_id is that of the facet */
    KIT_GRANT_MEMORY,
    KIT_GRANT_THREAD,
    KIT_GRANT_FRAMES,
    KIT_GRANT_ENDPOINTS,
    KIT_GRANT_CAPABILITIES,
    KIT_GRANT_SESSION,
    KIT_GRANT_THREADS,          /* ThreadSpawner */
    KIT_GRANT_PARK,
    KIT_GRANT_CLIENT_OF,        /* cap is our endpoint */
    KIT_GRANT_INDEX,            /* interface_id is written as a capability index, and nothing is sent along */
    KIT_GRANT_NOTHING,          /* the union stays as it is: capability, null */
};

struct kit_grant {
    const char *name;
    enum kit_grant_kind kind;
    cap_id_t cap;
    uint64_t interface_id;
};

struct kit_limits {
    uint32_t cap_slots, frame_pages, virtual_pages, endpoints, processes, threads, notifications, mappings, queued_calls,
        log_bytes, sessions, scheduling_contexts;
};

struct kit_child {
    const char *name;
    const char *binary;
    const struct kit_grant *grants;
    uint32_t grant_count;
    struct kit_limits limits;
    bool tapped;
    cap_id_t tap;               /* when tapped: what the spawner is given as a tap */
    cap_id_t session;                   /* of the child; 0: none is named */
};

/* facet (may be NULL) gets the parent's facet of the first fresh endpoint, owned. */
MUST_CHECK status_t kit_spawn(struct kit *kit, const struct kit_child *child, process_handle_t *handle, cap_id_t *facet);
struct kit_exit {
    enum exit_kind kind;
    int64_t code;
    char detail[128];
};
MUST_CHECK status_t kit_wait(struct kit *kit, process_handle_t handle, struct kit_exit *exit);
/* Spawns with console and nothing else, waits, drops the handle. */
MUST_CHECK status_t kit_run(struct kit *kit, const struct kit_child *child, struct kit_exit *exit);

/* --- ledgers (ledger.c) ------------------------------------------------------------------------------------------------ */

struct kit_ledger {
    uint64_t cap_slots, frames, virtual_pages, endpoints, processes, threads, notifications, mappings, queued_calls,
        log_bytes, sessions, scheduling_contexts, answers, in_flight, receives, cpu_us, postponements;
};

/* What a process has charged now. */
MUST_CHECK status_t kit_ledger_read(struct kit *kit, uint32_t pid, struct kit_ledger *used);
