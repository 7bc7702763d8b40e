/* SPDX-License-Identifier: MIT */
/* Regions of an address space: finding, placing, splitting, and the life of the whole. See address_space.h. */
#include "mem/address_space.h"

#include "core/atomic.h"
#include "mem/address_space_priv.h"
#include "mem/frame.h"
#include "mem/slab.h"

static struct slab_cache region_cache;

static bool region_less(const struct rb_node *a, const struct rb_node *b)
{
    return container_of(a, struct region, node)->start < container_of(b, struct region, node)->start;
}

/* *above: the next one; NULL. */
static __attribute__((noinline)) struct region *region_search(struct address_space *space, uint64_t address, struct region **above)
{
    struct rb_node *node = space->regions.root;
    struct region *best = NULL;

    *above = NULL;

    while (node) {
        struct region *region = container_of(node, struct region, node);

        if (region->start <= address) {
            best = region;
            node = node->right;
        } else {
            *above = region;
            node = node->left;
        }
    }
    space->last_region = best;
    return best;
}

/* The region with the greatest start <= address; NULL. */
static inline struct region *region_at_or_below(struct address_space *space, uint64_t address)
{
    struct region *last = space->last_region, *above;

    /* One operation looks for the same range again and again. */
    return last && last->start <= address && address < region_end(last) ? last : region_search(space, address, &above);
}

struct region *address_space_find_locked(struct address_space *space, uint64_t address)
{
    struct region *region = region_at_or_below(space, address);

    lock_assert_held(&space->lock);
    return region && address < region_end(region) ? region : NULL;
}

bool address_space_overlaps_locked(struct address_space *space, uint64_t start, uint64_t bytes)
{
    struct region *region = region_at_or_below(space, start + bytes - 1);

    lock_assert_held(&space->lock);
    return region && region_end(region) > start;
}

status_t address_space_insert_locked(struct address_space *space, const struct region *model)
{
    struct region *region;
    status_t status;

    lock_assert_held(&space->lock);
    /* Whatever the limit is: looking for a gap walks over them in one step. */
    if (space->region_count >= ADDRESS_SPACE_MAX_REGIONS) {
        space->ledger->refused = LEDGER_MAPPINGS;
        space->ledger->refused_limit = ADDRESS_SPACE_MAX_REGIONS;
        return STATUS_QUOTA_EXCEEDED;
    }
    status = address_space_charge(space, LEDGER_MAPPINGS, 1);
    if (status != STATUS_OK)
        return status;
    if (!region_cache.name)
        slab_cache_init(&region_cache, "region", sizeof(struct region));
    region = slab_alloc_raw(&region_cache);
    if (!region) {
        address_space_release(space, LEDGER_MAPPINGS, 1);
        return STATUS_NO_MEMORY;
    }
    *region = *model;
    rb_insert(&space->regions, &region->node, region_less);
    space->region_count++;
    space->last_region = region;
    return STATUS_OK;
}

struct page_provider *address_space_erase_locked(struct address_space *space, struct region *region)
{
    struct page_provider *object = region->object;

    lock_assert_held(&space->lock);
    if (space->last_region == region)
        space->last_region = NULL;
    rb_remove(&space->regions, &region->node);
    space->region_count--;
    slab_free(&region_cache, region);
    address_space_release(space, LEDGER_MAPPINGS, 1);
    return object;
}

/* Room at or after `from`: walks the regions from there. Mostly the first look succeeds, since next_address moves on. */
static bool find_gap(struct address_space *space, uint64_t from, uint64_t bytes, uint64_t *address)
{
    struct region *above, *region = region_search(space, from, &above);
    struct rb_node *node;

    if (region && region_end(region) > from)
        from = region_end(region);
    for (;;) {
        if (from < USER_MAP_MIN || bytes > USER_MAP_MAX - USER_MAP_MIN || from > USER_MAP_MAX - bytes)
            return false;
        if (!above || above->start >= from + bytes) {
            *address = from;
            return true;
        }
        from = region_end(above);
        if (from < USER_MAP_MIN)
            from = USER_MAP_MIN;
        node = rb_next(&above->node);
        above = node ? container_of(node, struct region, node) : NULL;
    }
}

status_t address_space_place_locked(struct address_space *space, uint64_t hint, uint64_t bytes, uint64_t *address)
{
    lock_assert_held(&space->lock);
    if (hint != 0) {
        status_t status = address_space_check_range(hint, bytes);

        if (status != STATUS_OK)
            return status;
        if (address_space_overlaps_locked(space, hint, bytes))
            return STATUS_ALREADY_EXISTS;
        *address = hint;
        return STATUS_OK;
    }
    if (!find_gap(space, space->next_address, bytes, address) && !find_gap(space, USER_MAP_MIN, bytes, address))
        return STATUS_NO_MEMORY;
    space->next_address = *address + bytes;
    return STATUS_OK;
}

static status_t split_at(struct address_space *space, uint64_t border)
{
    struct region *region = address_space_find_locked(space, border);
    struct region upper;
    status_t status;

    if (!region || region->start == border)
        return STATUS_OK;
    upper = *region;
    upper.start = border;
    upper.pages = (region_end(region) - border) / PAGE_SIZE;
    upper.object_page += region->pages - upper.pages;
    region->pages -= upper.pages;
    status = address_space_insert_locked(space, &upper);
    if (status != STATUS_OK) {
        region->pages += upper.pages;
        return status;
    }
    if (upper.object)
        object_get(&upper.object->object);
    return STATUS_OK;
}

