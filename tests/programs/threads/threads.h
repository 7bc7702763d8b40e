/* SPDX-License-Identifier: MIT */
/* Between the files of test-threads. */
#pragma once

#include "kit.h"
#include "rt/thread.h"

/* contract.c */
void test_contract(struct kit *kit);
/* A thread that knows only its ring: spins until raw_go is not 0, then ends with RAW_EXIT_CODE. Two can be there at a time, index 0
 * and 1. */
#define RAW_EXIT_CODE 77
extern uint32_t raw_go;
MUST_CHECK status_t raw_create(struct kit *kit, uint32_t index, thread_handle_t *handle);
/* races.c */
void test_races(struct kit *kit);
/* A child of it, by the first letter of what it does; it comes back only when something is wrong. */
int be_raced(struct rt *rt, char what);
/* arguments.c */
void test_arguments(struct kit *kit);
void test_exhaustion(struct kit *kit);
/* In a process of its own, "limited", with this limit. */
#define LIMITED_THREADS 16u
void test_full_ledger(struct kit *kit);
/* exits.c: children of this same program. */
void test_exits(struct kit *kit);
/* stale.c */
void test_stale(struct kit *kit);
/* This process is one of its children. */
int do_stale(struct rt *rt, const char *name);
/* deeds.c: this process is such a child. Returns only when the name is none of theirs. */
int do_deed(struct rt *rt, const char *name);
/* The names are "wait-" with a letter for each thread's wait and then a letter for the end; arrays of both, ended by 0. */
extern const char deed_waits[], deed_ends[];
