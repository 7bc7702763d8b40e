/* SPDX-License-Identifier: MIT */
/*
 * Starting further CPUs: INIT, two STARTUPs (Intel SDM volume 3, 8.4.4), the trampoline of trampoline.S, and a handshake, so that one
 * that comes too late finds itself not wanted.
 *
 *   WAITING --the CPU--> CLAIMED --its tables are loaded--> READY --the boot CPU, who counts it from now on--> GO
 *   WAITING --the boot CPU, after a second--> ABANDONED
 */
#include "arch/smp.h"

#include "abi/limits.h"
#include "arch/time.h"
#include "arch/upcall.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/registers.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/string.h"
#include "core/atomic.h"

#define MILLISECOND_NS 1000000ull
#define INIT_WAIT_NS (10 * MILLISECOND_NS)
#define STARTUP_WAIT_NS MILLISECOND_NS
#define ANSWER_WAIT_NS (1000 * MILLISECOND_NS)
#define EFER_LONG_MODE (1u << 8)

enum start_state { WAITING, CLAIMED, READY, GO, ABANDONED };

/* The block at the end of the trampoline: trampoline.S. */
struct trampoline {
    uint64_t gdt[3];
    uint64_t stack_top, argument, entry;
    uint32_t root, efer;
    uint32_t jump_offset;
    uint16_t jump_selector;
    uint16_t gdt_limit;
    uint32_t gdt_base;
} __attribute__((packed));

/* Belongs to the CPU that is being started; an abandoned one keeps it for ever. */
struct start {
    struct cpu *cpu;
    struct arch_cpu *arch;
    uint32_t state;
};

extern const char smp_trampoline[], smp_trampoline_long_mode[], smp_trampoline_data[], smp_trampoline_end[];

static struct start starts[CPU_MAX];
static uint32_t listed_ids[CPU_MAX];
static uint32_t listed_count;

void smp_add(uint32_t apic_id)
{
    for (uint32_t i = 0; i < listed_count; i++) {
        if (listed_ids[i] == apic_id)
            return; /* the MADT may name one in two kinds of entries */
    }
    if (listed_count < CPU_MAX)
        listed_ids[listed_count++] = apic_id;
}

/* The boot CPU leaves the list when its own id is known. */
uint32_t smp_listed(void)
{
    uint32_t own = ((struct arch_cpu *)cpu_current())->apic_id;

    for (uint32_t i = 0; i < listed_count; i++) {
        if (listed_ids[i] == own)
            listed_ids[i] = listed_ids[--listed_count];
    }
    return listed_count < CPU_MAX ? listed_count : CPU_MAX - 1;
}

static void wait_ns(uint64_t ns)
{
    uint64_t end = clock_now_ns() + ns;

    while (clock_now_ns() < end)
        cpu_pause();
}

/*
 * start->state is a conversation of two CPUs, each of which releases what it did before its step and acquires what the other did before
 * that. New CPU: CLAIMED, READY (begin). The one that starts it: GO (start_with_tables), or ABANDONED instead of CLAIMED (wake).
 */

/* Pairs with the steps in begin. */
static bool wait_state(const struct start *start, uint32_t state, uint64_t ns)
{
    uint64_t end = clock_now_ns() + ns;

    while (atomic_load_acquire(&start->state) < state) {
        if (clock_now_ns() >= end)
            return false;
        cpu_pause();
    }
    return true;
}

/* What comes next for certain. Pairs with READY in begin, or with GO in start_with_tables. */
static void wait_for_state(const struct start *start, uint32_t state)
{
    uint64_t turns = 0;

    while (atomic_load_acquire(&start->state) != state) {
        cpu_pause();
        lock_count_wait(&turns, "the start of a CPU");
    }
}

/* On the new CPU, in long mode, on its stack, with the trampoline's tables. */
static _Noreturn void begin(struct start *start)
{
    struct arch_cpu *arch = start->arch;
    uint32_t expected = WAITING;

    /* Pairs with ABANDONED in wake: one of the two comes first, and the other finds that out. */
    if (!atomic_compare_exchange_acq_rel(&start->state, &expected, CLAIMED))
        cpu_halt_forever();
    msr_write(MSR_GS_BASE, (uint64_t)arch);
    page_table_load(0);
    descriptors_load(arch);
    cpu_init_registers();
    lapic_init_cpu(arch);
    timer_init_cpu();
    atomic_store_release(&start->state, READY); /* pairs with wait_for_state in wake */
    wait_for_state(start, GO);
    cpu_started(start->cpu);
}

