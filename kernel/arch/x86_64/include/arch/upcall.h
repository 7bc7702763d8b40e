/* SPDX-License-Identifier: MIT */
/*
 * What arch calls in the floors above it, which define these functions. All with interrupts off, on the running thread's kernel stack.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "arch/paging.h"

struct arch_cpu;
struct boot_info;
struct cpu;
struct trap_frame;

/* The boot CPU's part of struct cpu, zeroed, before anything else was called (sched/cpu.c). */
struct arch_cpu *boot_arch_cpu(void);

/* What the loader left, copied: all of it lies in memory that is about to be given out. magic: in eax at the entry; information: physical
 * address of the loader's structure, which the boot direct map (4 GiB) reaches (boot/loader.c). */
void boot_read_loader(struct boot_info *boot, uint32_t magic, uint32_t information);

/* Physical frames (mem/frame.h), for page tables and stacks. */
void frame_init(const struct boot_info *boot);
MUST_CHECK status_t frame_alloc(phys_t *frame);
MUST_CHECK status_t frame_alloc_raw(phys_t *frame);
void frame_free(phys_t frame);
phys_t frame_low_page(void);
/* A kernel stack of KERNEL_STACK_BYTES (mem/kernel_stack.h). */
MUST_CHECK status_t kernel_stack_alloc(uint64_t *top);

/* End of the boot path of arch: memory, log, descriptor tables, interrupts and clock work. */
_Noreturn void kernel_main(const struct boot_info *boot);
/* The system calls (abi/entry.h). The result goes to rax. */
uint64_t syscall_cap_enter(uint64_t min_complete, uint64_t deadline_ns);
_Noreturn void syscall_exit(uint64_t code);
/* Any other system call number: the calling process breaks the ABI. */
uint64_t syscall_unknown(uint64_t number);
/* An exception in user mode that arch could not resolve. fault_address: CR2 for page faults. Must not return. */
_Noreturn void user_fault(const struct trap_frame *frame, uint64_t fault_address);
void timer_interrupt(void);
/* A further CPU, ready to run threads (arch/smp.h). On the stack that it was started with. */
_Noreturn void cpu_started(struct cpu *cpu);
/* Another CPU thinks that this one should look around. */
void kick_interrupt(void);
void device_interrupt(uint32_t line);
/* Before an interrupt returns to user mode: may switch threads. */
void interrupt_return_to_user(void);
