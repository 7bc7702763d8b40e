/* SPDX-License-Identifier: MIT */
/* The parts of a panic, for the trap code, which prints registers in between. Others call panic() (base/log.h). */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

/* Stops all other CPUs, whatever they do. From now on the log takes no locks. A panic inside a panic stops the machine here. */
void panic_begin(void);
bool panic_in_progress(void);
/* Reason, thread, backtrace from this code address and frame pointer; then the machine stops. */
__attribute__((format(printf, 3, 4))) _Noreturn void panic_finish(uint64_t address, uint64_t frame_pointer,
                                                                 const char *format, ...);

/* Defined by the floor that knows threads: one klog line that names the running one. May be left undefined. Must not take locks. */
__attribute__((weak)) void panic_describe_thread(void);
/* What a panic calls before the machine stops: to write out what is not in the log yet. One hook; boot. Must not wait for locks. */
void panic_set_hook(void (*hook)(void));

/* For debuggers and dumps: the last LOG_RING_BYTES of the log; the newest byte is at (log_ring_next - 1) modulo that. */
#define LOG_RING_BYTES 16384u
extern char log_ring[LOG_RING_BYTES];
extern uint64_t log_ring_next;

/* klog with its arguments in a list. */
void klog_arguments(const char *format, va_list arguments);
