/* SPDX-License-Identifier: MIT */
/* What the kernel log and panics need from the machine. Any context. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Finds the log port: COM2, or COM1 where there is no COM2. Nothing is written before. Boot, once. */
void serial_init(void);
/* Raw bytes to the log port. Gives up on a byte when the port does not take it in time. */
void serial_write(const char *bytes, size_t count);

/*
 * Return addresses of the caller's callers by the frame pointers, innermost first; at most max. Believes a frame only
 * while it lies higher on the same stack and returns into kernel text, so it ends at the way in from user mode.
 */
uint32_t backtrace_collect(uint64_t frame_pointer, uint64_t *addresses, uint32_t max);
/* Frame pointer of the running function, to start with. */
static inline uint64_t backtrace_here(void)
{
    return (uint64_t)__builtin_frame_address(0);
}
/* Ends an emulator that has isa-debug-exit, at once: QEMU's exit status is 2 * status + 1. Returns where there is none. */
void machine_exit(uint8_t status);
/* machine_exit with 0x31, else stops this CPU. For panics. */
_Noreturn void machine_stop(void);
/* Stops all CPUs but this one, whatever they do. For panics. */
void machine_stop_others(void);
