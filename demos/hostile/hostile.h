/* SPDX-License-Identifier: MIT */
/* What the attempts share. */
#pragma once

#include "output.h"
#include "rt/raw.h"

struct hostile {
    struct rt *rt;
    struct output output;
    cap_id_t memory;            /* VirtualMemory of this process, or CAP_ID_INVALID */
    cap_id_t target;            /* something that can be called: the terminal or the log */
    uint32_t attempts;
    uint32_t succeeded;         /* attempts that were not refused as they must be */
};

/* One attempt: prints what was tried and how it was refused. got and must are statuses. */
void hostile_attempt(struct hostile *hostile, const char *what, status_t got, status_t must);
/* Submits the entry as it is and returns its completion's result. */
status_t hostile_submit(struct hostile *hostile, struct cap_sqe sqe);

void hostile_forge(struct hostile *hostile);
void hostile_buffers(struct hostile *hostile);
void hostile_memory(struct hostile *hostile);
