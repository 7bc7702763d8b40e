/* SPDX-License-Identifier: MIT */
/*
 * Owned handles: how many references the program has to each capability that it was given at run time. What came with
 * the CapSet is not in the table, so holding and dropping it does nothing.
 */
#include "rt_priv.h"

#include "core/cap_table.h"

/* All with the process locked. */

/* The entry of an owned capability, or NULL. The whole id is compared: an old generation is not ours any more. */
static struct rt_handle *handle_find(struct rt_process *process, cap_id_t cap)
{
    uint32_t index = cap & CAP_ID_INDEX_MASK;

    if (index >= process->handle_count || process->handles[index].cap != cap || !process->handles[index].refs)
        return NULL;
    return &process->handles[index];
}

static status_t table_grow(struct rt *rt, uint32_t index)
{
    struct rt_process *process = rt->process;
    uint32_t count = process->handle_count;
    struct rt_handle *table;

    while (count <= index)
        count *= 2;
    table = rt_alloc_zeroed(rt, count * sizeof(*table));
    if (!table)
        return STATUS_NO_MEMORY;
    memcpy(table, process->handles, process->handle_count * sizeof(*table));
    if (process->handles != process->first_handles)
        rt_free(rt, process->handles);
    process->handles = table;
    process->handle_count = count;
    return STATUS_OK;
}

status_t rt_handle_adopt(struct rt *rt, cap_id_t cap)
{
    uint32_t index = cap & CAP_ID_INDEX_MASK;
    status_t status = STATUS_OK;

    rt_process_lock(rt);
    if (index >= rt->process->handle_count)
        status = table_grow(rt, index);
    if (status == STATUS_OK)
        rt->process->handles[index] = (struct rt_handle){ .cap = cap, .refs = 1 };
    if (status == STATUS_OK && index > rt->process->handle_top)
        rt->process->handle_top = index;
    rt_process_unlock(rt);
    if (status < 0)
        rt_ring_release(rt, cap);
    return status;
}

/* The kernel gives out free slots before it adds a chunk: what comes next is in the chunks that are in use, or in those behind them. */
status_t rt_reserve_handles(struct rt *rt, uint32_t count)
{
    const uint32_t chunk = CAP_TABLE_CHUNK_SLOTS;
    uint32_t top, end;
    status_t status = STATUS_OK;

    rt_process_lock(rt);
    top = rt->process->handle_top;
    for (uint32_t i = 0; i < rt_capset_count(rt); i++) {
        uint32_t index = rt_capset_entry(rt, i)->cap_id & CAP_ID_INDEX_MASK;
        top = index > top ? index : top;
    }
    end = (top / chunk + 1 + (count + chunk - 1) / chunk) * chunk;
    if (end > rt->process->handle_count)
        status = table_grow(rt, end - 1);
    rt_process_unlock(rt);
    return status;
}

void rt_handle_forget(struct rt *rt, cap_id_t cap)
{
    struct rt_handle *handle;

    rt_process_lock(rt);
    handle = handle_find(rt->process, cap);
    if (handle)
        handle->refs = 0;
    rt_process_unlock(rt);
}

bool rt_handle_forget_last(struct rt *rt, cap_id_t cap)
{
    struct rt_handle *handle;
    bool last;

    rt_process_lock(rt);
    handle = handle_find(rt->process, cap);
    last = handle && handle->refs == 1;
    if (last)
        handle->refs = 0;
    rt_process_unlock(rt);
    return last;
}

void rt_hold(struct rt *rt, cap_id_t cap)
{
    struct rt_handle *handle;

    rt_process_lock(rt);
    handle = handle_find(rt->process, cap);
    if (handle)
        handle->refs++;
    rt_process_unlock(rt);
}

void rt_drop(struct rt *rt, cap_id_t cap)
{
    struct rt_handle *handle;
    bool last;

    rt_process_lock(rt);
    handle = handle_find(rt->process, cap);
    last = handle && --handle->refs == 0;
    rt_process_unlock(rt);
    if (last)
        rt_ring_release(rt, cap);
}

status_t rt_flush_releases(struct rt *rt)
{
    rt_ring_drain(rt);
    return STATUS_OK;
}
