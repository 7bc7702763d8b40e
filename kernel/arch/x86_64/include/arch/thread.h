/* SPDX-License-Identifier: MIT */
/* Saved contexts of threads and the switch between them. */
#pragma once

#include <stdint.h>

#include "abi/status.h"

/* Of each kernel stack; a power of two. */
#define KERNEL_STACK_BYTES 16384u

struct arch_thread {
    uint64_t kernel_sp;         /* of a thread that is not running: where arch_switch left it */
    uint64_t kernel_stack_top;
    uint64_t fs_base;
    void *fpu;                  /* XSAVE area, arch_fpu_bytes() long, 64-byte aligned; NULL for kernel threads */
    uint32_t on_cpu;            /* the context is in use by a CPU: set before arch_switch to it, cleared by the one away from it */
};

/* What a first entry to user mode starts with. */
struct arch_user_entry {
    uint64_t ip, sp, rdi, rsi, rdx, rcx, r8;
};

uint32_t arch_fpu_bytes(void);
/* Initial FPU state into area (default control words, everything else zero). */
void arch_fpu_init(void *area);
/* Makes a fresh thread start in user mode when it is first switched to. kernel_stack_top, fs_base and fpu are set. */
void arch_thread_init_user(struct arch_thread *thread, const struct arch_user_entry *entry);
/* Makes a fresh thread call function(argument) in the kernel, with interrupts off; it must not return. */
void arch_thread_init_kernel(struct arch_thread *thread, void (*function)(void *), void *argument);

/*
 * Saves the running context in `from` and continues `to`: callee-saved registers, kernel stack (and TSS rsp0), FS base,
 * FPU state. page_table: root to load when it differs from the current one, or 0 to keep (kernel threads). Interrupts
 * are off. Returns when somebody switches back, maybe on another CPU. from->on_cpu is cleared when nothing of `from` is used
 * any more, its address space included: another CPU may continue or free it from then on.
 */
void arch_switch(struct arch_thread *from, struct arch_thread *to, uint64_t page_table);

/* FS base of the running thread (to be kept in thread->fs_base as well). */
void arch_set_fs_base(struct arch_thread *thread, uint64_t base);
uint64_t arch_get_fs_base(const struct arch_thread *thread);

/* The registers of user code that trapped: for fault reports. */
struct trap_frame {
    uint64_t r15, r14, r13, r12, r11, r10, r9, r8, rbp, rdi, rsi, rdx, rcx, rbx, rax;
    uint64_t vector, error;
    uint64_t rip, cs, rflags, rsp, ss;
};
/* "page fault", "invalid opcode", ... */
const char *arch_exception_name(uint64_t vector);
