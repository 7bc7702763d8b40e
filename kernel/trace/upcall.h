/* SPDX-License-Identifier: MIT */
/* What the worker of the taps calls in the floor above, which defines it. */
#pragma once

#include <stdbool.h>

/* Answers one read that waits for records, if there are any; false when there is none such. No lock is held (object/ring_tap.c). */
bool ring_tap_answer_one(void);
