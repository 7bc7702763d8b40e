/* SPDX-License-Identifier: MIT */
/* The kernel log: every byte goes to the serial port and to a ring in memory that a debugger or a dump can read. */
#include "base/log.h"

#include <stdbool.h>
#include <stdint.h>

#include "arch/debug.h"
#include "base/format_priv.h"
#include "base/lock.h"
#include "base/log_priv.h"
#include "base/panic.h"

#define LOG_CHUNK_BYTES 128u

/* Guarded by log_lock, except in a panic. */
char log_ring[LOG_RING_BYTES];
uint64_t log_ring_next;
static struct spinlock log_lock = SPINLOCK(LOCK_LOG);

/* How much of TAP_MARK the last bytes were. Guarded by log_lock. */
#define TAP_MARK "ringtap:"
static uint32_t mark_matched;

/* Gathers the small pieces that the format engine makes: the port takes 16 bytes at a time. */
struct chunk {
    char bytes[LOG_CHUNK_BYTES];
    size_t count;
};

static void log_emit(const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        log_ring[log_ring_next++ % LOG_RING_BYTES] = bytes[i];
    serial_write(bytes, count);
}

static void chunk_flush(struct chunk *chunk)
{
    log_emit(chunk->bytes, chunk->count);
    chunk->count = 0;
}

/* What a process says, or is called, shall not look like a record of the tap: the mark's last byte is changed. */
static char without_mark(char c)
{
    if (c == TAP_MARK[mark_matched])
        mark_matched++;
    else
        mark_matched = c == TAP_MARK[0];
    if (mark_matched < sizeof(TAP_MARK) - 1)
        return c;
    mark_matched = 0;
    return '?';
}

static void chunk_sink(void *context, const char *bytes, size_t count)
{
    struct chunk *chunk = context;

    for (size_t i = 0; i < count; i++) {
        if (chunk->count == sizeof chunk->bytes)
            chunk_flush(chunk);
        chunk->bytes[chunk->count++] = without_mark(bytes[i]);
    }
}

/* In a panic the holder may be the one that panicked: lines may mix, but they come out. */
static bool log_enter(void)
{
    if (panic_in_progress())
        return false;
    spin_lock(&log_lock);
    return true;
}

static void log_leave(bool locked)
{
    if (locked)
        spin_unlock(&log_lock);
}

void klog_arguments(const char *format, va_list arguments)
{
    struct chunk chunk = {.count = 0};
    bool locked = log_enter();

    format_write(chunk_sink, &chunk, format, arguments);
    chunk_flush(&chunk);
    log_leave(locked);
}

void klog(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    klog_arguments(format, arguments);
    va_end(arguments);
}

void klog_write(const char *bytes, size_t count)
{
    struct chunk chunk = {.count = 0};
    bool locked = log_enter();

    /* Nobody may move the cursor of the person who reads the log. */
    for (size_t i = 0; i < count; i++) {
        bool control = ((unsigned char)bytes[i] < 0x20 && bytes[i] != '\n' && bytes[i] != '\t') || bytes[i] == 0x7f;
        chunk_sink(&chunk, control ? "?" : &bytes[i], 1);
    }
    chunk_flush(&chunk);
    log_leave(locked);
}

void klog_tap(const char *bytes, size_t count)
{
    bool locked = log_enter();

    log_emit(bytes, count);
    log_leave(locked);
}
