/* SPDX-License-Identifier: MIT */
/*
 * The line editor: keys change the line, the screen follows. Bytes go in one at a time; the caller learns when a line
 * is complete or when it has to act, and says when the screen is to follow, so that what is pasted is drawn once.
 *
 * A line of which some text did not fit is not the line that was typed: Enter then gives EDITOR_REFUSED, until the line was emptied.
 * Pure apart from the screen's put.
 */
#pragma once

#include "history.h"
#include "keys.h"
#include "line.h"
#include "screen.h"

enum editor_event {
    EDITOR_NONE,
    EDITOR_ACCEPT,      /* Enter: editor->line is complete, the cursor is on a fresh row */
    EDITOR_REFUSED,     /* Enter, but editor->refused bytes did not fit: it must not be run; the cursor is on a fresh row */
    EDITOR_INTERRUPT,   /* ^C: the line was given up, the cursor is on a fresh row */
    EDITOR_END,         /* ^D on an empty line */
    EDITOR_COMPLETE,    /* Tab: the caller may insert, or list and then editor_redraw */
};

struct editor {
    struct line line;
    struct line draft;          /* what was typed before going back in history */
    uint32_t refused;           /* bytes of text that did not fit in the line; the bell rang */
    uint32_t back;              /* 0: the draft; n: n-th newest line of history */
    struct key_decoder decoder;
    struct screen *screen;
    struct history *history;    /* read only here */
};

/* Both are borrowed. */
void editor_init(struct editor *editor, struct screen *screen, struct history *history);
/* Prints the prompt and starts an empty line. */
void editor_begin(struct editor *editor);
/* Does not show what it changes, unless the event leaves the row or asks the caller to act. */
enum editor_event editor_feed(struct editor *editor, uint8_t byte);
/* Makes the screen show the line: before waiting for the next byte. */
void editor_show(struct editor *editor);
/* Inserts at the cursor and shows it; rings the bell when there is no room. */
void editor_insert(struct editor *editor, const char *text, uint32_t len);
/* Prompt and line again, in a fresh row. */
void editor_redraw(struct editor *editor);