status_t address_space_split_locked(struct address_space *space, uint64_t start, uint64_t end)
{
    const struct region *region = address_space_find_locked(space, start);
    status_t status;

    lock_assert_held(&space->lock);
    if (region && region->start == start && region_end(region) == end)
        return STATUS_OK;
    status = split_at(space, start);
    return status == STATUS_OK ? split_at(space, end) : status;
}

bool address_space_covered_locked(struct address_space *space, uint64_t address, uint64_t bytes, enum region_kind kind,
                                  const struct page_provider *object)
{
    uint64_t end = address + bytes;

    lock_assert_held(&space->lock);
    while (address < end) {
        struct region *region = address_space_find_locked(space, address);

        if (!region || region->kind != kind || (object && region->object != object))
            return false;
        address = region_end(region);
    }
    return true;
}

status_t address_space_charge(struct address_space *space, enum ledger_resource resource, uint64_t amount)
{
    status_t status;

    spin_lock(space->ledger_lock);
    status = ledger_charge(space->ledger, resource, amount);
    spin_unlock(space->ledger_lock);
    return status;
}

void address_space_release(struct address_space *space, enum ledger_resource resource, uint64_t amount)
{
    spin_lock(space->ledger_lock);
    ledger_release(space->ledger, resource, amount);
    spin_unlock(space->ledger_lock);
}

void address_space_settle_tables_locked(struct address_space *space, uint64_t bound)
{
    uint64_t used = space->table.table_frames - space->charged_tables;

    lock_assert_held(&space->lock);
    kernel_assert(used <= bound);
    space->charged_tables += used;
    if (bound > used)
        address_space_release(space, LEDGER_FRAMES, bound - used);
}

status_t address_space_init(struct address_space *space, struct ledger *ledger, struct spinlock *ledger_lock)
{
    status_t status;

    *space = (struct address_space){ .lock = SPINLOCK(LOCK_ADDRESS_SPACE), .ledger = ledger, .ledger_lock = ledger_lock,
                                     .next_address = USER_MAP_MIN, .generation = 1 };
    status = address_space_charge(space, LEDGER_FRAMES, 1);
    if (status != STATUS_OK)
        return status;
    status = page_table_create(&space->table);
    if (status != STATUS_OK) {
        address_space_release(space, LEDGER_FRAMES, 1);
        return status;
    }
    space->charged_tables = 1;
    return STATUS_OK;
}

static void remember_locked(struct address_space *space, uint64_t page, uint8_t *direct, bool writable)
{
    struct translation *entry = &space->translations[(page >> PAGE_SHIFT) % ADDRESS_SPACE_TRANSLATIONS];
    uint32_t version = entry->version;

    lock_assert_held(&space->lock);
    space->remembered |= 1ull << (page >> PAGE_SHIFT) % 64;
    /* A seqlock, odd while it is written. The fence and the release at the end pair with those of address_space_recent_page. */
    atomic_store_relaxed(&entry->version, version + 1);
    atomic_fence_release();
    entry->page = page;
    entry->direct = direct;
    entry->generation = space->generation;
    entry->writable = writable;
    atomic_store_release(&entry->version, version + 2);
}

uint8_t *address_space_user_page(struct address_space *space, uint64_t page, bool write)
{
    bool writable = true;
    uint8_t *direct;

    spin_lock(&space->lock);
    direct = page_table_user_page(&space->table, page, true);
    if (!direct && !write) {
        writable = false;
        direct = page_table_user_page(&space->table, page, false);
    }
    if (direct)
        remember_locked(space, page, direct, writable);
    spin_unlock(&space->lock);
    return direct;
}

struct drop_count {
    uint64_t owned;
};

static void drop_page(void *context, uint64_t address, phys_t frame, uint32_t flags)
{
    struct drop_count *count = context;

    (void)address;
    if (flags & PAGE_OWNED) {
        frame_free(frame);
        count->owned++;
    }
}

void address_space_destroy(struct address_space *space)
{
    struct drop_count count = { 0 };
    uint64_t cursor = 0;

    while (!page_table_clear(&space->table, &cursor, ADDRESS_SPACE_STEP_PAGES, drop_page, &count))
        cpu_interrupt_window();
    for (struct rb_node *node = rb_first(&space->regions); node; node = rb_first(&space->regions)) {
        struct region *region = container_of(node, struct region, node);
        uint64_t pages = region->pages;
        enum region_kind kind = region->kind;
        struct page_provider *object;

        spin_lock(&space->lock); /* no other CPU wants it any more: for the rule's sake */
        object = address_space_erase_locked(space, region);
        spin_unlock(&space->lock);
        if (kind == REGION_ANONYMOUS)
            address_space_release(space, LEDGER_VIRTUAL_PAGES, pages);
        if (object) {
            count.owned += pages; /* borrowed pages are charged one by one as well */
            object_put(&object->object);
        }
    }
    page_table_destroy(&space->table);
    address_space_release(space, LEDGER_FRAMES, count.owned + space->charged_tables);
}
