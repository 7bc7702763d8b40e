/* SPDX-License-Identifier: MIT */
/*
 * GDT, TSS and IDT of a CPU. NMI, double fault and machine check have guarded stacks of their own. One word at the top
 * of each holds the CPU's GS base for entry.S, which finds it by the stack's alignment.
 */
#include "arch/thread.h"
#include "arch/x86_64/arch_priv.h"

#include "boot/log.h"
#include "mem/kernel_stack.h"

#define IDT_ENTRIES 256u
#define GATE_INTERRUPT 0x8eu
#define GATE_USER 0xeeu         /* user code may use `int` for this vector */
#define VECTOR_BREAKPOINT 3u

struct x86_tss {
    uint32_t reserved0;
    uint64_t rsp[3];
    uint64_t reserved1;
    uint64_t ist[7];
    uint64_t reserved2;
    uint16_t reserved3, io_map;
} __attribute__((packed));

struct idt_entry {
    uint16_t offset_low, selector;
    uint8_t ist, type;
    uint16_t offset_middle;
    uint32_t offset_high, reserved;
};

struct descriptor_pointer {
    uint16_t limit;
    uint64_t base;
} __attribute__((packed));

_Static_assert(offsetof(struct x86_tss, rsp) == TSS_RSP0, "entry.S");
_Static_assert(offsetof(struct arch_cpu, self) == CPU_SELF, "entry.S");
_Static_assert(offsetof(struct arch_cpu, syscall_stack) == CPU_SYSCALL_STACK, "entry.S");
_Static_assert(offsetof(struct arch_cpu, user_sp_scratch) == CPU_USER_SP, "entry.S");
_Static_assert(offsetof(struct arch_cpu, page_table) == CPU_PAGE_TABLE, "switch.S");
_Static_assert(offsetof(struct arch_cpu, tss) == CPU_TSS, "switch.S");
_Static_assert(KERNEL_STACK_BYTES == ASM_KERNEL_STACK_BYTES, "entry.S");

extern const char trap_stubs[];

/* Vectors with a stack of their own, in the order of the TSS's list. */
static const uint8_t own_stack_vectors[] = {2, 8, 18};
static struct idt_entry idt[IDT_ENTRIES];
/* Of the boot CPU; further CPUs bring their own. */
static struct x86_tss boot_tss;
static uint64_t gdt[] = {
    0,
    0x00af9b000000ffff, /* SELECTOR_KERNEL_CODE */
    0x00cf93000000ffff, /* SELECTOR_KERNEL_DATA */
    0x00cff3000000ffff, /* SELECTOR_USER_DATA */
    0x00affb000000ffff, /* SELECTOR_USER_CODE */
    0, 0,               /* SELECTOR_TSS, two slots */
};

static void idt_set(uint32_t vector, uint8_t type)
{
    uint64_t stub = (uint64_t)trap_stubs + vector * TRAP_STUB_BYTES;

    idt[vector] = (struct idt_entry){
        .offset_low = (uint16_t)stub,
        .selector = SELECTOR_KERNEL_CODE,
        .type = type,
        .offset_middle = (uint16_t)(stub >> 16),
        .offset_high = (uint32_t)(stub >> 32),
    };
}

static void gdt_set_tss(const struct x86_tss *tss)
{
    uint64_t base = (uint64_t)tss;

    gdt[SELECTOR_TSS / 8] = (sizeof *tss - 1) | (base & 0xffffff) << 16 | 0x89ull << 40 | (base >> 24 & 0xff) << 56;
    gdt[SELECTOR_TSS / 8 + 1] = base >> 32;
}

static void descriptors_load(void)
{
    struct descriptor_pointer gdt_pointer = {sizeof gdt - 1, (uint64_t)gdt};
    struct descriptor_pointer idt_pointer = {sizeof idt - 1, (uint64_t)idt};
    uint64_t code = SELECTOR_KERNEL_CODE, scratch;

    __asm__ volatile("lgdt %0" ::"m"(gdt_pointer));
    __asm__ volatile("lidt %0" ::"m"(idt_pointer));
    /* Reload the code segment by a far return, the stack segment by a move. */
    __asm__ volatile("leaq 1f(%%rip), %0; pushq %1; pushq %0; lretq; 1: movl %2, %%ss"
                     : "=&r"(scratch) : "r"(code), "r"(SELECTOR_KERNEL_DATA) : "memory");
    __asm__ volatile("ltr %w0" ::"r"(SELECTOR_TSS));
}

void descriptors_init(struct arch_cpu *arch)
{
    for (uint32_t vector = 0; vector < IDT_ENTRIES; vector++)
        idt_set(vector, vector == VECTOR_BREAKPOINT ? GATE_USER : GATE_INTERRUPT);
    /* Without their stacks they would read a GS base from somewhere: better a visible reset. */
    for (uint32_t i = 0; i < sizeof own_stack_vectors; i++)
        idt[own_stack_vectors[i]].type = 0;

    boot_tss.io_map = sizeof boot_tss; /* no I/O permission bitmap */
    boot_tss.rsp[0] = (uint64_t)boot_stack_top;
    arch->tss = &boot_tss;
    arch->syscall_stack = (uint64_t)boot_stack_top;
    gdt_set_tss(&boot_tss);
    descriptors_load();
}

void descriptors_init_stacks(struct arch_cpu *arch)
{
    struct x86_tss *tss = arch->tss;

    for (uint8_t i = 0; i < sizeof own_stack_vectors; i++) {
        uint64_t top;
        if (kernel_stack_alloc(&top) != STATUS_OK)
            panic("no memory for exception stacks");
        ((uint64_t *)top)[-1] = (uint64_t)arch;
        tss->ist[i] = top - 16;
        idt[own_stack_vectors[i]].ist = i + 1;
        idt[own_stack_vectors[i]].type = GATE_INTERRUPT;
    }
}
