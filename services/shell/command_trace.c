/* SPDX-License-Identifier: MIT */
/*
 * trace run: a child with a tap from its first instruction, and what the tap recorded as lines (trace/trace.h).
 *
 * The tap is made by @taps. When that is a PayloadTapFactory the calls are shown with what they say, else with how much.
 */
#include "commands.h"
#include "launch.h"
#include "memory.capnp.h"
#include "process_exit.h"
#include "report.h"
#include "tap.capnp.h"
#include "trace/trace.h"

#define READ_BYTES 16384u
#define READ_ROOM (READ_BYTES + 64u)

/* Large for a stack, and of one instance. */
static struct spawn_command command;

struct tracing {
    struct shell *shell;
    virtual_memory_t memory;
    ring_tap_t tap;
    struct trace *trace;                /* in pages of its own, which go back when the command is over */
};

#define TRACE_PAGES_BYTES ((sizeof(struct trace) + PAGE_SIZE - 1) & ~(size_t)(PAGE_SIZE - 1))

/* Sends what makes a tap, whichever method that is, and takes the tap. */
static status_t tap_take(struct shell *shell, struct capn_request *request, ring_tap_t *tap)
{
    status_t status = ask(&shell->input, launch_how(shell, &command), request);

    if (status == STATUS_OK)
        status = capn_request_take_capability(request, 0, RING_TAP_INTERFACE_ID, &tap->id);
    capn_request_end(request);
    return status;
}

static status_t tap_create_with_payload(struct shell *shell, payload_tap_factory_t factory, ring_tap_t *tap)
{
    struct payload_tap_factory_create_with_payload_params_builder params;
    struct capn_request request;
    status_t status = payload_tap_factory_create_with_payload_begin(&request, shell->rt, factory, &params);

    if (status != STATUS_OK)
        return status;
    payload_tap_factory_create_with_payload_params_set_payload_bytes(&params, TAP_PAYLOAD_MAX_BYTES);
    return tap_take(shell, &request, tap);
}

static status_t tap_create_plain(struct shell *shell, tap_factory_t factory, ring_tap_t *tap)
{
    struct tap_factory_create_params_builder params;
    struct capn_request request;
    status_t status = tap_factory_create_begin(&request, shell->rt, factory, &params);

    return status == STATUS_OK ? tap_take(shell, &request, tap) : status;
}

static status_t tap_create(struct shell *shell, ring_tap_t *tap)
{
    payload_tap_factory_t with_payload;
    tap_factory_t factory;
    status_t status;

    if (rt_find(shell->rt, "taps", PAYLOAD_TAP_FACTORY_INTERFACE_ID, &with_payload.id) == STATUS_OK) {
        status = tap_create_with_payload(shell, with_payload, tap);
    } else {
        if (!shell_find(shell, "taps", TAP_FACTORY_INTERFACE_ID, &factory.id))
            return STATUS_NOT_FOUND;
        status = tap_create_plain(shell, factory, tap);
    }
    if (status != STATUS_OK)
        report_status(shell, status);
    return status;
}

/* Lines stay whole, though the child writes to the same terminal. */
static void print_line(void *context, const char *line, size_t len)
{
    struct out *out = context;

    if (len > OUT_BYTES - out->used)
        out_flush(out);
    out_put(out, line, (uint32_t)len);
}

static status_t trace_create(struct tracing *tracing)
{
    uint64_t address;
    status_t status = virtual_memory_map(tracing->shell->rt, tracing->memory, 0, TRACE_PAGES_BYTES, 3, &address);

    if (status != STATUS_OK) {
        report_status(tracing->shell, status);
        return status;
    }
    tracing->trace = (struct trace *)(uintptr_t)address; /* zeroed */
    tracing->trace->schema = tracing->shell->schemas.open ? &tracing->shell->schemas.schema : NULL;
    tracing->trace->print = print_line;
    tracing->trace->context = &tracing->shell->out;
    return STATUS_OK;
}

