/* SPDX-License-Identifier: MIT */
/*
 * Loading page tables, and forgetting translations everywhere.
 *
 * Who took entries away writes down what it was, sets its bit at each CPU that may remember it, interrupts these, and waits until all
 * have cleared their bit with it. The other CPU takes all bits at once and looks at what these ask: pages of the space that it has
 * loaded are forgotten one by one when they are few, else the whole space; many requests come to one flush. A bit that was set while others
 * waited already needs no interrupt of its own. Kernel code runs with interrupts off, so an answer means as well that
 * the CPU is not in the middle of a copy through the direct map: it comes from user mode, from the idle loop, from an interrupt
 * window, or from waiting for a lock.
 *
 * Where the processor tags translations (PCID), a switch keeps those of the spaces that this CPU had before: core/tlb_tags.h. A space's
 * number and its count of changes are in two entries of its root that are never present (paging_priv.h), so that the switch still
 * gets one word. Debug builds keep the account also on a processor without tags, and use none.
 */
#include "arch/paging.h"

#include "abi/compiler.h"
#include "abi/limits.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/paging_priv.h"
#include "arch/x86_64/registers.h"
#include "base/lock.h"
#include "core/atomic.h"

/* More than these, and forgetting everything is cheaper than one instruction for each, and what is used is soon back. */
#define FORGET_PAGES_MAX 32u

/* Pairs with the count in shootdown: who sees the new count sees the tables without the entries. */
static uint64_t root_changes(phys_t root)
{
    return atomic_load_acquire(root_word(root, ROOT_CHANGES)) >> ROOT_WORD_SHIFT;
}

static uint64_t cr3_value(phys_t root, uint32_t tag, bool keep)
{
    if (!feature_has(FEATURE_PCID))
        return root;
    return root | tag | (keep ? CR3_KEEP : 0);
}

/* The CPU's page_table is this root already, for others to see. */
void tlb_load_tagged(phys_t root)
{
    struct arch_cpu *arch = (struct arch_cpu *)cpu_current();
    bool keep = false;

    arch->tag = TLB_TAG_KERNEL;
    if (root != page_table_kernel_root()) {
        /* page_table was stored before the count is read. Pairs with the fence in ask, which counts and then looks at page_table. */
        atomic_fence_full();
        arch->tag = tlb_tags_load(&arch->tags, *root_word(root, ROOT_SPACE) >> ROOT_WORD_SHIFT, root_changes(root), &keep);
    }
    cr3_write(cr3_value(root, arch->tag, keep));
}

void page_table_load(phys_t root)
{
    struct arch_cpu *arch = (struct arch_cpu *)cpu_current();

    if (root == 0)
        root = page_table_kernel_root();
    if (arch->page_table == root)
        return;
    /* Pairs with uninvolved, through the fence in tlb_load_tagged or the write of CR3, which serialises. */
    atomic_store_relaxed(&arch->page_table, root);
    if (feature_has(FEATURE_TAGS))
        tlb_load_tagged(root);
    else
        cr3_write(root);
}

void tlb_forget_loaded(void)
{
    struct arch_cpu *arch = (struct arch_cpu *)cpu_current();
    uint64_t changes = arch->tag != TLB_TAG_KERNEL ? root_changes(arch->page_table) : 0;

    cr3_write(cr3_value(arch->page_table, arch->tag, false));
    if (arch->tag != TLB_TAG_KERNEL)
        tlb_tags_forgotten(&arch->tags, arch->tag, changes);
}

/* Global pages too, and all tags. */
static void forget_everything(void)
{
    uint64_t cr4 = cr4_read();

    if (!(cr4 & CR4_PGE)) {
        tlb_forget_loaded();
        return;
    }
    cr4_write(cr4 & ~CR4_PGE);
    cr4_write(cr4);
}

/* What one request means here; true: all of the loaded space is to be forgotten. */
static bool forget_some(struct arch_cpu *arch, const struct tlb_request *request)
{
    enum tlb_work work = TLB_PAGES;

    if (request->root != arch->page_table)
        return false; /* remembered under another tag, if at all, which is looked at when the space is loaded again */
    if (request->pages > FORGET_PAGES_MAX)
        return true;
    if (arch->tag != TLB_TAG_KERNEL)
        work = tlb_tags_change(&arch->tags, arch->tag, request->change);
    for (uint32_t i = 0; work == TLB_PAGES && i < request->pages; i++)
        tlb_flush_page(request->address + i * PAGE_SIZE);
    return work == TLB_ALL;
}

