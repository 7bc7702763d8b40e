/* SPDX-License-Identifier: MIT */
/* Every way to write a submission wrong, one at a time, and then at random. docs/ring-abi.md says what each gets. */
#pragma once

#include "kit.h"

/* Something that can be lost: an endpoint of ours, its client facet, and memory that is laid out to be wrong in. */
struct ring_test {
    struct kit *kit;
    endpoint_t endpoint;
    cap_id_t facet;
    cap_id_t stale;             /* an id whose slot was released */
    uint8_t *area;              /* AREA_PAGES pages that may be written, then a hole */
    uint64_t read_only;         /* a page that may be read */
    uint64_t no_access;         /* a page without any access, committed */
    uint64_t executable;        /* a page that may be run */
};
#define AREA_PAGES 20u

#define TEST_INTERFACE_ID 0xf00dull

void test_fields(struct ring_test *test);
void test_targets(struct ring_test *test);
void test_buffers(struct ring_test *test);
void test_messages(struct ring_test *test);
void test_waits(struct ring_test *test);
void test_random(struct ring_test *test);
