/* SPDX-License-Identifier: MIT */
/* Between the files of test-scheduling. */
#pragma once

#include "kit.h"
#include "rt/thread.h"

#define MS 1000000ull
#define SECOND_NS 1000000000ull
#define TEST_INTERFACE_ID 0x5c4edull

struct scheduling {
    struct kit kit;
    scheduler_control_t control;
};

/* A context that must come about; owned. */
scheduling_context_t make_context(struct scheduling *test, struct kit_time time);
struct kit_time_state state_of(struct scheduling *test, scheduling_context_t context);
/* Lets go, at once. */
void drop(struct scheduling *test, cap_id_t cap);

void test_parameters(struct scheduling *test);
void test_binding(struct scheduling *test);
void test_lending(struct scheduling *test);
void test_storm(struct scheduling *test, uint64_t seed, uint32_t rounds);

/* One call of words[0], answered into words[1]; FINISHed when the deadline passes first. Nothing else may be in flight. Its result. */
int32_t call_until(struct rt *rt, cap_id_t facet, uint64_t *words, uint64_t deadline_ns);

/* A child of this program with these holds: its name says what it does. */
struct kit_child child_of(const char *name, const struct kit_grant *grants, uint32_t count);
/* binding.c, lending.c: this process is such a child. */
int be_binder(struct rt *rt);
int be_caller(struct rt *rt);
