/* SPDX-License-Identifier: MIT */
/*
 * How a process starts and its two system calls.
 *
 * A process starts at its ELF entry with rdi = ring address, rsi = pid, rdx = CapSet address, rcx = TLS block address
 * (0 without PT_TLS), rsp = USER_STACK_TOP, 16-byte aligned, FS base = the thread control block that the kernel laid
 * out after the TLS image (x86-64 TLS variant II: fs:0 holds its own address), or 0.
 *
 * A thread that ThreadSpawner.create made starts where its creator said, with rdi = the creator's argument, rsi = thread id,
 * rdx = pid, rcx = its ring address, r8 = CapSet address, and stack and FS base as its creator said.
 *
 * System calls: `syscall`, number in rax, arguments in rdi, rsi; result in rax. rcx, r11 and, unlike Linux, rdi, rsi,
 * rdx, r8, r9, r10 come back undefined (zero); rbx, rbp, r12-r15, rsp, the flags and the FPU state are kept.
 */
#pragma once

#include "abi/limits.h"

enum syscall_number {
    SYSCALL_CAP_ENTER = 0,
    SYSCALL_EXIT = 1,
};

/*
 * cap_enter(min_complete, deadline_ns): consumes up to RING_SQ_ENTRIES submissions, then waits until at least
 * min_complete completions are in the queue or the absolute monotonic deadline passed (0: do not wait,
 * TIME_FOREVER: no deadline). Returns the number of available completions in bits 0-31, CAP_ENTER_* in bits 32-62,
 * or a negative status (INVALID_REQUEST: min_complete > RING_CQ_ENTRIES; TIMED_OUT).
 */
#define CAP_ENTER_CQ_FULL (1ull << 32)  /* submissions were left at the head because no completion entry was free */

/* exit(code): ends the whole process. Does not return. */
