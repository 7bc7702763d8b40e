/* SPDX-License-Identifier: MIT */
/*
 * The first instructions of every process. The kernel gives rdi = ring, rsi = pid, rdx = CapSet, rcx = TLS block, a
 * 16-byte aligned stack and FS base at the thread control block (abi/entry.h). The arguments stay where they are.
 */
    .section .text._start, "ax", @progbits
    .globl _start
    .type _start, @function
_start:
    xorl %ebp, %ebp             /* the end of every backtrace */
    andq $-16, %rsp
    call rt_start
    ud2
    .size _start, . - _start

    .section .note.GNU-stack, "", @progbits
