/* SPDX-License-Identifier: MIT */
/* The terminal service: TerminalSession on endpoint `terminal`, over the SerialPort `serial`. */
#include "input.h"

#define DEFAULT_LINE_BYTES 256u
#define MESSAGE_BYTES 8192u

/* What every terminal can show; nothing on a serial line says how large it is. */
#define COLUMNS 80u
#define ROWS 24u

struct terminal {
    struct input input;
    struct output output;
    struct rt_endpoint endpoint;
};

/* Large, and of one instance: not on the stack. */
static struct terminal terminal;

static status_t terminal_write(void *self, struct capn_call *call,
                               const struct terminal_output_write_params_reader *params,
                               struct terminal_output_write_results_builder *results)
{
    struct terminal *t = self;
    struct capn_data data;
    status_t status = terminal_output_write_params_get_data(params, &data);

    (void)results;
    return status == STATUS_OK ? output_write(&t->output, call, data.data, data.len, "") : status;
}

static status_t terminal_write_line(void *self, struct capn_call *call,
                                    const struct terminal_output_write_line_params_reader *params,
                                    struct terminal_output_write_line_results_builder *results)
{
    struct terminal *t = self;
    struct capn_text text;
    status_t status = terminal_output_write_line_params_get_text(params, &text);

    (void)results;
    return status == STATUS_OK ? output_write(&t->output, call, text.data, text.len, "\n") : status;
}

static status_t terminal_read_line(void *self, struct capn_call *call,
                                   const struct terminal_session_read_line_params_reader *params,
                                   struct terminal_session_read_line_results_builder *results)
{
    struct terminal *t = self;
    struct line_request_reader request;
    struct capn_text prompt;
    status_t status = terminal_session_read_line_params_get_request(params, &request);

    (void)results;
    if (status == STATUS_OK)
        status = line_request_get_prompt(&request, &prompt);
    if (status != STATUS_OK)
        return status;
    if (prompt.len > INPUT_MAX_PROMPT_BYTES)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "a prompt has at most %u bytes", INPUT_MAX_PROMPT_BYTES);
    uint16_t echo = (uint16_t)line_request_get_echo(&request);

    if (echo >= ECHO_MODE_COUNT)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "echo must be visible or hidden");
    uint32_t max_bytes = line_request_get_max_bytes(&request);

    return input_read_line(&t->input, call, prompt, max_bytes ? max_bytes : DEFAULT_LINE_BYTES,
                           echo == ECHO_MODE_HIDDEN);
}

static status_t terminal_read_raw(void *self, struct capn_call *call,
                                  const struct terminal_session_read_raw_params_reader *params,
                                  struct terminal_session_read_raw_results_builder *results)
{
    struct terminal *t = self;

    (void)results;
    return input_read_raw(&t->input, call, terminal_session_read_raw_params_get_max_bytes(params));
}

static status_t terminal_info(void *self, struct capn_call *call,
                              const struct terminal_session_info_params_reader *params,
                              struct terminal_session_info_results_builder *results)
{
    struct terminal *t = self;

    (void)call;
    (void)params;
    terminal_session_info_results_set_columns(results, COLUMNS);
    terminal_session_info_results_set_rows(results, ROWS);
    terminal_session_info_results_set_input_ended(results, t->input.script.ended && queue_count(&t->input.typed.queue) == 0);
    return STATUS_OK;
}

static status_t terminal_await_interrupt(void *self, struct capn_call *call,
                                         const struct terminal_session_await_interrupt_params_reader *params,
                                         struct terminal_session_await_interrupt_results_builder *results)
{
    struct terminal *t = self;

    (void)results;
    return input_await_interrupt(&t->input, call, terminal_session_await_interrupt_params_get_presses(params));
}

static const struct terminal_output_server output_methods = {
    .write = terminal_write,
    .write_line = terminal_write_line,
};

static const struct terminal_session_server methods = {
    .terminal_output = &output_methods,
    .read_line = terminal_read_line,
    .read_raw = terminal_read_raw,
    .info = terminal_info,
    .await_interrupt = terminal_await_interrupt,
};

RT_DISPATCH(terminal_session)

static void on_cancelled(void *self, uint64_t call_id)
{
    struct terminal *t = self;

    input_cancel(&t->input, call_id);
    output_cancel(&t->output, call_id);
}

static void on_drained(void *context)
{
    struct terminal *t = context;

    input_process(&t->input);
}

int main(struct rt *rt)
{
    struct rt_loop loop;
    serial_port_t serial;
    cap_id_t endpoint;
    status_t status = rt_find(rt, "serial", SERIAL_PORT_INTERFACE_ID, &serial.id);

    if (status != STATUS_OK)
        rt_panic(rt, "no serial line was granted as `serial`: %s", capn_status_text(status));
    status = rt_find(rt, "terminal", 0, &endpoint);
    if (status != STATUS_OK)
        rt_panic(rt, "no endpoint was granted as `terminal`: %s", capn_status_text(status));
    rt_loop_init(&loop, rt);
    output_init(&terminal.output, rt, &loop, serial, on_drained, &terminal);
    terminal.endpoint.cancelled = on_cancelled;
    status = rt_loop_serve(&loop, &terminal.endpoint, endpoint, terminal_session_dispatch_any, &methods, &terminal,
                           MESSAGE_BYTES);
    if (status == STATUS_OK)
        status = input_init(&terminal.input, rt, &loop, serial, &terminal.output);
    if (status != STATUS_OK)
        rt_panic(rt, "cannot start: %s", capn_status_text(status));
    return rt_loop_run(&loop);
}
