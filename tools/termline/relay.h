/* SPDX-License-Identifier: MIT */
/* Moves bytes between standard input and output and a child. */
#pragma once

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

#include "filter.h"

struct relay {
    pid_t child;
    int to_child, from_child;   /* pipes; to_child does not block */
    sigset_t signals;           /* to wait with: the signals of main.c are let in only then */
    volatile sig_atomic_t *signal;      /* the last that asks to end, or 0 */
    volatile sig_atomic_t *continued;   /* the terminal's modes may have been changed */
    void (*restore)(void);      /* sets them again */
    bool open;                  /* the child may still write */
    bool asked;                 /* to end */
    bool broken;                /* standard output is gone */
    int64_t leave_by;           /* milliseconds; 0: Ctrl-A X was not typed */
    struct filter filter;
};

/* Until the child has closed its end and all that it wrote is on standard output, or a signal came. */
void relay_run(struct relay *relay);
