/* SPDX-License-Identifier: MIT */
/*
 * call: any method of any capability. The packed schema of the target's interface says how the arguments' text becomes
 * a message and how the answer becomes text again.
 */
#include "argument.h"
#include "commands.h"
#include "missing.h"
#include "report.h"

#include "capnp/text.h"
#include "process.capnp.h"

#define PARAMS_BYTES 16384u

struct call {
    struct shell *shell;
    const struct parser *parser;
    struct call_command command;
    struct named_cap target;
    struct capn_method method;
    struct capn_request request;
    cap_id_t moved_caps[TRANSFER_MAX_DESCRIPTORS];      /* arguments that leave us if the call succeeds */
    uint32_t moved_count;
    bool terminal_sent;                                 /* among the arguments is the terminal that we read */
    bool bound;                                         /* the result's capabilities get names */
};

/* --- the target --------------------------------------------------------------------------------------------------- */

/* "expected a method of Timer: now, sleep" */
static void report_methods(struct call *call, const struct capn_node *interface)
{
    char names[PARSE_EXPECTED_BYTES];
    struct capn_method method;
    size_t used = 0;

    names[0] = 0;
    for (uint32_t i = 0; used < sizeof(names) && capn_node_method(interface, i, &method) == STATUS_OK; i++)
        used += rt_format(names + used, sizeof(names) - used, "%s%.*s", i ? ", " : "", (int)method.name.len,
                          method.name.data);
    report_at(call->shell, call->parser, call->command.method_column, "expected a method of %.*s: %s",
              (int)interface->name.len, interface->name.data, names);
}

static bool call_find(struct call *call)
{
    const struct call_command *command = &call->command;
    struct capn_node interface;

    if (!names_find(&call->shell->names, command->target.bound, command->target.name, &call->target)) {
        report_at(call->shell, call->parser, command->target.column, "expected a capability; `caps` lists them");
        return false;
    }
    if (!schemas_find(&call->shell->schemas, call->target.interface_id, &interface)) {
        report_at(call->shell, call->parser, command->target.column,
                  "expected a capability whose interface the packed schemas know");
        return false;
    }
    if (capn_node_find_method(&interface, command->method, &call->method) != STATUS_OK) {
        report_methods(call, &interface);
        return false;
    }
    return true;
}

/* --- the arguments ------------------------------------------------------------------------------------------------ */

/* capn_parser's question what @name or $name is: a capability that goes along with the call. */
static status_t resolve(struct capn_parser *text, char sigil, struct capn_text name, uint64_t interface_id,
                        uint32_t *index)
{
    struct call *call = text->context;
    struct named_cap cap;

    if (!names_find(&call->shell->names, sigil == '$', name, &cap)) {
        (void)rt_format(text->message, sizeof(text->message), "expected a capability; `caps` lists them");
        return STATUS_NOT_FOUND;
    }
    if (!argument_fits(&call->shell->schemas, &cap, interface_id)) {
        char wanted[SCHEMAS_NAME_BYTES], there[SCHEMAS_NAME_BYTES];

        schemas_name(&call->shell->schemas, interface_id, wanted, sizeof(wanted));
        schemas_name(&call->shell->schemas, cap.interface_id, there, sizeof(there));
        (void)rt_format(text->message, sizeof(text->message), "expected a %s, and this is a %s", wanted, there);
        return STATUS_TYPE_MISMATCH;
    }
    cap.transfer_mode = argument_mode(&cap, call->target.interface_id);
    if (cap.transfer_mode == CAP_TRANSFER_NONE) {
        (void)rt_format(text->message, sizeof(text->message),
                        "expected a capability that may be given away; this one may not");
        return STATUS_TRANSFER_NOT_SUPPORTED;
    }
    status_t status =
        capn_request_add_capability(&call->request, cap.cap, (enum cap_transfer_mode)cap.transfer_mode, index);

    if (status != STATUS_OK)
        (void)rt_format(text->message, sizeof(text->message), "expected at most %u capabilities in one call",
                        TRANSFER_MAX_DESCRIPTORS);
    else if (cap.transfer_mode == CAP_TRANSFER_MOVE)
        call->moved_caps[call->moved_count++] = cap.cap;
    call->terminal_sent = call->terminal_sent || cap.is_terminal;
    return status;
}