static void trampoline_fill(uint8_t *page, phys_t low, phys_t root, uint64_t stack_top, struct start *start)
{
    struct trampoline data;
    uint32_t at = (uint32_t)(smp_trampoline_data - smp_trampoline);

    memcpy(page, smp_trampoline, (size_t)(smp_trampoline_end - smp_trampoline));
    memcpy(&data, page + at, sizeof data);
    data.stack_top = stack_top;
    data.argument = (uint64_t)start;
    data.entry = (uint64_t)begin;
    data.root = (uint32_t)root;
    data.efer = EFER_LONG_MODE | (uint32_t)EFER_NO_EXECUTE;
    data.jump_offset = (uint32_t)low + (uint32_t)(smp_trampoline_long_mode - smp_trampoline);
    data.gdt_base = (uint32_t)low + at;
    memcpy(page + at, &data, sizeof data);
}

/* INIT and STARTUP, until the CPU shows itself. */
static bool wake(uint32_t apic_id, phys_t low, struct start *start)
{
    uint32_t expected = WAITING;

    lapic_send(apic_id, ICR_INIT | ICR_ASSERT);
    wait_ns(INIT_WAIT_NS);
    lapic_send(apic_id, ICR_STARTUP | ICR_ASSERT | (uint32_t)(low >> PAGE_SHIFT));
    if (!wait_state(start, CLAIMED, STARTUP_WAIT_NS)) {
        lapic_send(apic_id, ICR_STARTUP | ICR_ASSERT | (uint32_t)(low >> PAGE_SHIFT));
        (void)wait_state(start, CLAIMED, ANSWER_WAIT_NS);
    }
    /* Pairs with CLAIMED in begin. */
    if (atomic_compare_exchange_acq_rel(&start->state, &expected, ABANDONED))
        return false;
    /* It runs our code, which cannot stop on this way but by a panic. */
    wait_for_state(start, READY);
    return true;
}

static status_t start_with_tables(uint32_t n, struct start *start, uint64_t stack_top, struct page_table *table)
{
    phys_t low = frame_low_page();
    status_t status = page_table_map(table, low, low, PAGE_EXECUTE, true);

    if (status == STATUS_OK)
        status = descriptors_create(start->arch, stack_top);
    if (status != STATUS_OK)
        return status;
    /* The trampoline reads 32 bits of it. Memory above 4 GiB is given out last. */
    if (table->root >> 32 != 0)
        return STATUS_NO_MEMORY;
    trampoline_fill(phys_to_virt(low), low, table->root, stack_top, start);
    if (!wake(listed_ids[n], low, start))
        return STATUS_TIMED_OUT;
    smp_cpus[smp_count] = start->arch;
    /* The table first. Pairs with machine_stop_others; the new CPU learns it through GO, and the CPUs that run already by the interrupts
     * and requests that come from it. */
    atomic_store_release(&smp_count, smp_count + 1);
    atomic_store_release(&start->state, GO); /* pairs with wait_for_state in begin */
    return STATUS_OK;
}

static void drop_nothing(void *context, uint64_t address, phys_t frame, uint32_t flags)
{
    (void)context, (void)address, (void)frame, (void)flags;
}

status_t smp_start(uint32_t n, struct cpu *cpu, struct arch_cpu *arch, uint64_t stack_top)
{
    struct start *start = &starts[n];
    struct page_table table;
    uint64_t cursor = 0;
    status_t status;

    if (frame_low_page() == 0)
        return STATUS_NOT_SUPPORTED;
    arch->self = cpu;
    *start = (struct start){ .cpu = cpu, .arch = arch, .state = WAITING };
    smp_cpus[0] = (struct arch_cpu *)cpu_current();
    status = page_table_create(&table);
    if (status != STATUS_OK)
        return status;
    status = start_with_tables(n, start, stack_top, &table);
    if (status == STATUS_TIMED_OUT)
        return status; /* it may come to use these tables yet */
    while (!page_table_clear(&table, &cursor, UINT32_MAX, drop_nothing, NULL))
        ;
    page_table_destroy(&table);
    return status;
}
