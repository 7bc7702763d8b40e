/* SPDX-License-Identifier: MIT */
/*
 * More than one CPU: starting them, and interrupts from one to another. What other CPUs remember of page tables is forgotten by
 * tlb_shootdown (arch/paging.h).
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "arch/cpu.h"

#define CPU_MAX 32u

/* CPUs that the firmware lists as usable, without the boot CPU; at most CPU_MAX - 1. After interrupts_init. */
uint32_t smp_listed(void);
/*
 * Starts the n-th of these. cpu begins with arch, which is zeroed but for its index; the CPU comes to the upcall cpu_started on the
 * stack that ends at stack_top. Boot, by the boot CPU, one after the other. STATUS_TIMED_OUT: it did not answer, and is
 * stopped should it ever do; STATUS_NO_MEMORY, STATUS_NOT_SUPPORTED (no memory below 1 MiB for its first steps).
 */
MUST_CHECK status_t smp_start(uint32_t n, struct cpu *cpu, struct arch_cpu *arch, uint64_t stack_top);
/* Makes the other CPU take the upcall kick_interrupt. Any context. */
void smp_kick(const struct arch_cpu *arch);
