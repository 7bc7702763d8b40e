/* SPDX-License-Identifier: MIT */
/* VirtualMemory: anonymous memory of the caller's address space. The work is in mem/address_space_*.c. */
#include "object/singletons.h"

#include "ipc/kernel_call.h"
#include "memory.capnp.h"

static struct address_space *caller_space(struct capn_call *call)
{
    return &kernel_call_of(call)->process->space;
}

/* Says which argument a refusal is about. */
static status_t explain(struct capn_call *call, status_t status)
{
    switch (status) {
    case STATUS_INVALID_ARGUMENT:
        return capn_call_fail(call, status, "addresses and sizes are multiples of 4096, prot is of 1, 2, 4 and not 2 with 4");
    case STATUS_OUT_OF_RANGE:
        return capn_call_fail(call, status, "the range is outside of the mapping area");
    case STATUS_NOT_FOUND:
        return capn_call_fail(call, status, "the range is not reserved, or not committed, by this capability's process");
    case STATUS_ALREADY_EXISTS:
        return capn_call_fail(call, status, "hint: something is mapped there");
    default:
        return status;
    }
}

static status_t vm_reserve(void *self, struct capn_call *call, const struct virtual_memory_reserve_params_reader *params,
                           struct virtual_memory_reserve_results_builder *results)
{
    uint64_t address;
    status_t status = address_space_reserve(caller_space(call), virtual_memory_reserve_params_get_hint(params),
                                            virtual_memory_reserve_params_get_size(params), &address);

    (void)self;
    if (status != STATUS_OK)
        return explain(call, status);
    virtual_memory_reserve_results_set_addr(results, address);
    return STATUS_OK;
}

static status_t vm_commit(void *self, struct capn_call *call, const struct virtual_memory_commit_params_reader *params,
                          struct virtual_memory_commit_results_builder *results)
{
    (void)self;
    (void)results;
    return explain(call, address_space_commit(caller_space(call), virtual_memory_commit_params_get_addr(params),
                                              virtual_memory_commit_params_get_size(params),
                                              virtual_memory_commit_params_get_prot(params)));
}

static status_t vm_map(void *self, struct capn_call *call, const struct virtual_memory_map_params_reader *params,
                       struct virtual_memory_map_results_builder *results)
{
    uint64_t address;
    status_t status = address_space_map(caller_space(call), virtual_memory_map_params_get_hint(params),
                                        virtual_memory_map_params_get_size(params), virtual_memory_map_params_get_prot(params), &address);

    (void)self;
    if (status != STATUS_OK)
        return explain(call, status);
    virtual_memory_map_results_set_addr(results, address);
    return STATUS_OK;
}

static status_t vm_decommit(void *self, struct capn_call *call, const struct virtual_memory_decommit_params_reader *params,
                            struct virtual_memory_decommit_results_builder *results)
{
    (void)self;
    (void)results;
    return explain(call, address_space_decommit(caller_space(call), virtual_memory_decommit_params_get_addr(params),
                                                virtual_memory_decommit_params_get_size(params)));
}

static status_t vm_unmap(void *self, struct capn_call *call, const struct virtual_memory_unmap_params_reader *params,
                         struct virtual_memory_unmap_results_builder *results)
{
    (void)self;
    (void)results;
    return explain(call, address_space_unmap(caller_space(call), virtual_memory_unmap_params_get_addr(params),
                                             virtual_memory_unmap_params_get_size(params)));
}

static status_t vm_protect(void *self, struct capn_call *call, const struct virtual_memory_protect_params_reader *params,
                           struct virtual_memory_protect_results_builder *results)
{
    (void)self;
    (void)results;
    return explain(call, address_space_protect(caller_space(call), virtual_memory_protect_params_get_addr(params),
                                               virtual_memory_protect_params_get_size(params),
                                               virtual_memory_protect_params_get_prot(params)));
}

static const struct virtual_memory_server server = {
    .map = vm_map,
    .unmap = vm_unmap,
    .protect = vm_protect,
    .reserve = vm_reserve,
    .commit = vm_commit,
    .decommit = vm_decommit,
};

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return virtual_memory_dispatch(&server, object, method_id, &call->capn);
}

struct object_kind virtual_memory_kind = {
    .name = "virtual memory",
    .interface = &virtual_memory_interface,
    .dispatch = dispatch,
    .destroy = object_destroy_static,
};
