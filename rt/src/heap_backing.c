/* SPDX-License-Identifier: MIT */
/*
 * The process's heap: the 64 KiB in the image first, then memory from VirtualMemory, if the process holds it under the
 * name `memory`. The calls that fetch memory use the emergency message buffer, because they must not allocate.
 */
#include "rt_priv.h"

#include "memory.capnp.h"

static _Alignas(PAGE_SIZE) uint8_t first_heap[RT_FIRST_HEAP_BYTES];

/* Switches to the emergency buffer; gives what was before. */
static bool emergency_begin(struct rt *rt)
{
    bool before = rt->pool.emergency;

    rt->pool.emergency = true;
    return before;
}

static status_t backing_reserve(void *context, size_t bytes, uint8_t **out)
{
    struct rt *rt = context;
    virtual_memory_t memory = { rt->process->virtual_memory };
    bool before = emergency_begin(rt);
    uint64_t address = 0;
    status_t status;

    status = virtual_memory_reserve(rt, memory, 0, bytes, &address);
    rt->pool.emergency = before;
    *out = (uint8_t *)(uintptr_t)address;
    return status;
}

static status_t backing_commit(void *context, uint8_t *address, size_t bytes)
{
    struct rt *rt = context;
    virtual_memory_t memory = { rt->process->virtual_memory };
    bool before = emergency_begin(rt);
    status_t status;

    status = virtual_memory_commit(rt, memory, (uintptr_t)address, bytes, PROT_READ | PROT_WRITE);
    rt->pool.emergency = before;
    return status;
}

static status_t backing_decommit(void *context, uint8_t *address, size_t bytes)
{
    struct rt *rt = context;
    virtual_memory_t memory = { rt->process->virtual_memory };
    bool before = emergency_begin(rt);
    status_t status;

    status = virtual_memory_decommit(rt, memory, (uintptr_t)address, bytes);
    rt->pool.emergency = before;
    return status;
}

static const struct heap_backing virtual_memory_backing = {
    .reserve = backing_reserve,
    .commit = backing_commit,
    .decommit = backing_decommit,
};

static void heap_corrupt(void *context, const void *pointer, const char *what)
{
    rt_panic(context, "heap corrupted: block %p %s", pointer, what);
}

void rt_process_heap_init(struct rt *rt)
{
    const struct heap_backing *backing = rt->process->virtual_memory == CAP_ID_INVALID ? NULL : &virtual_memory_backing;

    rt_heap_init(&rt->process->heap, rt_thread_canary(), first_heap, sizeof(first_heap), backing, heap_corrupt, rt);
}

/* The heap, whose calls and complaints go through the ring of whoever uses it. */
static struct rt_heap *heap_lock(struct rt *rt)
{
    rt_process_lock(rt);
    rt->process->heap.context = rt;
    return &rt->process->heap;
}

void *rt_alloc(struct rt *rt, size_t bytes)
{
    void *memory = rt_heap_alloc(heap_lock(rt), bytes);

    rt_process_unlock(rt);
    return memory;
}

void *rt_alloc_zeroed(struct rt *rt, size_t bytes)
{
    void *memory = rt_alloc(rt, bytes);

    if (memory)
        memset(memory, 0, bytes);
    return memory;
}

void *rt_realloc(struct rt *rt, void *pointer, size_t bytes)
{
    void *memory = rt_heap_realloc(heap_lock(rt), pointer, bytes);

    rt_process_unlock(rt);
    return memory;
}

void rt_free(struct rt *rt, void *pointer)
{
    rt_heap_free(heap_lock(rt), pointer);
    rt_process_unlock(rt);
}
