/* SPDX-License-Identifier: MIT */
/*
 * Shows an edited line behind a prompt, in one row, on any terminal: nothing but printable characters, backspace and
 * newline is sent (only clearing the screen needs an escape sequence). It remembers what the row shows, so that a key
 * costs only the characters that changed. A line that is too long scrolls; `<` and `>` say where it was cut.
 * Every character counts as one column. Pure: bytes go out through put.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "line.h"

#define SCREEN_MAX_COLUMNS 256u
#define SCREEN_MIN_CELLS 8u

struct screen {
    void (*put)(void *context, const char *bytes, uint32_t len);
    void *context;
    const char *prompt;
    uint32_t prompt_columns;
    uint32_t cells;                         /* room behind the prompt; the last column stays free, so nothing wraps */
    uint32_t first;                         /* character of the line that is in cell 0 */
    uint32_t column;                        /* where the terminal's cursor is, in cells */
    uint32_t shown_count;
    uint32_t shown[SCREEN_MAX_COLUMNS];     /* each cell's UTF-8 bytes, first byte lowest */
};

/* prompt is ASCII and borrowed. columns: of the terminal. */
void screen_init(struct screen *screen, const char *prompt, uint32_t columns,
                 void (*put)(void *context, const char *bytes, uint32_t len), void *context);
/* Prints the prompt at the start of a fresh row; the row behind it is empty then. */
void screen_begin(struct screen *screen);
/* Makes the row show line. */
void screen_update(struct screen *screen, const struct line *line);
/* Clears the terminal and begins again in its first row. */
void screen_clear(struct screen *screen);
/* Leaves the row. */
void screen_newline(struct screen *screen);
void screen_bell(struct screen *screen);
