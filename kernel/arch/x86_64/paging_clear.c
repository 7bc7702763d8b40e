/* SPDX-License-Identifier: MIT */
/* Taking an address space down: leaf pages in bounded steps, and the tables as soon as the cursor has passed them. */
#include "arch/paging.h"

#include "abi/limits.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/paging_priv.h"
#include "arch/x86_64/registers.h"
#include "mem/frame.h"

/* Empty entries that one step may look at besides its pages: tables may be nearly empty, and many. */
#define CLEAR_LOOKS 8192u

struct clear_step {
    struct page_table *table;
    uint64_t *cursor;           /* everything in the lower half below it is gone */
    uint32_t pages_left, looks_left;
    void (*drop)(void *context, uint64_t address, phys_t frame, uint32_t flags);
    void *context;
};

/* The first entry from `from` on that is not empty, or TABLE_ENTRIES. Tables are mostly empty: eight entries a look. */
static uint32_t next_used(const uint64_t *entries, uint32_t from)
{
    while (from < TABLE_ENTRIES) {
        if (from % 8 == 0) {
            const uint64_t *e = &entries[from];
            if (!(e[0] | e[1] | e[2] | e[3] | e[4] | e[5] | e[6] | e[7])) {
                from += 8;
                continue;
            }
        }
        if (entries[from])
            break;
        from++;
    }
    return from;
}

/* Moves the cursor to the entry that next_used finds at this level; false when the step may not look any further. */
static bool advance(struct clear_step *step, const uint64_t *entries, uint32_t level, uint32_t *index)
{
    uint64_t span = 1ull << (12 + 9 * (level - 1));
    uint32_t found;

    if (step->looks_left == 0)
        return false;
    found = next_used(entries, *index);
    step->looks_left -= step->looks_left < TABLE_ENTRIES / 8 ? step->looks_left : (found - *index) / 8 + 1;
    if (found != *index)
        *step->cursor = (*step->cursor & ~(span - 1)) + (found - *index) * span;
    *index = found;
    return true;
}

/* Clears the level-1 table under *entry from the cursor on. False: the step is used up before its end. */
static bool clear_leaf_table(struct clear_step *step, uint64_t *entry)
{
    uint64_t *leaves = table_of(*entry);
    uint32_t i = table_index(*step->cursor, 1);

    for (;;) {
        if (!advance(step, leaves, 1, &i))
            return false;
        if (i == TABLE_ENTRIES)
            return true;
        if (step->pages_left == 0)
            return false;
        step->pages_left--;
        uint64_t leaf = leaves[i];
        leaves[i++] = 0;
        step->drop(step->context, *step->cursor, leaf & ENTRY_FRAME, entry_flags(leaf));
        *step->cursor += PAGE_SIZE;
        if (i == TABLE_ENTRIES)
            return true;
    }
}

/* Clears the tables under *entry, a table of `level`, from the cursor on, and frees them when their end is reached. */
static bool clear_table(struct clear_step *step, uint64_t *entry, uint32_t level)
{
    if (level == 1) {
        if (!clear_leaf_table(step, entry))
            return false;
    } else {
        uint64_t *below = table_of(*entry);
        uint32_t i = table_index(*step->cursor, level);
        for (;;) {
            if (!advance(step, below, level, &i))
                return false;
            if (i == TABLE_ENTRIES)
                break;
            if (!clear_table(step, &below[i], level - 1))
                return false;
            if (++i == TABLE_ENTRIES)
                break;
        }
    }
    frame_free(*entry & ENTRY_FRAME);
    *entry = 0;
    step->table->table_frames--;
    return true;
}

bool page_table_clear(struct page_table *table, uint64_t *cursor, uint32_t max_pages,
                      void (*drop)(void *context, uint64_t address, phys_t frame, uint32_t flags), void *context)
{
    const uint64_t span = 1ull << 39;
    struct clear_step step = {table, cursor, max_pages, CLEAR_LOOKS, drop, context};
    bool done = true;

    while (done && *cursor < USER_MAX) {
        uint64_t *root = table_of(table->root);
        uint32_t i = table_index(*cursor, TABLE_LEVELS);
        uint32_t found = next_used(root, i); /* stops at the kernel half at the latest */
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
