/* SPDX-License-Identifier: MIT */
/*
 * The first instructions of every thread after the first. The kernel gives rdi = what rt_thread_create passed, rsi = thread id,
 * rdx = pid, rcx = ring, and a 16-byte aligned stack (abi/entry.h). The arguments stay where they are.
 */
    .text
    .globl rt_thread_start
    .type rt_thread_start, @function
rt_thread_start:
    xorl %ebp, %ebp             /* the end of every backtrace */
    call rt_thread_main
    ud2
    .size rt_thread_start, . - rt_thread_start

    .section .note.GNU-stack, "", @progbits
