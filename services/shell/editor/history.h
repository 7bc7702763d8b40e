/* SPDX-License-Identifier: MIT */
/* The last lines that were entered, newest last, in a fixed arena. A line entered again moves to the end. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "line.h"

#define HISTORY_LINES 64u
#define HISTORY_BYTES 16384u

struct history {
    uint32_t count;
    uint32_t used;                      /* bytes of text */
    uint16_t len[HISTORY_LINES];        /* oldest first */
    char text[HISTORY_BYTES];           /* the lines one after the other, oldest first */
};
_Static_assert(HISTORY_BYTES >= LINE_BYTES, "one line always fits");

/* Empty lines are not kept; the oldest ones make room. len <= LINE_BYTES. */
void history_add(struct history *history, const char *text, uint32_t len);
/* back 0 is the newest. False beyond the oldest. The text is borrowed until the next add. */
bool history_get(const struct history *history, uint32_t back, const char **text, uint32_t *len);
