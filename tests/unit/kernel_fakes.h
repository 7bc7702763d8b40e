/* SPDX-License-Identifier: MIT */
/* What files of the kernel need around them when they run in a test program. */
#pragma once

#include <stdint.h>

/* Frames that are out now, and how many more frame_alloc* will give (UINT64_MAX: any). */
extern uint64_t fake_frames_live;
extern uint64_t fake_frames_left;
