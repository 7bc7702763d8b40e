/* SPDX-License-Identifier: MIT */
/*
 * Serves Locker (schema/demo.capnp), and with it Shelf, which Locker extends: keeps capabilities for its clients, and works in memory
 * that it shares with one of them. It keeps a bounded number of things, and checks every number that a client sends: the memory
 * is the client's as much as ours, so nothing in it is believed, and each byte is read once.
 */
#include "rt/loop.h"

#include "demo.capnp.h"
#include "kernel.capnp.h"
#include "memory.capnp.h"

#define ITEMS_MAX 8u
#define WORK_MAX 65536u

struct locker {
    struct rt *rt;
    struct rt_loop loop;
    struct rt_endpoint endpoint;
    cap_id_t items[ITEMS_MAX];  /* owned, or CAP_ID_INVALID; tickets count from 1 */
    memory_object_t memory;     /* owned, or CAP_ID_INVALID */
    uint8_t *address;           /* where it is mapped */
    uint64_t bytes;
};

static status_t find(struct locker *locker, struct capn_call *call, uint32_t ticket)
{
    if (ticket == 0 || ticket > ITEMS_MAX || locker->items[ticket - 1] == CAP_ID_INVALID)
        return capn_call_fail(call, STATUS_NOT_FOUND, "ticket: nothing is there for %u", ticket);
    return STATUS_OK;
}

/* --- Shelf --------------------------------------------------------------------------------------------------------------- */

static status_t on_look(void *self, struct capn_call *call, const struct shelf_look_params_reader *params,
                        struct shelf_look_results_builder *results)
{
    uint32_t ticket = shelf_look_params_get_ticket(params), index;
    struct locker *locker = self;
    status_t status = find(locker, call, ticket);

    if (status == STATUS_OK)
        status = rt_call_add_capability(call, locker->items[ticket - 1], CAP_TRANSFER_COPY, &index);
    return status < 0 ? status : shelf_look_results_set_item(results, index);
}

static status_t on_count(void *self, struct capn_call *call, const struct shelf_count_params_reader *params,
                         struct shelf_count_results_builder *results)
{
    const struct locker *locker = self;
    uint32_t count = 0;

    (void)call;
    (void)params;
    for (uint32_t i = 0; i < ITEMS_MAX; i++)
        count += locker->items[i] != CAP_ID_INVALID;
    shelf_count_results_set_items(results, count);
    return STATUS_OK;
}

/* --- Locker -------------------------------------------------------------------------------------------------------------- */

/* Whatever is shared now is not any more. */
static void forget_memory(struct locker *locker)
{
    status_t status = STATUS_OK;

    if (locker->memory.id == CAP_ID_INVALID)
        return;
    if (locker->address)
        status = memory_object_unmap(locker->rt, locker->memory, (uintptr_t)locker->address, locker->bytes);
    if (status != STATUS_OK)
        rt_log(locker->rt, "unmap: %s", capn_status_text(status));
    rt_drop(locker->rt, locker->memory.id);
    locker->memory.id = CAP_ID_INVALID;
    locker->address = NULL;
    locker->bytes = 0;
}

static status_t on_share(void *self, struct capn_call *call, const struct locker_share_params_reader *params,
                         struct locker_share_results_builder *results)
{
    struct locker *locker = self;
    uint32_t index, pages;
    uint64_t address = 0;
    memory_object_t memory;
    status_t status = locker_share_params_get_memory(params, &index);

    (void)results;
    if (status == STATUS_OK)
        status = rt_call_take_capability(call, index, MEMORY_OBJECT_INTERFACE_ID, &memory.id);
    if (status < 0)
        return capn_call_fail(call, status, "memory: expected a MemoryObject");
    forget_memory(locker);
    locker->memory = memory;
    status = memory_object_info(locker->rt, memory, &pages, &locker->bytes);
    if (status == STATUS_OK)
        status = memory_object_map(locker->rt, memory, 0, 0, locker->bytes, PROT_READ | PROT_WRITE, &address);
    locker->address = (uint8_t *)(uintptr_t)address;
    if (status == STATUS_OK)
        return STATUS_OK;
    forget_memory(locker);
    return capn_call_fail(call, status, "memory: cannot be mapped: %s", capn_status_text(status));
}

