/* SPDX-License-Identifier: MIT */
/* IoPorts: a range of x86 ports. */
#include "object/io_ports.h"

#include "arch/io.h"
#include "ipc/kernel_call.h"
#include "kernel.capnp.h"
#include "mem/slab.h"

#define REPEAT_MAX 256u

struct io_ports {
    struct object object;
    uint16_t base, count;
};

static struct slab_cache ports_cache;

/* The port at offset, when an access of width bytes stays in the range. */
static status_t locate(struct io_ports *ports, struct capn_call *call, uint32_t offset, uint32_t width, uint16_t *port)
{
    if (width != 1 && width != 2 && width != 4)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "width: %u, expected 1, 2 or 4", width);
    if (width > ports->count || offset > ports->count - width)
        return capn_call_fail(call, STATUS_OUT_OF_RANGE, "offset: %u with width %u leaves the range of %u ports", offset, width,
                              ports->count);
    *port = (uint16_t)(ports->base + offset);
    return STATUS_OK;
}

static status_t ports_info(void *self, struct capn_call *call, const struct io_ports_info_params_reader *params,
                           struct io_ports_info_results_builder *results)
{
    struct io_ports *ports = self;

    (void)call;
    (void)params;
    io_ports_info_results_set_base(results, ports->base);
    io_ports_info_results_set_count(results, ports->count);
    return STATUS_OK;
}

static status_t ports_read(void *self, struct capn_call *call, const struct io_ports_read_params_reader *params,
                           struct io_ports_read_results_builder *results)
{
    uint32_t width = io_ports_read_params_get_width(params);
    uint16_t port = 0;
    status_t status = locate(self, call, io_ports_read_params_get_offset(params), width, &port);

    if (status != STATUS_OK)
        return status;
    io_ports_read_results_set_value(results, width == 1 ? io_read8(port) : width == 2 ? io_read16(port) : io_read32(port));
    return STATUS_OK;
}

static status_t ports_write(void *self, struct capn_call *call, const struct io_ports_write_params_reader *params,
                            struct io_ports_write_results_builder *results)
{
    uint32_t width = io_ports_write_params_get_width(params);
    uint32_t value = io_ports_write_params_get_value(params);
    uint16_t port = 0;
    status_t status = locate(self, call, io_ports_write_params_get_offset(params), width, &port);

    (void)results;
    if (status != STATUS_OK)
        return status;
    if (width == 1)
        io_write8(port, (uint8_t)value);
    else if (width == 2)
        io_write16(port, (uint16_t)value);
    else
        io_write32(port, value);
    return STATUS_OK;
}

static status_t ports_read_bytes(void *self, struct capn_call *call, const struct io_ports_read_bytes_params_reader *params,
                                 struct io_ports_read_bytes_results_builder *results)
{
    uint32_t count = io_ports_read_bytes_params_get_count(params);
    uint16_t port = 0;
    uint8_t *data;
    status_t status = locate(self, call, io_ports_read_bytes_params_get_offset(params), 1, &port);

    if (status != STATUS_OK)
        return status;
    if (count == 0 || count > REPEAT_MAX)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "count: %u, expected 1 to %u", count, REPEAT_MAX);
    status = io_ports_read_bytes_results_init_data(results, count, &data);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < count; i++)
        data[i] = io_read8(port);
    return STATUS_OK;
}

static status_t ports_write_bytes(void *self, struct capn_call *call, const struct io_ports_write_bytes_params_reader *params,
                                  struct io_ports_write_bytes_results_builder *results)
{
    struct capn_data data;
    uint16_t port = 0;
    status_t status = locate(self, call, io_ports_write_bytes_params_get_offset(params), 1, &port);

    (void)results;
    if (status == STATUS_OK)
        status = io_ports_write_bytes_params_get_data(params, &data);
    if (status != STATUS_OK)
        return status;
    if (data.len == 0 || data.len > REPEAT_MAX)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "data: %u bytes, expected 1 to %u", data.len, REPEAT_MAX);
    for (uint32_t i = 0; i < data.len; i++)
        io_write8(port, data.data[i]);
    return STATUS_OK;
}

static const struct io_ports_server server = {
    .info = ports_info,
    .read = ports_read,
    .write = ports_write,
    .read_bytes = ports_read_bytes,
    .write_bytes = ports_write_bytes,
};

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return io_ports_dispatch(&server, object, method_id, &call->capn);
}

static void destroy(struct object *object)
{
    slab_free(&ports_cache, container_of(object, struct io_ports, object));
}

static struct object_kind io_ports_kind = {
    .name = "I/O ports",
    .interface = &io_ports_interface,
    .dispatch = dispatch,
    .destroy = destroy,
};

status_t io_ports_create(uint16_t base, uint16_t count, struct object **out)
{
    struct io_ports *ports;

    if (count == 0 || (uint32_t)base + count > 0x10000)
        return STATUS_INVALID_ARGUMENT;
    if (!ports_cache.name)
        slab_cache_init(&ports_cache, "io_ports", sizeof(struct io_ports));
    ports = slab_alloc(&ports_cache);
    if (!ports)
        return STATUS_NO_MEMORY;
    object_init(&ports->object, &io_ports_kind);
    ports->base = base;
    ports->count = count;
    *out = &ports->object;
    return STATUS_OK;
}
