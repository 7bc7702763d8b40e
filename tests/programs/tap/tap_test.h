/* SPDX-License-Identifier: MIT */
/* Between the files of this program. */
#pragma once

#include "abi/tap.h"
#include "capability.capnp.h"
#include "kit.h"
#include "tap.capnp.h"

#define MS 1000000ull
#define SERVICE_INTERFACE_ID 0xb3f60ce8a917d254ull
#define SECRET 0x5ec2e75ec2e75ec2ull    /* that the role `calls` says */
#define CALLS 8u                        /* how often */
#define FLOOD 3000u

struct tap_test {
    struct kit kit;
    payload_tap_factory_t taps;
    capability_manager_t manager;
};

/* What a tap gave, all of it: counts, and the records that tests ask for. */
struct seen {
    uint32_t submissions, completions, processes, grants, exits;
    uint32_t payloads;                  /* submissions and completions with bytes of messages */
    uint32_t secrets;                   /* of them with SECRET in it */
    uint32_t peers;                     /* completions that name a peer */
    uint32_t messages;                  /* completions of RECV with a message */
    uint64_t lost_in_records;           /* sum of their `lost` */
    uint64_t lost;                      /* what the last answer said */
    uint64_t gaps;                      /* sequence numbers that are missing */
    uint64_t next_sequence;
    bool damaged;                       /* not whole records, or out of order */
};

/* A role of this binary as a child. False: it does nothing of the sort (main runs the tests). */
bool role_run(struct kit *kit, const char *name, int *exit_code);

ring_tap_t tap_make(struct tap_test *test, uint32_t buffer_bytes, uint32_t payload_bytes);
/* Drops a capability and sees to it that it is gone. */
void tap_drop(struct tap_test *test, cap_id_t cap);
/* A child with that role, these grants and that tap. */
process_handle_t tap_spawn(struct tap_test *test, const char *role, const struct kit_grant *grants, uint32_t count, ring_tap_t tap,
                           cap_id_t *facet);
/* Waits for the child, drops its handle; it must have exited with code 0. */
void tap_end_child(struct tap_test *test, process_handle_t child);
/* Reads until nobody is tapped any more and adds to seen. */
void tap_read_all(struct tap_test *test, ring_tap_t tap, struct seen *seen);
/* One read or poll; running may be NULL. */
MUST_CHECK status_t tap_poll_once(struct tap_test *test, ring_tap_t tap, uint32_t max_bytes, struct seen *seen, uint32_t *running);

void test_refusals(struct tap_test *test);
void test_readers(struct tap_test *test);
void test_children(struct tap_test *test);
