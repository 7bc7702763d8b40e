/* SPDX-License-Identifier: MIT */
/* MemoryObject and FrameAllocator: physical memory that processes can share. */
#include "ipc/kernel_call.h"
#include "mem/frame.h"
#include "mem/slab.h"
#include "memory.capnp.h"
#include "object/park_space.h"
#include "object/singletons.h"
#include "ring/park.h"

#define CONTIGUOUS_MAX 1024u

static struct slab_cache memory_cache;

static status_t memory_info_method(void *self, struct capn_call *call, const struct memory_view_info_params_reader *params,
                                   struct memory_view_info_results_builder *results)
{
    const struct page_provider *pages = self; /* how shared_words begins */

    (void)call;
    (void)params;
    memory_view_info_results_set_page_count(results, (uint32_t)pages->pages);
    memory_view_info_results_set_size_bytes(results, pages->pages * PAGE_SIZE);
    return STATUS_OK;
}

static status_t memory_map(void *self, struct capn_call *capn, const struct memory_object_map_params_reader *params,
                           struct memory_object_map_results_builder *results)
{
    uint64_t address;
    status_t status = address_space_map_object(
        &kernel_call_of(capn)->process->space, self, memory_object_map_params_get_hint(params),
        memory_object_map_params_get_offset(params), memory_object_map_params_get_size(params),
        memory_object_map_params_get_prot(params), &address);

    if (status == STATUS_OK)
        memory_object_map_results_set_addr(results, address);
    return status;
}

static status_t memory_map_readable(void *self, struct capn_call *capn, const struct memory_view_map_readable_params_reader *params,
                                    struct memory_view_map_readable_results_builder *results)
{
    uint64_t address;
    status_t status = address_space_map_object(
        &kernel_call_of(capn)->process->space, self, memory_view_map_readable_params_get_hint(params),
        memory_view_map_readable_params_get_offset(params), memory_view_map_readable_params_get_size(params), PROT_READ, &address);

    if (status == STATUS_OK)
        memory_view_map_readable_results_set_addr(results, address);
    return status;
}

static status_t memory_unmap(void *self, struct capn_call *capn, const struct memory_view_unmap_params_reader *params,
                             struct memory_view_unmap_results_builder *results)
{
    (void)results;
    return address_space_unmap_object(&kernel_call_of(capn)->process->space, self, memory_view_unmap_params_get_addr(params),
                                      memory_view_unmap_params_get_size(params));
}

static status_t memory_protect(void *self, struct capn_call *capn, const struct memory_object_protect_params_reader *params,
                               struct memory_object_protect_results_builder *results)
{
    (void)results;
    return address_space_protect_object(&kernel_call_of(capn)->process->space, self,
                                        memory_object_protect_params_get_addr(params),
                                        memory_object_protect_params_get_size(params),
                                        memory_object_protect_params_get_prot(params));
}

static status_t memory_park_space(void *self, struct capn_call *call, const struct memory_object_park_space_params_reader *params,
                                  struct memory_object_park_space_results_builder *results)
{
    struct object *space;
    struct cap_hold hold;
    uint32_t index;
    status_t status = park_space_create_shared(self, &space);

    (void)params;
    if (status != STATUS_OK)
        return status;
    hold = object_make_hold(space, CAP_ORIGIN_RESULT);
    status = kernel_call_add_capability(kernel_call_of(call), &hold, &index);
    object_put(space);
    return status == STATUS_OK ? memory_object_park_space_results_set_space(results, index) : status;
}

static const struct memory_view_server view_server = {
    .info = memory_info_method,
    .map_readable = memory_map_readable,
    .unmap = memory_unmap,
};
static const struct memory_object_server memory_server = {
    .map = memory_map,
    .protect = memory_protect,
    .memory_view = &view_server,
    .park_space = memory_park_space,
};

static status_t memory_dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return memory_object_dispatch(&memory_server, object, method_id, &call->capn);
}

