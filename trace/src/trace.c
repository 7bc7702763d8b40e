/* SPDX-License-Identifier: MIT */
/* Records in, lines out. See trace/trace.h. */
#include "trace_priv.h"

#include "capnp/call.h"
#include "process.capnp.h"

#define DEPTH_MAX 12u

/* --- lines --------------------------------------------------------------------------------------------------------- */

struct line {
    struct text text;
    bool wanted;
    char bytes[TRACE_LINE_BYTES];
};

static bool same(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

static bool is_wanted(const struct trace *trace, uint32_t pid)
{
    const char *name = name_of_process(trace, pid);
    char number[16];
    struct text text;

    if (!trace->only)
        return true;
    text_open(&text, number, sizeof(number));
    text_put(&text, "%u", pid);
    return same(trace->only, number) || (name && same(trace->only, name));
}

static void put_padding(struct text *text, size_t upto)
{
    while (text->len < upto && !text->cut)
        text_put(text, " ");
}

/* "   0.012345 hello/7      " */
static void line_begin(struct trace *trace, struct line *line, uint32_t pid, uint32_t tid, uint64_t time_ns, uint8_t depth)
{
    const char *name = name_of_process(trace, pid);
    struct text *text = &line->text;
    size_t start;

    line->wanted = is_wanted(trace, pid);
    text_open(text, line->bytes, sizeof(line->bytes) - 1);
    if (trace->times) {
        uint64_t micros = time_ns / 1000 % 1000000;

        text_put(text, "%llu.", (unsigned long long)(time_ns / 1000000000));
        for (uint64_t digit = 100000; digit != 0; digit /= 10)
            text_put(text, "%u", (unsigned)(micros / digit % 10));
        text_put(text, " ");
    }
    start = text->len;
    if (name)
        text_put(text, "%s", name);
    if (!name || trace->pids)
        text_put(text, "/%u", pid);
    if (tid != 0)
        text_put(text, ".%u", tid);
    text_put(text, "  ");
    if (trace->pids)
        put_padding(text, start + 14);
    put_padding(text, text->len + 2u * depth);
}

static void line_end(struct trace *trace, struct line *line)
{
    size_t len = line->text.len;

    if (!line->wanted)
        return;
    for (size_t i = 0; i < len; i++) {
        if ((uint8_t)line->bytes[i] < ' ' || line->bytes[i] == 0x7f)
            line->bytes[i] = '?';
    }
    line->bytes[len++] = '\n';
    trace->print(trace->context, line->bytes, len);
}

static void put_duration(const struct trace *trace, struct text *text, uint64_t begin_ns, uint64_t end_ns)
{
    uint64_t ns = end_ns > begin_ns ? end_ns - begin_ns : 0;

    if (!trace->times)
        return;
    if (ns < 10000)
        text_put(text, " [%llu ns]", (unsigned long long)ns);
    else if (ns < 10000000)
        text_put(text, " [%llu us]", (unsigned long long)(ns / 1000));
    else
        text_put(text, " [%llu ms]", (unsigned long long)(ns / 1000000));
}

/* The call's first line, when there will be more between it and its last. */
static void open_call(struct trace *trace, struct trace_call *call)
{
    struct line line;

    if (call->opened)
        return;
    call->opened = true;
    line_begin(trace, &line, call->pid, call->tid, call->begin_ns, call->depth);
    text_put(&line.text, "#%llu %s ...", (unsigned long long)call->answer_id, call->text);
    line_end(trace, &line);
}

/* --- submissions --------------------------------------------------------------------------------------------------- */

static const char *const opcode_names[] = {
    [CAP_OP_NOP] = "nop", [CAP_OP_CALL] = "call", [CAP_OP_RECV] = "receive", [CAP_OP_RETURN] = "return",
    [CAP_OP_RELEASE] = "release", [CAP_OP_FINISH] = "finish", [CAP_OP_PARK] = "park", [CAP_OP_UNPARK] = "unpark",
};

static void put_cap(struct trace *trace, struct text *text, uint32_t pid, cap_id_t cap_id)
{
    const struct trace_grant *grant = name_find_grant(trace, pid, cap_id);

    if (grant)
        text_put(text, "%s", grant->name);
    else
        text_put(text, "0x%x", cap_id);
}

/* "terminal.writeLine", "Timer.sleep" for what has no name, "(#12 cap 0).read" for what is still to come. */
static void put_target(struct trace *trace, struct text *text, struct trace_call *call, const struct tap_record *record)
{
    const struct trace_grant *grant = name_find_grant(trace, record->pid, record->cap_id);

    if (record->sqe_flags & CAP_SQE_PIPELINE) {
        const struct trace_call *source = table_find_call(trace, record->pid, record->tid, record->value);

        if (source && call->interface_id == 0)
            call->interface_id = value_promised(trace, source->interface_id, source->method_id, record->field);
        text_put(text, "(#%llu cap %u)", (unsigned long long)record->value, record->field);
    } else if (grant) {
        text_put(text, "%s", grant->name);
    } else if (record->interface_id != 0) {
        value_put_interface(trace, text, record->interface_id);
    } else {
        text_put(text, "0x%x", record->cap_id);
    }
    text_put(text, ".");
    value_put_method(trace, text, call->interface_id, record->method_id);
}

static void put_operation(struct trace *trace, struct text *text, const struct tap_record *record)
{
    uint8_t opcode = record->opcode;

    if (opcode < sizeof(opcode_names) / sizeof(opcode_names[0]))
        text_put(text, "%s", opcode_names[opcode]);
    else
        text_put(text, "opcode %u", opcode);
    if (opcode == CAP_OP_FINISH)
        text_put(text, " #%llu", (unsigned long long)record->value);
    else if (opcode == CAP_OP_RECV || opcode == CAP_OP_RETURN || opcode == CAP_OP_RELEASE)
        text_put(text, " "), put_cap(trace, text, record->pid, record->cap_id);
}

static void put_flags(struct text *text, const struct tap_record *record)
{
    if (record->sqe_flags & CAP_SQE_KEEP)
        text_put(text, " keep");
    if (record->cap_count != 0)
        text_put(text, " +%u cap%s", record->cap_count, record->cap_count == 1 ? "" : "s");
}

/* A server answers a call of somebody whom this tap does not see: all that there is to show of it. */
static void show_return(struct trace *trace, const struct trace_served *served, const struct tap_record *record,
                        const void *payload)
{
    struct line line;

    line_begin(trace, &line, record->pid, record->tid, record->time_ns, served->depth ? served->depth - 1u : 0);
    text_put(&line.text, "returns ");
    value_put_interface(trace, &line.text, served->interface_id);
    text_put(&line.text, ".");
    value_put_method(trace, &line.text, served->interface_id, served->method_id);
    text_put(&line.text, " -> ");
    if (record->note & TAP_NOTE_EXCEPTION)
        value_put_exception(trace, &line.text, record, payload);
    else
        value_put_results(trace, &line.text, served->interface_id, served->method_id, record, payload);
    put_duration(trace, &line.text, served->begin_ns, record->time_ns);
    line_end(trace, &line);
}

/* FINISH: nobody will name that answer any more. */
static void forget_kept(struct trace *trace, const struct tap_record *record)
{
    struct trace_call *call = table_find_call(trace, record->pid, record->tid, record->value);

    if (!call)
        return;
    call->kept = false;
    if (call->done)
        call->age = 0;
}

static void take_submission(struct trace *trace, const struct tap_record *record, const void *payload)
{
    struct trace_call *call = table_add_call(trace);
    struct trace_served *served;
    struct text text;

    call->pid = record->pid;
    call->tid = record->tid;
    call->answer_id = record->answer_id;
    call->user_data = record->user_data;
    call->begin_ns = record->time_ns;
    call->interface_id = record->interface_id;
    call->cap_id = record->cap_id;
    call->method_id = record->method_id;
    call->opcode = record->opcode;
    call->depth = table_depth(trace, record->pid, record->tid);
    text_open(&text, call->text, sizeof(call->text));
    if (record->opcode == CAP_OP_CALL) {
        put_target(trace, &text, call, record);
        call->target_len = (uint8_t)text.len;
        value_put_params(trace, &text, call->interface_id, record->method_id, record, payload);
    } else {
        put_operation(trace, &text, record);
        call->target_len = (uint8_t)text.len;
    }
    put_flags(&text, record);
    call->kept = record->opcode == CAP_OP_CALL && (record->sqe_flags & CAP_SQE_KEEP);
    if (record->opcode == CAP_OP_FINISH)
        forget_kept(trace, record);
    if (record->opcode != CAP_OP_RETURN)
        return;
    served = table_find_served(trace, record->pid, record->call_id, record->cap_id);
    if (served && served->alone)
        show_return(trace, served, record, payload);
    if (served)
        served->age = 0;
}

/* --- completions --------------------------------------------------------------------------------------------------- */

static void put_result(struct trace *trace, struct text *text, const struct trace_call *call, const struct tap_record *record,
                       const void *payload)
{
    if (record->result == STATUS_APPLICATION_EXCEPTION || record->result == STATUS_APPLICATION_EXCEPTION_TRUNCATED)
        value_put_exception(trace, text, record, payload);
    else if (record->result < 0)
        text_put(text, "%s", capn_status_text(record->result));
    else if (call->opcode == CAP_OP_CALL)
        value_put_results(trace, text, call->interface_id, call->method_id, record, payload);
    else
        text_put(text, "ok");
    if (record->cap_count != 0)
        text_put(text, " +%u cap%s", record->cap_count, record->cap_count == 1 ? "" : "s");
}

static void show_served(struct trace *trace, const struct trace_served *served, const struct tap_record *record,
                        const void *payload)
{
    struct line line;

    line_begin(trace, &line, record->pid, record->tid, record->time_ns, 0);
    text_put(&line.text, "serves ");
    value_put_interface(trace, &line.text, served->interface_id);
    text_put(&line.text, ".");
    value_put_method(trace, &line.text, served->interface_id, served->method_id);
    value_put_params(trace, &line.text, served->interface_id, served->method_id, record, payload);
    line_end(trace, &line);
}

/* A server got a call: what it does from now on is work for that. */
static void take_message(struct trace *trace, const struct tap_record *record, cap_id_t endpoint, const void *payload)
{
    struct trace_call *caller = NULL;
    struct trace_served *served;

    if (record->note & TAP_NOTE_CANCELLED) {
        served = table_find_served(trace, record->pid, record->call_id, endpoint);
        if (served)
            served->age = 0;
        return;
    }
    if (record->peer_pid != 0)
        caller = table_find_call(trace, record->peer_pid, record->peer_tid, record->peer_answer_id);
    served = table_add_served(trace);
    served->pid = record->pid;
    served->tid = record->tid;
    served->call_id = record->call_id;
    served->begin_ns = record->time_ns;
    served->cap_id = endpoint;
    served->interface_id = record->interface_id;
    served->method_id = record->method_id;
    served->alone = !caller;
    served->depth = caller && caller->depth < DEPTH_MAX ? caller->depth + 1 : 1;
    if (caller)
        open_call(trace, caller);
    else
        show_served(trace, served, record, payload);
}

static void show_completion(struct trace *trace, const struct trace_call *call, const struct tap_record *record,
                            const void *payload)
{
    struct line line;

    line_begin(trace, &line, record->pid, record->tid, call->opened ? record->time_ns : call->begin_ns, call->depth);
    text_put(&line.text, "#%llu ", (unsigned long long)call->answer_id);
    if (call->opened)
        text_put(&line.text, "%.*s", (int)call->target_len, call->text);
    else
        text_put(&line.text, "%s", call->text);
    text_put(&line.text, " -> ");
    put_result(trace, &line.text, call, record, payload);
    put_duration(trace, &line.text, call->begin_ns, record->time_ns);
    line_end(trace, &line);
}

static void take_completion(struct trace *trace, const struct tap_record *record, const void *payload)
{
    struct trace_call *call = table_find_completed(trace, record);

    if (record->note & TAP_NOTE_MESSAGE)
        take_message(trace, record, call ? call->cap_id : CAP_ID_INVALID, payload);
    if (!call || call->done)
        return;
    if (call->interface_id == 0)
        call->interface_id = record->interface_id;
    if (call->opcode == CAP_OP_CALL || record->result < 0 || trace->all)
        show_completion(trace, call, record, payload);
    call->done = true;
    if (!call->kept)
        call->age = 0;
}

/* --- processes ----------------------------------------------------------------------------------------------------- */

static void show_process(struct trace *trace, const struct tap_record *record)
{
    struct line line;

    if (!trace->pids)
        return;
    line_begin(trace, &line, record->pid, 0, record->time_ns, 0);
    if (record->kind == TAP_PROCESS)
        text_put(&line.text, "starts");
    else if (record->opcode == EXIT_KIND_EXITED)
        text_put(&line.text, "exits with code %lld", (long long)record->value);
    else if (record->opcode == EXIT_KIND_FAULTED)
        text_put(&line.text, "is ended by a fault");
    else if (record->opcode == EXIT_KIND_KILLED)
        text_put(&line.text, "is killed");
    else
        text_put(&line.text, "is ended: it broke the ring's protocol");
    line_end(trace, &line);
}

/* Calls of a process (0: of all) that never got an answer, the oldest first. */
static void end_calls(struct trace *trace, uint32_t pid)
{
    for (;;) {
        struct trace_call *oldest = NULL;
        struct line line;

        for (uint32_t i = 0; i < TRACE_CALLS; i++) {
            struct trace_call *call = &trace->calls[i];

            if (call->age != 0 && (pid == 0 || call->pid == pid) && (!oldest || call->age < oldest->age))
                oldest = call;
        }
        if (!oldest)
            return;
        oldest->age = 0;
        if (oldest->done || (oldest->opcode != CAP_OP_CALL && !trace->all))
            continue;
        line_begin(trace, &line, oldest->pid, oldest->tid, oldest->begin_ns, oldest->depth);
        text_put(&line.text, "#%llu %.*s -> unfinished", (unsigned long long)oldest->answer_id,
                 oldest->opened ? (int)oldest->target_len : (int)sizeof(oldest->text), oldest->text);
        line_end(trace, &line);
    }
}

static void take_exit(struct trace *trace, const struct tap_record *record)
{
    end_calls(trace, record->pid);
    show_process(trace, record);
    for (uint32_t i = 0; i < TRACE_SERVED; i++) {
        if (trace->served[i].pid == record->pid)
            trace->served[i].age = 0;
    }
    name_drop_grants(trace, record->pid);
}

/* --- the outside --------------------------------------------------------------------------------------------------- */

static void take_lost(struct trace *trace, const struct tap_record *record)
{
    struct line line;

    if (record->lost == 0)
        return;
    trace->lost += record->lost;
    line.wanted = true;
    text_open(&line.text, line.bytes, sizeof(line.bytes) - 1);
    text_put(&line.text, "-- %u record%s lost: the tap's buffer was full", record->lost, record->lost == 1 ? " was" : "s were");
    line_end(trace, &line);
}

void trace_record(struct trace *trace, const struct tap_record *record, const void *payload)
{
    take_lost(trace, record);
    switch (record->kind) {
    case TAP_SUBMISSION:
        take_submission(trace, record, payload);
        break;
    case TAP_COMPLETION:
        take_completion(trace, record, payload);
        break;
    case TAP_PROCESS:
        name_add_process(trace, record->pid, payload, record->payload_bytes);
        show_process(trace, record);
        break;
    case TAP_GRANT:
        name_add_grant(trace, record, payload);
        break;
    case TAP_EXIT:
        take_exit(trace, record);
        break;
    default:
        break;
    }
}

bool trace_records(struct trace *trace, const void *bytes, size_t len)
{
    const uint8_t *at = bytes;

    while (len != 0) {
        struct tap_record record;

        if (len < sizeof(record))
            return false;
        memcpy(&record, at, sizeof(record));
        if (record.bytes < sizeof(record) || record.bytes > len || record.payload_bytes > record.bytes - sizeof(record))
            return false;
        trace_record(trace, &record, at + sizeof(record));
        at += record.bytes;
        len -= record.bytes;
    }
    return true;
}

void trace_idle(struct trace *trace)
{
    uint64_t from = 0;

    for (;;) {
        struct trace_call *oldest = NULL;

        for (uint32_t i = 0; i < TRACE_CALLS; i++) {
            struct trace_call *call = &trace->calls[i];

            if (call->age > from && call->opcode == CAP_OP_CALL && !call->opened && !call->done && (!oldest || call->age < oldest->age))
                oldest = call;
        }
        if (!oldest)
            return;
        from = oldest->age;
        open_call(trace, oldest);
    }
}

void trace_end(struct trace *trace)
{
    end_calls(trace, 0);
}
