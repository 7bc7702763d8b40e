/* SPDX-License-Identifier: MIT */
/*
 * From the loader to arch_boot(). Two doors, both in 32-bit protected mode without paging: PVH (`qemu -kernel`, found by
 * the Xen note) and Multiboot2 (GRUB). The boot page tables map the first 4 GiB at 0 and at the direct map, and the first
 * GiB at the image base, all writable and executable; paging_init() replaces them before anything foreign runs.
 * Code here runs at physical addresses: PHYS() of every symbol until the jump.
 */
#include "arch/x86_64/asm.h"

#define MULTIBOOT2_HEADER_MAGIC 0xe85250d6
#define PAGE_TABLE_FLAGS 0x03       /* present, writable */
#define LARGE_PAGE_FLAGS 0x83       /* and 2 MiB */

    .section .multiboot2, "a"
    .balign 8
multiboot2_header:
    .long MULTIBOOT2_HEADER_MAGIC
    .long 0                         /* i386 protected mode */
    .long multiboot2_header_end - multiboot2_header
    .long -(MULTIBOOT2_HEADER_MAGIC + 0 + (multiboot2_header_end - multiboot2_header))
    .balign 8
    .word 6, 0                      /* modules on page boundaries */
    .long 8
    .balign 8
    .word 3, 0                      /* entry address, physical */
    .long 12
    .long PHYS(boot_multiboot2_entry)
    .balign 8
    .word 0, 0
    .long 8
multiboot2_header_end:

    .section .note.pvh, "a", @note
    .balign 4
    .long 4, 8, 18                  /* name bytes, value bytes, XEN_ELFNOTE_PHYS32_ENTRY */
    .asciz "Xen"
    .quad PHYS(boot_pvh_entry)      /* QEMU reads 8 bytes of a 64-bit image */

    .section .boot.text, "ax"
    .code32
    .globl boot_pvh_entry, boot_multiboot2_entry
boot_pvh_entry:
    xorl %eax, %eax
boot_multiboot2_entry:
    cli
    cld
    movl $PHYS(boot_stack_top), %esp
    movl %eax, %esi                 /* which door: 0 or the Multiboot2 magic */
    movl %ebx, %edi                 /* its information */

    call boot_check_processor

    /* 2048 large pages for 4 GiB, in four directories that follow one another. */
    movl $PHYS(boot_directories), %ebx
    movl $LARGE_PAGE_FLAGS, %eax
    movl $2048, %ecx
1:  movl %eax, (%ebx)
    addl $0x200000, %eax
    addl $8, %ebx
    decl %ecx
    jnz 1b

    movl $(PHYS(boot_directories) + PAGE_TABLE_FLAGS), %eax
    movl %eax, PHYS(boot_image_pointers) + 510 * 8
    movl %eax, PHYS(boot_low_pointers)
    addl $0x1000, %eax
    movl %eax, PHYS(boot_low_pointers) + 8
    addl $0x1000, %eax
    movl %eax, PHYS(boot_low_pointers) + 16
    addl $0x1000, %eax
    movl %eax, PHYS(boot_low_pointers) + 24
    movl $(PHYS(boot_low_pointers) + PAGE_TABLE_FLAGS), %eax
    movl %eax, PHYS(boot_root)
    movl %eax, PHYS(boot_root) + ASM_KERNEL_DIRECT_MAP_SLOT * 8
    movl $(PHYS(boot_image_pointers) + PAGE_TABLE_FLAGS), %eax
    movl %eax, PHYS(boot_root) + 511 * 8

    movl %cr4, %eax
    orl $0x20, %eax                 /* PAE */
    movl %eax, %cr4
    movl $PHYS(boot_root), %eax
    movl %eax, %cr3
    movl $0xc0000080, %ecx
    rdmsr
    orl $0x100, %eax                /* long mode */
    wrmsr
    movl %cr0, %eax
    orl $0x80000001, %eax           /* paging, protection */
    movl %eax, %cr0
    lgdt PHYS(boot_gdt_pointer)
    ljmp $SELECTOR_KERNEL_CODE, $PHYS(boot_long_mode)

    .code64
boot_long_mode:
    movl $SELECTOR_KERNEL_DATA, %eax
    movl %eax, %ss
    xorl %eax, %eax
    movl %eax, %ds
    movl %eax, %es
    movl %eax, %fs
    movl %eax, %gs
    movabsq $boot_stack_top, %rsp
    xorl %ebp, %ebp
    movl %edi, %eax                 /* swap the two into argument order, zero-extended */
    movl %esi, %edi
    movl %eax, %esi
    movabsq $arch_boot, %rax
    call *%rax
    ud2

    .balign 8
boot_gdt:
    .quad 0
    .quad 0x00af9b000000ffff        /* kernel code, 64-bit */
    .quad 0x00cf93000000ffff        /* data */
boot_gdt_pointer:
    .word boot_gdt_pointer - boot_gdt - 1
    .long PHYS(boot_gdt)

    .section .bss.boot, "aw", @nobits
    .balign 4096
boot_root:
    .skip 4096
boot_low_pointers:
    .skip 4096
boot_image_pointers:
    .skip 4096
boot_directories:
    .skip 4 * 4096
    .globl boot_stack_guard, boot_stack_top
boot_stack_guard:                   /* paging_init() leaves this page unmapped */
    .skip 4096
    .skip ASM_KERNEL_STACK_BYTES
boot_stack_top:

    .section .note.GNU-stack, "", @progbits