static void destroy(struct object *object)
{
    struct shared_words *memory = container_of(object, struct shared_words, pages.object);

    for (uint64_t i = 0; i < memory->pages.pages; i++)
        frame_free(page_provider_frame(&memory->pages, i));
    slab_free(&memory_cache, memory);
}

static struct object_kind memory_object_kind = {
    .transfer_scope = CAP_SCOPE_CROSS_SESSION,  /* what its maker does with it carries nobody else's authority */
    .name = "memory object",
    .interface = &memory_object_interface,
    .dispatch = memory_dispatch,
    .destroy = destroy,
};

/* pages zeroed frames in a row. STATUS_NO_MEMORY. One reference, the caller's. */
static status_t create(uint64_t pages, struct shared_words **out)
{
    struct shared_words *memory;
    status_t status;

    if (!memory_cache.name)
        slab_cache_init(&memory_cache, "memory_object", sizeof(struct shared_words));
    memory = slab_alloc(&memory_cache);
    if (!memory)
        return STATUS_NO_MEMORY;
    status = frame_alloc_contiguous(pages, &memory->pages.first);
    if (status != STATUS_OK) {
        slab_free(&memory_cache, memory);
        return status;
    }
    memory->pages.pages = pages;
    object_init(&memory->pages.object, &memory_object_kind);
    spin_init(&memory->parks.lock, LOCK_PARK);
    memory->pages.object.charge_frames = (uint32_t)pages;
    *out = memory;
    return STATUS_OK;
}

/* --- FrameAllocator ------------------------------------------------------------------------------------------------ */

/* The ledger is asked before memory is taken; the hold itself is what charges. */
static status_t check_quota(struct kernel_call *call, uint64_t pages)
{
    struct process *process = call->process;
    status_t status;

    status = process_charge(process, LEDGER_FRAMES, pages);
    if (status == STATUS_OK)
        process_release(process, LEDGER_FRAMES, pages);
    return status;
}

static status_t allocate(struct capn_call *capn, uint64_t pages, uint32_t *index)
{
    struct kernel_call *call = kernel_call_of(capn);
    struct shared_words *memory;
    struct cap_hold hold;
    status_t status = check_quota(call, pages);

    if (status != STATUS_OK)
        return status;
    status = create(pages, &memory);
    if (status != STATUS_OK)
        return capn_call_fail(capn, status, "no %lu free frames", pages);
    hold = object_make_hold(&memory->pages.object, CAP_ORIGIN_RESULT);
    status = kernel_call_add_capability(call, &hold, index);
    object_put(&memory->pages.object);
    return status;
}

static status_t allocator_one(void *self, struct capn_call *call, const struct frame_allocator_alloc_frame_params_reader *params,
                              struct frame_allocator_alloc_frame_results_builder *results)
{
    uint32_t index;
    status_t status = allocate(call, 1, &index);

    (void)self;
    (void)params;
    return status == STATUS_OK ? frame_allocator_alloc_frame_results_set_memory(results, index) : status;
}

static status_t allocator_contiguous(void *self, struct capn_call *call,
                                     const struct frame_allocator_alloc_contiguous_params_reader *params,
                                     struct frame_allocator_alloc_contiguous_results_builder *results)
{
    uint32_t count = frame_allocator_alloc_contiguous_params_get_count(params);
    uint32_t index;
    status_t status;

    (void)self;
    if (count == 0 || count > CONTIGUOUS_MAX)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "count: %u, expected 1 to %u", count, CONTIGUOUS_MAX);
    status = allocate(call, count, &index);
    return status == STATUS_OK ? frame_allocator_alloc_contiguous_results_set_memory(results, index) : status;
}

static const struct frame_allocator_server allocator_server = {
    .alloc_frame = allocator_one,
    .alloc_contiguous = allocator_contiguous,
};

static status_t allocator_dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return frame_allocator_dispatch(&allocator_server, object, method_id, &call->capn);
}

struct object_kind frame_allocator_kind = {
    .name = "frame allocator",
    .interface = &frame_allocator_interface,
    .dispatch = allocator_dispatch,
    .destroy = object_destroy_static,
};
