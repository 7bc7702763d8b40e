/* SPDX-License-Identifier: MIT */
/*
 * The four functions that a compiler may call by itself and that core may call too. Kernel, runtime and host C library
 * each bring their own; core is compiled without a hosted <string.h>.
 */
#pragma once

#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t bytes);
void *memset(void *to, int value, size_t bytes);
int memcmp(const void *left, const void *right, size_t bytes);
size_t strlen(const char *text);
