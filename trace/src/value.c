/* SPDX-License-Identifier: MIT */
/* Messages as text. What was cut off in the record is read as zeros: the beginning of a message says most. */
#include "trace_priv.h"

#include "capnp/call.h"
#include "capnp/text.h"
#include "errors.capnp.h"

/* --- text ---------------------------------------------------------------------------------------------------------- */

void text_open(struct text *text, char *bytes, size_t size)
{
    *text = (struct text){ .bytes = bytes, .size = size };
    bytes[0] = 0;
}

/* A capn_writer's: stops the one who prints once the buffer is full. */
static status_t text_write(void *context, const char *bytes, size_t len)
{
    static const char dots[] = "...";
    struct text *text = context;
    size_t room = text->size - sizeof(dots) - text->len;

    if (text->cut)
        return STATUS_NO_SPACE;
    text->cut = len > room;
    if (text->cut)
        len = room;
    memcpy(text->bytes + text->len, bytes, len);
    text->len += len;
    memcpy(text->bytes + text->len, text->cut ? dots : "", text->cut ? sizeof(dots) : 1);
    if (text->cut)
        text->len += sizeof(dots) - 1;
    return text->cut ? STATUS_NO_SPACE : STATUS_OK;
}

static struct capn_writer text_writer(struct text *text)
{
    return (struct capn_writer){ text_write, text };
}

void text_put(struct text *text, const char *format, ...)
{
    struct capn_writer writer = text_writer(text);
    va_list arguments;

    va_start(arguments, format);
    (void)!capn_write_formatted(&writer, format, arguments);
    va_end(arguments);
}

/* --- interfaces ---------------------------------------------------------------------------------------------------- */

static bool find_interface(struct trace *trace, uint64_t interface_id, struct capn_node *out)
{
    return trace->schema && interface_id != 0 && capn_schema_find(trace->schema, interface_id, out) == STATUS_OK &&
           out->kind == CAPN_NODE_INTERFACE;
}

bool value_find_method(struct trace *trace, uint64_t interface_id, uint16_t method_id, struct capn_method *out)
{
    struct capn_node interface;

    if (!find_interface(trace, interface_id, &interface))
        return false;
    for (uint32_t n = 0; capn_node_method(&interface, n, out) == STATUS_OK; n++) {
        if (out->method_id == method_id)
            return true;
    }
    return false;
}

uint64_t value_promised(struct trace *trace, uint64_t interface_id, uint16_t method_id, uint16_t field)
{
    struct capn_method method;
    struct capn_member member;
    struct capn_node node;
    uint32_t seen = 0;

    if (!value_find_method(trace, interface_id, method_id, &method))
        return 0;
    for (uint32_t i = 0; capn_node_member(&method.results, i, &member) == STATUS_OK; i++) {
        if (member.type.kind != CAPN_TYPE_INTERFACE || member.type.list_depth != 0 || seen++ != field)
            continue;
        return capn_schema_node(trace->schema, member.type.node, &node) == STATUS_OK ? node.id : 0;
    }
    return 0;
}

void value_put_interface(struct trace *trace, struct text *text, uint64_t interface_id)
{
    struct capn_node interface;

    if (find_interface(trace, interface_id, &interface))
        text_put(text, "%.*s", (int)interface.name.len, interface.name.data);
    else if (interface_id != 0)
        text_put(text, "0x%llx", (unsigned long long)interface_id);
    else
        text_put(text, "?");
}

void value_put_method(struct trace *trace, struct text *text, uint64_t interface_id, uint16_t method_id)
{
    struct capn_method method;

    if (value_find_method(trace, interface_id, method_id, &method))
        text_put(text, "%.*s", (int)method.name.len, method.name.data);
    else if (CAPN_METHOD_ANCESTOR(method_id) != 0)
        text_put(text, "method %u of ancestor %u", CAPN_METHOD_ORDINAL(method_id), CAPN_METHOD_ANCESTOR(method_id));
    else
        text_put(text, "method %u", method_id);
}

