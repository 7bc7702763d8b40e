/* SPDX-License-Identifier: MIT */
/* Kernel stacks: KERNEL_STACK_BYTES each, in the kernel virtual area, with an unmapped guard page below. */
#pragma once

#include <stdint.h>

#include "abi/status.h"

#define KERNEL_STACK_BYTES 16384u

/* top is one past the highest byte, 16-byte aligned. STATUS_NO_MEMORY. Interrupts off; takes the frame lock. */
MUST_CHECK status_t kernel_stack_alloc(uint64_t *top);
void kernel_stack_free(uint64_t top);
