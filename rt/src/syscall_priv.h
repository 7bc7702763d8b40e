/* SPDX-License-Identifier: MIT */
/*
 * The two system calls and the thread's canary: the only place in user space that has a syscall instruction
 * (abi/entry.h says which registers survive). A host test brings its own kernel.
 */
#pragma once

#include "abi/entry.h"

#ifdef CAPOS_TEST

int64_t rt_syscall_enter(uint64_t min_complete, uint64_t deadline_ns);
_Noreturn void rt_syscall_exit(int64_t code);
uint64_t rt_thread_canary(void);

#else

static inline int64_t rt_syscall_enter(uint64_t min_complete, uint64_t deadline_ns)
{
    int64_t result = SYSCALL_CAP_ENTER;
    __asm__ volatile("syscall"
                     : "+a"(result), "+D"(min_complete), "+S"(deadline_ns)
                     :
                     : "rcx", "rdx", "r8", "r9", "r10", "r11", "memory");
    return result;
}

static inline _Noreturn void rt_syscall_exit(int64_t code)
{
    __asm__ volatile("syscall" : : "a"((int64_t)SYSCALL_EXIT), "D"(code) : "rcx", "r11", "memory");
    __builtin_trap();
}

/* The random word that the kernel put where the compiler's stack protector looks for it. */
static inline uint64_t rt_thread_canary(void)
{
    uint64_t canary;
    __asm__("movq %%fs:0x28, %0" : "=r"(canary));
    return canary;
}

#endif
