/* SPDX-License-Identifier: MIT */
/*
 * wide_clear and wide_copy (arch/simd.h): 32 bytes a move with AVX, 16 with SSE, which every x86-64 processor has.
 *
 * The register that is borrowed is kept on the stack meanwhile. That is two moves; the usual way, all of the state by XSAVE, would
 * cost more than is gained here.
 *
 * To load 32 bytes makes the upper halves "in use", even if they hold the zeroes that they held before. XSAVE would store them from
 * then on, and a program's SSE code could run slower. So when they were not in use (XGETBV with ecx 1), VZEROUPPER says it again.
 */
#include "arch/x86_64/asm.h"

#define XSTATE_AVX 4

.macro CLEAR_256 at, move, register, width
    .set offset, \at
    .rept 256 / \width
    \move \register, offset(%rdi)
    .set offset, offset + \width
    .endr
.endm

.macro COPY_256 at, move, register, width
    .set offset, \at
    .rept 256 / \width
    \move offset(%rsi), \register
    \move \register, offset(%rdi)
    .set offset, offset + \width
    .endr
.endm

/* \step over r8 bytes, a multiple of 256: a KiB at a time, then what is left. \source: rsi if that moves along. */
.macro ALL step, move, register, width, source
    movq %r8, %r9
    andl $768, %r8d
    shrq $10, %r9
    jz 2f
1:  \step 0, \move, \register, \width
    \step 256, \move, \register, \width
    \step 512, \move, \register, \width
    \step 768, \move, \register, \width
    addq $1024, %rdi
    .ifnb \source
    addq $1024, \source
    .endif
    decq %r9
    jnz 1b
2:  testl %r8d, %r8d
    jz 4f
3:  \step 0, \move, \register, \width
    addq $256, %rdi
    .ifnb \source
    addq $256, \source
    .endif
    subl $256, %r8d
    jnz 3b
4:
.endm

/* rax: the state components in use. */
.macro BORROW_YMM0
    subq $40, %rsp
    xgetbv
    vmovdqu %ymm0, (%rsp)
.endm
.macro RETURN_YMM0
    vmovdqu (%rsp), %ymm0
    addq $40, %rsp
    testl $XSTATE_AVX, %eax
    jz 5f
    ret
5:  vzeroupper
    ret
.endm

.macro BORROW_XMM0
    subq $24, %rsp
    movups %xmm0, (%rsp)
.endm
.macro RETURN_XMM0
    movups (%rsp), %xmm0
    addq $24, %rsp
    ret
.endm

    .text
    .globl wide_clear, wide_clear_sse, wide_copy, wide_copy_sse
    .balign 64
wide_clear:
    movq %rsi, %r8
wide_clear_kind:
    movl $1, %ecx
    BORROW_YMM0
    vpxor %xmm0, %xmm0, %xmm0
    ALL CLEAR_256, vmovdqu, %ymm0, 32
    RETURN_YMM0

    .balign 64
wide_copy:
    movq %rdx, %r8
wide_copy_kind:
    movl $1, %ecx
    BORROW_YMM0
    ALL COPY_256, vmovdqu, %ymm0, 32, %rsi
    RETURN_YMM0

    .balign 64
wide_clear_sse:
    movq %rsi, %r8
wide_clear_sse_now:
    BORROW_XMM0
    xorps %xmm0, %xmm0
    ALL CLEAR_256, movups, %xmm0, 16
    RETURN_XMM0

    .balign 64
wide_copy_sse:
    movq %rdx, %r8
wide_copy_sse_now:
    BORROW_XMM0
    ALL COPY_256, movups, %xmm0, 16, %rsi
    RETURN_XMM0

    PATCH wide_clear_kind, FEATURE_AVX, ".byte 0xe9; .long wide_clear_sse_now - wide_clear_kind - 5"
    PATCH wide_copy_kind, FEATURE_AVX, ".byte 0xe9; .long wide_copy_sse_now - wide_copy_kind - 5"

    .section .note.GNU-stack, "", @progbits
