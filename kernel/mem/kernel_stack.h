/* SPDX-License-Identifier: MIT */
/* Kernel stacks: KERNEL_STACK_BYTES each, in the kernel virtual area, with an unmapped guard page below. */
#pragma once

#include "arch/thread.h"
#include "arch/upcall.h"

/* kernel_stack_alloc (arch/upcall.h): top is one past the highest byte, 16-byte aligned. STATUS_NO_MEMORY. Interrupts off; takes the frame
 * lock. */
void kernel_stack_free(uint64_t top);
