/* SPDX-License-Identifier: MIT */
#include "rt_priv.h"

void rt_erase(void *memory, size_t bytes)
{
    memset(memory, 0, bytes);
    /* Somebody might look at it, as far as the compiler knows. */
    __asm__ volatile("" : : "r"(memory) : "memory");
}
