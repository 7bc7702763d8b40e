/* SPDX-License-Identifier: MIT */
/*
 * The only code that touches the current address space's user memory: fault-tolerant copies inside a SMAP window
 * (STAC/CLAC, exception table). The range must be inside [USER_MIN, USER_MAX) (checked here). STATUS_INVALID_BUFFER on
 * any fault; part of the destination may have been written then. Interrupts off, never blocks.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "abi/status.h"

#ifdef __CHECKER__
#define __user __attribute__((noderef, address_space(1)))
#define __force __attribute__((force))
#else
#define __user
#define __force
#endif

MUST_CHECK status_t copy_from_user(void *to, const void __user *from, size_t bytes);
MUST_CHECK status_t copy_to_user(void __user *to, const void *from, size_t bytes);
/* The same for one aligned word of 32 bits, in one access. */
MUST_CHECK status_t load_user_word(uint32_t *to, const uint32_t __user *from);
