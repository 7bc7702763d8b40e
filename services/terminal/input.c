/* SPDX-License-Identifier: MIT */
/* Typed bytes, and their reader. */
#include "input.h"

#include "abi/script.h"

static status_t read_submit(struct input *input);

/* Room for so much, and for whatever the next byte makes the line editor send. */
static bool has_room(const struct input *input, uint32_t bytes)
{
    return queue_space(&input->output->echo) >= DISCIPLINE_MAX_ECHO + bytes;
}

static void full_say(struct input *input)
{
    char message[192];

    if (!input->full_unsaid || !has_room(input, sizeof(message)))
        return;
    size_t len = rt_format(message, sizeof(message),
                           "\a\r\n[%u bytes are typed ahead, which is the limit. The line that did not fit and what\r\n"
                           "follows are dropped: type them again when the others were read.]\r\n", TYPED_MAX_BYTES);

    output_echo(input->output, message, (uint32_t)len);
    input->full_unsaid = false;
}

static void take_byte(struct input *input, uint8_t byte)
{
    if (typed_put(&input->typed, byte) == TYPED_FULL)
        input->full_unsaid = true;
    if (byte != TYPED_INTERRUPT)
        return;
    interrupts_look(&input->interrupts, &input->typed, 2);
    /* A reader gets the first of two before the second can discard it. */
    input_process(input);
}

static void take_typed(struct input *input, struct capn_data data)
{
    for (uint32_t i = 0; i < data.len; i++) {
        if (!script_take(&input->script, data.data[i]))
            take_byte(input, data.data[i]);
    }
    full_say(input);
    /* The answer's buffer goes back to the runtime's pool: it must not carry a password there. */
    rt_erase((void *)(uintptr_t)data.data, data.len);
}

static void line_fail(struct input *input, status_t status)
{
    rt_log(input->rt, "cannot read the serial line: %s", capn_status_text(status));
    rt_loop_stop(input->loop, 1);
}

/* Of a script no more is taken than there is room for: the rest waits on the line. */
static void read_resume(struct input *input)
{
    if (input->in_flight || (input->script.on && queue_count(&input->typed.queue) + INPUT_READ_BYTES > TYPED_MAX_BYTES))
        return;
    status_t status = read_submit(input);

    if (status != STATUS_OK)
        line_fail(input, status);
}

static void read_done(void *context, struct capn_request *request, status_t status)
{
    struct input *input = context;
    struct serial_input_read_results_reader results;
    struct capn_data data = { 0 };

    if (status == STATUS_OK)
        status = serial_input_read_results(request, &results);
    if (status == STATUS_OK)
        status = serial_input_read_results_get_data(&results, &data);
    if (status == STATUS_OK)
        take_typed(input, data);
    capn_request_end(request);
    input->in_flight = false;
    if (status != STATUS_OK) {
        line_fail(input, status);
        return;
    }
    input_process(input);
    output_pump(input->output);
}

static status_t read_submit(struct input *input)
{
    struct serial_input_read_params_builder params;
    status_t status = serial_port_read_begin_sized(&input->request, input->rt, input->serial, &params, 0,
                                                   INPUT_READ_BYTES + 256);

    if (status != STATUS_OK)
        return status;
    serial_input_read_params_set_max_bytes(&params, INPUT_READ_BYTES);
    status = rt_loop_watch(input->loop, &input->watch, &input->request, read_done, input);
    if (status != STATUS_OK)
        capn_request_end(&input->request);
    input->in_flight = status == STATUS_OK;
    return status;
}

status_t input_init(struct input *input, struct rt *rt, struct rt_loop *loop, serial_port_t serial,
                    struct output *output)
{
    input->rt = rt;
    input->loop = loop;
    input->serial = serial;
    input->output = output;
    discipline_init(&input->line, output_echo, output);
    status_t status = read_submit(input);

