/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from demo.capnp; do not edit. */
#include "demo.capnp.h"

/* interface Echo */

static const char *const echo_method_names[] = {
    "echo",
    "say",
    "fail",
    "keep",
    "give",
    "hang",
    "exit",
    "ping",
};

const struct capn_interface echo_interface = {
    .id = ECHO_INTERFACE_ID,
    .name = "Echo",
    .method_count = 8,
    .transfer_mode = 0,
    .method_names = echo_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t echo_echo_serve(const struct echo_server *server, void *self, struct capn_call *call)
{
    struct echo_echo_params_reader params;
    struct echo_echo_results_builder results;
    status_t status;

    if (!server->echo)
        return STATUS_UNIMPLEMENTED;
    status = echo_echo_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = echo_echo_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->echo(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t echo_say_serve(const struct echo_server *server, void *self, struct capn_call *call)
{
    struct echo_say_params_reader params;
    struct echo_say_results_builder results;
    status_t status;

    if (!server->say)
        return STATUS_UNIMPLEMENTED;
    status = echo_say_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = echo_say_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->say(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t echo_fail_serve(const struct echo_server *server, void *self, struct capn_call *call)
{
    struct echo_fail_params_reader params;
    struct echo_fail_results_builder results;
    status_t status;

    if (!server->fail)
        return STATUS_UNIMPLEMENTED;
    status = echo_fail_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = echo_fail_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->fail(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t echo_keep_serve(const struct echo_server *server, void *self, struct capn_call *call)
{
    struct echo_keep_params_reader params;
    struct echo_keep_results_builder results;
    status_t status;

    if (!server->keep)
        return STATUS_UNIMPLEMENTED;
    status = echo_keep_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = echo_keep_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->keep(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t echo_give_serve(const struct echo_server *server, void *self, struct capn_call *call)
{
    struct echo_give_params_reader params = { { .message = &call->params } };
    struct echo_give_results_builder results;
    status_t status;

    if (!server->give)
        return STATUS_UNIMPLEMENTED;
    status = echo_give_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->give(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t echo_hang_serve(const struct echo_server *server, void *self, struct capn_call *call)
{
    struct echo_hang_params_reader params = { { .message = &call->params } };
    struct echo_hang_results_builder results;
    status_t status;

    if (!server->hang)
        return STATUS_UNIMPLEMENTED;
    status = echo_hang_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->hang(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t echo_exit_serve(const struct echo_server *server, void *self, struct capn_call *call)
{
    struct echo_exit_params_reader params;
    struct echo_exit_results_builder results;
    status_t status;

    if (!server->exit)
        return STATUS_UNIMPLEMENTED;
    status = echo_exit_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = echo_exit_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->exit(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t echo_ping_serve(const struct echo_server *server, void *self, struct capn_call *call)
{
    struct echo_ping_params_reader params = { { .message = &call->params } };
    struct echo_ping_results_builder results;
    status_t status;

    if (!server->ping)
        return STATUS_UNIMPLEMENTED;
    status = echo_ping_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->ping(self, call, &params, &results);
}

status_t echo_dispatch(const struct echo_server *server, void *self, uint16_t method_id, struct capn_call *call)
{
    static status_t (*const serve[])(const struct echo_server *, void *, struct capn_call *) = {
        echo_echo_serve,
        echo_say_serve,
        echo_fail_serve,
        echo_keep_serve,
        echo_give_serve,
        echo_hang_serve,
        echo_exit_serve,
        echo_ping_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface Directory */

static const char *const directory_method_names[] = {
    "open",
    "read",
    "list",
    "timer",
};

const struct capn_interface directory_interface = {
    .id = DIRECTORY_INTERFACE_ID,
    .name = "Directory",
    .method_count = 4,
    .transfer_mode = 0,
    .method_names = directory_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t directory_open_serve(const struct directory_server *server, void *self, struct capn_call *call)
{
    struct directory_open_params_reader params;
    struct directory_open_results_builder results;
    status_t status;

    if (!server->open)
        return STATUS_UNIMPLEMENTED;
    status = directory_open_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = directory_open_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->open(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t directory_read_serve(const struct directory_server *server, void *self, struct capn_call *call)
{
    struct directory_read_params_reader params;
    struct directory_read_results_builder results;
    status_t status;

    if (!server->read)
        return STATUS_UNIMPLEMENTED;
    status = directory_read_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = directory_read_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->read(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t directory_list_serve(const struct directory_server *server, void *self, struct capn_call *call)
{
    struct directory_list_params_reader params = { { .message = &call->params } };
    struct directory_list_results_builder results;
    status_t status;

    if (!server->list)
        return STATUS_UNIMPLEMENTED;
    status = directory_list_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->list(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t directory_timer_serve(const struct directory_server *server, void *self, struct capn_call *call)
{
    struct directory_timer_params_reader params;
    struct directory_timer_results_builder results;
    status_t status;

    if (!server->timer)
        return STATUS_UNIMPLEMENTED;
    status = directory_timer_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = directory_timer_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->timer(self, call, &params, &results);
}

status_t directory_dispatch(const struct directory_server *server, void *self, uint16_t method_id,
                            struct capn_call *call)
{
    static status_t (*const serve[])(const struct directory_server *, void *, struct capn_call *) = {
        directory_open_serve,
        directory_read_serve,
        directory_list_serve,
        directory_timer_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface Shelf */

static const char *const shelf_method_names[] = {
    "look",
    "count",
};

const struct capn_interface shelf_interface = {
    .id = SHELF_INTERFACE_ID,
    .name = "Shelf",
    .method_count = 2,
    .transfer_mode = 0,
    .method_names = shelf_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t shelf_look_serve(const struct shelf_server *server, void *self, struct capn_call *call)
{
    struct shelf_look_params_reader params;
    struct shelf_look_results_builder results;
    status_t status;

    if (!server->look)
        return STATUS_UNIMPLEMENTED;
    status = shelf_look_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = shelf_look_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->look(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t shelf_count_serve(const struct shelf_server *server, void *self, struct capn_call *call)
{
    struct shelf_count_params_reader params = { { .message = &call->params } };
    struct shelf_count_results_builder results;
    status_t status;

    if (!server->count)
        return STATUS_UNIMPLEMENTED;
    status = shelf_count_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->count(self, call, &params, &results);
}

status_t shelf_dispatch(const struct shelf_server *server, void *self, uint16_t method_id, struct capn_call *call)
{
    static status_t (*const serve[])(const struct shelf_server *, void *, struct capn_call *) = {
        shelf_look_serve,
        shelf_count_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface Locker */

static const char *const locker_method_names[] = {
    "share",
    "work",
    "put",
    "take",
};

static const struct capn_interface *const locker_ancestors[] = {
    &shelf_interface,
};

const struct capn_interface locker_interface = {
    .id = LOCKER_INTERFACE_ID,
    .name = "Locker",
    .method_count = 4,
    .transfer_mode = 0,
    .method_names = locker_method_names,
    .ancestors = locker_ancestors,
    .ancestor_count = 1,
};

CAPN_NO_STACK_PROTECTOR
static status_t locker_share_serve(const struct locker_server *server, void *self, struct capn_call *call)
{
    struct locker_share_params_reader params;
    struct locker_share_results_builder results;
    status_t status;

    if (!server->share)
        return STATUS_UNIMPLEMENTED;
    status = locker_share_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = locker_share_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->share(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t locker_work_serve(const struct locker_server *server, void *self, struct capn_call *call)
{
    struct locker_work_params_reader params;
    struct locker_work_results_builder results;
    status_t status;

    if (!server->work)
        return STATUS_UNIMPLEMENTED;
    status = locker_work_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = locker_work_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->work(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t locker_put_serve(const struct locker_server *server, void *self, struct capn_call *call)
{
    struct locker_put_params_reader params;
    struct locker_put_results_builder results;
    status_t status;

    if (!server->put)
        return STATUS_UNIMPLEMENTED;
    status = locker_put_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = locker_put_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->put(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t locker_take_serve(const struct locker_server *server, void *self, struct capn_call *call)
{
    struct locker_take_params_reader params;
    struct locker_take_results_builder results;
    status_t status;

    if (!server->take)
        return STATUS_UNIMPLEMENTED;
    status = locker_take_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = locker_take_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->take(self, call, &params, &results);
}

status_t locker_dispatch(const struct locker_server *server, void *self, uint16_t method_id, struct capn_call *call)
{
    static status_t (*const serve[])(const struct locker_server *, void *, struct capn_call *) = {
        locker_share_serve,
        locker_work_serve,
        locker_put_serve,
        locker_take_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    if (CAPN_METHOD_ANCESTOR(method_id) == 1 && server->shelf)
        return shelf_dispatch(server->shelf, self, CAPN_METHOD_ORDINAL(method_id), call);
    return STATUS_UNIMPLEMENTED;
}

/* interface Guestbook */

static const char *const guestbook_method_names[] = {
    "sign",
    "read",
    "door",
};

const struct capn_interface guestbook_interface = {
    .id = GUESTBOOK_INTERFACE_ID,
    .name = "Guestbook",
    .method_count = 3,
    .transfer_mode = 0,
    .method_names = guestbook_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t guestbook_sign_serve(const struct guestbook_server *server, void *self, struct capn_call *call)
{
    struct guestbook_sign_params_reader params;
    struct guestbook_sign_results_builder results;
    status_t status;

    if (!server->sign)
        return STATUS_UNIMPLEMENTED;
    status = guestbook_sign_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = guestbook_sign_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->sign(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t guestbook_read_serve(const struct guestbook_server *server, void *self, struct capn_call *call)
{
    struct guestbook_read_params_reader params = { { .message = &call->params } };
    struct guestbook_read_results_builder results;
    status_t status;

    if (!server->read)
        return STATUS_UNIMPLEMENTED;
    status = guestbook_read_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->read(self, call, &params, &results);
}

CAPN_NO_STACK_PROTECTOR
static status_t guestbook_door_serve(const struct guestbook_server *server, void *self, struct capn_call *call)
{
    struct guestbook_door_params_reader params = { { .message = &call->params } };
    struct guestbook_door_results_builder results;
    status_t status;

    if (!server->door)
        return STATUS_UNIMPLEMENTED;
    status = guestbook_door_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->door(self, call, &params, &results);
}

status_t guestbook_dispatch(const struct guestbook_server *server, void *self, uint16_t method_id,
                            struct capn_call *call)
{
    static status_t (*const serve[])(const struct guestbook_server *, void *, struct capn_call *) = {
        guestbook_sign_serve,
        guestbook_read_serve,
        guestbook_door_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

/* interface Reader */

static const char *const reader_method_names[] = {
    "read",
};

const struct capn_interface reader_interface = {
    .id = READER_INTERFACE_ID,
    .name = "Reader",
    .method_count = 1,
    .transfer_mode = 0,
    .method_names = reader_method_names,
};

CAPN_NO_STACK_PROTECTOR
static status_t reader_read_serve(const struct reader_server *server, void *self, struct capn_call *call)
{
    struct reader_read_params_reader params;
    struct reader_read_results_builder results;
    status_t status;

    if (!server->read)
        return STATUS_UNIMPLEMENTED;
    status = reader_read_params_read_root(&call->params, &params);
    if (status)
        return status;
    status = reader_read_results_build_root(&call->results, &results);
    if (status)
        return status;
    return server->read(self, call, &params, &results);
}

status_t reader_dispatch(const struct reader_server *server, void *self, uint16_t method_id, struct capn_call *call)
{
    static status_t (*const serve[])(const struct reader_server *, void *, struct capn_call *) = {
        reader_read_serve,
    };

    if (method_id < sizeof(serve) / sizeof(serve[0]))
        return serve[method_id](server, self, call);
    return STATUS_UNIMPLEMENTED;
}

#ifndef CAPN_NO_CLIENT

status_t echo_fail(struct rt *rt, echo_t cap, uint16_t type, struct capn_text reason)
{
    struct capn_request request;
    struct echo_fail_params_builder params;
    status_t status = echo_fail_begin_sized(&request, rt, cap, &params, (size_t)reason.len + 8, 0);

    if (status)
        return status;
    echo_fail_params_set_type(&params, type);
    status = echo_fail_params_set_reason(&params, reason);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t echo_keep(struct rt *rt, echo_t cap, cap_id_t capability)
{
    struct capn_request request;
    struct echo_keep_params_builder params;
    uint32_t transfer;
    status_t status = echo_keep_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, capability, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = echo_keep_params_set_capability(&params, transfer);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t echo_give(struct rt *rt, echo_t cap, cap_id_t *capability_out)
{
    struct capn_request request;
    struct echo_give_params_builder params;
    struct echo_give_results_reader results;
    uint32_t transfer;
    status_t status = echo_give_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = echo_give_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = echo_give_results_get_capability(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, 0, capability_out);
end:
    capn_request_end(&request);
    return status;
}

status_t echo_hang(struct rt *rt, echo_t cap)
{
    struct capn_request request;
    struct echo_hang_params_builder params;
    status_t status = echo_hang_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t echo_exit(struct rt *rt, echo_t cap, int64_t code)
{
    struct capn_request request;
    struct echo_exit_params_builder params;
    status_t status = echo_exit_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    echo_exit_params_set_code(&params, code);
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t echo_ping(struct rt *rt, echo_t cap)
{
    struct capn_request request;
    struct echo_ping_params_builder params;
    status_t status = echo_ping_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    capn_request_end(&request);
    return status;
}

status_t directory_open(struct rt *rt, directory_t cap, struct capn_text name, directory_t *directory_out)
{
    struct capn_request request;
    struct directory_open_params_builder params;
    struct directory_open_results_reader results;
    uint32_t transfer;
    status_t status = directory_open_begin_sized(&request, rt, cap, &params, (size_t)name.len + 8, 0);

    if (status)
        return status;
    status = directory_open_params_set_name(&params, name);
    if (status)
        goto end;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = directory_open_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = directory_open_results_get_directory(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, DIRECTORY_INTERFACE_ID, &directory_out->id);
end:
    capn_request_end(&request);
    return status;
}

status_t directory_timer(struct rt *rt, directory_t cap, struct capn_text name, timer_t *timer_out)
{
    struct capn_request request;
    struct directory_timer_params_builder params;
    struct directory_timer_results_reader results;
    uint32_t transfer;
    status_t status = directory_timer_begin_sized(&request, rt, cap, &params, (size_t)name.len + 8, 0);

    if (status)
        return status;
    status = directory_timer_params_set_name(&params, name);
    if (status)
        goto end;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = directory_timer_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = directory_timer_results_get_timer(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, TIMER_INTERFACE_ID, &timer_out->id);
end:
    capn_request_end(&request);
    return status;
}

status_t shelf_look(struct rt *rt, shelf_t cap, uint32_t ticket, cap_id_t *item_out)
{
    struct capn_request request;
    struct shelf_look_params_builder params;
    struct shelf_look_results_reader results;
    uint32_t transfer;
    status_t status = shelf_look_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    shelf_look_params_set_ticket(&params, ticket);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = shelf_look_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = shelf_look_results_get_item(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, 0, item_out);
end:
    capn_request_end(&request);
    return status;
}

status_t shelf_count(struct rt *rt, shelf_t cap, uint32_t *items_out)
{
    struct capn_request request;
    struct shelf_count_params_builder params;
    struct shelf_count_results_reader results;
    status_t status = shelf_count_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = shelf_count_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *items_out = shelf_count_results_get_items(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t locker_share(struct rt *rt, locker_t cap, memory_object_t memory)
{
    struct capn_request request;
    struct locker_share_params_builder params;
    uint32_t transfer;
    status_t status = locker_share_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, memory.id, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = locker_share_params_set_memory(&params, transfer);
    if (status)
        goto end;
    status = capn_request_call(&request);
end:
    capn_request_end(&request);
    return status;
}

status_t locker_work(struct rt *rt, locker_t cap, uint32_t offset, uint32_t bytes, uint64_t *sum_out)
{
    struct capn_request request;
    struct locker_work_params_builder params;
    struct locker_work_results_reader results;
    status_t status = locker_work_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    locker_work_params_set_offset(&params, offset);
    locker_work_params_set_bytes(&params, bytes);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = locker_work_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *sum_out = locker_work_results_get_sum(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t locker_put(struct rt *rt, locker_t cap, cap_id_t item, uint32_t *ticket_out)
{
    struct capn_request request;
    struct locker_put_params_builder params;
    struct locker_put_results_reader results;
    uint32_t transfer;
    status_t status = locker_put_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_add_capability(&request, item, CAP_TRANSFER_COPY, &transfer);
    if (status)
        goto end;
    status = locker_put_params_set_item(&params, transfer);
    if (status)
        goto end;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = locker_put_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *ticket_out = locker_put_results_get_ticket(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t locker_take(struct rt *rt, locker_t cap, uint32_t ticket, cap_id_t *item_out)
{
    struct capn_request request;
    struct locker_take_params_builder params;
    struct locker_take_results_reader results;
    uint32_t transfer;
    status_t status = locker_take_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    locker_take_params_set_ticket(&params, ticket);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = locker_take_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = locker_take_results_get_item(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, 0, item_out);
end:
    capn_request_end(&request);
    return status;
}

status_t locker_look(struct rt *rt, locker_t cap, uint32_t ticket, cap_id_t *item_out)
{
    struct capn_request request;
    struct shelf_look_params_builder params;
    struct shelf_look_results_reader results;
    uint32_t transfer;
    status_t status = locker_look_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    shelf_look_params_set_ticket(&params, ticket);
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = shelf_look_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = shelf_look_results_get_item(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, 0, item_out);
end:
    capn_request_end(&request);
    return status;
}

status_t locker_count(struct rt *rt, locker_t cap, uint32_t *items_out)
{
    struct capn_request request;
    struct shelf_count_params_builder params;
    struct shelf_count_results_reader results;
    status_t status = locker_count_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = shelf_count_results_read_root(&request.results, &results);
    if (status)
        goto end;
    *items_out = shelf_count_results_get_items(&results);
end:
    capn_request_end(&request);
    return status;
}

status_t guestbook_door(struct rt *rt, guestbook_t cap, guestbook_t *guestbook_out)
{
    struct capn_request request;
    struct guestbook_door_params_builder params;
    struct guestbook_door_results_reader results;
    uint32_t transfer;
    status_t status = guestbook_door_begin_sized(&request, rt, cap, &params, 0, 0);

    if (status)
        return status;
    status = capn_request_call(&request);
    if (status)
        goto end;
    status = guestbook_door_results_read_root(&request.results, &results);
    if (status)
        goto end;
    status = guestbook_door_results_get_guestbook(&results, &transfer);
    if (status)
        goto end;
    status = capn_request_take_capability(&request, transfer, GUESTBOOK_INTERFACE_ID, &guestbook_out->id);
end:
    capn_request_end(&request);
    return status;
}

#endif
