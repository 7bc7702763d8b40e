/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from kernel.capnp; do not edit. */
#include "kernel.capnp.h"

/* interface Console */

static const char *const console_method_names[] = {
    "write",
    "writeLine",
};

const struct capn_interface console_interface = {
    .id = CONSOLE_INTERFACE_ID,
    .name = "Console",
    .method_count = 2,
    .transfer_mode = 0,
    .method_names = console_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t console_write_serve(const struct console_server *server, void *self, struct capn_call *call)
{
    struct console_write_params_reader params;
    struct console_write_results_builder results;
    status_t status;

    if (!server->write)
        return STATUS_UNIMPLEMENTED;
    status = console_write_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = console_write_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->write(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t console_write_line_serve(const struct console_server *server, void *self, struct capn_call *call)
{
    struct console_write_line_params_reader params;
    struct console_write_line_results_builder results;
    status_t status;

    if (!server->write_line)
        return STATUS_UNIMPLEMENTED;
    status = console_write_line_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = console_write_line_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->write_line(self, call, &params, &results);
}

status_t console_dispatch(const struct console_server *server, void *self, uint16_t method_id, struct capn_call *call)
{
    static status_t (*const serve[])(const struct console_server *, void *, struct capn_call *) = {
        console_write_serve,
        console_write_line_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface BootPackage */

static const char *const boot_package_method_names[] = {
    "manifestSize",
    "readManifest",
};

const struct capn_interface boot_package_interface = {
    .id = BOOT_PACKAGE_INTERFACE_ID,
    .name = "BootPackage",
    .method_count = 2,
    .transfer_mode = 2,
    .method_names = boot_package_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t boot_package_manifest_size_serve(const struct boot_package_server *server, void *self,
                                                 struct capn_call *call)
{
    struct boot_package_manifest_size_params_reader params = { { .message = &call->params } };
    struct boot_package_manifest_size_results_builder results;
    status_t status;

    if (!server->manifest_size)
        return STATUS_UNIMPLEMENTED;
    status = boot_package_manifest_size_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->manifest_size(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t boot_package_read_manifest_serve(const struct boot_package_server *server, void *self,
                                                 struct capn_call *call)
{
    struct boot_package_read_manifest_params_reader params;
    struct boot_package_read_manifest_results_builder results;
    status_t status;

    if (!server->read_manifest)
        return STATUS_UNIMPLEMENTED;
    status = boot_package_read_manifest_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = boot_package_read_manifest_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->read_manifest(self, call, &params, &results);
}

status_t boot_package_dispatch(const struct boot_package_server *server, void *self, uint16_t method_id,
                               struct capn_call *call)
{
    static status_t (*const serve[])(const struct boot_package_server *, void *, struct capn_call *) = {
        boot_package_manifest_size_serve,
        boot_package_read_manifest_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface BootBlob */

static const char *const boot_blob_method_names[] = {
    "info",
    "read",
};

const struct capn_interface boot_blob_interface = {
    .id = BOOT_BLOB_INTERFACE_ID,
    .name = "BootBlob",
    .method_count = 2,
    .transfer_mode = 0,
    .method_names = boot_blob_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t boot_blob_info_serve(const struct boot_blob_server *server, void *self, struct capn_call *call)
{
    struct boot_blob_info_params_reader params = { { .message = &call->params } };
    struct boot_blob_info_results_builder results;
    status_t status;

    if (!server->info)
        return STATUS_UNIMPLEMENTED;
    status = boot_blob_info_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->info(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t boot_blob_read_serve(const struct boot_blob_server *server, void *self, struct capn_call *call)
{
    struct boot_blob_read_params_reader params;
    struct boot_blob_read_results_builder results;
    status_t status;

    if (!server->read)
        return STATUS_UNIMPLEMENTED;
    status = boot_blob_read_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = boot_blob_read_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->read(self, call, &params, &results);
}

status_t boot_blob_dispatch(const struct boot_blob_server *server, void *self, uint16_t method_id,
                            struct capn_call *call)
{
    static status_t (*const serve[])(const struct boot_blob_server *, void *, struct capn_call *) = {
        boot_blob_info_serve,
        boot_blob_read_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface MonotonicClock */

static const char *const monotonic_clock_method_names[] = {
    "now",
};

const struct capn_interface monotonic_clock_interface = {
    .id = MONOTONIC_CLOCK_INTERFACE_ID,
    .name = "MonotonicClock",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = monotonic_clock_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t monotonic_clock_now_serve(const struct monotonic_clock_server *server, void *self,
                                          struct capn_call *call)
{
    struct monotonic_clock_now_params_reader params = { { .message = &call->params } };
    struct monotonic_clock_now_results_builder results;
    status_t status;

    if (!server->now)
        return STATUS_UNIMPLEMENTED;
    status = monotonic_clock_now_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->now(self, call, &params, &results);
}

status_t monotonic_clock_dispatch(const struct monotonic_clock_server *server, void *self, uint16_t method_id,
                                  struct capn_call *call)
{
    static status_t (*const serve[])(const struct monotonic_clock_server *, void *, struct capn_call *) = {
        monotonic_clock_now_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface Timer */

static const char *const timer_method_names[] = {
    "sleep",
    "notify",
};

static const struct capn_interface *const timer_ancestors[] = {
    &monotonic_clock_interface,
};

const struct capn_interface timer_interface = {
    .id = TIMER_INTERFACE_ID,
    .name = "Timer",
    .method_count = 2,
    .transfer_mode = 0,
    .method_names = timer_method_names,
    .ancestors = timer_ancestors,
    .ancestor_count = 1,
};

CAPN_NO_STACK_PROTECTOR
static status_t timer_sleep_serve(const struct timer_server *server, void *self, struct capn_call *call)
{
    struct timer_sleep_params_reader params;
    struct timer_sleep_results_builder results;
    status_t status;

    if (!server->sleep)
        return STATUS_UNIMPLEMENTED;
    status = timer_sleep_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = timer_sleep_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->sleep(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t timer_notify_serve(const struct timer_server *server, void *self, struct capn_call *call)
{
    struct timer_notify_params_reader params;
    struct timer_notify_results_builder results;
    status_t status;

    if (!server->notify)
        return STATUS_UNIMPLEMENTED;
    status = timer_notify_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = timer_notify_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->notify(self, call, &params, &results);
}

status_t timer_dispatch(const struct timer_server *server, void *self, uint16_t method_id, struct capn_call *call)
{
    static status_t (*const serve[])(const struct timer_server *, void *, struct capn_call *) = {
        timer_sleep_serve,
        timer_notify_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 1 && server->monotonic_clock)
        return monotonic_clock_dispatch(server->monotonic_clock, self, CAPN_METHOD_ORDINAL(method_id), call);
    return STATUS_UNIMPLEMENTED;
}

/* interface EntropySource */

static const char *const entropy_source_method_names[] = {
    "fill",
};

const struct capn_interface entropy_source_interface = {
    .id = ENTROPY_SOURCE_INTERFACE_ID,
    .name = "EntropySource",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = entropy_source_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t entropy_source_fill_serve(const struct entropy_source_server *server, void *self,
                                          struct capn_call *call)
{
    struct entropy_source_fill_params_reader params;
    struct entropy_source_fill_results_builder results;
    status_t status;

    if (!server->fill)
        return STATUS_UNIMPLEMENTED;
    status = entropy_source_fill_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = entropy_source_fill_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->fill(self, call, &params, &results);
}

status_t entropy_source_dispatch(const struct entropy_source_server *server, void *self, uint16_t method_id,
                                 struct capn_call *call)
{
    static status_t (*const serve[])(const struct entropy_source_server *, void *, struct capn_call *) = {
        entropy_source_fill_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface SystemControl */

static const char *const system_control_method_names[] = {
    "powerOff",
    "reboot",
};

const struct capn_interface system_control_interface = {
    .id = SYSTEM_CONTROL_INTERFACE_ID,
    .name = "SystemControl",
    .method_count = 2,
    .transfer_mode = 0,
    .method_names = system_control_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t system_control_power_off_serve(const struct system_control_server *server, void *self,
                                               struct capn_call *call)
{
    struct system_control_power_off_params_reader params;
    struct system_control_power_off_results_builder results;
    status_t status;

    if (!server->power_off)
        return STATUS_UNIMPLEMENTED;
    status = system_control_power_off_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = system_control_power_off_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->power_off(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t system_control_reboot_serve(const struct system_control_server *server, void *self,
                                            struct capn_call *call)
{
    struct system_control_reboot_params_reader params = { { .message = &call->params } };
    struct system_control_reboot_results_builder results;
    status_t status;

    if (!server->reboot)
        return STATUS_UNIMPLEMENTED;
    status = system_control_reboot_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->reboot(self, call, &params, &results);
}

status_t system_control_dispatch(const struct system_control_server *server, void *self, uint16_t method_id,
                                 struct capn_call *call)
{
    static status_t (*const serve[])(const struct system_control_server *, void *, struct capn_call *) = {
        system_control_power_off_serve,
        system_control_reboot_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface IoPorts */

static const char *const io_ports_method_names[] = {
    "info",
    "read",
    "write",
    "readBytes",
    "writeBytes",
};

const struct capn_interface io_ports_interface = {
    .id = IO_PORTS_INTERFACE_ID,
    .name = "IoPorts",
    .method_count = 5,
    .transfer_mode = 0,
    .method_names = io_ports_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t io_ports_info_serve(const struct io_ports_server *server, void *self, struct capn_call *call)
{
    struct io_ports_info_params_reader params = { { .message = &call->params } };
    struct io_ports_info_results_builder results;
    status_t status;

    if (!server->info)
        return STATUS_UNIMPLEMENTED;
    status = io_ports_info_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->info(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t io_ports_read_serve(const struct io_ports_server *server, void *self, struct capn_call *call)
{
    struct io_ports_read_params_reader params;
    struct io_ports_read_results_builder results;
    status_t status;

    if (!server->read)
        return STATUS_UNIMPLEMENTED;
    status = io_ports_read_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = io_ports_read_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->read(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t io_ports_write_serve(const struct io_ports_server *server, void *self, struct capn_call *call)
{
    struct io_ports_write_params_reader params;
    struct io_ports_write_results_builder results;
    status_t status;

    if (!server->write)
        return STATUS_UNIMPLEMENTED;
    status = io_ports_write_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = io_ports_write_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->write(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t io_ports_read_bytes_serve(const struct io_ports_server *server, void *self, struct capn_call *call)
{
    struct io_ports_read_bytes_params_reader params;
    struct io_ports_read_bytes_results_builder results;
    status_t status;

    if (!server->read_bytes)
        return STATUS_UNIMPLEMENTED;
    status = io_ports_read_bytes_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = io_ports_read_bytes_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->read_bytes(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t io_ports_write_bytes_serve(const struct io_ports_server *server, void *self, struct capn_call *call)
{
    struct io_ports_write_bytes_params_reader params;
    struct io_ports_write_bytes_results_builder results;
    status_t status;

    if (!server->write_bytes)
        return STATUS_UNIMPLEMENTED;
    status = io_ports_write_bytes_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = io_ports_write_bytes_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->write_bytes(self, call, &params, &results);
}

status_t io_ports_dispatch(const struct io_ports_server *server, void *self, uint16_t method_id, struct capn_call *call)
{
    static status_t (*const serve[])(const struct io_ports_server *, void *, struct capn_call *) = {
        io_ports_info_serve,
        io_ports_read_serve,
        io_ports_write_serve,
        io_ports_read_bytes_serve,
        io_ports_write_bytes_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface Interrupt */

static const char *const interrupt_method_names[] = {
    "wait",
    "info",
    "bind",
    "unbind",
    "acknowledge",
};

const struct capn_interface interrupt_interface = {
    .id = INTERRUPT_INTERFACE_ID,
    .name = "Interrupt",
    .method_count = 5,
    .transfer_mode = 0,
    .method_names = interrupt_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t interrupt_wait_serve(const struct interrupt_server *server, void *self, struct capn_call *call)
{
    struct interrupt_wait_params_reader params = { { .message = &call->params } };
    struct interrupt_wait_results_builder results;
    status_t status;

    if (!server->wait)
        return STATUS_UNIMPLEMENTED;
    status = interrupt_wait_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->wait(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t interrupt_info_serve(const struct interrupt_server *server, void *self, struct capn_call *call)
{
    struct interrupt_info_params_reader params = { { .message = &call->params } };
    struct interrupt_info_results_builder results;
    status_t status;

    if (!server->info)
        return STATUS_UNIMPLEMENTED;
    status = interrupt_info_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->info(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t interrupt_bind_serve(const struct interrupt_server *server, void *self, struct capn_call *call)
{
    struct interrupt_bind_params_reader params;
    struct interrupt_bind_results_builder results;
    status_t status;

    if (!server->bind)
        return STATUS_UNIMPLEMENTED;
    status = interrupt_bind_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = interrupt_bind_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->bind(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t interrupt_unbind_serve(const struct interrupt_server *server, void *self, struct capn_call *call)
{
    struct interrupt_unbind_params_reader params = { { .message = &call->params } };
    struct interrupt_unbind_results_builder results;
    status_t status;

    if (!server->unbind)
        return STATUS_UNIMPLEMENTED;
    status = interrupt_unbind_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->unbind(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t interrupt_acknowledge_serve(const struct interrupt_server *server, void *self, struct capn_call *call)
{
    struct interrupt_acknowledge_params_reader params = { { .message = &call->params } };
    struct interrupt_acknowledge_results_builder results;
    status_t status;

    if (!server->acknowledge)
        return STATUS_UNIMPLEMENTED;
    status = interrupt_acknowledge_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->acknowledge(self, call, &params, &results);
}

status_t interrupt_dispatch(const struct interrupt_server *server, void *self, uint16_t method_id,
                            struct capn_call *call)
{
    static status_t (*const serve[])(const struct interrupt_server *, void *, struct capn_call *) = {
        interrupt_wait_serve,
        interrupt_info_serve,
        interrupt_bind_serve,
        interrupt_unbind_serve,
        interrupt_acknowledge_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface Endpoint */

static const char *const endpoint_method_names[] = {
    "client",
    "info",
    "revokeFacets",
    "clientFor",
    "caller",
};

const struct capn_interface endpoint_interface = {
    .id = ENDPOINT_INTERFACE_ID,
    .name = "Endpoint",
    .method_count = 5,
    .transfer_mode = 2,
    .method_names = endpoint_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t endpoint_client_serve(const struct endpoint_server *server, void *self, struct capn_call *call)
{
    struct endpoint_client_params_reader params;
    struct endpoint_client_results_builder results;
    status_t status;

    if (!server->client)
        return STATUS_UNIMPLEMENTED;
    status = endpoint_client_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = endpoint_client_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->client(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t endpoint_info_serve(const struct endpoint_server *server, void *self, struct capn_call *call)
{
    struct endpoint_info_params_reader params = { { .message = &call->params } };
    struct endpoint_info_results_builder results;
    status_t status;

    if (!server->info)
        return STATUS_UNIMPLEMENTED;
    status = endpoint_info_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->info(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t endpoint_revoke_facets_serve(const struct endpoint_server *server, void *self, struct capn_call *call)
{
    struct endpoint_revoke_facets_params_reader params = { { .message = &call->params } };
    struct endpoint_revoke_facets_results_builder results;
    status_t status;

    if (!server->revoke_facets)
        return STATUS_UNIMPLEMENTED;
    status = endpoint_revoke_facets_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->revoke_facets(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t endpoint_client_for_serve(const struct endpoint_server *server, void *self, struct capn_call *call)
{
    struct endpoint_client_for_params_reader params;
    struct endpoint_client_for_results_builder results;
    status_t status;

    if (!server->client_for)
        return STATUS_UNIMPLEMENTED;
    status = endpoint_client_for_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = endpoint_client_for_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->client_for(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t endpoint_caller_serve(const struct endpoint_server *server, void *self, struct capn_call *call)
{
    struct endpoint_caller_params_reader params;
    struct endpoint_caller_results_builder results;
    status_t status;

    if (!server->caller)
        return STATUS_UNIMPLEMENTED;
    status = endpoint_caller_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = endpoint_caller_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->caller(self, call, &params, &results);
}

status_t endpoint_dispatch(const struct endpoint_server *server, void *self, uint16_t method_id, struct capn_call *call)
{
    static status_t (*const serve[])(const struct endpoint_server *, void *, struct capn_call *) = {
        endpoint_client_serve,
        endpoint_info_serve,
        endpoint_revoke_facets_serve,
        endpoint_client_for_serve,
        endpoint_caller_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface EndpointFactory */

static const char *const endpoint_factory_method_names[] = {
    "create",
    "createNotification",
};

const struct capn_interface endpoint_factory_interface = {
    .id = ENDPOINT_FACTORY_INTERFACE_ID,
    .name = "EndpointFactory",
    .method_count = 2,
    .transfer_mode = 0,
    .method_names = endpoint_factory_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t endpoint_factory_create_serve(const struct endpoint_factory_server *server, void *self,
                                              struct capn_call *call)
{
    struct endpoint_factory_create_params_reader params = { { .message = &call->params } };
    struct endpoint_factory_create_results_builder results;
    status_t status;

    if (!server->create)
        return STATUS_UNIMPLEMENTED;
    status = endpoint_factory_create_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->create(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t endpoint_factory_create_notification_serve(const struct endpoint_factory_server *server, void *self,
                                                           struct capn_call *call)
{
    struct endpoint_factory_create_notification_params_reader params = { { .message = &call->params } };
    struct endpoint_factory_create_notification_results_builder results;
    status_t status;

    if (!server->create_notification)
        return STATUS_UNIMPLEMENTED;
    status = endpoint_factory_create_notification_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->create_notification(self, call, &params, &results);
}

status_t endpoint_factory_dispatch(const struct endpoint_factory_server *server, void *self, uint16_t method_id,
                                   struct capn_call *call)
{
    static status_t (*const serve[])(const struct endpoint_factory_server *, void *, struct capn_call *) = {
        endpoint_factory_create_serve,
        endpoint_factory_create_notification_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface NullCap */

static const char *const null_cap_method_names[] = {
    "null",
    "echo",
};

const struct capn_interface null_cap_interface = {
    .id = NULL_CAP_INTERFACE_ID,
    .name = "NullCap",
    .method_count = 2,
    .transfer_mode = 0,
    .method_names = null_cap_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t null_cap_null_serve(const struct null_cap_server *server, void *self, struct capn_call *call)
{
    struct null_cap_null_params_reader params = { { .message = &call->params } };
    struct null_cap_null_results_builder results;
    status_t status;

    if (!server->null)
        return STATUS_UNIMPLEMENTED;
    status = null_cap_null_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->null(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t null_cap_echo_serve(const struct null_cap_server *server, void *self, struct capn_call *call)
{
    struct null_cap_echo_params_reader params;
    struct null_cap_echo_results_builder results;
    status_t status;

    if (!server->echo)
        return STATUS_UNIMPLEMENTED;
    status = null_cap_echo_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = null_cap_echo_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->echo(self, call, &params, &results);
}

status_t null_cap_dispatch(const struct null_cap_server *server, void *self, uint16_t method_id, struct capn_call *call)
{
    static status_t (*const serve[])(const struct null_cap_server *, void *, struct capn_call *) = {
        null_cap_null_serve,
        null_cap_echo_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

#ifndef CAPN_NO_CLIENT

status_t console_write(struct rt *rt, console_t cap, struct capn_data data)
{
    struct capn_request request;
    struct console_write_params_builder params;
    status_t status = console_write_begin_sized(&request, rt, cap, &params, (size_t)data.len + 8, 0);

    if (status)
        return status;
    status = console_write_params_set_data(&params, data);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t console_write_line(struct rt *rt, console_t cap, struct capn_text text)
{
    struct capn_request request;
    struct console_write_line_params_builder params;
    status_t status = console_write_line_begin_sized(&request, rt, cap, &params, (size_t)text.len + 8, 0);

    if (status)
        return status;
    status = console_write_line_params_set_text(&params, text);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t boot_package_manifest_size(struct rt *rt, boot_package_t cap, uint64_t *size_out)
{
    struct capn_request request;
    struct boot_package_manifest_size_params_builder params;
    struct boot_package_manifest_size_results_reader results;
    status_t status = boot_package_manifest_size_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = boot_package_manifest_size_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *size_out = boot_package_manifest_size_results_get_size(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t monotonic_clock_now(struct rt *rt, monotonic_clock_t cap, uint64_t *ns_out)
{
    struct capn_request request;
    struct monotonic_clock_now_params_builder params;
    struct monotonic_clock_now_results_reader results;
    status_t status = monotonic_clock_now_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = monotonic_clock_now_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *ns_out = monotonic_clock_now_results_get_ns(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t timer_sleep(struct rt *rt, timer_t cap, uint64_t ns)
{
    struct capn_request request;
    struct timer_sleep_params_builder params;
    status_t status = timer_sleep_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    timer_sleep_params_set_ns(&params, ns);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t timer_notify(struct rt *rt, timer_t cap, uint64_t deadline_ns, notification_signal_t signal, uint64_t bits)
{
    struct capn_request request;
    struct timer_notify_params_builder params;
    uint32_t transfer;
    status_t status = timer_notify_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    timer_notify_params_set_deadline_ns(&params, deadline_ns);
    status = capn_request_add_capability(&request, signal.id, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = timer_notify_params_set_signal(&params, transfer);
    if (status)
        goto end;
    timer_notify_params_set_bits(&params, bits);
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t timer_now(struct rt *rt, timer_t cap, uint64_t *ns_out)
{
    struct capn_request request;
    struct monotonic_clock_now_params_builder params;
    struct monotonic_clock_now_results_reader results;
    status_t status = timer_now_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = monotonic_clock_now_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *ns_out = monotonic_clock_now_results_get_ns(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t system_control_power_off(struct rt *rt, system_control_t cap, uint8_t status_)
{
    struct capn_request request;
    struct system_control_power_off_params_builder params;
    status_t status = system_control_power_off_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    system_control_power_off_params_set_status(&params, status_);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t system_control_reboot(struct rt *rt, system_control_t cap)
{
    struct capn_request request;
    struct system_control_reboot_params_builder params;
    status_t status = system_control_reboot_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t io_ports_info(struct rt *rt, io_ports_t cap, uint16_t *base_out, uint16_t *count_out)
{
    struct capn_request request;
    struct io_ports_info_params_builder params;
    struct io_ports_info_results_reader results;
    status_t status = io_ports_info_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = io_ports_info_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *base_out = io_ports_info_results_get_base(&results);
    *count_out = io_ports_info_results_get_count(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t io_ports_read(struct rt *rt, io_ports_t cap, uint16_t offset, uint8_t width, uint32_t *value_out)
{
    struct capn_request request;
    struct io_ports_read_params_builder params;
    struct io_ports_read_results_reader results;
    status_t status = io_ports_read_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    io_ports_read_params_set_offset(&params, offset);
    io_ports_read_params_set_width(&params, width);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = io_ports_read_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *value_out = io_ports_read_results_get_value(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t io_ports_write(struct rt *rt, io_ports_t cap, uint16_t offset, uint8_t width, uint32_t value)
{
    struct capn_request request;
    struct io_ports_write_params_builder params;
    status_t status = io_ports_write_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    io_ports_write_params_set_offset(&params, offset);
    io_ports_write_params_set_width(&params, width);
    io_ports_write_params_set_value(&params, value);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t io_ports_write_bytes(struct rt *rt, io_ports_t cap, uint16_t offset, struct capn_data data)
{
    struct capn_request request;
    struct io_ports_write_bytes_params_builder params;
    status_t status = io_ports_write_bytes_begin_sized(&request, rt, cap, &params, (size_t)data.len + 8, 0);

    if (status)
        return status;
    io_ports_write_bytes_params_set_offset(&params, offset);
    status = io_ports_write_bytes_params_set_data(&params, data);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t interrupt_wait(struct rt *rt, interrupt_t cap, uint64_t *count_out)
{
    struct capn_request request;
    struct interrupt_wait_params_builder params;
    struct interrupt_wait_results_reader results;
    status_t status = interrupt_wait_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = interrupt_wait_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *count_out = interrupt_wait_results_get_count(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t interrupt_info(struct rt *rt, interrupt_t cap, uint32_t *line_out, uint64_t *fired_out)
{
    struct capn_request request;
    struct interrupt_info_params_builder params;
    struct interrupt_info_results_reader results;
    status_t status = interrupt_info_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = interrupt_info_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *line_out = interrupt_info_results_get_line(&results);
    *fired_out = interrupt_info_results_get_fired(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t interrupt_bind(struct rt *rt, interrupt_t cap, notification_signal_t signal, uint64_t bits)
{
    struct capn_request request;
    struct interrupt_bind_params_builder params;
    uint32_t transfer;
    status_t status = interrupt_bind_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, signal.id, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = interrupt_bind_params_set_signal(&params, transfer);
    if (status)
        goto end;
    interrupt_bind_params_set_bits(&params, bits);
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t interrupt_unbind(struct rt *rt, interrupt_t cap)
{
    struct capn_request request;
    struct interrupt_unbind_params_builder params;
    status_t status = interrupt_unbind_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t interrupt_acknowledge(struct rt *rt, interrupt_t cap)
{
    struct capn_request request;
    struct interrupt_acknowledge_params_builder params;
    status_t status = interrupt_acknowledge_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t endpoint_client(struct rt *rt, endpoint_t cap, uint64_t interface_id, cap_id_t *facet_out)
{
    struct capn_request request;
    struct endpoint_client_params_builder params;
    struct endpoint_client_results_reader results;
    uint32_t transfer;
    status_t status = endpoint_client_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    endpoint_client_params_set_interface_id(&params, interface_id);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = endpoint_client_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = endpoint_client_results_get_facet(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, 0, facet_out);
end:
    capn_request_end(&request);
    return status;
}

status_t endpoint_info(struct rt *rt, endpoint_t cap, uint32_t *queued_out, uint32_t *receivers_out,
                       uint32_t *in_flight_out)
{
    struct capn_request request;
    struct endpoint_info_params_builder params;
    struct endpoint_info_results_reader results;
    status_t status = endpoint_info_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = endpoint_info_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *queued_out = endpoint_info_results_get_queued(&results);
    *receivers_out = endpoint_info_results_get_receivers(&results);
    *in_flight_out = endpoint_info_results_get_in_flight(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t endpoint_revoke_facets(struct rt *rt, endpoint_t cap, uint32_t *calls_out)
{
    struct capn_request request;
    struct endpoint_revoke_facets_params_builder params;
    struct endpoint_revoke_facets_results_reader results;
    status_t status = endpoint_revoke_facets_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = endpoint_revoke_facets_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *calls_out = endpoint_revoke_facets_results_get_calls(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t endpoint_client_for(struct rt *rt, endpoint_t cap, uint64_t interface_id, enum transfer_scope scope,
                             uint32_t disclosure, cap_id_t *facet_out)
{
    struct capn_request request;
    struct endpoint_client_for_params_builder params;
    struct endpoint_client_for_results_reader results;
    uint32_t transfer;
    status_t status = endpoint_client_for_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    endpoint_client_for_params_set_interface_id(&params, interface_id);
    endpoint_client_for_params_set_scope(&params, scope);
    endpoint_client_for_params_set_disclosure(&params, disclosure);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = endpoint_client_for_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = endpoint_client_for_results_get_facet(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, 0, facet_out);
end:
    capn_request_end(&request);
    return status;
}

status_t endpoint_factory_create(struct rt *rt, endpoint_factory_t cap, endpoint_t *endpoint_out)
{
    struct capn_request request;
    struct endpoint_factory_create_params_builder params;
    struct endpoint_factory_create_results_reader results;
    uint32_t transfer;
    status_t status = endpoint_factory_create_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = endpoint_factory_create_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = endpoint_factory_create_results_get_endpoint(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, ENDPOINT_INTERFACE_ID, &endpoint_out->id);
end:
    capn_request_end(&request);
    return status;
}

status_t endpoint_factory_create_notification(struct rt *rt, endpoint_factory_t cap, notification_t *notification_out)
{
    struct capn_request request;
    struct endpoint_factory_create_notification_params_builder params;
    struct endpoint_factory_create_notification_results_reader results;
    uint32_t transfer;
    status_t status = endpoint_factory_create_notification_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = endpoint_factory_create_notification_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = endpoint_factory_create_notification_results_get_notification(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, NOTIFICATION_INTERFACE_ID, &notification_out->id);
end:
    capn_request_end(&request);
    return status;
}

status_t null_cap_null(struct rt *rt, null_cap_t cap)
{
    struct capn_request request;
    struct null_cap_null_params_builder params;
    status_t status = null_cap_null_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t null_cap_echo(struct rt *rt, null_cap_t cap, uint64_t value, uint64_t *value_out)
{
    struct capn_request request;
    struct null_cap_echo_params_builder params;
    struct null_cap_echo_results_reader results;
    status_t status = null_cap_echo_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    null_cap_echo_params_set_value(&params, value);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = null_cap_echo_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *value_out = null_cap_echo_results_get_value(&results);
end:
    capn_request_end(&request);
    return status;
}

#endif
