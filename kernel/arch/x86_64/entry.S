/* SPDX-License-Identifier: MIT */
/*
 * The ways into the kernel: system calls, traps and interrupts, and the first step of new threads.
 *
 * GS: in the kernel its base is this CPU's struct cpu; swapgs at each crossing from or to user mode. Vectors that can
 * strike between the crossing and the swapgs (NMI, double fault, machine check) have stacks of their own and save and
 * set the base instead: user code may put any value there (FSGSBASE), so its sign tells nothing.
 */
#include "arch/x86_64/asm.h"

    .text

/*
 * rax number, rdi and rsi arguments, rcx return address, r11 flags. The IPC fast path: callee-saved registers are not
 * saved, the C code and arch_switch keep them. SFMASK cleared IF, DF, AC, TF and NT.
 */
    .globl syscall_entry
    .balign 64
syscall_entry:
    swapgs
    movq %rsp, %gs:CPU_USER_SP
    movq %gs:CPU_SYSCALL_STACK, %rsp
    pushq %gs:CPU_USER_SP
    pushq %rcx
    pushq %r11
    subq $8, %rsp
    testq %rax, %rax
    jnz syscall_other
    call syscall_cap_enter
syscall_return:
    addq $8, %rsp
    popq %r11
    popq %rcx
    movq %rcx, %rdx
    shrq $47, %rdx                  /* leaves 0 in rdx for user code when it is good */
    jnz syscall_bad_return
    xorl %edi, %edi
    xorl %esi, %esi
    xorl %r8d, %r8d
    xorl %r9d, %r9d
    xorl %r10d, %r10d
    popq %rsp
    swapgs
    sysretq

syscall_other:
    cmpq $1, %rax
    je 1f
    movq %rax, %rdi
    call syscall_unknown
    jmp syscall_return
1:  call syscall_exit
    ud2

/* sysretq would fault in the kernel with the user's stack: make it the general protection fault of user code it is. */
syscall_bad_return:
    popq %rdx
    pushq $SELECTOR_USER_DATA
    pushq %rdx
    pushq %r11
    pushq $SELECTOR_USER_CODE
    pushq %rcx
    pushq $0
    pushq $VECTOR_GENERAL_PROTECTION
    jmp trap_save

.macro PUSH_REGISTERS
    pushq %rax
    pushq %rbx
    pushq %rcx
    pushq %rdx
    pushq %rsi
    pushq %rdi
    pushq %rbp
    pushq %r8
    pushq %r9
    pushq %r10
    pushq %r11
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
.endm
.macro POP_REGISTERS
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %r11
    popq %r10
    popq %r9
    popq %r8
    popq %rbp
    popq %rdi
    popq %rsi
    popq %rdx
    popq %rcx
    popq %rbx
    popq %rax
.endm

/* Every vector but those with a stack of their own. On the stack: vector, error, and what the processor pushed. */
    .balign 16
trap_common:
    testb $3, 24(%rsp)              /* cs */
    jz trap_save
    swapgs
trap_save:
    PUSH_REGISTERS
    cld
trap_clac:
    clac                            /* user code may have set AC */
    movq %rsp, %rdi
    call trap_dispatch
    POP_REGISTERS
    testb $3, 24(%rsp)
    jz 1f
    swapgs
1:  addq $16, %rsp
    iretq
    PATCH trap_clac, FEATURE_SMAP, "nopl (%rax)"

/* NMI, double fault, machine check. The top word of their stacks holds this CPU's GS base (descriptors.c). */
    .balign 16
trap_own_stack:
    PUSH_REGISTERS
    cld
trap_own_clac:
    clac
    movl $MSR_GS_BASE, %ecx
    rdmsr
    movl %eax, %r12d
    movl %edx, %r13d
    movq %rsp, %rbx
    orq $(ASM_KERNEL_STACK_BYTES - 1), %rbx
    movl -7(%rbx), %eax
    movl -3(%rbx), %edx
    wrmsr
    movq %rsp, %rdi
    call trap_dispatch_own_stack
    movl $MSR_GS_BASE, %ecx
    movl %r12d, %eax
    movl %r13d, %edx
    wrmsr
    POP_REGISTERS
    addq $16, %rsp
    iretq
    PATCH trap_own_clac, FEATURE_SMAP, "nopl (%rax)"

/* One stub a vector, TRAP_STUB_BYTES apart. */
    .globl trap_stubs
    .balign TRAP_STUB_BYTES
trap_stubs:
    .set vector, 0
    .rept 256
    .balign TRAP_STUB_BYTES
    .if !(vector == 8 || (vector >= 10 && vector <= 14) || vector == 17 || vector == 21 || vector == 29 || vector == 30)
    pushq $0                        /* where the processor pushes no error code */
    .endif
    pushq $vector
    .if vector == 2 || vector == 8 || vector == 18
    jmp trap_own_stack
    .else
    jmp trap_common
    .endif
    .set vector, vector + 1
    .endr

/* New threads arrive here from arch_switch with the stack that thread.c laid out. */
    .globl thread_start_user, thread_start_kernel
thread_start_user:
    popq %rdi
    popq %rsi
    popq %rdx
    popq %rcx
    popq %r8
    xorl %eax, %eax
    xorl %r9d, %r9d
    xorl %r10d, %r10d
    xorl %r11d, %r11d
    swapgs
    iretq
thread_start_kernel:
    movq %r12, %rdi
    call *%rbx
    ud2

    .section .note.GNU-stack, "", @progbits
