/* SPDX-License-Identifier: MIT */
/*
 * The driver: keeps some actors alive at a time until as many have lived as the parameters say, hands each of them facets of
 * others, kills and revokes at random, calls a service that nobody else knows all the while, and compares the Inspector's totals at
 * the end. It waits in one place, a notification:
 *
 *   bits 0 to ACTORS_MAX - 1: that actor has ended     HUB_BIT: the hub has     TICK_BIT: time to do something
 */
#pragma once

#include "capability.capnp.h"
#include "demo.capnp.h"
#include "notification.capnp.h"
#include "plan.h"
#include "session.capnp.h"

#define ACTORS_MAX 24u
#define HUB_BIT (1ull << 40)
#define TICK_BIT (1ull << 41)
#define LOANS_MAX 16u
#define SESSIONS_MAX 3u

struct slot {
    bool used, killed;
    struct actor_plan plan;
    process_handle_t handle;
    cap_id_t facet;
    uint64_t start_ns;
};

struct service {
    process_handle_t handle;
    cap_id_t facet;
};

struct login {
    selectable_session_t session;
    user_session_t user;
};

struct driver {
    struct kit kit;
    struct kit_random random;
    uint64_t seed;
    uint32_t actors;            /* that shall live */
    capability_manager_t manager;
    notification_t bell;
    struct slot slots[ACTORS_MAX];
    struct service hub;         /* an Echo that every actor may call, and end */
    struct service control;     /* one that nobody knows but the driver */
    revoker_t loans[LOANS_MAX];
    uint32_t loan_count;
    session_factory_t factory;
    struct login logins[SESSIONS_MAX];
    uint32_t started, live, hubs;
    uint32_t ended[ACTOR_ENDINGS];
    uint32_t killed, revoked, controls, gifts, taken_back, logouts;
    uint32_t most_threads;      /* more than there were processes, at some moment */
    uint64_t done;              /* what the actors' exit codes add up to */
    bool wedged;
};

/* --- parameters.c -------------------------------------------------------------------------------------------------------- */

/* From the message of the day: "seed=N actors=N", in any order; defaults for what is missing. */
void parameters_read(struct driver *driver);

/* --- children.c ---------------------------------------------------------------------------------------------------------- */

MUST_CHECK status_t start_service(struct driver *driver, const char *name, struct service *service);
void end_service(struct driver *driver, struct service *service);
/* Starts one in a free slot. */
void start_actor(struct driver *driver);
/* A facet of some living actor, or of the hub. */
cap_id_t pick_peer(struct driver *driver);
/* It has ended: was it as planned? */
void collect_actor(struct driver *driver, struct slot *slot);

/* --- gifts.c ------------------------------------------------------------------------------------------------------------- */

/* A facet of somebody to one that runs. */
void give(struct driver *driver, struct slot *slot);
/* Takes something back that it was granted, then or at its start. */
void take_back(struct driver *driver, struct slot *slot);

/* --- sessions.c ---------------------------------------------------------------------------------------------------------- */

void sessions_open(struct driver *driver);
void sessions_close(struct driver *driver);
/* That the next actor is to belong to: 0 for ours, most of the time. */
cap_id_t pick_session(struct driver *driver);
/* Ends one, whoever is in it, and begins another in its place. */
void change_session(struct driver *driver);

/* --- report.c ------------------------------------------------------------------------------------------------------------ */

/* Who waits for what, on the log. */
void report_wedge(struct driver *driver, const char *what);
void report_end(struct driver *driver);
