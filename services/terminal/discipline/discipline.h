/* SPDX-License-Identifier: MIT */
/*
 * One line from a person: Enter ends it, backspace, ^W and ^U take back, ^C gives up, ^D on an empty line ends the
 * input. At the limit, and for keys that mean nothing, the bell rings. Works on any terminal: only backspace, space and
 * newline are sent. Broken UTF-8 is kept as it came. Escape sequences are swallowed; a control character ends one that is
 * not complete, and counts. Pure; the caller owns the struct.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "escape.h"

#define DISCIPLINE_MAX_BYTES 1024u
/* The most that one byte of input can make echo send: taking back a full line. */
#define DISCIPLINE_MAX_ECHO (3 * DISCIPLINE_MAX_BYTES + 8)

enum discipline_event {
    DISCIPLINE_MORE,
    DISCIPLINE_COMPLETE,        /* text, len */
    DISCIPLINE_INTERRUPTED,     /* the line was erased */
    DISCIPLINE_END,
};

struct discipline {
    void (*echo)(void *context, const char *bytes, uint32_t len);
    void *context;
    bool hidden;                /* nothing of the text is echoed, nor its length */
    struct escape escape;       /* sequences are swallowed */
    uint8_t skip;               /* continuation bytes of a character that did not fit */
    uint32_t limit;
    uint32_t len;
    char text[DISCIPLINE_MAX_BYTES];
};

void discipline_init(struct discipline *discipline, void (*echo)(void *context, const char *bytes, uint32_t len),
                     void *context);
/* Starts a line of at most limit bytes (1 to DISCIPLINE_MAX_BYTES). */
void discipline_begin(struct discipline *discipline, uint32_t limit, bool hidden);
enum discipline_event discipline_feed(struct discipline *discipline, uint8_t byte);
/* Overwrites the line. */
void discipline_erase(struct discipline *discipline);
