/* SPDX-License-Identifier: MIT */
/* Between the files of test-seen. */
#pragma once

#include "kit.h"
#include "rt/thread.h"

#define TEST_INTERFACE_ID 0xf00dull

/* --- asking (ask.c) -------------------------------------------------------------------------------------------------- */

#define SEEN_MAX 320u
#define PAGE_BYTES 16384u               /* of results: less than the crowd needs */

struct seen_thread {
    uint32_t id, subject;
    enum process_state state;
    enum wait_reason reason;
    uint16_t unfinished;
    uint64_t interface_id, until_ns, submissions;
    uint8_t priority;
    bool lent;
};

struct seen {
    uint32_t count;
    struct seen_thread threads[SEEN_MAX];
};

/* One answer of Inspector.threads from *from_id on, appended; *from_id becomes its `next`. */
MUST_CHECK status_t seen_ask(struct kit *kit, uint32_t pid, uint32_t *from_id, struct seen *seen);
/* All of them, page by page. */
MUST_CHECK status_t seen_ask_all(struct kit *kit, uint32_t pid, struct seen *seen);
/* The pid of a child. */
uint32_t seen_pid(struct kit *kit, process_handle_t child);

/* --- children -------------------------------------------------------------------------------------------------------- */

/* waits.c: thread n waits in the way n - 1, for good. */
#define SEEN_WAYS 10u
/* What the n-th way looks like. The subject is an id of a thread, or 1 for the process itself. */
struct seen_way {
    const char *name;
    enum wait_reason reason;
    uint32_t subject;
    uint64_t interface_id;
    uint16_t unfinished;
    bool timed;
};
extern const struct seen_way seen_ways[SEEN_WAYS];
int be_waiting(struct rt *rt);

/* crowd.c: several threads make threads at once. */
#define CROWD_MAKERS 4u
#define CROWD_EACH 60u
int be_a_crowd(struct rt *rt);

/* time.c, in this process. */
void test_time(struct kit *kit);
