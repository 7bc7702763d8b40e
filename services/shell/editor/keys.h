/* SPDX-License-Identifier: MIT */
/* Bytes of a terminal become keys: control characters, escape sequences of several terminals, UTF-8 text. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "escape.h"

enum key {
    KEY_NONE,
    KEY_TEXT,           /* decoder->text, decoder->text_len: one character */
    KEY_ENTER,
    KEY_TAB,
    KEY_INTERRUPT,      /* ^C */
    KEY_END_OR_DELETE,  /* ^D */
    KEY_BACKSPACE,
    KEY_DELETE,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_WORD_LEFT,
    KEY_WORD_RIGHT,
    KEY_HOME,
    KEY_END,
    KEY_UP,
    KEY_DOWN,
    KEY_KILL_END,       /* ^K */
    KEY_KILL_START,     /* ^U */
    KEY_KILL_WORD,      /* ^W */
    KEY_CLEAR_SCREEN,   /* ^L */
    KEY_COUNT
};

struct key_decoder {
    struct escape escape;
    bool after_return;          /* the \n of a \r\n is not another Enter */
    uint8_t text_wanted;        /* bytes of the character that text begins; 0: none is under way */
    uint8_t text_len;
    char text[4];
};

/* True when byte completed a key. Sequences without meaning are swallowed whole; a control character ends an incomplete one and is the
 * key that it is. The decoder starts as zeroes. */
bool key_decode(struct key_decoder *decoder, uint8_t byte, enum key *key);
