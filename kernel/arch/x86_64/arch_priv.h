/* SPDX-License-Identifier: MIT */
/* What the files of this folder use of one another. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi/status.h"
#include "arch/cpu.h"
#include "arch/paging.h"
#include "arch/x86_64/asm.h"
#include "base/boot_info.h"
#include "core/atomic.h"

/* Limits of the image's sections (kernel.ld) and of the boot stack (boot.S). */
extern char kernel_image_start[], kernel_text_start[], kernel_text_end[], kernel_rodata_start[], kernel_data_start[];
extern char kernel_image_end[], boot_stack_guard[], boot_stack_top[];

/* features.c: one bit per FEATURE_*. Set once by features_init, which also patches the code that depends on them. */
extern uint32_t x86_features;
static inline bool feature_has(uint32_t feature)
{
    return (x86_features >> feature & 1) != 0;
}
void features_init(void);

/* cpu.c: control registers and MSRs of this CPU. features_init has run. */
void cpu_init_registers(void);

/* descriptors.c: tables of the boot CPU, loaded; the interrupt table of all. */
void descriptors_init(struct arch_cpu *arch);
/* Guarded stacks of the boot CPU for NMI, double fault and machine check; until then these are fatal. Needs paging. */
void descriptors_init_stacks(struct arch_cpu *arch);
/* Tables and stacks of a further CPU, made by another one. stack_top: where interrupts from user mode begin until the first
 * switch. STATUS_NO_MEMORY. */
MUST_CHECK status_t descriptors_create(struct arch_cpu *arch, uint64_t stack_top);
/* Loads them; for the CPU itself. */
void descriptors_load(const struct arch_cpu *arch);

/* fpu.c: control registers and the size of the save area. */
void fpu_init(void);

/* paging_kernel.c: the kernel's own page tables; the boot ones are gone afterwards. Needs frames below 4 GiB. */
void paging_init(const struct boot_info *boot);
/* Readable direct-map address of [address, address + bytes), also where no RAM range covers it. Boot. */
const void *direct_map_read_only(phys_t address, uint64_t bytes);
/* Whether a 4 KiB page in the KERNEL_VIRTUAL_BASE area is there. Makes nothing. */
bool kernel_page_is_mapped(uint64_t address);

/* acpi.c */
struct acpi_header {
    char signature[4];
    uint32_t length;
    uint8_t revision, checksum;
    char oem[6], oem_table[8];
    uint32_t oem_revision, creator, creator_revision;
} __attribute__((packed));

/* Finds the root table. rsdp as in boot_info. Nothing is found later when there is none or it is damaged. */
void acpi_init(uint64_t rsdp);
/* Whether there is a root table, after acpi_init. */
bool acpi_present(void);
/* A table with a good checksum, mapped for good, or NULL. */
const struct acpi_header *acpi_find_table(const char *signature);
/* The table at a physical address, or NULL. */
const struct acpi_header *acpi_map_table(phys_t address);

/* power.c: reads FADT and DSDT once, so that power-off and reset need only register writes, and says in the log when power-off cannot
 * work. Needs paging. */
void power_init(void);
/* The FADT's PM timer port, or 0. */
uint16_t power_timer_port(void);

/* lapic.c */
void lapic_init(struct arch_cpu *arch, phys_t address);
/* Of a further CPU, by itself. */
void lapic_init_cpu(struct arch_cpu *arch);
/* An interrupt for another CPU: a vector, or ICR_* with what it wants. Waits until the one before is on its way. */
#define ICR_NMI (4u << 8)
#define ICR_INIT (5u << 8)
#define ICR_STARTUP (6u << 8)
#define ICR_ASSERT (1u << 14)
void lapic_send(uint32_t apic_id, uint32_t command);
void lapic_end_of_interrupt(void);
/* The timer, for clockevent.c: counts down from `count` and interrupts at 0 (count 0: stops); what is left of it; or deadlines. */
void lapic_timer_start(uint32_t count);
uint32_t lapic_timer_left(void);
void lapic_timer_use_deadline(void);

/* smp.c: the CPUs that run, the boot CPU first. */
extern struct arch_cpu *smp_cpus[];
extern uint32_t smp_count;
/* tlb.c: answers the requests of other CPUs. */
void tlb_answer(struct arch_cpu *arch);
/* Forgets what this CPU remembers of the lower half that is loaded. */
void tlb_forget_loaded(void);
/* The switch's way where translations are tagged (FEATURE_TAGS); switch.S. */
void tlb_load_tagged(phys_t root);
/* What an interrupt does first when it wakes this CPU: from here on translations are used. Pairs with the fence in ask (tlb.c): either
 * that sees this CPU awake and asks it, or what this CPU looks at next is what was changed. */
static inline void cpu_leave_quiescence(struct arch_cpu *arch)
{
    if (arch->quiescent)
        (void)atomic_exchange_full(&arch->quiescent, false);
}
/* smp_start.c: a CPU that the MADT lists as usable. */
void smp_add(uint32_t apic_id);

/* clockevent.c: true when the armed deadline is over; re-arms when the interrupt came early. */
bool timer_expired(void);
/* The timer of a further CPU, by itself. */
void timer_init_cpu(void);
