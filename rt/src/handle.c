/* SPDX-License-Identifier: MIT */
/*
 * Owned handles: how many references the program has to each capability that it was given at run time. What came with
 * the CapSet is not in the table, so holding and dropping it does nothing.
 */
#include "rt_priv.h"

/* The entry of an owned capability, or NULL. The whole id is compared: an old generation is not ours any more. */
static struct rt_handle *handle_find(struct rt *rt, cap_id_t cap)
{
    uint32_t index = cap & CAP_ID_INDEX_MASK;

    if (index >= rt->handle_count || rt->handles[index].cap != cap || !rt->handles[index].refs)
        return NULL;
    return &rt->handles[index];
}

static status_t table_grow(struct rt *rt, uint32_t index)
{
    uint32_t count = rt->handle_count;
    struct rt_handle *table;

    while (count <= index)
        count *= 2;
    table = rt_alloc_zeroed(rt, count * sizeof(*table));
    if (!table)
        return STATUS_NO_MEMORY;
    memcpy(table, rt->handles, rt->handle_count * sizeof(*table));
    if (rt->handles != rt->first_handles)
        rt_free(rt, rt->handles);
    rt->handles = table;
    rt->handle_count = count;
    return STATUS_OK;
}

status_t rt_handle_adopt(struct rt *rt, cap_id_t cap)
{
    uint32_t index = cap & CAP_ID_INDEX_MASK;
    status_t status;

    if (index >= rt->handle_count) {
        status = table_grow(rt, index);
        if (status < 0) {
            rt_ring_release(rt, cap);
            return status;
        }
    }
    rt->handles[index] = (struct rt_handle){ .cap = cap, .refs = 1 };
    return STATUS_OK;
}

void rt_handle_forget(struct rt *rt, cap_id_t cap)
{
    struct rt_handle *handle = handle_find(rt, cap);

    if (handle)
        handle->refs = 0;
}

void rt_hold(struct rt *rt, cap_id_t cap)
{
    struct rt_handle *handle = handle_find(rt, cap);

    if (handle)
        handle->refs++;
}

void rt_drop(struct rt *rt, cap_id_t cap)
{
    struct rt_handle *handle = handle_find(rt, cap);

    if (handle && --handle->refs == 0)
        rt_ring_release(rt, cap);
}

status_t rt_flush_releases(struct rt *rt)
{
    rt_ring_drain(rt);
    return STATUS_OK;
}
