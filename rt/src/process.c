/* SPDX-License-Identifier: MIT */
/* What a process starts with: the ring and CapSet pages are checked, and what was granted is found by name. */
#include "rt_priv.h"

#include "kernel.capnp.h"
#include "memory.capnp.h"

struct rt *rt_current;

static status_t ring_check(const struct ring_page *ring)
{
    const struct ring_header *header;

    if (!ring || (uintptr_t)ring % PAGE_SIZE)
        return STATUS_RING_CORRUPT;
    header = &ring->header;
    if (header->magic != RING_MAGIC || header->version != RING_VERSION || header->sq_entries != RING_SQ_ENTRIES ||
        header->cq_entries != RING_CQ_ENTRIES || header->sq_offset != offsetof(struct ring_page, sq) ||
        header->cq_offset != offsetof(struct ring_page, cq))
        return STATUS_RING_CORRUPT;
    return STATUS_OK;
}

static status_t capset_check(const struct capset_page *capset)
{
    if (!capset || (uintptr_t)capset % PAGE_SIZE || capset->magic != CAPSET_MAGIC || capset->version != CAPSET_VERSION ||
        capset->count > CAPSET_MAX_ENTRIES)
        return STATUS_MALFORMED;
    return STATUS_OK;
}

status_t rt_init(struct rt *rt, struct ring_page *ring, uint32_t pid, const struct capset_page *capset)
{
    status_t status;

    status = ring_check(ring);
    if (status < 0)
        return status;
    status = capset_check(capset);
    if (status < 0)
        return status;
    *rt = (struct rt){ .ring = ring, .capset = capset, .pid = pid };
    rt->sq_count = ring->header.sq_tail;
    rt->cq_head = ring->header.cq_head;
    rt->free_slots = ~(1u << RT_SLOT_CALL);
    rt->free_promises = (1u << RING_KEPT_ANSWERS) - 1;
    rt->ready_endpoints_tail = &rt->ready_endpoints;
    rt->ready_watches_tail = &rt->ready_watches;
    rt->handles = rt->first_handles;
    rt->handle_count = RT_FIRST_HANDLES;
    rt_pool_init(&rt->pool);
    if (rt_find(rt, "memory", VIRTUAL_MEMORY_INTERFACE_ID, &rt->virtual_memory) < 0)
        rt->virtual_memory = CAP_ID_INVALID;
    if (rt_find(rt, "console", CONSOLE_INTERFACE_ID, &rt->console) < 0)
        rt->console = CAP_ID_INVALID;
    rt_process_heap_init(rt);
    rt_current = rt;
    return STATUS_OK;
}

uint32_t rt_pid(const struct rt *rt)
{
    return rt->pid;
}

const char *rt_process_name(const struct rt *rt)
{
    return rt->capset->process_name;
}

uint32_t rt_capset_count(const struct rt *rt)
{
    return rt->capset->count;
}

uint32_t rt_capset_sequence(const struct rt *rt)
{
    return __atomic_load_n(&rt->capset->sequence, __ATOMIC_ACQUIRE); /* pairs with write_entry in kernel/object/grant.c */
}

const struct capset_entry *rt_capset_entry(const struct rt *rt, uint32_t index)
{
    return index < rt->capset->count ? &rt->capset->entries[index] : NULL;
}

static bool text_equals(const char *left, const char *right)
{
    size_t len = strlen(left);

    return len == strlen(right) && memcmp(left, right, len) == 0;
}

/* One look at the CapSet, which may change under it. */
static status_t find_entry(const struct rt *rt, const char *name, uint64_t interface_id, cap_id_t *out)
{
    for (uint32_t i = 0; i < rt->capset->count; i++) {
        const struct capset_entry *entry = &rt->capset->entries[i];
        if (!text_equals(entry->name, name))
            continue;
        if (interface_id && entry->interface_id != interface_id)
            return STATUS_WRONG_INTERFACE;
        *out = entry->cap_id;
        return STATUS_OK;
    }
    return STATUS_NOT_FOUND;
}

status_t rt_find(const struct rt *rt, const char *name, uint64_t interface_id, cap_id_t *out)
{
    uint32_t sequence;
    status_t status;

    /* The kernel changes it in one go, so one more round is enough. */
    do {
        sequence = rt_capset_sequence(rt);
        status = find_entry(rt, name, interface_id, out);
        __atomic_thread_fence(__ATOMIC_ACQUIRE);
    } while (sequence % 2 != 0 || sequence != __atomic_load_n(&rt->capset->sequence, __ATOMIC_RELAXED));
    return status;
}

const char *rt_last_reason(const struct rt *rt)
{
    return rt->last_reason;
}
