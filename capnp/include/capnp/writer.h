/* SPDX-License-Identifier: MIT */
/* Where text goes: a callback, and one that fills a fixed buffer. */
#pragma once

#include <stdarg.h>

#include "capnp/message.h"

struct capn_writer {
    /* Takes len bytes. A status other than STATUS_OK ends the printing and is what the printing function returns. */
    status_t (*write)(void *context, const char *text, size_t len);
    void *context;
};

/* Text that goes into a buffer: always ends with a zero, what does not fit is cut. */
struct capn_text_buffer {
    char *text;
    size_t capacity;                    /* with the zero, at least 1 */
    size_t len;
    bool cut;
};

/* A writer that appends to buffer, which it empties first. Never fails. Both are borrowed by the writer. */
struct capn_writer capn_text_buffer_open(struct capn_text_buffer *buffer, char *text, size_t capacity);

/* Pieces of text, through a writer. */
MUST_CHECK status_t capn_write_text(const struct capn_writer *writer, struct capn_text text);
MUST_CHECK status_t capn_write_string(const struct capn_writer *writer, const char *text);
MUST_CHECK status_t capn_write_unsigned(const struct capn_writer *writer, uint64_t value);
MUST_CHECK status_t capn_write_signed(const struct capn_writer *writer, int64_t value);
/* %s %.*s %c %d %u %x, the last three also with l, ll or z; %%. */
__attribute__((format(printf, 2, 0)))
MUST_CHECK status_t capn_write_formatted(const struct capn_writer *writer, const char *format, va_list args);
