/* SPDX-License-Identifier: MIT */
/* Names of the kernel's functions, for backtraces. */
#pragma once

#include <stdint.h>

/* The function that holds the address and the distance from its start; NULL outside the kernel's code. */
const char *symbol_find(uint64_t address, uint64_t *offset);