/* --- messages ------------------------------------------------------------------------------------------------------ */

/* The message of the record, opened. */
static bool open_message(struct trace *trace, const struct tap_record *record, const void *payload,
                         struct capn_message *message)
{
    uint32_t total = record->payload_total;

    if (record->payload_bytes == 0 || record->payload_bytes > total || total > sizeof(trace->message))
        return false;
    memset(trace->message, 0, (total + 7) & ~7u);
    memcpy(trace->message, payload, record->payload_bytes);
    return capn_message_open(message, trace->message, total, NULL) == STATUS_OK;
}

/* The root as a value of the type; false: it is none, nothing was put. */
static bool put_struct(struct trace *trace, struct text *text, const struct capn_node *type, const struct tap_record *record,
                       const void *payload)
{
    struct capn_printer printer = { .writer = text_writer(text) };
    size_t start = text->len;
    struct capn_message message;
    struct capn_struct root;
    status_t status;

    if (!open_message(trace, record, payload, &message) || capn_message_root(&message, &root) != STATUS_OK)
        return false;
    status = capn_print_struct(&printer, type, &root);
    if (status != STATUS_OK && !text->cut) {
        /* What was cut off, or what was never right. */
        text_put(text, record->payload_bytes < record->payload_total ? "..." : " (damaged)");
    }
    return text->len != start;
}

static void put_size(struct text *text, const struct tap_record *record)
{
    text_put(text, "(%u bytes)", record->payload_total);
}

void value_put_params(struct trace *trace, struct text *text, uint64_t interface_id, uint16_t method_id,
                      const struct tap_record *record, const void *payload)
{
    struct capn_method method;

    text_put(text, " ");
    if (record->payload_total == 0)
        text_put(text, "()");
    else if (!value_find_method(trace, interface_id, method_id, &method) ||
             !put_struct(trace, text, &method.params, record, payload))
        put_size(text, record);
}

void value_put_results(struct trace *trace, struct text *text, uint64_t interface_id, uint16_t method_id,
                       const struct tap_record *record, const void *payload)
{
    struct capn_method method;
    size_t start;

    text_put(text, "ok");
    if (record->payload_total == 0)
        return;
    text_put(text, " ");
    start = text->len;
    if (!value_find_method(trace, interface_id, method_id, &method) ||
        !put_struct(trace, text, &method.results, record, payload))
        put_size(text, record);
    /* "ok ()" says no more than "ok". */
    if (text->len == start + 2 && memcmp(text->bytes + start, "()", 2) == 0)
        text->bytes[text->len = start - 1] = 0;
}

static const char *const exception_names[] = {
    [EXCEPTION_TYPE_FAILED] = "failed",
    [EXCEPTION_TYPE_OVERLOADED] = "overloaded",
    [EXCEPTION_TYPE_DISCONNECTED] = "disconnected",
    [EXCEPTION_TYPE_UNIMPLEMENTED] = "unimplemented",
};

static const char *exception_name(uint64_t type)
{
    return type < sizeof(exception_names) / sizeof(exception_names[0]) ? exception_names[type] : "an exception";
}

void value_put_exception(struct trace *trace, struct text *text, const struct tap_record *record, const void *payload)
{
    struct cap_exception_reader exception;
    struct capn_message message;
    struct capn_text reason;

    if (record->kind == TAP_COMPLETION && record->result == STATUS_APPLICATION_EXCEPTION_TRUNCATED)
        text_put(text, "%s", exception_name(record->value));
    else if (open_message(trace, record, payload, &message) && cap_exception_read_root(&message, &exception) == STATUS_OK &&
             cap_exception_get_reason(&exception, &reason) == STATUS_OK)
        text_put(text, "%s: %.*s", exception_name(cap_exception_get_type(&exception)), (int)reason.len, reason.data);
    else
        text_put(text, "exception (%u bytes)", record->payload_total);
}
