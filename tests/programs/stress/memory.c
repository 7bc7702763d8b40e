/* SPDX-License-Identifier: MIT */
/* Pages that come and go under the kernel's feet: anonymous ones, and memory objects that others may write. */
#include "crew.h"

#define READ_WRITE (PROT_READ | PROT_WRITE)
#define OBJECT_PAGES 2u

void memory_open(struct actor *actor)
{
    if (virtual_memory_map(actor->kit.rt, actor->kit.memory, 0, LOOSE_PAGES * PAGE_SIZE, READ_WRITE, &actor->loose) < 0)
        return;
    for (uint32_t i = 0; i < LOOSE_PAGES; i++)
        actor->loose_mapped[i] = actor->loose_writable[i] = true;
}

static bool in_mapping(const struct actor *actor, uint64_t address, uint64_t end, bool write)
{
    for (uint32_t i = 0; i < MAPPINGS_MAX; i++) {
        uint64_t start = actor->mappings[i].address;

        if (start != 0 && !(write && actor->mappings[i].view) && address >= start && end <= start + OBJECT_PAGES * PAGE_SIZE)
            return true;
    }
    return false;
}

static bool in_buffers(const struct actor *actor, uint64_t address, uint64_t end)
{
    uint64_t start = (uintptr_t)actor->buffers;

    return address >= start && end <= start + OPEN_MAX * sizeof(*actor->buffers);
}

static bool touchable(const struct actor *actor, const uint8_t *pointer, uint32_t bytes, bool write)
{
    uint64_t address = (uintptr_t)pointer, end = address + bytes;

    if (address < USER_MAP_MIN || in_buffers(actor, address, end))
        return true;
    if (actor->loose == 0 || address < actor->loose || end > actor->loose + LOOSE_PAGES * PAGE_SIZE)
        return in_mapping(actor, address, end, write);
    for (uint64_t page = (address - actor->loose) / PAGE_SIZE; page <= (end - 1 - actor->loose) / PAGE_SIZE; page++) {
        if (!actor->loose_mapped[page] || !actor->loose_writable[page])
            return false;
    }
    return true;
}

bool memory_readable(const struct actor *actor, const uint8_t *address, uint32_t bytes)
{
    return touchable(actor, address, bytes, false);
}

bool memory_writable(const struct actor *actor, const uint8_t *address, uint32_t bytes)
{
    return touchable(actor, address, bytes, true);
}

uint8_t *memory_loose(struct actor *actor, uint32_t *room)
{
    const struct mapping *mapping = &actor->mappings[below(actor, MAPPINGS_MAX)];
    const struct actor *owner = actor->crew->members[below(actor, actor->crew->count)];
    /* Any member's, which may take it away meanwhile. Without memory of its own: where nothing is. */
    uint64_t start = mapping->address ? mapping->address : owner->loose ? owner->loose : USER_MAP_MIN;
    uint32_t bytes = (mapping->address ? OBJECT_PAGES : LOOSE_PAGES) * PAGE_SIZE;
    uint32_t offset = below(actor, (bytes - BUFFER_BYTES) / 8) * 8;

    *room = bytes - offset;
    return (uint8_t *)(uintptr_t)(start + offset);
}

/* --- steps --------------------------------------------------------------------------------------------------------------- */

static void shake(struct actor *actor)
{
    uint32_t page = below(actor, LOOSE_PAGES);
    uint64_t words[] = { actor->loose + page * PAGE_SIZE, PAGE_SIZE, READ_WRITE };

    if (actor->loose == 0)
        return;
    if (!actor->loose_mapped[page]) {
        actor->loose_mapped[page] = actor->loose_writable[page] =
            kernel_call(actor, actor->kit.memory.id, VIRTUAL_MEMORY_METHOD_MAP, words, 3, CAP_ID_INVALID, NULL) >= 0;
    } else if (below(actor, 2)) {
        /* What is taken together with the answer finds the page gone. */
        actor->loose_mapped[page] = false;
        actor->loose_mapped[page] =
            kernel_call(actor, actor->kit.memory.id, VIRTUAL_MEMORY_METHOD_UNMAP, words, 2, CAP_ID_INVALID, NULL) < 0;
    } else {
        bool was = actor->loose_writable[page];

        words[2] = was ? below(actor, 2) : READ_WRITE;
        actor->loose_writable[page] = false;
        if (kernel_call(actor, actor->kit.memory.id, VIRTUAL_MEMORY_METHOD_PROTECT, words, 3, CAP_ID_INVALID, NULL) >= 0)
            was = words[2] == READ_WRITE;
        actor->loose_writable[page] = was;
    }
}

static void make_memory(struct actor *actor)
{
    uint64_t count = OBJECT_PAGES;

    (void)kernel_call(actor, actor->kit.frames.id, FRAME_ALLOCATOR_METHOD_ALLOC_CONTIGUOUS, &count, 1, CAP_ID_INVALID, NULL);
}

/* Any MemoryObject that we hold, ours or one that came; somebody else may have it mapped as well. */
static void map(struct actor *actor)
{
    const uint64_t words[] = { 0, 0, OBJECT_PAGES * PAGE_SIZE, READ_WRITE };
    struct mapping *mapping = &actor->mappings[below(actor, MAPPINGS_MAX)];
    bool view = below(actor, 3) == 0;
    cap_id_t memory = hold_pick(actor, view ? MEMORY_VIEW_INTERFACE_ID : MEMORY_OBJECT_INTERFACE_ID);

    if (memory == CAP_ID_INVALID || mapping->address != 0)
        return;
    if (kernel_call(actor, memory, view ? MEMORY_VIEW_METHOD_MAP_READABLE : MEMORY_OBJECT_METHOD_MAP, words, view ? 3 : 4, CAP_ID_INVALID,
                    &mapping->address) < 0)
        mapping->address = 0;
    mapping->memory = memory;
    mapping->view = view;
}

static void unmap(struct actor *actor)
{
    struct mapping *mapping = &actor->mappings[below(actor, MAPPINGS_MAX)];
    const uint64_t words[] = { mapping->address, OBJECT_PAGES * PAGE_SIZE };

    if (mapping->address == 0)
        return;
    mapping->address = 0;
    if (kernel_call(actor, mapping->memory, mapping->view ? MEMORY_VIEW_METHOD_UNMAP : MEMORY_OBJECT_METHOD_UNMAP, words, 2, CAP_ID_INVALID, NULL) < 0)
        mapping->address = words[0];
}

/* What a peer may be reading at this moment, or the kernel. */
static void scribble(struct actor *actor)
{
    const struct mapping *mapping = &actor->mappings[below(actor, MAPPINGS_MAX)];
    volatile uint64_t *words = (volatile uint64_t *)(uintptr_t)mapping->address;

    for (uint32_t i = 0; mapping->address != 0 && !mapping->view && i < 64; i++)
        words[below(actor, OBJECT_PAGES * PAGE_SIZE / 8)] = kit_random_next(&actor->random);
}

const struct step memory_steps[] = {
    { 6, shake }, { 1, make_memory }, { 3, map }, { 1, unmap }, { 2, scribble }, { 0, NULL },
};
