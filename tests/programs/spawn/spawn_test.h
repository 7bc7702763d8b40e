/* SPDX-License-Identifier: MIT */
#pragma once

#include "kit.h"

#define TEST_INTERFACE_ID 0xf00dull
#define MS 1000000ull
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

void test_grants(struct kit *kit);
void test_moves(struct kit *kit);
void test_life(struct kit *kit);
void test_calls(struct kit *kit);
void test_transfers(struct kit *kit);
void test_queues(struct kit *kit);
void test_chains(struct kit *kit);
void test_many(struct kit *kit);
/* What the first kept answer makes and keeps. */
void chains_warm_up(struct kit *kit);

/* A child that plays `deed` with these grants; the test cannot go on without it. */
process_handle_t must_spawn(struct kit *kit, const char *deed, const struct kit_grant *grants, uint32_t count, cap_id_t *facet);
/* Ends it, waits for it, drops the handle. */
void end_child(struct kit *kit, process_handle_t child);
