/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from terminal.capnp; do not edit. */
#include "terminal.capnp.h"

/* interface SerialInput */

static const char *const serial_input_method_names[] = {
    "read",
};

const struct capn_interface serial_input_interface = {
    .id = SERIAL_INPUT_INTERFACE_ID,
    .name = "SerialInput",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = serial_input_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t serial_input_read_serve(const struct serial_input_server *server, void *self, struct capn_call *call)
{
    struct serial_input_read_params_reader params;
    struct serial_input_read_results_builder results;
    status_t status;

    if (!server->read)
        return STATUS_UNIMPLEMENTED;
    status = serial_input_read_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = serial_input_read_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->read(self, call, &params, &results);
}

status_t serial_input_dispatch(const struct serial_input_server *server, void *self, uint16_t method_id,
                               struct capn_call *call)
{
    static status_t (*const serve[])(const struct serial_input_server *, void *, struct capn_call *) = {
        serial_input_read_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface SerialOutput */

static const char *const serial_output_method_names[] = {
    "write",
};

const struct capn_interface serial_output_interface = {
    .id = SERIAL_OUTPUT_INTERFACE_ID,
    .name = "SerialOutput",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = serial_output_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t serial_output_write_serve(const struct serial_output_server *server, void *self, struct capn_call *call)
{
    struct serial_output_write_params_reader params;
    struct serial_output_write_results_builder results;
    status_t status;

    if (!server->write)
        return STATUS_UNIMPLEMENTED;
    status = serial_output_write_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = serial_output_write_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->write(self, call, &params, &results);
}

status_t serial_output_dispatch(const struct serial_output_server *server, void *self, uint16_t method_id,
                                struct capn_call *call)
{
    static status_t (*const serve[])(const struct serial_output_server *, void *, struct capn_call *) = {
        serial_output_write_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface SerialPort */

static const char *const serial_port_method_names[] = {
    "info",
};

static const struct capn_interface *const serial_port_ancestors[] = {
    &serial_input_interface,
    &serial_output_interface,
};

const struct capn_interface serial_port_interface = {
    .id = SERIAL_PORT_INTERFACE_ID,
    .name = "SerialPort",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = serial_port_method_names,
    .ancestors = serial_port_ancestors,
    .ancestor_count = 2,
};

CAPN_NO_STACK_PROTECTOR
static status_t serial_port_info_serve(const struct serial_port_server *server, void *self, struct capn_call *call)
{
    struct serial_port_info_params_reader params = { { .message = &call->params } };
    struct serial_port_info_results_builder results;
    status_t status;

    if (!server->info)
        return STATUS_UNIMPLEMENTED;
    status = serial_port_info_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->info(self, call, &params, &results);
}

status_t serial_port_dispatch(const struct serial_port_server *server, void *self, uint16_t method_id,
                              struct capn_call *call)
{
    static status_t (*const serve[])(const struct serial_port_server *, void *, struct capn_call *) = {
        serial_port_info_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 1 && server->serial_input)
        return serial_input_dispatch(server->serial_input, self, CAPN_METHOD_ORDINAL(method_id), call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 2 && server->serial_output)
        return serial_output_dispatch(server->serial_output, self, CAPN_METHOD_ORDINAL(method_id), call);
    return STATUS_UNIMPLEMENTED;
}

/* interface TerminalOutput */

static const char *const terminal_output_method_names[] = {
    "write",
    "writeLine",
};

const struct capn_interface terminal_output_interface = {
    .id = TERMINAL_OUTPUT_INTERFACE_ID,
    .name = "TerminalOutput",
    .method_count = 2,
    .transfer_mode = 0,
    .method_names = terminal_output_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t terminal_output_write_serve(const struct terminal_output_server *server, void *self,
                                            struct capn_call *call)
{
    struct terminal_output_write_params_reader params;
    struct terminal_output_write_results_builder results;
    status_t status;

    if (!server->write)
        return STATUS_UNIMPLEMENTED;
    status = terminal_output_write_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = terminal_output_write_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->write(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t terminal_output_write_line_serve(const struct terminal_output_server *server, void *self,
                                                 struct capn_call *call)
{
    struct terminal_output_write_line_params_reader params;
    struct terminal_output_write_line_results_builder results;
    status_t status;

    if (!server->write_line)
        return STATUS_UNIMPLEMENTED;
    status = terminal_output_write_line_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = terminal_output_write_line_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->write_line(self, call, &params, &results);
}

status_t terminal_output_dispatch(const struct terminal_output_server *server, void *self, uint16_t method_id,
                                  struct capn_call *call)
{
    static status_t (*const serve[])(const struct terminal_output_server *, void *, struct capn_call *) = {
        terminal_output_write_serve,
        terminal_output_write_line_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface TerminalSession */

static const char *const terminal_session_method_names[] = {
    "readLine",
    "readRaw",
    "info",
    "awaitInterrupt",
};

static const struct capn_interface *const terminal_session_ancestors[] = {
    &terminal_output_interface,
};

const struct capn_interface terminal_session_interface = {
    .id = TERMINAL_SESSION_INTERFACE_ID,
    .name = "TerminalSession",
    .method_count = 4,
    .transfer_mode = 0,
    .method_names = terminal_session_method_names,
    .ancestors = terminal_session_ancestors,
    .ancestor_count = 1,
};

CAPN_NO_STACK_PROTECTOR
static status_t terminal_session_read_line_serve(const struct terminal_session_server *server, void *self,
                                                 struct capn_call *call)
{
    struct terminal_session_read_line_params_reader params;
    struct terminal_session_read_line_results_builder results;
    status_t status;

    if (!server->read_line)
        return STATUS_UNIMPLEMENTED;
    status = terminal_session_read_line_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = terminal_session_read_line_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->read_line(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t terminal_session_read_raw_serve(const struct terminal_session_server *server, void *self,
                                                struct capn_call *call)
{
    struct terminal_session_read_raw_params_reader params;
    struct terminal_session_read_raw_results_builder results;
    status_t status;

    if (!server->read_raw)
        return STATUS_UNIMPLEMENTED;
    status = terminal_session_read_raw_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = terminal_session_read_raw_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->read_raw(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t terminal_session_info_serve(const struct terminal_session_server *server, void *self,
                                            struct capn_call *call)
{
    struct terminal_session_info_params_reader params = { { .message = &call->params } };
    struct terminal_session_info_results_builder results;
    status_t status;

    if (!server->info)
        return STATUS_UNIMPLEMENTED;
    status = terminal_session_info_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->info(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t terminal_session_await_interrupt_serve(const struct terminal_session_server *server, void *self,
                                                       struct capn_call *call)
{
    struct terminal_session_await_interrupt_params_reader params;
    struct terminal_session_await_interrupt_results_builder results;
    status_t status;

    if (!server->await_interrupt)
        return STATUS_UNIMPLEMENTED;
    status = terminal_session_await_interrupt_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = terminal_session_await_interrupt_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->await_interrupt(self, call, &params, &results);
}

status_t terminal_session_dispatch(const struct terminal_session_server *server, void *self, uint16_t method_id,
                                   struct capn_call *call)
{
    static status_t (*const serve[])(const struct terminal_session_server *, void *, struct capn_call *) = {
        terminal_session_read_line_serve,
        terminal_session_read_raw_serve,
        terminal_session_info_serve,
        terminal_session_await_interrupt_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 1 && server->terminal_output)
        return terminal_output_dispatch(server->terminal_output, self, CAPN_METHOD_ORDINAL(method_id), call);
    return STATUS_UNIMPLEMENTED;
}

#ifndef CAPN_NO_CLIENT

status_t serial_output_write(struct rt *rt, serial_output_t cap, struct capn_data data)
{
    struct capn_request request;
    struct serial_output_write_params_builder params;
    status_t status = serial_output_write_begin_sized(&request, rt, cap, &params, (size_t)data.len + 8, 0);

    if (status)
        return status;
    status = serial_output_write_params_set_data(&params, data);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t serial_port_info(struct rt *rt, serial_port_t cap, uint64_t *received_out, uint64_t *overruns_out)
{
    struct capn_request request;
    struct serial_port_info_params_builder params;
    struct serial_port_info_results_reader results;
    status_t status = serial_port_info_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = serial_port_info_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *received_out = serial_port_info_results_get_received(&results);
    *overruns_out = serial_port_info_results_get_overruns(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t serial_port_write(struct rt *rt, serial_port_t cap, struct capn_data data)
{
    struct capn_request request;
    struct serial_output_write_params_builder params;
    status_t status = serial_port_write_begin_sized(&request, rt, cap, &params, (size_t)data.len + 8, 0);

    if (status)
        return status;
    status = serial_output_write_params_set_data(&params, data);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t terminal_output_write(struct rt *rt, terminal_output_t cap, struct capn_data data)
{
    struct capn_request request;
    struct terminal_output_write_params_builder params;
    status_t status = terminal_output_write_begin_sized(&request, rt, cap, &params, (size_t)data.len + 8, 0);

    if (status)
        return status;
    status = terminal_output_write_params_set_data(&params, data);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t terminal_output_write_line(struct rt *rt, terminal_output_t cap, struct capn_text text)
{
    struct capn_request request;
    struct terminal_output_write_line_params_builder params;
    status_t status = terminal_output_write_line_begin_sized(&request, rt, cap, &params, (size_t)text.len + 8, 0);

    if (status)
        return status;
    status = terminal_output_write_line_params_set_text(&params, text);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t terminal_session_info(struct rt *rt, terminal_session_t cap, uint16_t *columns_out, uint16_t *rows_out,
                               bool *input_ended_out)
{
    struct capn_request request;
    struct terminal_session_info_params_builder params;
    struct terminal_session_info_results_reader results;
    status_t status = terminal_session_info_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = terminal_session_info_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *columns_out = terminal_session_info_results_get_columns(&results);
    *rows_out = terminal_session_info_results_get_rows(&results);
    *input_ended_out = terminal_session_info_results_get_input_ended(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t terminal_session_await_interrupt(struct rt *rt, terminal_session_t cap, uint32_t presses)
{
    struct capn_request request;
    struct terminal_session_await_interrupt_params_builder params;
    status_t status = terminal_session_await_interrupt_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    terminal_session_await_interrupt_params_set_presses(&params, presses);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t terminal_session_write(struct rt *rt, terminal_session_t cap, struct capn_data data)
{
    struct capn_request request;
    struct terminal_output_write_params_builder params;
    status_t status = terminal_session_write_begin_sized(&request, rt, cap, &params, (size_t)data.len + 8, 0);

    if (status)
        return status;
    status = terminal_output_write_params_set_data(&params, data);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t terminal_session_write_line(struct rt *rt, terminal_session_t cap, struct capn_text text)
{
    struct capn_request request;
    struct terminal_output_write_line_params_builder params;
    status_t status = terminal_session_write_line_begin_sized(&request, rt, cap, &params, (size_t)text.len + 8, 0);

    if (status)
        return status;
    status = terminal_output_write_line_params_set_text(&params, text);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

#endif
