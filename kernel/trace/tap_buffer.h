/* SPDX-License-Identifier: MIT */
/*
 * Records of a tap that nobody has taken yet: a ring of bytes of a fixed size. When it is full the newest record is dropped,
 * and the next one that fits says how many were. Not locked.
 *
 *   bytes:   ....[record payload pad][record]..........     head and tail count for ever, places wrap
 *                ^ head                      ^ tail
 */
#pragma once

#include <stdbool.h>

#include "abi/tap.h"

struct tap_buffer {
    uint8_t *bytes;
    uint32_t size;              /* a power of two */
    uint32_t head, tail;        /* free-running */
    uint32_t lost;              /* since the last record that fitted */
    uint64_t lost_total;
    uint64_t sequence;
};

/* bytes: borrowed. size: a power of two, at least TAP_RECORD_MAX_BYTES. */
void tap_buffer_init(struct tap_buffer *buffer, void *bytes, uint32_t size);
/* Puts the record and the first record->payload_bytes (at most TAP_PAYLOAD_MAX_BYTES) of payload at the end, and fills in
 * bytes, sequence and lost. False: it was dropped and counted. */
bool tap_buffer_put(struct tap_buffer *buffer, struct tap_record *record, const void *payload);
/* How many bytes the first record has with its payload; 0: there is none. */
uint32_t tap_buffer_first(const struct tap_buffer *buffer);
/* How many bytes of whole records, at most most_bytes, can be taken. */
uint32_t tap_buffer_available(const struct tap_buffer *buffer, uint32_t most_bytes);
/* Copies that many bytes, which tap_buffer_available gave; they stay. */
void tap_buffer_copy(const struct tap_buffer *buffer, void *to, uint32_t bytes);
/* Forgets that many, which were copied. */
void tap_buffer_drop(struct tap_buffer *buffer, uint32_t bytes);
/* Both. */
void tap_buffer_take(struct tap_buffer *buffer, void *to, uint32_t bytes);