void tlb_answer(struct arch_cpu *arch)
{
    bool everything = false, all = false;
    uint32_t askers;

    if (atomic_load_relaxed(&arch->tlb_asked_by) == 0) /* a hint: an interrupt comes with the first bit */
        return;
    /* Taken before it is done: a CPU that asks from here on is answered the next time. Pairs with the bit set in ask, which comes after the
     * request is written. */
    askers = atomic_exchange_acq_rel(&arch->tlb_asked_by, 0);
    for (uint32_t left = askers; left != 0; left &= left - 1) {
        const struct tlb_request *request = &smp_cpus[__builtin_ctz(left)]->tlb_request;

        if (request->root == 0)
            everything = true;
        else if (forget_some(arch, request))
            all = true;
    }
    if (everything)
        forget_everything();
    else if (all)
        tlb_forget_loaded();
    arch->shootdowns_answered++;
    /* Pairs with the wait in ask. The request may be another one from here on. */
    for (uint32_t left = askers; left != 0; left &= left - 1)
        atomic_fetch_and_release(&smp_cpus[__builtin_ctz(left)]->tlb_pending, ~(1u << arch->index));
}

/* Whether a CPU that waits for interrupts can be left alone: it has to look at what was changed before it uses anything. Pairs with
 * cpu_wait_for_interrupt (what it did before is over) and, through the fence in ask, with cpu_leave_quiescence and page_table_load. */
static bool uninvolved(const struct arch_cpu *other, phys_t root)
{
    return root != 0 && atomic_load_acquire(&other->quiescent) && atomic_load_relaxed(&other->page_table) != root;
}

/* Asks the others what is in this CPU's request, and waits. */
static void ask(struct arch_cpu *self)
{
    uint32_t asked = 0;
    uint64_t turns = 0;

    /* What was changed, and counted, is seen before the others are looked at. Pairs with the exchange in cpu_leave_quiescence and the fence
     * in tlb_load_tagged. */
    atomic_fence_full();
    for (uint32_t i = 0; i < smp_count; i++) {
        if (smp_cpus[i] != self && !uninvolved(smp_cpus[i], self->tlb_request.root))
            asked |= 1u << i;
    }
    if (asked == 0)
        return;
    self->shootdowns++;
    atomic_store_relaxed(&self->tlb_pending, asked);
    for (; asked != 0; asked &= asked - 1) {
        struct arch_cpu *other = smp_cpus[__builtin_ctz(asked)];

        /* Releases the request and tlb_pending. Pairs with the exchange in tlb_answer. The CPU that set the first bit has interrupted it, or is
         * about to. */
        if (atomic_fetch_or_acq_rel(&other->tlb_asked_by, 1u << self->index) != 0)
            continue;
        lapic_send(other->apic_id, VECTOR_SYNC);
        self->interrupts_sent++;
    }
    /* Pairs with the last line of tlb_answer: the others have forgotten, and their copies that began before are over. */
    while (atomic_load_acquire(&self->tlb_pending) != 0) {
        cpu_relax();
        lock_count_wait(&turns, "another CPU's translations");
    }
}

static void shootdown(const struct page_table *table, uint64_t address, uint64_t pages)
{
    struct arch_cpu *self = (struct arch_cpu *)cpu_current();

    self->tlb_request = (struct tlb_request){ .root = table->root, .address = address,
                                              .pages = pages > FORGET_PAGES_MAX ? UINT32_MAX : (uint32_t)pages };
    if (feature_has(FEATURE_TAGS)) {
        const uint64_t one = 1ull << ROOT_WORD_SHIFT;
        uint64_t count = atomic_add_full(root_word(table->root, ROOT_CHANGES), one); /* pairs with root_changes */

        self->tlb_request.change = count >> ROOT_WORD_SHIFT;
        /* paging.c made this CPU forget each page as it took it away. */
        if (self->page_table == table->root)
            (void)tlb_tags_change(&self->tags, self->tag, self->tlb_request.change);
    }
    if (smp_count > 1)
        ask(self);
}

void tlb_shootdown(const struct page_table *table, uint64_t address, uint64_t pages)
{
    if (unlikely(smp_count > 1 || feature_has(FEATURE_TAGS)))
        shootdown(table, address, pages);
}

void tlb_shootdown_kernel(void)
{
    struct arch_cpu *self = (struct arch_cpu *)cpu_current();

    /* Forgetting a page by its address forgets the tables on the way to it under the loaded tag only (SDM volume 3, 4.10.4.1). */
    if (feature_has(FEATURE_PCID))
        forget_everything();
    if (smp_count == 1)
        return;
    self->tlb_request = (struct tlb_request){ .root = 0 };
    ask(self);
}
