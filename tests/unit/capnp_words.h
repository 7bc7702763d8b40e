/* SPDX-License-Identifier: MIT */
/* Literal messages for tests: pointers by their parts, messages from words in blocks of exactly their size. */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "capnp/message.h"

#define WORD_STRUCT(offset, data, pointers) \
    ((uint64_t)((uint32_t)(offset) * 4u) | (uint64_t)(data) << 32 | (uint64_t)(pointers) << 48)
#define WORD_LIST(offset, size, count) \
    ((uint64_t)((uint32_t)(offset) * 4u | 1) | (uint64_t)(size) << 32 | (uint64_t)(count) << 35)
#define WORD_FAR(segment, offset) ((uint64_t)((uint32_t)(offset) * 8u + 2) | (uint64_t)(segment) << 32)
#define WORD_DOUBLE_FAR(segment, offset) ((uint64_t)((uint32_t)(offset) * 8u + 6) | (uint64_t)(segment) << 32)
#define WORD_CAPABILITY(index) ((uint64_t)3 | (uint64_t)(index) << 32)
/* The segment table of a message with one segment. */
#define WORD_TABLE(words) ((uint64_t)(words) << 32)

/* A copy in a heap block of exactly that size, so that the sanitizer sees one byte too many. Freed by words_close. */
struct words {
    uint64_t *copy;
    struct capn_message message;
};

static inline status_t words_open(struct words *words, const uint64_t *from, size_t bytes)
{
    words->copy = malloc(bytes ? bytes : 1);
    memcpy(words->copy, from, bytes);
    return capn_message_open(&words->message, words->copy, bytes, NULL);
}

static inline void words_close(struct words *words)
{
    free(words->copy);
}
