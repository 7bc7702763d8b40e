/* SPDX-License-Identifier: MIT */
/*
 * Processes and threads as the shell shows them. Pure. A list is filled in the order of the numbers (add), compared with an
 * older one (compare), and then perhaps put into another order (sort):
 *
 *   view_clear --view_add ...--> complete --view_compare--> recent_ns is known --view_sort--> busiest first
 */
#pragma once

#include "process.capnp.h"

#define VIEW_TASKS_MAX 256u
#define VIEW_WAIT_BYTES 64u
#define VIEW_NUMBER_BYTES 24u

/* struct WaitInfo. */
struct view_wait {
    enum wait_reason reason;
    uint16_t unfinished;
    uint32_t subject;
    uint64_t interface_id;
    uint64_t until_ns;
};

/* A process, or one of its threads. */
struct view_task {
    uint32_t pid, id;                   /* id 0 for a process */
    uint32_t parent;                    /* of its process, as are the next three */
    uint32_t threads, cap_slots;
    uint64_t memory_kib;
    uint32_t cpu;
    uint8_t priority;                   /* of a thread */
    bool lent;                          /* that is a caller's */
    enum process_state state;
    uint64_t cpu_ns;
    uint64_t submissions;               /* of a thread: operations that it ever gave to the kernel */
    uint64_t recent_ns;                 /* since the list that this one was compared with */
    struct view_wait wait;
    char name[32];                      /* of its process */
};

struct view_tasks {
    uint32_t count;
    uint32_t dropped;                   /* there was no room for these */
    struct view_task tasks[VIEW_TASKS_MAX];
};

/* What must be kept of a list to compare the next one with it. */
struct view_times {
    uint32_t count;
    struct {
        uint32_t pid, id;
        uint64_t cpu_ns;
    } times[VIEW_TASKS_MAX];
};

void view_wait_read(struct view_wait *out, const struct wait_info_reader *info);

void view_clear(struct view_tasks *list);
/* In the order of pid, then id. A list that is full counts what it drops. */
void view_add(struct view_tasks *list, const struct view_task *task);
/* Sets recent_ns of all tasks; those that were not there before count from nothing. */
void view_compare(struct view_tasks *list, const struct view_times *before);
void view_keep_times(struct view_times *times, const struct view_tasks *list);
/* The one that used most time lately first, then the one that used most ever, then by number. */
void view_sort(struct view_tasks *list);

/* "running", "ready", "blocked", "exiting"; "?" for what this shell does not know. */
const char *view_state_name(enum process_state state);
/* What a thread waits for, in a few words; empty when it does not wait. interface: the name of wait->interface_id. */
void view_wait_text(char out[VIEW_WAIT_BYTES], const struct view_wait *wait, const char *interface, uint64_t now_ns);
/* A part of the whole in per cent, with one decimal; at most 999.9, and 0.0 of nothing. */
void view_share(char out[VIEW_NUMBER_BYTES], uint64_t part, uint64_t whole);
/* "250 ms", "3.2 s", "12 min", "5 h", "9 days". */
void view_duration(char out[VIEW_NUMBER_BYTES], uint64_t ns);
/* How many a second, without decimals. */
uint64_t view_rate(uint64_t count, uint64_t ns);
