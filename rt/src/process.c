/* SPDX-License-Identifier: MIT */
/* What a process starts with: the ring and CapSet pages are checked, and what was granted is found by name. */
#include "rt_priv.h"

#include "core/atomic.h"
#include "kernel.capnp.h"
#include "memory.capnp.h"
#include "process.capnp.h"
#include "thread.capnp.h"

_Thread_local struct rt *rt_current;

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

/* The hold of that name, or CAP_ID_INVALID. */
static cap_id_t granted(const struct rt *rt, const char *name, uint64_t interface_id)
{
    cap_id_t cap;

    return rt_find(rt, name, interface_id, &cap) == STATUS_OK ? cap : CAP_ID_INVALID;
}

/* Field by field: most of it needs no value before it gets one. */
void rt_init_thread(struct rt *rt, struct rt_process *process)
{
    rt->process = process;
    rt->sq_limit = 0;
    rt->free_slots = ~(1u << RT_SLOT_CALL);
    rt->in_flight = 0;
    rt->signal_results[0] = rt->signal_results[1] = 0;
    rt->next_reply = 0;
    rt->free_promises = (1u << RING_KEPT_ANSWERS) - 1;
    rt->ready_endpoints = NULL;
    rt->ready_endpoints_tail = &rt->ready_endpoints;
    rt->ready_watches = NULL;
    rt->ready_watches_tail = &rt->ready_watches;
    rt->panicking = false;
    rt->last_reason[0] = '\0';
    rt_pool_init_empty(rt);
}

void rt_init_ring(struct rt *rt, struct ring_page *ring)
{
    rt->ring = ring;
    rt->sq_count = ring->header.sq_tail;
    rt->cq_head = ring->header.cq_head;
}

status_t rt_init(struct rt *rt, struct ring_page *ring, uint32_t pid, const struct capset_page *capset)
{
    static struct rt_process the_process;
    struct rt_process *process = &the_process;
    status_t status;

    status = ring_check(ring);
    if (status < 0)
        return status;
    status = capset_check(capset);
    if (status < 0)
        return status;
    *process = (struct rt_process){ .capset = capset, .pid = pid };
    process->handles = process->first_handles;
    process->handle_count = RT_FIRST_HANDLES;
    rt_init_thread(rt, process);
    rt_init_ring(rt, ring);
    rt_pool_init(rt);
    process->virtual_memory = granted(rt, "memory", VIRTUAL_MEMORY_INTERFACE_ID);
    process->console = granted(rt, "console", CONSOLE_INTERFACE_ID);
    process->thread_spawner = granted(rt, "threads", THREAD_SPAWNER_INTERFACE_ID);
    process->thread_control = granted(rt, "thread", THREAD_CONTROL_INTERFACE_ID);
    process->park_space = granted(rt, "park", PARK_SPACE_INTERFACE_ID);
    rt_process_heap_init(rt);
    rt_current = rt;
    return STATUS_OK;
}

uint32_t rt_pid(const struct rt *rt)
{
    return rt->process->pid;
}

const char *rt_process_name(const struct rt *rt)
{
    return rt->process->capset->process_name;
}

uint32_t rt_capset_count(const struct rt *rt)
{
    return rt->process->capset->count;
}

uint32_t rt_capset_sequence(const struct rt *rt)
{
    return atomic_load_acquire(&rt->process->capset->sequence); /* pairs with write_entry (kernel/object/grant.c) */
}

const struct capset_entry *rt_capset_entry(const struct rt *rt, uint32_t index)
{
    return index < rt->process->capset->count ? &rt->process->capset->entries[index] : NULL;
}

static bool text_equals(const char *left, const char *right)
{
    size_t len = strlen(left);

    return len == strlen(right) && memcmp(left, right, len) == 0;
}

/* One look at the CapSet, which may change under it. */
static status_t find_entry(const struct rt *rt, const char *name, uint64_t interface_id, cap_id_t *out)
{
    for (uint32_t i = 0; i < rt->process->capset->count; i++) {
        const struct capset_entry *entry = &rt->process->capset->entries[i];
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

    /* A seqlock, whose writer is write_entry (kernel/object/grant.c): the fence pairs with the one there. The kernel changes it in one go,
     * so one more round is enough. */
    do {
        sequence = rt_capset_sequence(rt);
        status = find_entry(rt, name, interface_id, out);
        atomic_fence_acquire();
    } while (sequence % 2 != 0 || sequence != atomic_load_relaxed(&rt->process->capset->sequence));
    return status;
}

const char *rt_last_reason(const struct rt *rt)
{
    return rt->last_reason;
}
