/* SPDX-License-Identifier: MIT */
/*
 * Type-ahead: what was typed and no reader has taken. It belongs to the terminal and is given out line by line, so that a reader
 * gets nothing of the line behind its own. A line ends with carriage return, newline, ^C or ^D.
 *
 * At the limit whole lines are dropped, never a part of one:
 *
 *   KEEPING --does not fit: its line is taken back, as far as it is here--> DROPPING
 *   DROPPING --all that is kept was taken, and the dropped line is over--> KEEPING
 *
 * When the first part of that line was taken already, its reader finds a ^C where the rest would be. ^C itself always has room: at
 * the limit it discards what was typed before it, as the one who presses it wants.
 *
 * What leaves is overwritten. Pure; zero-initialised is empty.
 */
#pragma once

#include "queue.h"

#define TYPED_MAX_BYTES 4096u
#define TYPED_INTERRUPT 3       /* ^C */
#define TYPED_END 4             /* ^D */

enum typed_reader {
    TYPED_RAW,                  /* takes bytes as they are */
    TYPED_LINE,                 /* takes \r\n as one end of a line */
};

enum typed_outcome {
    TYPED_KEPT,
    TYPED_FULL,                 /* from here on bytes are dropped; say so */
    TYPED_DROPPED,
};

struct typed {
    struct queue queue;
    bool dropping;
    bool drop_open;             /* the dropped line is not over */
    uint8_t last;               /* that was typed; 0: none */
    uint8_t taken;              /* last, by a reader; 0: none */
    bool taken_as_line;         /* by a TYPED_LINE reader */
    uint32_t interrupts;        /* how many ^C were typed in a row, up to now */
};

enum typed_outcome typed_put(struct typed *typed, uint8_t byte);
/*
 * How many bytes a reader may take now: at most `most` (not 0), none behind the first line end. 0: it has to wait. A newline that
 * belongs to the end of a line that was taken goes away here.
 */
uint32_t typed_ready(struct typed *typed, enum typed_reader reader, uint32_t most);
/* One of the bytes that typed_ready counted for that reader. */
uint8_t typed_take(struct typed *typed, enum typed_reader reader);
/*
 * presses 1: a ^C waits to be read. 2: the last two bytes typed were ^C, whether read or not. True: discards it (the first of them;
 * both) with all that was typed before it.
 */
bool typed_take_interrupt(struct typed *typed, uint32_t presses);
/* Forgets what is kept, and that a part of a line was taken. */
void typed_erase(struct typed *typed);
