/* SPDX-License-Identifier: MIT */
/*
 * Clearing and copying with the processor's widest ordinary registers, for kernel/base/string.c. Vector registers belong to whoever
 * runs in user mode: these functions borrow one or two, and give them back as they were, so that they may be called anywhere and
 * interrupted by anything, themselves included.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Pieces that they work in. */
#define WIDE_BYTES 256u

/* Whether this machine's CPUs are ready for it: from the boot CPU's fpu_init on. A further CPU moves nothing large before its own. */
extern bool wide_ready;

/* Kernel memory of any alignment. bytes: a multiple of WIDE_BYTES, not 0. Never fails, never blocks. */
void wide_clear(void *to, size_t bytes);
void wide_copy(void *restrict to, const void *restrict from, size_t bytes);
