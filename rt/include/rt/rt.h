/* SPDX-License-Identifier: MIT */
/*
 * The user-space runtime: what every capOS process starts from. A program defines
 *
 *   int main(struct rt *rt);
 *
 * and finds what it was granted by name. Nothing here is ambient: without a `memory` capability (VirtualMemory) the
 * heap is the fixed RT_FIRST_HEAP_BYTES in the image, without `console` there is no log.
 * Each thread has a struct rt of its own (rt/thread.h) and may use no other: calls, requests, loops and buffers belong to the thread
 * that made them. Heap and owned handles are the process's, and may be used and given back by any thread.
 *
 * What one thread can have unanswered at a time is bounded by its completion queue: 30 calls and armed receives, of
 * which 24 may be watches (rt/loop.h). A submission beyond gets STATUS_OVERLOADED.
 */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "abi/capset.h"
#include "abi/entry.h"
#include "abi/ring.h"
#include "capnp/call.h"

#define RT_FIRST_HEAP_BYTES 65536u

struct rt;

/* The program. Its return value is the exit code. (The host's main has another shape.) */
#ifndef CAPOS_HOST
int main(struct rt *rt);
#endif

/* --- what we were granted ------------------------------------------------------------------------------------- */

uint32_t rt_pid(const struct rt *rt);
const char *rt_process_name(const struct rt *rt);
uint32_t rt_capset_count(const struct rt *rt);
/* index < count; NULL beyond. Read-only memory. */
const struct capset_entry *rt_capset_entry(const struct rt *rt, uint32_t index);
/* Goes up when a parent grants something to this process while it runs. */
uint32_t rt_capset_sequence(const struct rt *rt);
/* The hold granted under name if it exposes interface_id (0: any). Non-owning: lives as long as the process.
 * STATUS_NOT_FOUND, STATUS_WRONG_INTERFACE. Typed: { timer_t t; rt_find(rt, "timer", TIMER_INTERFACE_ID, &t.id) }. */
MUST_CHECK status_t rt_find(const struct rt *rt, const char *name, uint64_t interface_id, cap_id_t *out);

/* --- owned handles ---------------------------------------------------------------------------------------------- */

/* A handle taken from a result is owned: one reference. hold adds one, drop removes one; the last drop queues one
 * RELEASE, which is sent with the next entry into the kernel. On non-owned handles both do nothing. */
void rt_hold(struct rt *rt, cap_id_t cap);
void rt_drop(struct rt *rt, cap_id_t cap);
/* Makes room for `count` more owned handles, so that taking so many result capabilities cannot fail: before a call that has an effect,
 * and whose handle must not be lost. STATUS_NO_MEMORY: the heap cannot grow; nothing changed. */
MUST_CHECK status_t rt_reserve_handles(struct rt *rt, uint32_t count);
/* Sends queued releases now. Releases of holds that are already gone count as done. Always STATUS_OK. */
MUST_CHECK status_t rt_flush_releases(struct rt *rt);

/* --- heap ------------------------------------------------------------------------------------------------------- */

/* 16-byte aligned; NULL when there is no memory. Grows through VirtualMemory (`memory`) without allocating. */
void *rt_alloc(struct rt *rt, size_t bytes);
void *rt_alloc_zeroed(struct rt *rt, size_t bytes);
void *rt_realloc(struct rt *rt, void *pointer, size_t bytes);
void rt_free(struct rt *rt, void *pointer);

/* --- errors and output -------------------------------------------------------------------------------------------- */

/* The reason text of the last CapException that a request of this thread got; "" when there was none. */
const char *rt_last_reason(const struct rt *rt);
/* printf-like, %s %c %u %d %i %x %X %o %p %ld %lu %lx %llu %lld %llx %zu %%, flags - 0 width precision and *. Returns the
 * length that the whole text has; cuts at size - 1. */
__attribute__((format(printf, 3, 4))) size_t rt_format(char *buffer, size_t size, const char *format, ...);
size_t rt_format_va(char *buffer, size_t size, const char *format, va_list arguments);
/* One line to the kernel log through `console`, with the process's name in front; silently nothing without it. */
__attribute__((format(printf, 2, 3))) void rt_log(struct rt *rt, const char *format, ...);
/* Says why on the log, then exits with code 101. */
__attribute__((format(printf, 2, 3))) _Noreturn void rt_panic(struct rt *rt, const char *format, ...);
_Noreturn void rt_exit(struct rt *rt, int64_t code);

/* --- memory functions that compilers expect ----------------------------------------------------------------------- */

void *memcpy(void *restrict to, const void *restrict from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);
int memcmp(const void *a, const void *b, size_t bytes);
size_t strlen(const char *text);
/* memset that the compiler may not leave out. */
void rt_erase(void *memory, size_t bytes);
