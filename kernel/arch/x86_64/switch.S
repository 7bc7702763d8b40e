/* SPDX-License-Identifier: MIT */
/*
 * void arch_switch(struct arch_thread *from, struct arch_thread *to, uint64_t page_table): see arch/thread.h.
 * FPU state is switched eagerly: a kernel that hands messages from thread to thread would fault on the first use after
 * nearly every switch. Threads without FPU state (kernel threads) leave the registers alone.
 */
#include "arch/x86_64/asm.h"

    .text
    .globl arch_switch
    .balign 64
arch_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movl $-1, %eax                  /* all components; XCR0's upper half is empty, so edx may hold anything */
    movq %rsp, THREAD_KERNEL_SP(%rdi)
    movq THREAD_FPU(%rdi), %rcx
    testq %rcx, %rcx
    jz 1f
switch_fpu_save:
    xsaveopt64 (%rcx)
switch_fs_save:
    rdfsbase %rcx                   /* user code may have changed it by itself */
    movq %rcx, THREAD_FS_BASE(%rdi)
1:  movq THREAD_KERNEL_SP(%rsi), %rsp
    movq THREAD_KERNEL_STACK_TOP(%rsi), %r9
    movq %gs:CPU_TSS, %r10
    movq %r9, %gs:CPU_SYSCALL_STACK
    movq %r9, TSS_RSP0(%r10)
    testq %rdx, %rdx
    jz 2f
    cmpq %gs:CPU_PAGE_TABLE, %rdx
    je 2f
    movq %rdx, %gs:CPU_PAGE_TABLE
switch_load:
    call switch_load_tagged
    /* The user's GS base is no part of a thread's state, but must not tell one process about another. */
    xorl %r10d, %r10d
    swapgs
switch_gs_clear:
    wrgsbase %r10
    swapgs
    /* Now nothing of the old thread is in use here: its stack, its FPU area, its address space. Stores keep their order, so
     * whoever sees this one sees what was saved. */
2:  movl $0, THREAD_ON_CPU(%rdi)
    movq THREAD_FPU(%rsi), %rcx
    testq %rcx, %rcx
    jz 3f
switch_fpu_restore:
    xrstor64 (%rcx)
    movq THREAD_FS_BASE(%rsi), %rax
switch_fs_load:
    wrfsbase %rax
3:  popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret

    PATCH switch_fpu_save, FEATURE_XSAVEOPT, "xsave64 (%rcx)"
    PATCH switch_fpu_save, FEATURE_XSAVE, "fxsave64 (%rcx)"
    PATCH switch_fpu_restore, FEATURE_XSAVE, "fxrstor64 (%rcx)"
    /* Without FSGSBASE user code cannot change its bases, so the stored one is right. */
    PATCH switch_fs_save, FEATURE_FSGSBASE, "movq 16(%rdi), %rcx; nop"
    PATCH switch_gs_clear, FEATURE_FSGSBASE, ".byte 0x0f, 0x1f, 0x44, 0, 0"
    /* movq %rdx, %cr3, as long as the call: two prefixes that mean nothing here. */
    PATCH switch_load, FEATURE_TAGS, ".byte 0x3e, 0x48, 0x0f, 0x22, 0xda"
    PATCH switch_fs_load, FEATURE_FSGSBASE, ".byte 0xe8; .long switch_fs_load_msr - switch_fs_load - 5"

/* Where translations are tagged: tlb.c chooses the tag. This is the new thread's stack already, with the registers that it gets back. */
switch_load_tagged:
    movq %rdi, %r12
    movq %rsi, %r13
    movq %rdx, %rdi
    call tlb_load_tagged
    movq %r12, %rdi
    movq %r13, %rsi
    movl $-1, %eax
    ret

/* The long way to wrfsbase %rax. */
switch_fs_load_msr:
    movq %rax, %rdx
    shrq $32, %rdx
    movl $MSR_FS_BASE, %ecx
    wrmsr
    ret

    .section .note.GNU-stack, "", @progbits