    if (status == STATUS_OK)
        output_echo(output, (const char[]){ SCRIPT_READY }, 1);
    output_pump(output);
    return status;
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

/* count bytes are ready. */
static status_t raw_build(struct input *input, uint32_t count)
{
    struct terminal_session_read_raw_results_builder results;
    uint8_t *bytes;
    status_t status = rt_reply_begin(&input->reply, count + 64);

    rt_reply_mark_secret(&input->reply);
    if (status == STATUS_OK)
        status = terminal_session_read_raw_results_build_root(&input->reply.results, &results);
    if (status == STATUS_OK)
        status = terminal_session_read_raw_results_init_data(&results, count, &bytes);
    for (uint32_t i = 0; status == STATUS_OK && i < count; i++)
        bytes[i] = typed_take(&input->typed, TYPED_RAW);
    return status;
}

static status_t line_build(struct input *input, enum line_status line_status)
{
    struct terminal_session_read_line_results_builder results;
    struct capn_data line = { .data = (const uint8_t *)input->line.text, .len = input->line.len };
    status_t status = rt_reply_begin(&input->reply, line.len + 64);

    rt_reply_mark_secret(&input->reply);
    if (status == STATUS_OK)
        status = terminal_session_read_line_results_build_root(&input->reply.results, &results);
    if (status != STATUS_OK)
        return status;
    terminal_session_read_line_results_set_status(&results, line_status);
    return terminal_session_read_line_results_set_line(&results, line);
}

static void reader_answer(struct input *input, status_t status)
{
    input->reader = INPUT_NOBODY;
    if (status == STATUS_OK)
        rt_reply_send(&input->reply);
    else
        rt_reply_fail(&input->reply, status, NULL);
}

static void line_feed(struct input *input)
{
    static const enum line_status statuses[] = {
        [DISCIPLINE_COMPLETE] = LINE_STATUS_COMPLETE,
        [DISCIPLINE_INTERRUPTED] = LINE_STATUS_INTERRUPTED,
        [DISCIPLINE_END] = LINE_STATUS_END_OF_INPUT,
    };
    enum discipline_event event = discipline_feed(&input->line, typed_take(&input->typed, TYPED_LINE));

    if (event == DISCIPLINE_MORE)
        return;
    reader_answer(input, line_build(input, statuses[event]));
    discipline_erase(&input->line);
}

static void prompt_show(struct input *input)
{
    for (uint32_t i = 0; i < input->prompt_len; i++) {
        if (input->prompt[i] == '\n')
            output_echo(input->output, "\r", 1);
        output_echo(input->output, &input->prompt[i], 1);
    }
    input->prompt_len = 0;
}

/* How many bytes there are for the reader. Behind a script there always is one. */
static uint32_t reader_ready(struct input *input, enum typed_reader kind, uint32_t most)
{
    uint32_t count = typed_ready(&input->typed, kind, most);

    if (count > 0 || !input->script.ended)
        return count;
    (void)typed_put(&input->typed, script_end_key(&input->script, kind == TYPED_LINE, input->line.len));
    return typed_ready(&input->typed, kind, most);
}

static void line_process(struct input *input)
{
    while (input->reader == INPUT_LINE && has_room(input, 2 * INPUT_MAX_PROMPT_BYTES)) {
        if (input->prompt_len > 0)
            prompt_show(input);
        else if (reader_ready(input, TYPED_LINE, 1) > 0)
            line_feed(input);
        else
            break;
    }
}

void input_process(struct input *input)
{
    uint32_t count;

    full_say(input);
    if (input->reader == INPUT_RAW && (count = reader_ready(input, TYPED_RAW, input->raw_bytes)) > 0)
        reader_answer(input, raw_build(input, count));
    line_process(input);
    if (input->reader == INPUT_NOBODY)
        interrupts_look(&input->interrupts, &input->typed, 1);
    read_resume(input);
}

/* --- readers ------------------------------------------------------------------------------------------------------ */

/* A reader of another session must not get what was typed for the one before. */
static void session_check(struct input *input, struct capn_call *call)
{
    const struct endpoint_message *message = rt_call_message(call);
    bool same =
        message->session_reference[0] == input->session[0] && message->session_reference[1] == input->session[1];

    if (input->session_known && !same && !input->script.on)
        typed_erase(&input->typed);
    input->session_known = true;
    input->session[0] = message->session_reference[0];
    input->session[1] = message->session_reference[1];
}

static status_t reader_check(struct input *input, struct capn_call *call, uint32_t max_bytes, uint32_t most)
{
    if (max_bytes == 0 || max_bytes > most)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "maxBytes must be 1 to %u", most);
    if (input->reader != INPUT_NOBODY)
        return capn_call_fail(call, STATUS_BUSY, "somebody else is reading this terminal");
    return STATUS_OK;
}

status_t input_read_raw(struct input *input, struct capn_call *call, uint32_t max_bytes)
{
    status_t status = reader_check(input, call, max_bytes, INPUT_MAX_RAW_BYTES);

    if (status != STATUS_OK)
        return status;
    session_check(input, call);
    rt_call_detach(call, &input->reply);
    input->reader = INPUT_RAW;
    input->raw_bytes = max_bytes;
    input_process(input);
    return STATUS_PENDING;
}

status_t input_read_line(struct input *input, struct capn_call *call, struct capn_text prompt, uint32_t max_bytes,
                         bool hidden)
{
    status_t status = reader_check(input, call, max_bytes, DISCIPLINE_MAX_BYTES);

    if (status != STATUS_OK)
        return status;
    session_check(input, call);
    memcpy(input->prompt, prompt.data, prompt.len);
    input->prompt_len = prompt.len;
    rt_call_detach(call, &input->reply);
    input->reader = INPUT_LINE;
    discipline_begin(&input->line, max_bytes, hidden);
    input_process(input);
    output_pump(input->output);
    return STATUS_PENDING;
}

status_t input_await_interrupt(struct input *input, struct capn_call *call, uint32_t presses)
{
    status_t status = interrupts_wait(&input->interrupts, call, presses);

    if (status != STATUS_PENDING)
        return status;
    interrupts_look(&input->interrupts, &input->typed, 2);
    input_process(input);
    return STATUS_PENDING;
}

void input_cancel(struct input *input, uint64_t call_id)
{
    interrupts_cancel(&input->interrupts, call_id);
    if (input->reader == INPUT_NOBODY || input->reply.call_id != call_id)
        return;
    rt_reply_drop(&input->reply);
    input->reader = INPUT_NOBODY;
    discipline_erase(&input->line);
    if (!input->script.on)
        typed_erase(&input->typed);
}
