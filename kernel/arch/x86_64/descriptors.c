/* SPDX-License-Identifier: MIT */
/*
 * GDT, TSS and IDT of a CPU. NMI, double fault and machine check have guarded stacks of their own. One word at the top
 * of each holds the CPU's GS base for entry.S, which finds it by the stack's alignment.
 */
#include "arch/thread.h"
#include "arch/x86_64/arch_priv.h"

#include "abi/limits.h"
#include "arch/upcall.h"
#include "base/log.h"

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

#define GDT_ENTRIES 7u
/* One for each CPU. arch->tss points to the first part. */
struct tables {
    struct x86_tss tss;
    uint64_t gdt[GDT_ENTRIES] __attribute__((aligned(8)));
};
static struct tables boot_tables;
static const uint64_t gdt_model[GDT_ENTRIES] = {
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

static void tables_init(struct tables *tables, struct arch_cpu *arch, uint64_t stack_top)
{
    uint64_t base = (uint64_t)&tables->tss;

    for (uint32_t i = 0; i < GDT_ENTRIES; i++)
        tables->gdt[i] = gdt_model[i];
    tables->gdt[SELECTOR_TSS / 8] =
        (sizeof tables->tss - 1) | (base & 0xffffff) << 16 | 0x89ull << 40 | (base >> 24 & 0xff) << 56;
    tables->gdt[SELECTOR_TSS / 8 + 1] = base >> 32;
    tables->tss.io_map = sizeof tables->tss; /* no I/O permission bitmap */
    tables->tss.rsp[0] = stack_top;
    arch->tss = &tables->tss;
    arch->syscall_stack = stack_top;
}

void descriptors_load(const struct arch_cpu *arch)
{
    const struct tables *tables = arch->tss;
    struct descriptor_pointer gdt_pointer = {sizeof tables->gdt - 1, (uint64_t)tables->gdt};
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

    tables_init(&boot_tables, arch, (uint64_t)boot_stack_top);
    descriptors_load(arch);
}

static status_t stacks_create(struct arch_cpu *arch)
{
    struct x86_tss *tss = arch->tss;

    for (uint8_t i = 0; i < sizeof own_stack_vectors; i++) {
        uint64_t top;
        status_t status = kernel_stack_alloc(&top);
        if (status != STATUS_OK)
            return status;
        ((uint64_t *)top)[-1] = (uint64_t)arch;
        tss->ist[i] = top - 16;
    }
    return STATUS_OK;
}

void descriptors_init_stacks(struct arch_cpu *arch)
{
    if (stacks_create(arch) != STATUS_OK)
        panic("no memory for exception stacks");
    for (uint8_t i = 0; i < sizeof own_stack_vectors; i++) {
        idt[own_stack_vectors[i]].ist = i + 1;
        idt[own_stack_vectors[i]].type = GATE_INTERRUPT;
    }
}

status_t descriptors_create(struct arch_cpu *arch, uint64_t stack_top)
{
    phys_t frame;
    status_t status = frame_alloc(&frame);

    _Static_assert(sizeof(struct tables) <= PAGE_SIZE, "one frame");
    if (status != STATUS_OK)
        return status;
    tables_init(phys_to_virt(frame), arch, stack_top);
    return stacks_create(arch);
}
