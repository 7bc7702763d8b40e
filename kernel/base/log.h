/* SPDX-License-Identifier: MIT */
/*
 * The kernel log: COM2 (COM1 too when there is no COM2), and a ring of the last 16 KiB for panics. Any context.
 * Formats %s %c %u %d %x %lu %ld %lx %llu %llx %p %% with width and zero padding, and %.*s.
 */
#pragma once

#include <stddef.h>

#include "abi/compiler.h"

__attribute__((format(printf, 1, 2))) void klog(const char *format, ...);
/* Raw bytes, for the Console object; control bytes become '?'. */
void klog_write(const char *bytes, size_t count);
/* A broken kernel invariant: prints reason, symbolised backtrace and the running thread, then stops the machine
 * (isa-debug-exit 0x31 where present, else halts). */
__attribute__((format(printf, 1, 2))) _Noreturn void panic(const char *format, ...);
/* The format engine, for others: returns the length without the zero; cuts at size - 1. */
__attribute__((format(printf, 3, 4))) size_t kformat(char *buffer, size_t size, const char *format, ...);

#define kernel_assert(condition) \
    do { \
        if (unlikely(!(condition))) \
            panic("%s:%d: %s", __FILE__, __LINE__, #condition); \
    } while (0)

/* The same in debug builds only: for paths that a call takes, and for what takes a walk to find out. */
#if CAPOS_DEBUG
#define debug_assert(condition) kernel_assert(condition)
#else
#define debug_assert(condition) ((void)sizeof(condition))
#endif
