/* SPDX-License-Identifier: MIT */
/* What a process keeps for the diagnostics of its refused submissions. trace/refusal.c says what it is for. */
#pragma once

#include <stdint.h>

#define REFUSAL_KEYS 8u

/* Of one process; zeroed at first. Guarded by refusal.c's lock. */
struct refusals {
    uint64_t window_ns;         /* when the second began */
    uint32_t suppressed;        /* in it, without a line */
    int16_t last_status;        /* of those */
    uint8_t last_opcode;
    uint8_t key_count;
    struct {
        int16_t status;
        uint8_t opcode;
        uint8_t lines;
    } keys[REFUSAL_KEYS];       /* seen in it; more than that many count as suppressed */
};
