/* SPDX-License-Identifier: MIT */
/*
 * Sessions: on whose behalf processes act. Made by SessionFactory, one per process for its whole life (process->session),
 * inherited by children unless whoever starts them holds a SelectableSession.
 *
 *   live --deadline, logout--> ended (for ever)
 *
 * A session is one object with three interfaces: SessionView, UserSession, SelectableSession. It lives while a hold on it or
 * a process in it does. What it says of its subject never changes; `live`, `epoch` and the deadline are guarded by one lock
 * for all sessions, and read without it.
 */
#pragma once

#include "base/object.h"
#include "core/atomic.h"
#include "sched/timers.h"
#include "session.capnp.h"

#define SESSION_ID_BYTES 16u

/* The most bytes of each field of a subject (schema/session.capnp). */
#define SESSION_PRINCIPAL_BYTES 64u
#define SESSION_NAME_BYTES 64u
#define SESSION_PROFILE_BYTES 32u
#define SESSION_AUTH_BYTES 32u
#define SESSION_CLAIMS_BYTES 256u

/* The bits of a disclosure mask that mean something. */
#define SESSION_DISCLOSE_ALL                                                                                             \
    (SESSION_DISCLOSE_PRINCIPAL | SESSION_DISCLOSE_DISPLAY_NAME | SESSION_DISCLOSE_PROFILE | SESSION_DISCLOSE_AUTH |     \
     SESSION_DISCLOSE_CLAIMS)

enum session_field {
    SESSION_FIELD_PRINCIPAL,
    SESSION_FIELD_NAME,
    SESSION_FIELD_PROFILE,
    SESSION_FIELD_AUTH,
    SESSION_FIELD_CLAIMS,
    SESSION_FIELD_COUNT
};

struct session {
    struct object object;

    /* The call path reads these. */
    uint64_t number;                    /* from 1, never used again */
    uint64_t epoch;                     /* from 1 */
    uint32_t reference_offset;          /* of its place in an endpoint's table of references (ipc/session_reference.h) */
    bool live;

    uint64_t created_ns, deadline_ns;   /* deadline 0: none */
    struct scheduler_alarm alarm;       /* set while it is live and has a deadline */
    struct process *payer;              /* whose ledger has it, one reference; NULL for the first session */
    uint8_t id[SESSION_ID_BYTES];
    uint16_t field_bytes[SESSION_FIELD_COUNT];
    char fields[SESSION_PRINCIPAL_BYTES + SESSION_NAME_BYTES + SESSION_PROFILE_BYTES + SESSION_AUTH_BYTES + SESSION_CLAIMS_BYTES];
};

extern struct object_kind session_kind;

/* Makes the key of references and the first session, which never ends. Boot, after entropy_init. */
void session_init(void);
/* The first session. It lives for ever; no reference is taken. */
struct session *session_first(void);

/* What a call of such a session is told, with STATUS_GONE. */
#define SESSION_ENDED_REASON "the session has ended"

/* Whether calls of its processes go anywhere. Any context. */
static inline bool session_live(const struct session *session)
{
    return atomic_load_relaxed(&session->live);
}
/* The scope that a hold needs to get from one process to the other by itself. */
enum cap_transfer_scope session_scope_needed(const struct process *from, const struct process *to);
/* A hold on a session as UserSession. Does not take a reference. */
struct cap_hold session_user_hold(struct session *session, enum cap_origin origin);
/* The session behind a hold that may start processes in it; NULL when it is something else. */
struct session *session_selectable(const struct cap_hold *hold);
/* Whether the session's profile is that text. */
bool session_has_profile(const struct session *session, struct capn_text profile);
/* Puts the fields that mask names into a subject. STATUS_NO_SPACE. */
MUST_CHECK status_t session_write_subject(const struct session *session, uint32_t mask, struct session_subject_builder *subject);

/* The processes of sessions: sets process->session, once or before the process runs, with a reference; or NULL to let go. */
void session_bind(struct process *process, struct session *session);
