/* SPDX-License-Identifier: MIT */
/*
 * A transport for tests: calls made with generated client stubs are dispatched at once, in the same program, to one
 * server. Capabilities are plain numbers that arrive unchanged.
 */
#pragma once

/* A stub that asks for too little must fail, not be lucky. */
#define CAPN_USUAL_PARAMS_BYTES 0u
#include "capnp/call.h"

struct rt {
    /* The server behind every capability. */
    status_t (*dispatch)(void *self, uint16_t method_id, struct capn_call *call);
    void *self;
    /* What the last call was. */
    cap_id_t cap_id;
    uint16_t method_id;
    size_t params_capacity;
    char reason[CAPN_REASON_BYTES];
    /* Result capabilities for the next answer, and what the client asked to see in the one it took. */
    struct cap_result_record result_caps[4];
    uint16_t result_cap_count;
    unsigned begun, ended;
};
