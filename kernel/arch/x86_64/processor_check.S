/* SPDX-License-Identifier: MIT */
/*
 * Whether the processor has what the kernel cannot do without, asked before its first use, and said on every serial port there may be:
 * the terminal's and the log's. What the kernel can do without is in features.c. SYSCALL is there too: Intel's processors do not show
 * it to a program in 32-bit mode.
 *
 * 32-bit code at physical addresses, from boot.S. A processor without CPUID has no long mode either; all is missing then.
 */
#include "arch/x86_64/asm.h"

#define FLAG_CPUID (1 << 21)        /* of EFLAGS: it can be changed where there is CPUID */
#define LEAF_FEATURES 1
#define LEAF_EXTENDED 0x80000001
#define BASIC 0                     /* EDX of the first leaf, EDX of the second behind it */
#define EXTENDED 32
#define NEEDS_END 0xff

/* As in serial.c. */
#define COM1 0x3f8
#define COM2 0x2f8
#define STATUS_EMPTY 0x20
#define WAIT_POLLS 100000

/* As in cpu.c. */
#define DEBUG_EXIT_PORT 0xf4
#define DEBUG_EXIT_PANIC 0x31

    .section .boot.text, "ax"
    .code32
    .globl boot_check_processor
/* Comes back when nothing is missing. Changes EAX, EBX, ECX, EDX, EBP. */
boot_check_processor:
    call features_read
    xorl %ebp, %ebp                 /* how many are missing */
    movl $PHYS(needs), %ebx
.Lnext:
    movzbl (%ebx), %eax
    incl %ebx
    cmpl $NEEDS_END, %eax
    je .Lasked
    btl %eax, PHYS(features)
    jc .Lskip
    call say_missing
    jmp .Lnext
.Lskip:
    cmpb $0, (%ebx)
    leal 1(%ebx), %ebx
    jne .Lskip
    jmp .Lnext
.Lasked:
    testl %ebp, %ebp
    jnz .Lrefuse
    ret
.Lrefuse:
    movl $PHYS(text_end), %ebx
    call say
    movl $DEBUG_EXIT_PANIC, %eax    /* ends QEMU as a panic does */
    outb %al, $DEBUG_EXIT_PORT
.Lstopped:
    cli
    hlt
    jmp .Lstopped

features_read:
    pushfl
    popl %eax
    movl %eax, %ecx
    xorl $FLAG_CPUID, %eax
    pushl %eax
    popfl
    pushfl
    popl %eax
    xorl %ecx, %eax
    testl $FLAG_CPUID, %eax
    jz .Lread
    movl $LEAF_FEATURES, %eax
    cpuid
    movl %edx, PHYS(features)
    movl $0x80000000, %eax          /* the last leaf of its kind */
    cpuid
    cmpl $LEAF_EXTENDED, %eax
    jb .Lread
    movl $LEAF_EXTENDED, %eax
    cpuid
    movl %edx, PHYS(features) + 4
.Lread:
    ret

/* The name at EBX, behind what was said before; EBX is behind the name then. */
say_missing:
    pushl %ebx
    movl $PHYS(text_more), %ebx
    testl %ebp, %ebp
    jnz .Lmore
    call ports_open
    movl $PHYS(text_begin), %ebx
.Lmore:
    incl %ebp
    call say
    popl %ebx
    /* Falls through. */

/* The text at EBX, on all ports; EBX is behind its zero then. */
say:
    movb (%ebx), %cl
    incl %ebx
    testb %cl, %cl
    jz .Lsaid
    movl $COM1, %edx
    call put
    movl $COM2, %edx
    call put
    jmp say
.Lsaid:
    ret

/* CL, on the port at EDX. Where there is none, all bits read as one. */
put:
    addl $5, %edx
    movl $WAIT_POLLS, %eax
.Lwait:
    pushl %eax
    inb %dx, %al
    testb $STATUS_EMPTY, %al
    popl %eax
    jnz .Lempty
    decl %eax
    jnz .Lwait
.Lempty:
    subl $5, %edx
    movb %cl, %al
    outb %al, %dx
    ret

ports_open:
    movl $COM1, %edx
    call port_open
    movl $COM2, %edx
    /* Falls through. */

/* 115,200 baud, 8N1, no interrupts, whatever the loader left. */
port_open:
    pushl %ebx
    movl $PHYS(port_settings), %ebx
    movl $PORT_SETTINGS, %ecx
.Lset:
    pushl %edx
    movzbl (%ebx), %eax
    addl %eax, %edx
    movb 1(%ebx), %al
    outb %al, %dx
    popl %edx
    addl $2, %ebx
    decl %ecx
    jnz .Lset
    popl %ebx
    ret

/* Register, value. */
port_settings:
    .byte 1, 0x00                   /* no interrupts */
    .byte 3, 0x80                   /* the divisor: 1 */
    .byte 0, 0x01
    .byte 1, 0x00
    .byte 3, 0x03                   /* 8N1 */
    .byte 2, 0x07                   /* the FIFOs on, and empty */
    .byte 4, 0x03                   /* DTR, RTS */
    .equ PORT_SETTINGS, (. - port_settings) / 2

text_begin:
    .asciz "\r\ncapOS cannot run on this processor, which lacks "
text_more:
    .asciz ", "
text_end:
    .asciz ". It needs a 64-bit x86 processor with all of this (in QEMU: -cpu max).\r\n"

    .macro NEED bit:req, name:req
    .byte \bit
    .asciz "\name"
    .endm
needs:
    NEED EXTENDED + 29, "long mode (64 bits)"
    NEED EXTENDED + 20, "NX"
    NEED BASIC + 0, "FPU"
    NEED BASIC + 4, "TSC"
    NEED BASIC + 5, "MSR"
    NEED BASIC + 6, "PAE"
    NEED BASIC + 8, "CMPXCHG8B"
    NEED BASIC + 9, "a local APIC"
    NEED BASIC + 15, "CMOV"
    NEED BASIC + 24, "FXSR"
    NEED BASIC + 25, "SSE"
    NEED BASIC + 26, "SSE2"
    .byte NEEDS_END

    .section .bss.boot, "aw", @nobits
    .balign 8
features:
    .skip 8

    .section .note.GNU-stack, "", @progbits
