/* SPDX-License-Identifier: MIT */
/* What the parts of this test share. */
#pragma once

#include "capability.capnp.h"
#include "demo.capnp.h"
#include "kit.h"

struct test {
    struct kit kit;
};

/* A child that plays tests/programs/deed/granted.c. */
struct child {
    process_handle_t handle;
    echo_t echo;                /* what it serves */
};

struct child start_child(struct test *test, const char *deed, const struct kit_grant *more, struct kit_limits limits);
void end_child(struct test *test, struct child *child);

/* Has the child use `extra` (a letter of deed/granted.c): how that ended, later. */
void begin_use(struct test *test, const struct child *child, char letter, struct capn_request *request);
status_t end_use(struct test *test, struct capn_request *request);
/* The same at once. */
status_t use(struct test *test, const struct child *child, char letter);
/* One attempt: the last refusal said this. */
void expect_reason(struct test *test, const char *what, const char *reason);
/* What the child still holds of its grants: how many, and the id of the one with that name (CAP_ID_INVALID: none). */
uint32_t count_granted(struct test *test, const struct child *child, const char *name, cap_id_t *id);

void test_refusals(struct test *test);
void test_facets(struct test *test);
