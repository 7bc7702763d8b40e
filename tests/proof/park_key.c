/* SPDX-License-Identifier: MIT */
/*
 * Proof driver: park_key.h has no source file of its own. The lemma-like function below states what the callers lean on.
 */
#include "core/park_key.h"

uint64_t park_same_byte(uint64_t start, uint64_t page, uint64_t other_start, uint64_t other_page, uint64_t address);

/* Where another mapping shows the same byte, the name is the same. */
/*@ requires start <= address < USER_MAX;
    requires page <= 4294967296 && other_page <= 4294967296;
    requires other_start + (address - start) + page * PAGE_SIZE >= other_start + other_page * PAGE_SIZE;
    requires other_start + (address - start) + page * PAGE_SIZE - other_page * PAGE_SIZE < USER_MAX;
    assigns \nothing;
    ensures \result == (address - start) + page * PAGE_SIZE; */
uint64_t park_same_byte(uint64_t start, uint64_t page, uint64_t other_start, uint64_t other_page, uint64_t address)
{
    uint64_t offset = (address - start) + page * PAGE_SIZE - other_page * PAGE_SIZE;

    return park_shared_word(other_start + offset, other_start, other_page);
}
