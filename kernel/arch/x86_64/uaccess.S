/* SPDX-License-Identifier: MIT */
/*
 * copy_from_user and copy_to_user (arch/uaccess.h). 8-byte moves, no string instructions: those count per iteration in
 * the instruction budgets and start slowly on real machines for the short copies that calls make. A fault between
 * uaccess_start and uaccess_end on a user address continues at uaccess_fault (traps.c): one range is the whole exception
 * table.
 */
#include "arch/x86_64/asm.h"

/* Checks that [\user, + rdx) lies inside user space, without wrapping. Spoils rax. */
.macro CHECK_RANGE user
    movabsq $ASM_USER_MAX, %rax
    subq %rdx, %rax
    jb uaccess_bad_range
    cmpq %rax, \user
    ja uaccess_bad_range
    cmpq $ASM_USER_MIN, \user
    jb uaccess_bad_range
.endm

/* Moves \bytes of a straight line through rax and r8, and both pointers after them. */
.macro MOVE bytes
    .set offset, 0
    .rept \bytes / 16
    movq offset(%rsi), %rax
    movq offset + 8(%rsi), %r8
    movq %rax, offset(%rdi)
    movq %r8, offset + 8(%rdi)
    .set offset, offset + 16
    .endr
    addq $\bytes, %rsi
    addq $\bytes, %rdi
.endm

    .text
    .globl copy_from_user, copy_to_user, load_user_word, uaccess_start, uaccess_end, uaccess_fault
    .balign 64
copy_to_user:
    CHECK_RANGE %rdi
    jmp uaccess_open
    .balign 16
copy_from_user:
    CHECK_RANGE %rsi
uaccess_open:
    stac
uaccess_start:
    movl %edx, %ecx
    andl $63, %ecx                  /* what is left after the blocks */
    shrq $6, %rdx
    jz 2f
1:  MOVE 64
    decq %rdx
    jnz 1b
    testl %ecx, %ecx
    jz uaccess_end
2:  testb $32, %cl
    jz 3f
    MOVE 32
3:  testb $16, %cl
    jz 4f
    MOVE 16
4:  testb $8, %cl
    jz 5f
    movq (%rsi), %rax
    movq %rax, (%rdi)
    addq $8, %rsi
    addq $8, %rdi
5:  andl $7, %ecx
    jz uaccess_end
6:  movb (%rsi), %al
    movb %al, (%rdi)
    incq %rsi
    incq %rdi
    decl %ecx
    jnz 6b
    jmp uaccess_end
7:  movl (%rsi), %eax
    movl %eax, (%rdi)
uaccess_end:
    clac
    xorl %eax, %eax
    ret

    .balign 16
load_user_word:
    movl $4, %edx
    CHECK_RANGE %rsi
uaccess_open_word:
    stac
    jmp 7b

uaccess_fault:
    clac
uaccess_bad_range:
    movl $-6, %eax                  /* STATUS_INVALID_BUFFER */
    ret

    PATCH uaccess_open, FEATURE_SMAP, "nopl (%rax)"
    PATCH uaccess_open_word, FEATURE_SMAP, "nopl (%rax)"
    PATCH uaccess_end, FEATURE_SMAP, "nopl (%rax)"
    PATCH uaccess_fault, FEATURE_SMAP, "nopl (%rax)"

    .section .note.GNU-stack, "", @progbits
