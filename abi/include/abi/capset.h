/* SPDX-License-Identifier: MIT */
/*
 * The read-only page that tells a process what it was granted, in grant order.
 *
 * Grants to a running process change it: a fresh entry, or one whose capability is gone. sequence is odd while that happens
 * and goes up by two each time. Who wants a consistent look reads sequence (acquire), the entries, and sequence again.
 */
#pragma once

#include "abi/limits.h"
#include "abi/ring.h"

#define CAPSET_MAGIC 0x5445535061437063ull
#define CAPSET_VERSION 1u

struct capset_entry {
    cap_id_t cap_id;
    uint8_t transfer_mode;
    uint8_t reserved[3];
    uint64_t interface_id;
    char name[CAPSET_NAME_BYTES];       /* zero-terminated */
};
_Static_assert(sizeof(struct capset_entry) == 48, "entry is 48 bytes");

struct capset_page {
    uint64_t magic;
    uint32_t version;
    uint32_t count;
    uint64_t process_start_ns;
    char process_name[PROCESS_NAME_BYTES];
    uint32_t sequence;
    uint32_t reserved;
    struct capset_entry entries[CAPSET_MAX_ENTRIES];
};
_Static_assert(sizeof(struct capset_page) <= PAGE_SIZE, "the CapSet is one page");
