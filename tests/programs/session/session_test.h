/* SPDX-License-Identifier: MIT */
/* What the parts of this test share: two services, sessions, and children that call from within them. */
#pragma once

#include "capability.capnp.h"
#include "kit.h"
#include "session.capnp.h"

#define MS 1000000ull
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct test {
    struct kit kit;
    session_factory_t factory;
    capability_manager_t manager;
    user_session_t own;                 /* of this process */
    endpoint_t one, two;                /* services, which expose NullCap */
};

struct minted {
    selectable_session_t session;
    user_session_t user;
};

/* A session with a profile, and with 0 or a time at which it ends. */
MUST_CHECK status_t session_make(struct test *test, const char *profile, uint64_t deadline_ns, struct minted *out);
void session_drop(struct test *test, const struct minted *minted);
struct session_state {
    uint64_t id[2], epoch, created_ns, deadline_ns;
    bool live;
    char profile[64];
};
MUST_CHECK status_t session_read(struct test *test, user_session_t session, struct session_state *out);

/* A child that does `program` (tests/programs/session-child) in `session`, 0: none is named. It has what it needs, and holds
 * `held` as `session`; 0: its own. Ends the test program when it cannot be started. */
process_handle_t child_start(struct test *test, const char *program, cap_id_t session, cap_id_t held);
/* The same with the facet `one` (0: a fresh one that discloses nothing) and the capability `gift` (0: a facet that stays in its
 * session). The status of the spawn. */
MUST_CHECK status_t child_try(struct test *test, const char *program, cap_id_t session, cap_id_t one, cap_id_t gift,
                              process_handle_t *out);
/* One attempt: the child ends by itself with that status as it says it (positive). */
void child_ends(struct test *test, const char *what, process_handle_t child, int64_t expected);

/* A launcher of that session's processes. */
MUST_CHECK status_t launcher_fix(struct test *test, process_spawner_t spawner, cap_id_t session, const char *profile,
                                 process_spawner_t *out);

/* One attempt: a call comes to the service. False: it did not. */
bool call_take(struct test *test, const char *what, endpoint_t service, struct endpoint_message *message);
/* One attempt: none does. */
void call_none(struct test *test, const char *what, endpoint_t service);
/* Lets go of the capabilities that came with the last call that was taken. */
void call_release(struct test *test, uint32_t count);
void call_answer(struct test *test, endpoint_t service, const struct endpoint_message *message);

/* What needs no other session than the first. */
void test_first(struct test *test);
void test_context(struct test *test);
void test_launchers(struct test *test);
void test_factory(struct test *test);
void test_scopes(struct test *test);
void test_disclosure(struct test *test);
void test_life(struct test *test);