static status_t on_work(void *self, struct capn_call *call, const struct locker_work_params_reader *params,
                        struct locker_work_results_builder *results)
{
    uint32_t offset = locker_work_params_get_offset(params), bytes = locker_work_params_get_bytes(params);
    struct locker *locker = self;
    uint64_t sum = 0;

    if (!locker->address)
        return capn_call_fail(call, STATUS_NOT_FOUND, "no memory is shared");
    if (bytes > WORK_MAX || offset > locker->bytes || bytes > locker->bytes - offset)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "offset and bytes: %u and %u, but %lu are shared, and %u at a time are enough",
                              offset, bytes, (unsigned long)locker->bytes, WORK_MAX);
    for (volatile uint8_t *at = locker->address + offset; bytes != 0; at++, bytes--) {
        uint8_t byte = *at;

        sum += byte;
        *at = (uint8_t)~byte;
    }
    locker_work_results_set_sum(results, sum);
    return STATUS_OK;
}

static status_t on_put(void *self, struct capn_call *call, const struct locker_put_params_reader *params,
                       struct locker_put_results_builder *results)
{
    struct locker *locker = self;
    uint32_t index, place = 0;
    status_t status = locker_put_params_get_item(params, &index);

    while (place < ITEMS_MAX && locker->items[place] != CAP_ID_INVALID)
        place++;
    if (place == ITEMS_MAX)
        return capn_call_fail(call, STATUS_BUSY, "the locker is full: it has room for %u", ITEMS_MAX);
    if (status == STATUS_OK)
        status = rt_call_take_capability(call, index, 0, &locker->items[place]);
    if (status < 0)
        return capn_call_fail(call, status, "item: expected a capability");
    locker_put_results_set_ticket(results, place + 1);
    return STATUS_OK;
}

static status_t on_take(void *self, struct capn_call *call, const struct locker_take_params_reader *params,
                        struct locker_take_results_builder *results)
{
    uint32_t ticket = locker_take_params_get_ticket(params), index;
    struct locker *locker = self;
    status_t status = find(locker, call, ticket);

    if (status == STATUS_OK)
        status = rt_call_add_capability(call, locker->items[ticket - 1], CAP_TRANSFER_MOVE, &index);
    if (status < 0)
        return status;
    locker->items[ticket - 1] = CAP_ID_INVALID;
    return locker_take_results_set_item(results, index);
}

static const struct shelf_server shelf_server = { .look = on_look, .count = on_count };
static const struct locker_server server = { .shelf = &shelf_server, .share = on_share, .work = on_work, .put = on_put,
                                             .take = on_take };
RT_DISPATCH(locker)

int main(struct rt *rt)
{
    static struct locker locker;
    cap_id_t endpoint;
    status_t status = rt_find(rt, "locker", ENDPOINT_INTERFACE_ID, &endpoint);

    locker.rt = rt;
    locker.memory.id = CAP_ID_INVALID;
    for (uint32_t i = 0; i < ITEMS_MAX; i++)
        locker.items[i] = CAP_ID_INVALID;
    if (status < 0) {
        rt_log(rt, "needs an endpoint named locker: %s", capn_status_text(status));
        return 1;
    }
    rt_loop_init(&locker.loop, rt);
    status = rt_loop_serve(&locker.loop, &locker.endpoint, endpoint, locker_dispatch_any, &server, &locker, 0);
    if (status < 0) {
        rt_log(rt, "cannot serve: %s", capn_status_text(status));
        return 1;
    }
    return rt_loop_run(&locker.loop);
}
