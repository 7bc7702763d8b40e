/* SPDX-License-Identifier: MIT */
/* The memory functions that compilers expect to exist. memcpy and memset use 8-byte moves, not string instructions. */
#pragma once

#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);
int memcmp(const void *a, const void *b, size_t bytes);
size_t strlen(const char *text);
