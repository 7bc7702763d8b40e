/* SPDX-License-Identifier: MIT */
/*
 * The processor, as the rest of the kernel sees it. Kernel code runs with interrupts off; they are on only in user mode,
 * in the idle loop and in cpu_interrupt_window. Upcalls that arch makes are declared in arch/upcall.h.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi/status.h"
#include "core/tlb_tags.h"

struct cpu;

/* First member of struct cpu (sched/cpu.h); entry code reaches it through GS with the offsets that are asserted in entry.S's C side. */
struct arch_cpu {
    struct cpu *self;               /* gs:0 */
    uint64_t syscall_stack;         /* gs:8, top of the current thread's kernel stack */
    uint64_t user_sp_scratch;       /* gs:16 */
    uint64_t page_table;            /* root loaded in CR3 on this CPU */
    struct arch_thread *fpu_owner;  /* unused when FPU state is switched eagerly */
    void *tss;                      /* struct x86_tss */
    uint32_t apic_id;
    uint32_t index;
    uint64_t timer_deadline_ns;     /* of the armed timer; UINT64_MAX: off */

    /* Translations (tlb.c). What this CPU asks others to forget, stable while a bit of tlb_pending says that one has not answered; and
     * those that wait for its own answer, a bit each. Both words are atomic. */
    struct tlb_request {
        uint64_t root;              /* of the space; 0: the kernel half */
        uint64_t address;
        uint64_t change;            /* its number, where tags are counted */
        uint32_t pages;
    } tlb_request;
    uint32_t tlb_pending, tlb_asked_by;
    uint32_t tag;                   /* of the loaded space */
    struct tlb_tags tags;
    bool quiescent;                 /* waits for an interrupt: uses no translation but those of the kernel */
    /* Statistics. */
    uint64_t interrupts_sent;       /* to other CPUs */
    uint64_t shootdowns;            /* rounds of requests that this CPU made */
    uint64_t shootdowns_answered;   /* flushes for others */
};

/* What the compiler must think that a switch changes: afterwards a thread may be on another CPU. */
extern char cpu_marker;

static inline struct cpu *cpu_current(void)
{
    struct cpu *cpu;
    /* No volatile: constant between two calls of functions that may switch, and any unknown function is one. */
    __asm__("movq %%gs:0, %0" : "=r"(cpu) : "m"(cpu_marker));
    return cpu;
}

/* Waits for an interrupt with interrupts on and returns, with interrupts off again, after it was handled. Idle only. */
void cpu_wait_for_interrupt(void);
/* Lets pending interrupts in between two bounded steps of long work. No thread switch happens. No lock may be held. */
void cpu_interrupt_window(void);
/* Sets bit 0 of a word; whether it was set already. Acquire order. Two instructions with the branch on it. */
static inline bool cpu_test_and_set(uint32_t *word)
{
    bool was_set;
    __asm__ volatile("lock btsl $0, %0" : "+m"(*word), "=@ccc"(was_set) : : "memory");
    return was_set;
}
static inline void cpu_pause(void)
{
    __asm__ volatile("pause" ::: "memory");
}
/* One turn of waiting for another CPU, with interrupts off: answers what others ask of this CPU meanwhile (arch/smp.h), so
 * that two CPUs cannot wait for one another. No pointer to another process's memory may be kept across it. */
void cpu_relax(void);
/* Stops this CPU for good. */
_Noreturn void cpu_halt_forever(void);

/* Of the boot CPU. Brings up descriptor tables, control registers (NX, WP; SMEP, SMAP, UMIP, FSGSBASE, XSAVE where CPUID has them),
 * syscall MSRs and the GS base. Boot, once. */
void arch_cpu_init(struct cpu *cpu, struct arch_cpu *arch);
/* 64 random bits from RDSEED, else RDRAND; STATUS_NOT_SUPPORTED without either, STATUS_BUSY when they keep failing. */
MUST_CHECK status_t arch_random_u64(uint64_t *value);
/* ACPI S5 by the PM1 or the sleep control registers. Returns only if that did not work: why, for a person. Waits two seconds for it. */
const char *arch_power_off(void);
/* The reset register of ACPI, 0xcf9 or a triple fault. Returns only if nothing worked. */
void arch_reboot(void);
