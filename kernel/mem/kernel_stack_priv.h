/* SPDX-License-Identifier: MIT */
/* What the frame allocator needs of the pool of unused kernel stacks. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Frames of pooled stacks: free for the statistics. */
uint64_t kernel_stack_pool_frames(void);
/* Gives all pooled stacks' frames back. False: there were none. Takes the pool's lock, then frees frames. */
bool kernel_stack_pool_release(void);
