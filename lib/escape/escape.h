/* SPDX-License-Identifier: MIT */
/*
 * The shape of escape sequences (ECMA-48 5.4; xterm's and the VT220's keys):
 *
 *   NONE --ESC--> BEGUN --[--> SEQUENCE --byte from 0x40 on--> complete
 *                   |-----O--> KEYPAD ----any printable------> complete
 *                   |--any other printable-------------------> complete     (Alt with a letter)
 *
 * A sequence consists of printable ASCII. Any other byte, such as Enter, ^C or the start of a letter in UTF-8, ends one that is not
 * complete, and counts as if the sequence had not been there: a lone ESC never swallows the key after it.
 */
#pragma once

#include <stdint.h>

#define ESCAPE_BYTE 0x1b

enum escape_state { ESCAPE_NONE, ESCAPE_BEGUN, ESCAPE_SEQUENCE, ESCAPE_KEYPAD };

/* Starts as zeroes. */
struct escape {
    uint8_t state;              /* enum escape_state */
    uint8_t introducer;         /* of a complete one: '[', 'O', or 0 for ESC with one byte */
    uint8_t final;              /* of a complete one: its last byte */
    uint8_t parameter[2];       /* decimal numbers before it, cut at 255 */
    uint8_t parameter_index;    /* of the last that was begun */
};

enum escape_result {
    ESCAPE_NOT,                 /* the byte is none of a sequence: it counts */
    ESCAPE_MORE,                /* taken */
    ESCAPE_COMPLETE,            /* taken, and the last one: introducer, final and parameters tell which sequence it was */
};

/* One byte. Any context; no errors. */
enum escape_result escape_feed(struct escape *escape, uint8_t byte);