static bool tracing_begin(struct tracing *tracing, struct shell *shell)
{
    *tracing = (struct tracing){ .shell = shell };
    if (!shell_find(shell, "memory", VIRTUAL_MEMORY_INTERFACE_ID, &tracing->memory.id) ||
        tap_create(shell, &tracing->tap) != STATUS_OK)
        return false;
    if (trace_create(tracing) == STATUS_OK)
        return true;
    rt_drop(shell->rt, tracing->tap.id);
    return false;
}

static void tracing_end(struct tracing *tracing)
{
    rt_drop(tracing->shell->rt, tracing->tap.id);
    if (virtual_memory_unmap(tracing->shell->rt, tracing->memory, (uintptr_t)tracing->trace, TRACE_PAGES_BYTES) != STATUS_OK)
        report_failure(tracing->shell, "the trace's memory could not be given back\n");
}

/* Waits for records and prints them. more: whether there may be others. */
static status_t show_some(struct tracing *tracing, struct process_watch *watch, bool *more)
{
    struct shell *shell = tracing->shell;
    struct tap_reader_read_params_builder params;
    struct tap_reader_read_results_reader results;
    struct capn_request request;
    struct capn_data records;
    status_t status = ring_tap_read_begin_sized(&request, shell->rt, tracing->tap, &params, 0, READ_ROOM);

    if (status != STATUS_OK)
        return status;
    tap_reader_read_params_set_max_bytes(&params, READ_BYTES);
    status = process_watch_await(watch, &request);
    if (status == STATUS_OK)
        status = ring_tap_read_results(&request, &results);
    if (status == STATUS_OK)
        status = tap_reader_read_results_get_records(&results, &records);
    if (status == STATUS_OK) {
        *more = records.len != 0 || tap_reader_read_results_get_running(&results) != 0;
        if (!trace_records(tracing->trace, records.data, records.len))
            status = STATUS_MALFORMED;
    }
    capn_request_end(&request);
    out_flush(&shell->out);
    return status;
}

/* False: given up. */
static bool show_all(struct tracing *tracing, struct process_watch *watch)
{
    bool more = true;
    status_t status = STATUS_OK;

    while (more && status == STATUS_OK)
        status = show_some(tracing, watch, &more);
    trace_end(tracing->trace);
    if (status == STATUS_CANCELLED)
        process_watch_say_given_up(watch);
    else if (status != STATUS_OK)
        report_status(tracing->shell, status);
    return status != STATUS_CANCELLED;
}

static bool parse_trace(struct shell *shell, struct parser *parser)
{
    if (parser->token.kind != TOKEN_WORD || !token_is(parser->line, &parser->token, "run")) {
        (void)parser_fail(parser, "expected run: trace run \"binary\" [with { name: @cap, ... }]");
        report_syntax(shell, parser);
        return false;
    }
    parser_next(parser);
    if (!parse_spawn(parser, &command)) {
        report_syntax(shell, parser);
        return false;
    }
    if (command.bind.len > 0) {
        report_at(shell, parser, (uint32_t)(command.bind.data - parser->line) - 1,
                  "expected the end of the line: nothing is left to bind when `trace run` is over");
        return false;
    }
    return true;
}

void command_trace(struct shell *shell, struct parser *parser)
{
    struct capn_text nothing = { .data = "", .len = 0 };
    struct process_watch watch;
    struct tracing tracing;
    struct launched child;

    if (!parse_trace(shell, parser) || !tracing_begin(&tracing, shell))
        return;
    if (!process_watch_begin(&watch, shell, command.binary)) {
        tracing_end(&tracing);
        return;
    }
    if (launch(shell, parser, &command, nothing, tracing.tap.id, &child)) {
        out_flush(&shell->out);
        process_watch_set(&watch, child.handle, child.pid, child.how);
        if (show_all(&tracing, &watch))
            process_watch_wait(&watch, true);
        rt_drop(shell->rt, child.handle.id);
    }
    process_watch_end(&watch);
    tracing_end(&tracing);
}
