/* SPDX-License-Identifier: MIT */
/*
 * What a process has mapped: page tables plus a tree of regions that say what each range is.
 *
 *   ANONYMOUS  reserved addresses, pages committed one by one, owned     (VirtualMemory)
 *   OBJECT     borrowed pages of a page provider, which the region keeps alive (MemoryObject)
 *   FIXED      image, stack, TLS, rings, CapSet: made at spawn, never changed by its process
 *   LEAVING    was one of the first two and is being unmapped in steps: nobody else finds it, and it is not room yet
 *
 * space->lock guards all of it. Functions lock it themselves. Charges go to space->ledger under space->ledger_lock.
 * generation counts changes that can make a translation wrong; ring/user_buffer.h relies on it. 64 bits: 32 would come round within
 * minutes of protecting a page in a loop, and an old translation would be right again while its frame is somebody else's.
 */
#pragma once

#include "abi/compiler.h"
#include "abi/limits.h"
#include "arch/paging.h"
#include "base/lock.h"
#include "core/atomic.h"
#include "core/ledger.h"
#include "core/rb_tree.h"
#include "mem/page_provider.h"

enum region_kind { REGION_ANONYMOUS, REGION_OBJECT, REGION_FIXED, REGION_LEAVING };

struct region {
    struct rb_node node;
    uint64_t start;
    uint64_t pages;
    enum region_kind kind;
    struct page_provider *object;       /* REGION_OBJECT: one reference */
    uint64_t object_page;               /* of start */
};

/* A remembered translation for message buffers, which are the same few pages again and again. Written under the space's lock, read
 * without: `version` is odd while it is written, and another one afterwards. */
struct translation {
    uint32_t version;
    bool writable;
    uint64_t page;                      /* address in the space */
    uint8_t *direct;                    /* the same page in the direct map */
    uint64_t generation;                /* of the space when it was made */
};

#define ADDRESS_SPACE_TRANSLATIONS 16u

struct address_space {
    struct spinlock lock;
    uint64_t generation;                /* 0 is never used: an empty translation matches nothing */
    /* Bit n: a page whose number is n modulo 64 was translated since the generation was raised last, so that somebody may remember it. */
    uint64_t remembered;
    struct page_table table;
    struct rb_tree regions;
    struct region *last_region;         /* that was found last; NULL */
    uint64_t region_count;
    uint64_t next_address;              /* where the search for room starts: nothing is free below, or not enough */
    struct ledger *ledger;
    struct spinlock *ledger_lock;
    uint64_t charged_tables;            /* table frames charged so far */
    /* Told when [start, end) is not readable any more, of `object` or NULL, and before anything else can be mapped there. No lock
     * is held. */
    void (*pages_gone)(struct address_space *space, struct page_provider *object, uint64_t start, uint64_t end);
    struct translation translations[ADDRESS_SPACE_TRANSLATIONS];
};

/* Regions of one process at most: bounds kernel memory. */
#define ADDRESS_SPACE_MAX_REGIONS 4096u

/* STATUS_NO_MEMORY, STATUS_QUOTA_EXCEEDED. The ledger outlives the space. */
MUST_CHECK status_t address_space_init(struct address_space *space, struct ledger *ledger, struct spinlock *ledger_lock);
/* Frees everything, in bounded steps with interrupt windows. Nobody uses the space any more; not loaded on any CPU. */
void address_space_destroy(struct address_space *space);

/*
 * A FIXED range for spawn. STATUS_ALREADY_EXISTS: overlaps. Its pages are added one by one with address_space_fixed_page, or all, from
 * the first to the last, between address_space_fixed_begin and _end, which charge them together. The latter only while the process is
 * being made, and nobody else changes the space.
 */
MUST_CHECK status_t address_space_add_fixed(struct address_space *space, uint64_t start, uint64_t pages);
/* Maps one page of a FIXED range. frame 0: a fresh zeroed owned frame, charged; *out gets the frame used. */
MUST_CHECK status_t address_space_fixed_page(struct address_space *space, uint64_t address, phys_t frame, uint32_t prot,
                                             phys_t *out);

