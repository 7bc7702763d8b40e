/* SPDX-License-Identifier: MIT */
/* Random bytes. Any context with interrupts off; takes a lock of its own. */
#pragma once

#include "abi/status.h"

#define ENTROPY_FILL_MAX_BYTES 4096u

/* Gathers the seed, or notes that there is none. Boot. */
void entropy_init(void);
/* count is at most ENTROPY_FILL_MAX_BYTES. STATUS_NOT_SUPPORTED: the machine has no hardware randomness. */
MUST_CHECK status_t entropy_fill(void *bytes, uint32_t count);
/* One word, cheaper: most are made some ahead. STATUS_NOT_SUPPORTED. */
MUST_CHECK status_t entropy_word(uint64_t *word);
