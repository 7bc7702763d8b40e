/* SPDX-License-Identifier: MIT */
/* Console: lines into the kernel log. */
#include "object/singletons.h"

#include "base/log.h"
#include "ipc/kernel_call.h"
#include "kernel.capnp.h"

#define CONSOLE_MAX_BYTES 4096u

static status_t console_log_data(void *self, struct capn_call *call, const struct console_write_params_reader *params,
                                 struct console_write_results_builder *results)
{
    struct capn_data data;
    status_t status = console_write_params_get_data(params, &data);

    (void)self;
    (void)results;
    if (status != STATUS_OK)
        return status;
    if (data.len > CONSOLE_MAX_BYTES)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "data: %u bytes, at most %u", data.len, CONSOLE_MAX_BYTES);
    status = process_charge_log(kernel_call_of(call)->process, data.len);
    if (status != STATUS_OK)
        return status;
    klog_write((const char *)data.data, data.len);
    return STATUS_OK;
}

static status_t console_log_line(void *self, struct capn_call *call, const struct console_write_line_params_reader *params,
                                 struct console_write_line_results_builder *results)
{
    struct capn_text text;
    status_t status = console_write_line_params_get_text(params, &text);

    (void)self;
    (void)results;
    if (status != STATUS_OK)
        return status;
    if (text.len > CONSOLE_MAX_BYTES)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "text: %u bytes, at most %u", text.len, CONSOLE_MAX_BYTES);
    status = process_charge_log(kernel_call_of(call)->process, text.len + 1ull);
    if (status != STATUS_OK)
        return status;
    klog_write(text.data, text.len);
    klog_write("\n", 1);
    return STATUS_OK;
}

static const struct console_server server = { .write = console_log_data, .write_line = console_log_line };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return console_dispatch(&server, object, method_id, &call->capn);
}

struct object_kind console_kind = {
    .name = "console",
    .interface = &console_interface,
    .dispatch = dispatch,
    .destroy = object_destroy_static,
};
