/* SPDX-License-Identifier: MIT */
/* Multiboot "kernel" that writes the TSC at its entry to the serial port and ends QEMU: what the firmware and QEMU's loader cost
 * before the first instruction of any kernel. Needs -device isa-debug-exit,iobase=0xf4. */
        .code32
        .text
        .align  4
        .long   0x1badb002, 0, -0x1badb002
        .globl  _start
_start: rdtsc
        mov     %eax, %ebx
        mov     %edx, %esi
        mov     $text, %edi
1:      movb    (%edi), %al
        test    %al, %al
        jz      2f
        mov     $0x3f8, %dx
        outb    %al, %dx
        inc     %edi
        jmp     1b
2:      mov     %esi, %eax
        call    hex
        mov     %ebx, %eax
        call    hex
        mov     $10, %al
        mov     $0x3f8, %dx
        outb    %al, %dx
        mov     $0xf4, %dx
        outb    %al, %dx
3:      hlt
        jmp     3b
/* eax as eight digits */
hex:    mov     %eax, %ebp
        mov     $8, %ecx
4:      rol     $4, %ebp
        mov     %ebp, %eax
        and     $15, %al
        add     $'0', %al
        cmp     $'9', %al
        jbe     5f
        add     $39, %al
5:      mov     $0x3f8, %dx
        outb    %al, %dx
        loop    4b
        ret
text:   .asciz  "firmware 0x"
        .section .note.GNU-stack, "", @progbits
