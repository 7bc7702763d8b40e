/* SPDX-License-Identifier: MIT */
/* Taking an address space down: leaf pages in bounded steps, and the tables as soon as the cursor has passed them. */
#include "arch/paging.h"

#include "abi/limits.h"
#include "arch/upcall.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/paging_priv.h"
#include "arch/x86_64/registers.h"

/* Lines of entries that one step may look at besides its pages: tables may be nearly empty, and many. */
#define CLEAR_LOOKS 8192u
#define LINE_ENTRIES 8u
#define TABLE_LOOKS (TABLE_ENTRIES / LINE_ENTRIES)

struct clear_step {
    struct page_table *table;
    uint64_t *cursor;           /* everything in the lower half below it is gone */
    uint32_t pages_left, looks_left;
    void (*drop)(void *context, uint64_t address, phys_t frame, uint32_t flags);
    void *context;
};

/* The first entry from `from` on that is not empty, or TABLE_ENTRIES. Only groups that were ever used are looked at, a line at a time. */
static uint32_t next_used(const uint64_t *entries, uint32_t groups, uint32_t from)
{
    while (from < TABLE_ENTRIES) {
        uint32_t left = groups >> from / GROUP_ENTRIES;

        if (left == 0)
            return TABLE_ENTRIES;
        if (!(left & 1)) {
            from = (from / GROUP_ENTRIES + (uint32_t)__builtin_ctz(left)) * GROUP_ENTRIES;
            continue;
        }
        do {
            const uint64_t *e = &entries[from];

            if (from % LINE_ENTRIES == 0 && !(e[0] | e[1] | e[2] | e[3] | e[4] | e[5] | e[6] | e[7]))
                from += LINE_ENTRIES;
            else if (*e)
                return from;
            else
                from++;
        } while (from % GROUP_ENTRIES != 0);
    }
    return from;
}

/* A step looks at a table at most once; what that can cost is counted before. */
static bool may_look(struct clear_step *step)
{
    if (step->looks_left < TABLE_LOOKS)
        return false;
    step->looks_left -= TABLE_LOOKS;
    return true;
}

/* Clears the level-1 table under entry from the cursor on. False: the step is used up before its end. */
static bool clear_leaves(struct clear_step *step, uint64_t entry)
{
    uint64_t *leaves = table_of(entry);
    uint64_t base = *step->cursor & ~(TABLE_ENTRIES * (uint64_t)PAGE_SIZE - 1);
    uint32_t groups = entry_groups(entry);

    for (uint32_t i = next_used(leaves, groups, table_index(*step->cursor, 1)); i < TABLE_ENTRIES; i = next_used(leaves, groups, i + 1)) {
        uint64_t leaf = leaves[i];

        if (step->pages_left == 0) {
            *step->cursor = base + i * (uint64_t)PAGE_SIZE;
            return false;
        }
        step->pages_left--;
        leaves[i] = 0;
        step->drop(step->context, base + i * (uint64_t)PAGE_SIZE, leaf & ENTRY_FRAME, entry_flags(leaf));
    }
    return true;
}

/* Clears what is under *entry, a table of `level`, from the cursor on, and frees the tables when their end is reached. */
static bool clear_table(struct clear_step *step, uint64_t *entry, uint32_t level)
{
    uint64_t span = 1ull << (PAGE_SHIFT + 9 * (level - 1));
    uint64_t base = *step->cursor & ~(TABLE_ENTRIES * span - 1);

    if (!may_look(step))
        return false;
    if (level == 1) {
        if (!clear_leaves(step, *entry))
            return false;
    } else {
        uint64_t *below = table_of(*entry);
        uint32_t first = table_index(*step->cursor, level), groups = entry_groups(*entry);

        for (uint32_t i = next_used(below, groups, first); i < TABLE_ENTRIES; i = next_used(below, groups, i + 1)) {
            if (i != first)
                *step->cursor = base + i * span;
            if (!clear_table(step, &below[i], level - 1))
                return false;
        }
    }
    frame_free(*entry & ENTRY_FRAME);
    *entry = 0;
    step->table->table_frames--;
    *step->cursor = base + TABLE_ENTRIES * span;
    return true;
}

bool page_table_clear(struct page_table *table, uint64_t *cursor, uint32_t max_pages,
                      void (*drop)(void *context, uint64_t address, phys_t frame, uint32_t flags), void *context)
{
    const uint64_t span = 1ull << 39;
    struct clear_step step = {table, cursor, max_pages, CLEAR_LOOKS, drop, context};
    uint64_t *root = table_of(table->root);
    bool done = true;

    table->last_leaves = NULL; /* it may be freed */
    while (done && *cursor < USER_MAX) {
        uint32_t i = table_index(*cursor, TABLE_LEVELS);
        uint32_t found = next_used(root, table->root_groups, i);

        if (found != i)
            *cursor = found * span;
        if (found < KERNEL_HALF_FIRST)
            done = clear_table(&step, &root[found], TABLE_LEVELS - 1);
    }
    /* Frames and tables above may be in use elsewhere already, but user code cannot run here before this. */
    if (((struct arch_cpu *)cpu_current())->page_table == table->root)
        tlb_forget_loaded();
    return done;
}

static void drop_nothing(void *context, uint64_t address, phys_t frame, uint32_t flags)
{
    (void)context, (void)address, (void)frame, (void)flags;
}

void page_table_destroy(struct page_table *table)
{
    uint64_t cursor = 0;

    /* Leaves are gone; what may be left are tables that were made after the cursor had passed. */
    while (!page_table_clear(table, &cursor, UINT32_MAX, drop_nothing, NULL))
        ;
    if (((struct arch_cpu *)cpu_current())->page_table == table->root)
        page_table_load(0);
    frame_free(table->root);
    table->root = 0;
    table->table_frames = 0;
}