static bool call_parse_arguments(struct call *call)
{
    struct capn_text arguments = call->command.arguments;
    struct capn_parser text = { .capability = resolve, .context = call };
    size_t used = 0;

    if (arguments.len == 0)
        arguments = CAPN_TEXT("()");
    status_t status =
        capn_parse_root(&text, &call->method.params, arguments.data, arguments.len, &used, &call->request.params);

    if (status == STATUS_OK)
        return true;
    report_at(call->shell, call->parser, call->command.arguments_column + (uint32_t)text.error_offset, "%s",
              text.message);
    return false;
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

/* The name that the result's capability number index gets, or will not get. */
static status_t print_capability(void *context, const struct capn_writer *writer, uint32_t index)
{
    struct call *call = context;
    char text[SCHEMAS_NAME_BYTES + 16], interface[SCHEMAS_NAME_BYTES];
    const struct capn_text *bind = &call->command.bind;

    if (index >= call->request.result_cap_count)
        return capn_write_string(writer, "<none>");
    if (call->bound && call->request.result_cap_count == 1) {
        (void)rt_format(text, sizeof(text), "$%.*s", (int)bind->len, bind->data);
    } else if (call->bound) {
        (void)rt_format(text, sizeof(text), "$%.*s.%u", (int)bind->len, bind->data, index + 1);
    } else {
        schemas_name(&call->shell->schemas, call->request.result_caps[index].interface_id, interface,
                     sizeof(interface));
        (void)rt_format(text, sizeof(text), "<%s>", interface);
    }
    return capn_write_string(writer, text);
}

/*
 * What result capability number index is to us. What comes back for the terminal that we read, and is a terminal, was derived from it:
 * narrowed, lent. A process that comes back was given it, and a service of one that has it gives more of its services.
 */
static struct named_cap result_cap(const struct call *call, uint32_t index)
{
    const struct cap_result_record *record = &call->request.result_caps[index];

    return (struct named_cap){
        .cap = CAP_ID_INVALID,
        .interface_id = record->interface_id,
        .transfer_mode = record->transfer_mode,
        .is_terminal = call->terminal_sent && record->interface_id == TERMINAL_SESSION_INTERFACE_ID,
        .has_terminal = call->target.has_terminal || (call->terminal_sent && record->interface_id == PROCESS_HANDLE_INTERFACE_ID),
    };
}

/* Takes the result's capabilities and gives them their names, for which there is room. */
static void bind_results(struct call *call)
{
    uint32_t count = call->request.result_cap_count;

    if (!call->bound)
        return;
    (void)names_drop(&call->shell->names, call->command.bind);
    for (uint32_t i = 0; i < count; i++) {
        struct named_cap cap = result_cap(call, i);
        struct capn_text part = { .data = "", .len = 0 };
        char number[12];

        if (count > 1)
            part = (struct capn_text){ number, (uint32_t)rt_format(number, sizeof(number), "%u", i + 1) };
        status_t status = capn_request_take_capability(&call->request, i, 0, &cap.cap);

        if (status == STATUS_OK)
            names_bind(&call->shell->names, call->command.bind, part, &cap);
        else
            report_failure(call->shell, "capability %u was dropped: %s\n", i + 1, capn_status_text(status));
    }
}

static void print_answer(struct call *call)
{
    struct capn_printer printer = { out_writer(&call->shell->out), print_capability, call };
    struct capn_struct value;
    uint32_t count = call->request.result_cap_count;

    call->bound = call->command.bind.len > 0 && count > 0;
    if (call->method.results.members.count == 0) {
        out_text(&call->shell->out, "ok");
    } else {
        status_t status = capn_message_root(&call->request.results, &value);

        if (status == STATUS_OK)
            status = capn_print_struct(&printer, &call->method.results, &value);
        if (status != STATUS_OK)
            report_failure(call->shell, " (the answer is damaged: %s)", capn_status_text(status));
    }
    out_text(&call->shell->out, "\n");
    if (count > 0 && !call->bound)
        out_format(&call->shell->out, "%u %s dropped; -> $name keeps %s\n", count,
                   count == 1 ? "capability was" : "capabilities were", count == 1 ? "it" : "them");
    if (count == 0 && call->command.bind.len > 0)
        report_failure(call->shell, "there is no capability in this result to bind\n");
    bind_results(call);
}

/* --- the call ----------------------------------------------------------------------------------------------------- */

/* A callee that lacks a capability says only that something was not found. */
static bool lacks_something(const struct call *call, status_t status)
{
    const char *reason = rt_last_reason(call->shell->rt), *text = capn_status_text(STATUS_NOT_FOUND);

    return status == STATUS_FAILED && strlen(reason) == strlen(text) && memcmp(reason, text, strlen(text)) == 0;
}

/* Names a capability that was left out. False: none was. */
static bool report_missing(struct call *call)
{
    const struct call_command *command = &call->command;
    uint32_t column = command->method_column + command->method.len;
    struct capn_text_buffer takes_text;
    char takes[PARSE_EXPECTED_BYTES], name[64];
    struct capn_writer writer = capn_text_buffer_open(&takes_text, takes, sizeof(takes));
    struct capn_message params;
    struct capn_struct value;
    struct missing missing;
    size_t len;

    if (capn_builder_finish(&call->request.params, &len) != STATUS_OK ||
        capn_message_open(&params, call->request.buffer, len, NULL) != STATUS_OK ||
        capn_message_root(&params, &value) != STATUS_OK || !missing_find(&call->method.params, &value, &missing) ||
        capn_node_write(&call->method.params, &writer) != STATUS_OK)
        return false;
    missing_name(&missing, name, sizeof(name));
    if (command->arguments.len > 0)
        column = missing_column(&missing, call->parser->line, call->parser->len, command->arguments_column);
    report_at(call->shell, call->parser, column, "failed: `%s` is missing; %.*s takes %s", name, (int)call->method.name.len,
              call->method.name.data, takes);
    return true;
}

static void call_send(struct call *call)
{
    struct shell *shell = call->shell;
    /* Who reads for the call gets ^C as one of the keys. */
    bool may_read = call->target.is_terminal || call->target.has_terminal || call->terminal_sent;
    enum ask_how how = may_read ? ASK_BESIDE_READER : ASK_ALONE;

    status_t status = ask(&shell->input, how, &call->request);

    if (status == STATUS_OK)
        print_answer(call);
    else if (!lacks_something(call, status) || !report_missing(call))
        report_status(shell, status);
    for (uint32_t i = 0; status == STATUS_OK && i < call->moved_count; i++)
        names_forget(&shell->names, call->moved_caps[i]);
}

void command_call(struct shell *shell, struct parser *parser)
{
    /* Not on the stack, which printing deep values may need. */
    static struct call call;

    call = (struct call){ .shell = shell, .parser = parser };
    if (!parse_call(parser, &call.command)) {
        report_syntax(shell, parser);
        return;
    }
    if (!call_find(&call))
        return;
    if (call.command.bind.len > 0 && !shell_reserve_names(shell, "the call was not made", TRANSFER_MAX_DESCRIPTORS))
        return;
    status_t status = capn_request_begin(&call.request, shell->rt, call.target.cap, call.method.method_id, PARAMS_BYTES,
                                         MESSAGE_MAX_BYTES);

    if (status != STATUS_OK) {
        report_status(shell, status);
        return;
    }
    if (call_parse_arguments(&call))
        call_send(&call);
    capn_request_end(&call.request);
}
