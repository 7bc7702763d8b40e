/* SPDX-License-Identifier: MIT */
/* Measuring the same operation while there is more and more of something. */
#pragma once

#include "bench.h"

#define SCALE_STEPS 4u

/* One subject: more(bench, from, to) makes it `to` of them where there were `from`; then the operations are measured. */
struct scale_operation {
    const char *name;
    uint32_t samples;
    void (*run)(struct bench *bench);
};
struct scale_subject {
    const char *name;
    uint32_t steps[SCALE_STEPS];        /* ascending; 0: no more */
    void (*more)(struct bench *bench, uint32_t from, uint32_t to);
    const struct scale_operation *operations; /* ends with a name that is NULL */
    void (*end)(struct bench *bench, uint32_t count);
};

/* One line per operation and step: `bench scale_SUBJECT_OPERATION_at_COUNT least median`. */
void scale_run(struct bench *bench, const struct scale_subject *subject);

void scale_capabilities(struct bench *bench);
void scale_calls(struct bench *bench);
void scale_memory(struct bench *bench);
void scale_processes(struct bench *bench);
void scale_timers(struct bench *bench);
void scale_threads(struct bench *bench);
void scale_waiters(struct bench *bench);
