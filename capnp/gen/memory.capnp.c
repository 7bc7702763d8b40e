/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from memory.capnp; do not edit. */
#include "memory.capnp.h"

/* interface FrameAllocator */

static const char *const frame_allocator_method_names[] = {
    "allocFrame",
    "allocContiguous",
};

const struct capn_interface frame_allocator_interface = {
    .id = FRAME_ALLOCATOR_INTERFACE_ID,
    .name = "FrameAllocator",
    .method_count = 2,
    .transfer_mode = 0,
    .method_names = frame_allocator_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t frame_allocator_alloc_frame_serve(const struct frame_allocator_server *server, void *self,
                                                  struct capn_call *call)
{
    struct frame_allocator_alloc_frame_params_reader params = { { .message = &call->params } };
    struct frame_allocator_alloc_frame_results_builder results;
    status_t status;

    if (!server->alloc_frame)
        return STATUS_UNIMPLEMENTED;
    status = frame_allocator_alloc_frame_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->alloc_frame(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t frame_allocator_alloc_contiguous_serve(const struct frame_allocator_server *server, void *self,
                                                       struct capn_call *call)
{
    struct frame_allocator_alloc_contiguous_params_reader params;
    struct frame_allocator_alloc_contiguous_results_builder results;
    status_t status;

    if (!server->alloc_contiguous)
        return STATUS_UNIMPLEMENTED;
    status = frame_allocator_alloc_contiguous_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = frame_allocator_alloc_contiguous_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->alloc_contiguous(self, call, &params, &results);
}

status_t frame_allocator_dispatch(const struct frame_allocator_server *server, void *self, uint16_t method_id,
                                  struct capn_call *call)
{
    static status_t (*const serve[])(const struct frame_allocator_server *, void *, struct capn_call *) = {
        frame_allocator_alloc_frame_serve,
        frame_allocator_alloc_contiguous_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface MemoryView */

static const char *const memory_view_method_names[] = {
    "info",
    "mapReadable",
    "unmap",
};

const struct capn_interface memory_view_interface = {
    .id = MEMORY_VIEW_INTERFACE_ID,
    .name = "MemoryView",
    .method_count = 3,
    .transfer_mode = 0,
    .method_names = memory_view_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t memory_view_info_serve(const struct memory_view_server *server, void *self, struct capn_call *call)
{
    struct memory_view_info_params_reader params = { { .message = &call->params } };
    struct memory_view_info_results_builder results;
    status_t status;

    if (!server->info)
        return STATUS_UNIMPLEMENTED;
    status = memory_view_info_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->info(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t memory_view_map_readable_serve(const struct memory_view_server *server, void *self,
                                               struct capn_call *call)
{
    struct memory_view_map_readable_params_reader params;
    struct memory_view_map_readable_results_builder results;
    status_t status;

    if (!server->map_readable)
        return STATUS_UNIMPLEMENTED;
    status = memory_view_map_readable_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = memory_view_map_readable_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->map_readable(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t memory_view_unmap_serve(const struct memory_view_server *server, void *self, struct capn_call *call)
{
    struct memory_view_unmap_params_reader params;
    struct memory_view_unmap_results_builder results;
    status_t status;

    if (!server->unmap)
        return STATUS_UNIMPLEMENTED;
    status = memory_view_unmap_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = memory_view_unmap_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->unmap(self, call, &params, &results);
}

status_t memory_view_dispatch(const struct memory_view_server *server, void *self, uint16_t method_id,
                              struct capn_call *call)
{
    static status_t (*const serve[])(const struct memory_view_server *, void *, struct capn_call *) = {
        memory_view_info_serve,
        memory_view_map_readable_serve,
        memory_view_unmap_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface MemoryObject */

static const char *const memory_object_method_names[] = {
    "map",
    "protect",
    "parkSpace",
};

static const struct capn_interface *const memory_object_ancestors[] = {
    &memory_view_interface,
};

const struct capn_interface memory_object_interface = {
    .id = MEMORY_OBJECT_INTERFACE_ID,
    .name = "MemoryObject",
    .method_count = 3,
    .transfer_mode = 0,
    .method_names = memory_object_method_names,
    .ancestors = memory_object_ancestors,
    .ancestor_count = 1,
};

CAPN_NO_STACK_PROTECTOR
static status_t memory_object_map_serve(const struct memory_object_server *server, void *self, struct capn_call *call)
{
    struct memory_object_map_params_reader params;
    struct memory_object_map_results_builder results;
    status_t status;

    if (!server->map)
        return STATUS_UNIMPLEMENTED;
    status = memory_object_map_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = memory_object_map_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->map(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t memory_object_protect_serve(const struct memory_object_server *server, void *self,
                                            struct capn_call *call)
{
    struct memory_object_protect_params_reader params;
    struct memory_object_protect_results_builder results;
    status_t status;

    if (!server->protect)
        return STATUS_UNIMPLEMENTED;
    status = memory_object_protect_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = memory_object_protect_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->protect(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t memory_object_park_space_serve(const struct memory_object_server *server, void *self,
                                               struct capn_call *call)
{
    struct memory_object_park_space_params_reader params = { { .message = &call->params } };
    struct memory_object_park_space_results_builder results;
    status_t status;

    if (!server->park_space)
        return STATUS_UNIMPLEMENTED;
    status = memory_object_park_space_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->park_space(self, call, &params, &results);
}

status_t memory_object_dispatch(const struct memory_object_server *server, void *self, uint16_t method_id,
                                struct capn_call *call)
{
    static status_t (*const serve[])(const struct memory_object_server *, void *, struct capn_call *) = {
        memory_object_map_serve,
        memory_object_protect_serve,
        memory_object_park_space_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 1 && server->memory_view)
        return memory_view_dispatch(server->memory_view, self, CAPN_METHOD_ORDINAL(method_id), call);
    return STATUS_UNIMPLEMENTED;
}

/* interface VirtualMemory */

static const char *const virtual_memory_method_names[] = {
    "map",
    "unmap",
    "protect",
    "reserve",
    "commit",
    "decommit",
};

const struct capn_interface virtual_memory_interface = {
    .id = VIRTUAL_MEMORY_INTERFACE_ID,
    .name = "VirtualMemory",
    .method_count = 6,
    .transfer_mode = 2,
    .method_names = virtual_memory_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t virtual_memory_map_serve(const struct virtual_memory_server *server, void *self, struct capn_call *call)
{
    struct virtual_memory_map_params_reader params;
    struct virtual_memory_map_results_builder results;
    status_t status;

    if (!server->map)
        return STATUS_UNIMPLEMENTED;
    status = virtual_memory_map_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = virtual_memory_map_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->map(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t virtual_memory_unmap_serve(const struct virtual_memory_server *server, void *self,
                                           struct capn_call *call)
{
    struct virtual_memory_unmap_params_reader params;
    struct virtual_memory_unmap_results_builder results;
    status_t status;

    if (!server->unmap)
        return STATUS_UNIMPLEMENTED;
    status = virtual_memory_unmap_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = virtual_memory_unmap_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->unmap(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t virtual_memory_protect_serve(const struct virtual_memory_server *server, void *self,
                                             struct capn_call *call)
{
    struct virtual_memory_protect_params_reader params;
    struct virtual_memory_protect_results_builder results;
    status_t status;

    if (!server->protect)
        return STATUS_UNIMPLEMENTED;
    status = virtual_memory_protect_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = virtual_memory_protect_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->protect(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t virtual_memory_reserve_serve(const struct virtual_memory_server *server, void *self,
                                             struct capn_call *call)
{
    struct virtual_memory_reserve_params_reader params;
    struct virtual_memory_reserve_results_builder results;
    status_t status;

    if (!server->reserve)
        return STATUS_UNIMPLEMENTED;
    status = virtual_memory_reserve_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = virtual_memory_reserve_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->reserve(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t virtual_memory_commit_serve(const struct virtual_memory_server *server, void *self,
                                            struct capn_call *call)
{
    struct virtual_memory_commit_params_reader params;
    struct virtual_memory_commit_results_builder results;
    status_t status;

    if (!server->commit)
        return STATUS_UNIMPLEMENTED;
    status = virtual_memory_commit_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = virtual_memory_commit_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->commit(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t virtual_memory_decommit_serve(const struct virtual_memory_server *server, void *self,
                                              struct capn_call *call)
{
    struct virtual_memory_decommit_params_reader params;
    struct virtual_memory_decommit_results_builder results;
    status_t status;

    if (!server->decommit)
        return STATUS_UNIMPLEMENTED;
    status = virtual_memory_decommit_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = virtual_memory_decommit_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->decommit(self, call, &params, &results);
}

status_t virtual_memory_dispatch(const struct virtual_memory_server *server, void *self, uint16_t method_id,
                                 struct capn_call *call)
{
    static status_t (*const serve[])(const struct virtual_memory_server *, void *, struct capn_call *) = {
        virtual_memory_map_serve,
        virtual_memory_unmap_serve,
        virtual_memory_protect_serve,
        virtual_memory_reserve_serve,
        virtual_memory_commit_serve,
        virtual_memory_decommit_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

#ifndef CAPN_NO_CLIENT

status_t frame_allocator_alloc_frame(struct rt *rt, frame_allocator_t cap, memory_object_t *memory_out)
{
    struct capn_request request;
    struct frame_allocator_alloc_frame_params_builder params;
    struct frame_allocator_alloc_frame_results_reader results;
    uint32_t transfer;
    status_t status = frame_allocator_alloc_frame_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = frame_allocator_alloc_frame_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = frame_allocator_alloc_frame_results_get_memory(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, MEMORY_OBJECT_INTERFACE_ID, &memory_out->id);
end:
    capn_request_end(&request);
    return status;
}

status_t frame_allocator_alloc_contiguous(struct rt *rt, frame_allocator_t cap, uint32_t count,
                                          memory_object_t *memory_out)
{
    struct capn_request request;
    struct frame_allocator_alloc_contiguous_params_builder params;
    struct frame_allocator_alloc_contiguous_results_reader results;
    uint32_t transfer;
    status_t status = frame_allocator_alloc_contiguous_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    frame_allocator_alloc_contiguous_params_set_count(&params, count);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = frame_allocator_alloc_contiguous_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = frame_allocator_alloc_contiguous_results_get_memory(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, MEMORY_OBJECT_INTERFACE_ID, &memory_out->id);
end:
    capn_request_end(&request);
    return status;
}

status_t memory_view_info(struct rt *rt, memory_view_t cap, uint32_t *page_count_out, uint64_t *size_bytes_out)
{
    struct capn_request request;
    struct memory_view_info_params_builder params;
    struct memory_view_info_results_reader results;
    status_t status = memory_view_info_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = memory_view_info_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *page_count_out = memory_view_info_results_get_page_count(&results);
    *size_bytes_out = memory_view_info_results_get_size_bytes(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t memory_view_map_readable(struct rt *rt, memory_view_t cap, uint64_t hint, uint64_t offset, uint64_t size,
                                  uint64_t *addr_out)
{
    struct capn_request request;
    struct memory_view_map_readable_params_builder params;
    struct memory_view_map_readable_results_reader results;
    status_t status = memory_view_map_readable_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    memory_view_map_readable_params_set_hint(&params, hint);
    memory_view_map_readable_params_set_offset(&params, offset);
    memory_view_map_readable_params_set_size(&params, size);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = memory_view_map_readable_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *addr_out = memory_view_map_readable_results_get_addr(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t memory_view_unmap(struct rt *rt, memory_view_t cap, uint64_t addr, uint64_t size)
{
    struct capn_request request;
    struct memory_view_unmap_params_builder params;
    status_t status = memory_view_unmap_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    memory_view_unmap_params_set_addr(&params, addr);
    memory_view_unmap_params_set_size(&params, size);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t memory_object_map(struct rt *rt, memory_object_t cap, uint64_t hint, uint64_t offset, uint64_t size,
                           uint32_t prot, uint64_t *addr_out)
{
    struct capn_request request;
    struct memory_object_map_params_builder params;
    struct memory_object_map_results_reader results;
    status_t status = memory_object_map_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    memory_object_map_params_set_hint(&params, hint);
    memory_object_map_params_set_offset(&params, offset);
    memory_object_map_params_set_size(&params, size);
    memory_object_map_params_set_prot(&params, prot);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = memory_object_map_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *addr_out = memory_object_map_results_get_addr(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t memory_object_protect(struct rt *rt, memory_object_t cap, uint64_t addr, uint64_t size, uint32_t prot)
{
    struct capn_request request;
    struct memory_object_protect_params_builder params;
    status_t status = memory_object_protect_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    memory_object_protect_params_set_addr(&params, addr);
    memory_object_protect_params_set_size(&params, size);
    memory_object_protect_params_set_prot(&params, prot);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t memory_object_park_space(struct rt *rt, memory_object_t cap, shared_park_space_t *space_out)
{
    struct capn_request request;
    struct memory_object_park_space_params_builder params;
    struct memory_object_park_space_results_reader results;
    uint32_t transfer;
    status_t status = memory_object_park_space_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = memory_object_park_space_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = memory_object_park_space_results_get_space(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, SHARED_PARK_SPACE_INTERFACE_ID, &space_out->id);
end:
    capn_request_end(&request);
    return status;
}

status_t memory_object_info(struct rt *rt, memory_object_t cap, uint32_t *page_count_out, uint64_t *size_bytes_out)
{
    struct capn_request request;
    struct memory_view_info_params_builder params;
    struct memory_view_info_results_reader results;
    status_t status = memory_object_info_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = memory_view_info_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *page_count_out = memory_view_info_results_get_page_count(&results);
    *size_bytes_out = memory_view_info_results_get_size_bytes(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t memory_object_map_readable(struct rt *rt, memory_object_t cap, uint64_t hint, uint64_t offset, uint64_t size,
                                    uint64_t *addr_out)
{
    struct capn_request request;
    struct memory_view_map_readable_params_builder params;
    struct memory_view_map_readable_results_reader results;
    status_t status = memory_object_map_readable_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    memory_view_map_readable_params_set_hint(&params, hint);
    memory_view_map_readable_params_set_offset(&params, offset);
    memory_view_map_readable_params_set_size(&params, size);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = memory_view_map_readable_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *addr_out = memory_view_map_readable_results_get_addr(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t memory_object_unmap(struct rt *rt, memory_object_t cap, uint64_t addr, uint64_t size)
{
    struct capn_request request;
    struct memory_view_unmap_params_builder params;
    status_t status = memory_object_unmap_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    memory_view_unmap_params_set_addr(&params, addr);
    memory_view_unmap_params_set_size(&params, size);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t virtual_memory_map(struct rt *rt, virtual_memory_t cap, uint64_t hint, uint64_t size, uint32_t prot,
                            uint64_t *addr_out)
{
    struct capn_request request;
    struct virtual_memory_map_params_builder params;
    struct virtual_memory_map_results_reader results;
    status_t status = virtual_memory_map_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    virtual_memory_map_params_set_hint(&params, hint);
    virtual_memory_map_params_set_size(&params, size);
    virtual_memory_map_params_set_prot(&params, prot);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = virtual_memory_map_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *addr_out = virtual_memory_map_results_get_addr(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t virtual_memory_unmap(struct rt *rt, virtual_memory_t cap, uint64_t addr, uint64_t size)
{
    struct capn_request request;
    struct virtual_memory_unmap_params_builder params;
    status_t status = virtual_memory_unmap_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    virtual_memory_unmap_params_set_addr(&params, addr);
    virtual_memory_unmap_params_set_size(&params, size);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t virtual_memory_protect(struct rt *rt, virtual_memory_t cap, uint64_t addr, uint64_t size, uint32_t prot)
{
    struct capn_request request;
    struct virtual_memory_protect_params_builder params;
    status_t status = virtual_memory_protect_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    virtual_memory_protect_params_set_addr(&params, addr);
    virtual_memory_protect_params_set_size(&params, size);
    virtual_memory_protect_params_set_prot(&params, prot);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t virtual_memory_reserve(struct rt *rt, virtual_memory_t cap, uint64_t hint, uint64_t size, uint64_t *addr_out)
{
    struct capn_request request;
    struct virtual_memory_reserve_params_builder params;
    struct virtual_memory_reserve_results_reader results;
    status_t status = virtual_memory_reserve_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    virtual_memory_reserve_params_set_hint(&params, hint);
    virtual_memory_reserve_params_set_size(&params, size);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = virtual_memory_reserve_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *addr_out = virtual_memory_reserve_results_get_addr(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t virtual_memory_commit(struct rt *rt, virtual_memory_t cap, uint64_t addr, uint64_t size, uint32_t prot)
{
    struct capn_request request;
    struct virtual_memory_commit_params_builder params;
    status_t status = virtual_memory_commit_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    virtual_memory_commit_params_set_addr(&params, addr);
    virtual_memory_commit_params_set_size(&params, size);
    virtual_memory_commit_params_set_prot(&params, prot);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t virtual_memory_decommit(struct rt *rt, virtual_memory_t cap, uint64_t addr, uint64_t size)
{
    struct capn_request request;
    struct virtual_memory_decommit_params_builder params;
    status_t status = virtual_memory_decommit_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    virtual_memory_decommit_params_set_addr(&params, addr);
    virtual_memory_decommit_params_set_size(&params, size);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

#endif
