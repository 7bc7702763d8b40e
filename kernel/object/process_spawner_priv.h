/* SPDX-License-Identifier: MIT */
/* Between process_spawner.c, process_spawner_grants.c and process_spawner_session.c. */
#pragma once

#include "object/process_spawner.h"
#include "process.capnp.h"

struct kernel_call;
struct process;
struct session;
struct spawn;

struct process_spawner {
    struct object object;
    struct session *session;            /* of all children, one reference; NULL: the caller's or what it chooses */
    uint32_t count;                     /* 0: all binaries */
    struct capn_text allowed[PROCESS_SPAWNER_MAX_BINARIES]; /* in the boot package */
};

/* One spawn while its grants are applied. */
struct granting {
    struct capn_call *capn;
    struct kernel_call *call;
    struct spawn *spawn;
    enum cap_transfer_scope needed_scope; /* of what the parent gives away */
    struct process_spawner_spawn_results_builder *results;
    struct capn_list_builder facets;
    uint32_t facet_count;
    bool revocable;                     /* the grant at hand */
};

/* Puts everything that the params grant into the child, and the facets of its endpoints into the results. Errors with their reason in the
 * call; then the spawn must be aborted. */
MUST_CHECK status_t process_spawner_apply_grants(struct granting *granting, const struct process_spawner_spawn_params_reader *params);
/* For all binaries, without a session. NULL: no memory. One reference, the caller's. */
struct process_spawner *process_spawner_alloc(void);
/* Puts a child, which has its parent's session, into its own if the launcher has one or the caller names one. Errors with
 * their reason in the call. */
MUST_CHECK status_t process_spawner_choose_session(struct kernel_call *call, const struct process_spawner *spawner,
                                                   const struct process_spawner_spawn_params_reader *params, struct process *child);
/* The methods. */
status_t process_spawner_binaries(void *self, struct capn_call *call, const struct process_spawner_binaries_params_reader *params,
                                  struct process_spawner_binaries_results_builder *results);
status_t process_spawner_fix(void *self, struct capn_call *capn, const struct process_spawner_fix_params_reader *params,
                             struct process_spawner_fix_results_builder *results);
