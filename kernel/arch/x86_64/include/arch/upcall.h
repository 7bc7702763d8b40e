/* SPDX-License-Identifier: MIT */
/* What arch calls in the rest of the kernel. All with interrupts off, on the running thread's kernel stack. */
#pragma once

#include <stdint.h>

struct arch_cpu;
struct boot_info;
struct cpu;
struct trap_frame;

/* The boot CPU's part of struct cpu, zeroed, before anything else was called (sched/cpu.c). */
struct arch_cpu *boot_arch_cpu(void);

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
/* In a panic: one klog line that names the running thread. May be left undefined. Must not take locks. */
__attribute__((weak)) void panic_describe_thread(void);
