/* SPDX-License-Identifier: MIT */
/* What mkmanifest says when it refuses: one line on stderr, `mkmanifest: <field path or file>: <reason>`. */
#pragma once

#include "capnp/message.h"

/* Prints the line (without newline in format) and returns STATUS_INVALID_ARGUMENT. */
__attribute__((format(printf, 1, 2))) MUST_CHECK status_t reject(const char *format, ...);

#define SHOWN_BYTES 200
/* A text of the input, made printable and cut for a message. */
struct shown {
    char text[SHOWN_BYTES];
};
struct shown show(struct capn_text text);
