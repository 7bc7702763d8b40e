/* SPDX-License-Identifier: MIT */
/* Numbers that assembly and C of this folder share. descriptors.c and thread.c assert that they match the structs. */
#pragma once

/* struct arch_cpu, reached through GS. */
#define CPU_SELF 0
#define CPU_SYSCALL_STACK 8
#define CPU_USER_SP 16
#define CPU_PAGE_TABLE 24
#define CPU_TSS 40

/* struct arch_thread. */
#define THREAD_KERNEL_SP 0
#define THREAD_KERNEL_STACK_TOP 8
#define THREAD_FS_BASE 16
#define THREAD_FPU 24
#define THREAD_ON_CPU 32

/* struct x86_tss. */
#define TSS_RSP0 4

/* The order of user data before user code is what sysretq wants. */
#define SELECTOR_KERNEL_CODE 0x08
#define SELECTOR_KERNEL_DATA 0x10
#define SELECTOR_USER_DATA 0x1b
#define SELECTOR_USER_CODE 0x23
#define SELECTOR_TSS 0x28

#define MSR_FS_BASE 0xc0000100
#define MSR_GS_BASE 0xc0000101

/* Vectors. Device line n arrives at VECTOR_DEVICE_FIRST + n. */
#define VECTOR_GENERAL_PROTECTION 13
#define VECTOR_DEVICE_FIRST 0x30
#define VECTOR_TIMER 0xf0
#define VECTOR_KICK 0xf1
#define VECTOR_SYNC 0xf2
#define VECTOR_APIC_ERROR 0xfe
#define VECTOR_SPURIOUS 0xff
#define TRAP_STUB_BYTES 16

/* Same as abi/limits.h, mem/kernel_stack.h and arch/paging.h, which the assembler cannot read. */
#define ASM_USER_MIN 0x10000
#define ASM_USER_MAX 0x7ffffffff000
#define ASM_KERNEL_STACK_BYTES 16384
#define ASM_KERNEL_IMAGE_BASE 0xffffffff80000000
#define ASM_KERNEL_DIRECT_MAP_SLOT 256

/* Bits of x86_features; also the conditions of PATCH. */
#define FEATURE_FSGSBASE 0
#define FEATURE_SMEP 1
#define FEATURE_SMAP 2
#define FEATURE_UMIP 3
#define FEATURE_XSAVE 5
#define FEATURE_XSAVEOPT 6
#define FEATURE_PGE 7
#define FEATURE_TSC_DEADLINE 8
#define FEATURE_RDRAND 9
#define FEATURE_RDSEED 10
#define FEATURE_MACHINE_CHECK 11
#define FEATURE_AVX 12            /* with XGETBV that tells what is in use */
#define FEATURE_PCID 13         /* and global pages: the kernel half is under no tag */
#define FEATURE_TAGS 4          /* tlb.c keeps account of tags: PCID, or a debug build */

#ifdef __ASSEMBLER__
/* Where a symbol of the image is before paging. */
#define PHYS(symbol) ((symbol) - ASM_KERNEL_IMAGE_BASE)

/*
 * Says what stands at `site` on a processor without `feature`: code of the same length, put there once at boot
 * (features.c) before the kernel's text becomes read-only. Later records win over earlier ones for the same site.
 */
.macro PATCH site:req, feature:req, without:req
    .pushsection .patch_code, "a"
770: \without
771:
    .popsection
    .pushsection .patch_table, "a"
    .quad \site, 770b
    .long \feature, 771b - 770b
    .popsection
.endm
#endif
