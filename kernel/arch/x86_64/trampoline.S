/* SPDX-License-Identifier: MIT */
/*
 * The first steps of a further CPU. It wakes in 16-bit mode at the start of a page below 1 MiB, to which smp_start.c copies what
 * lies between smp_trampoline and smp_trampoline_end. The block of data at its end is filled in there (struct trampoline). The
 * page tables that it loads map this page where it is and the kernel where it belongs.
 */
#include "arch/x86_64/asm.h"

#define HERE(label) ((label) - smp_trampoline)

    .section .rodata
    .globl smp_trampoline, smp_trampoline_data, smp_trampoline_end
    .balign 16
smp_trampoline:
    .code16
    cli
    cld
    movw %cs, %ax
    movw %ax, %ds
    lgdtl HERE(trampoline_gdt_pointer)
    movl $0x20, %eax                /* PAE */
    movl %eax, %cr4
    movl HERE(trampoline_root), %eax
    movl %eax, %cr3
    movl $0xc0000080, %ecx
    rdmsr
    orl HERE(trampoline_efer), %eax
    wrmsr
    movl $0x80010011, %eax          /* paging, write protection, protection; caches on */
    movl %eax, %cr0
    ljmpl *HERE(trampoline_jump)

    .code64
    .globl smp_trampoline_long_mode
smp_trampoline_long_mode:
    movl $SELECTOR_KERNEL_DATA, %eax
    movl %eax, %ss
    xorl %eax, %eax
    movl %eax, %ds
    movl %eax, %es
    movl %eax, %fs
    movl %eax, %gs
    movq trampoline_stack(%rip), %rsp
    movq trampoline_argument(%rip), %rdi
    movq trampoline_entry(%rip), %rax
    xorl %ebp, %ebp
    call *%rax
    ud2

    .balign 8
smp_trampoline_data:
trampoline_gdt:
    .quad 0
    .quad 0x00af9b000000ffff        /* kernel code, 64-bit */
    .quad 0x00cf93000000ffff        /* data */
trampoline_stack:
    .quad 0
trampoline_argument:
    .quad 0
trampoline_entry:
    .quad 0
trampoline_root:
    .long 0
trampoline_efer:
    .long 0
trampoline_jump:
    .long 0
    .word SELECTOR_KERNEL_CODE
trampoline_gdt_pointer:
    .word 3 * 8 - 1
    .long 0
smp_trampoline_end:

    .section .note.GNU-stack, "", @progbits
