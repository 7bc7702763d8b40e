/* SPDX-License-Identifier: MIT */
/* Between the files of test-threads. */
#pragma once

#include "kit.h"
#include "rt/thread.h"

/* contract.c */
void test_contract(struct kit *kit);
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