struct fixed_run {
    struct address_space *space;
    uint64_t next;                      /* address of the next page */
    uint64_t owned_left;                /* charged, and no frame taken yet */
    uint64_t table_bound;
    uint32_t flags;
    bool present;
};
/* Makes a FIXED range and charges its pages, of which `owned` will be fresh ones. STATUS_ALREADY_EXISTS, _QUOTA_EXCEEDED, _NO_MEMORY;
 * address_space_fixed_end must follow on STATUS_OK only. */
MUST_CHECK status_t address_space_fixed_begin(struct fixed_run *run, struct address_space *space, uint64_t start, uint64_t pages,
                                              uint64_t owned, uint32_t prot);
/* The next page; frame as in address_space_fixed_page. STATUS_NO_MEMORY. */
MUST_CHECK status_t address_space_fixed_next(struct fixed_run *run, phys_t frame, phys_t *out);
/* Gives back what was charged and not used. After a failure the range stays as it is, for address_space_destroy. */
void address_space_fixed_end(struct fixed_run *run);
/* Makes a FIXED range of fresh zeroed pages. first, if not NULL: the frame of the first one. */
MUST_CHECK status_t address_space_fixed_fresh(struct address_space *space, uint64_t start, uint64_t pages, uint32_t prot, phys_t *first);

/* Unmaps one owned page of a FIXED range, frees its frame and gives its charge back; the range stays. */
void address_space_drop_fixed_page(struct address_space *space, uint64_t address);

/* VirtualMemory (schema/memory.capnp). Arguments come from a stranger; everything is checked here.
 * STATUS_INVALID_ARGUMENT, _OUT_OF_RANGE, _ALREADY_EXISTS (hint taken), _QUOTA_EXCEEDED, _NO_MEMORY. */
MUST_CHECK status_t address_space_reserve(struct address_space *space, uint64_t hint, uint64_t bytes, uint64_t *address);
/* Both in one, or nothing. */
MUST_CHECK status_t address_space_map(struct address_space *space, uint64_t hint, uint64_t bytes, uint32_t prot, uint64_t *address);
MUST_CHECK status_t address_space_commit(struct address_space *space, uint64_t address, uint64_t bytes, uint32_t prot);
MUST_CHECK status_t address_space_decommit(struct address_space *space, uint64_t address, uint64_t bytes);
MUST_CHECK status_t address_space_protect(struct address_space *space, uint64_t address, uint64_t bytes, uint32_t prot);
MUST_CHECK status_t address_space_unmap(struct address_space *space, uint64_t address, uint64_t bytes);

/* MemoryObject. Only ranges that map `object`. Mapping takes one reference per region. */
MUST_CHECK status_t address_space_map_object(struct address_space *space, struct page_provider *object, uint64_t hint,
                                             uint64_t offset, uint64_t bytes, uint32_t prot, uint64_t *address);
MUST_CHECK status_t address_space_unmap_object(struct address_space *space, struct page_provider *object, uint64_t address,
                                               uint64_t bytes);
MUST_CHECK status_t address_space_protect_object(struct address_space *space, struct page_provider *object,
                                                 uint64_t address, uint64_t bytes, uint32_t prot);

/* The remembered translation of a page if it is still right and allows the access; NULL: ask address_space_user_page. Without the lock:
 * the load and the fence pair with remember_locked (address_space.c). */
static inline uint8_t *address_space_recent_page(const struct address_space *space, uint64_t page, bool write)
{
    const struct translation *entry = &space->translations[(page >> PAGE_SHIFT) % ADDRESS_SPACE_TRANSLATIONS];
    uint32_t version = atomic_load_acquire(&entry->version);
    uint8_t *direct = entry->direct;

    if (unlikely(entry->page != page || entry->generation != space->generation || (write && !entry->writable)))
        return NULL;
    atomic_fence_acquire();
    return likely(version == atomic_load_relaxed(&entry->version) && !(version & 1)) ? direct : NULL;
}
/* Direct-map address of a page that user code may read (write: written); NULL if not. Remembers it; takes the lock. It is right
 * for as long as the generation is what it was before the call, and may be used until this CPU next waits for another one. */
uint8_t *address_space_user_page(struct address_space *space, uint64_t page, bool write);
