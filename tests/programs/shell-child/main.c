/* SPDX-License-Identifier: MIT */
/* A program without arguments, steered by the name of its first grant. */
#include "demo.capnp.h"
#include "kernel.capnp.h"
#include "rt/loop.h"
#include "terminal.capnp.h"

/* Long enough for a test to type something meanwhile. */
#define READ_NS 1000000000ull

static int do_code(struct rt *rt)
{
    (void)rt;
    return 3;
}

static int do_fault(struct rt *rt)
{
    /* Below USER_MIN: nothing is ever mapped there. Volatile, so that no compiler knows. */
    volatile uintptr_t address = 0x10;

    (void)rt;
    *(volatile uint32_t *)address = 1;
    return 0;
}

static int do_forever(struct rt *rt)
{
    volatile bool forever = true;

    (void)rt;
    while (forever)
        continue;
    return 0;
}

static status_t read_begin(struct rt *rt, struct capn_request *request)
{
    struct terminal_session_read_line_params_builder params;
    struct line_request_builder line;
    terminal_session_t terminal;
    status_t status = rt_find(rt, "terminal", TERMINAL_SESSION_INTERFACE_ID, &terminal.id);

    if (status == STATUS_OK)
        status = terminal_session_read_line_begin(request, rt, terminal, &params);
    if (status != STATUS_OK)
        return status;
    status = terminal_session_read_line_params_init_request(&params, &line);
    if (status == STATUS_OK)
        status = line_request_set_prompt(&line, CAPN_TEXT("type now: "));
    line_request_set_echo(&line, ECHO_MODE_HIDDEN);
    if (status == STATUS_OK)
        status = capn_request_submit(request);
    if (status != STATUS_OK)
        capn_request_end(request);
    return status;
}

/* Leaves the read in flight for a while; with finish it is cancelled, else the process ends with it. */
static int read_and_leave(struct rt *rt, bool finish)
{
    struct capn_request request;
    timer_t timer;

    if (rt_find(rt, "timer", TIMER_INTERFACE_ID, &timer.id) != STATUS_OK || read_begin(rt, &request) != STATUS_OK ||
        timer_sleep(rt, timer, READ_NS) != STATUS_OK)
        return 1;
    if (finish)
        capn_request_end(&request);
    rt_exit(rt, 0);
}

static int do_cancel(struct rt *rt)
{
    return read_and_leave(rt, true);
}

static int do_die(struct rt *rt)
{
    return read_and_leave(rt, false);
}

static int do_line(struct rt *rt)
{
    struct terminal_session_read_line_results_reader results;
    struct capn_request request;
    struct capn_data line = { 0 };

    if (read_begin(rt, &request) != STATUS_OK)
        return 1;
    status_t status = capn_request_wait(&request, TIME_FOREVER);

    if (status == STATUS_OK)
        status = terminal_session_read_line_results(&request, &results);
    if (status == STATUS_OK)
        status = terminal_session_read_line_results_get_line(&results, &line);
    capn_request_end(&request);
    return status == STATUS_OK ? (int)line.len : 1;
}

static status_t key_read(struct rt *rt, terminal_session_t terminal, uint8_t *key)
{
    struct terminal_session_read_raw_params_builder params;
    struct terminal_session_read_raw_results_reader results;
    struct capn_request request;
    struct capn_data data = { 0 };
    status_t status = terminal_session_read_raw_begin(&request, rt, terminal, &params);

    if (status != STATUS_OK)
        return status;
    terminal_session_read_raw_params_set_max_bytes(&params, 1);
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = terminal_session_read_raw_results(&request, &results);
    if (status == STATUS_OK)
        status = terminal_session_read_raw_results_get_data(&results, &data);
    if (status == STATUS_OK)
        *key = data.data[0];
    capn_request_end(&request);
    return status;
}

/* Names each key that it gets; q ends it. */
static int do_keys(struct rt *rt)
{
    terminal_session_t terminal;
    status_t status = rt_find(rt, "terminal", TERMINAL_SESSION_INTERFACE_ID, &terminal.id);
    uint8_t key = 0;
    char text[16];

    while (status == STATUS_OK && key != 'q') {
        status = terminal_session_write(rt, terminal, (struct capn_data){ .data = (const uint8_t *)"key: ", .len = 5 });
        if (status == STATUS_OK)
            status = key_read(rt, terminal, &key);
        size_t len = rt_format(text, sizeof(text), "%u;\n", key);

        if (status == STATUS_OK)
            status = terminal_session_write(rt, terminal, (struct capn_data){ .data = (const uint8_t *)text, .len = (uint32_t)len });
    }
    return status == STATUS_OK ? 4 : 1;
}

/* --- a service that has the terminal ------------------------------------------------------------------------------ */

#define HOG_CALLS 8u            /* awaitInterrupt at a time, as many as the terminal takes */
#define TAKEN_FROM_IT 5         /* exit code: the terminal was taken back */

struct prompter {
    struct rt *rt;
    struct rt_loop loop;
    struct rt_endpoint endpoint;
    terminal_session_t terminal;
    struct capn_request read, interrupts[HOG_CALLS];
    struct rt_watch read_watch, interrupt_watches[HOG_CALLS];
    struct rt_reply hanging;
};

static _Noreturn void prompter_end(struct prompter *prompter, status_t status)
{
    rt_exit(prompter->rt, status == STATUS_GONE ? TAKEN_FROM_IT : 1);
}

static void say(struct prompter *prompter, const char *text, size_t len)
{
    struct capn_data data = { .data = (const uint8_t *)text, .len = (uint32_t)len };
    status_t status = terminal_session_write(prompter->rt, prompter->terminal, data);

    if (status != STATUS_OK)
        prompter_end(prompter, status);
}

static void read_key(struct prompter *prompter);

static void key_done(void *context, struct capn_request *request, status_t status)
{
    struct terminal_session_read_raw_results_reader results;
    struct prompter *prompter = context;
    struct capn_data data = { 0 };
    char text[16];

    if (status == STATUS_OK)
        status = terminal_session_read_raw_results(request, &results);
    if (status == STATUS_OK)
        status = terminal_session_read_raw_results_get_data(&results, &data);
    if (status != STATUS_OK)
        prompter_end(prompter, status);
    size_t len = rt_format(text, sizeof(text), "%u;\n", data.data[0]);

    capn_request_end(request);
    say(prompter, text, len);
    read_key(prompter);
}

static void read_key(struct prompter *prompter)
{
    struct terminal_session_read_raw_params_builder params;
    status_t status = terminal_session_read_raw_begin(&prompter->read, prompter->rt, prompter->terminal, &params);

    if (status != STATUS_OK)
        prompter_end(prompter, status);
    terminal_session_read_raw_params_set_max_bytes(&params, 1);
    status = rt_loop_watch(&prompter->loop, &prompter->read_watch, &prompter->read, key_done, prompter);
    if (status != STATUS_OK)
        prompter_end(prompter, status);
    /* Seen only when it is the reader. */
    say(prompter, "key: ", 5);
}

/* The place of another is free some time. */
static void interrupt_done(void *context, struct capn_request *request, status_t status)
{
    struct prompter *prompter = context;
    struct rt_watch *watch = &prompter->interrupt_watches[request - prompter->interrupts];

    if (status == STATUS_OVERLOADED)
        status = rt_loop_watch(&prompter->loop, watch, request, interrupt_done, prompter);
    if (status != STATUS_OK)
        prompter_end(prompter, status);
}

/* ping: reads keys from here on, beside its caller. */
static status_t prompter_ping(void *self, struct capn_call *call, const struct echo_ping_params_reader *params,
                              struct echo_ping_results_builder *results)
{
    (void)call;
    (void)params;
    (void)results;
    read_key(self);
    return STATUS_OK;
}

/* hang: reads keys, and never answers. */
static status_t prompter_hang(void *self, struct capn_call *call, const struct echo_hang_params_reader *params,
                              struct echo_hang_results_builder *results)
{
    struct prompter *prompter = self;

    (void)params;
    (void)results;
    rt_call_detach(call, &prompter->hanging);
    read_key(prompter);
    return STATUS_PENDING;
}

/* exit: keeps all there is for those who wait for ^C. */
static status_t prompter_hog(void *self, struct capn_call *call, const struct echo_exit_params_reader *params,
                             struct echo_exit_results_builder *results)
{
    struct terminal_session_await_interrupt_params_builder interrupt;
    struct prompter *prompter = self;

    (void)call;
    (void)params;
    (void)results;
    for (uint32_t i = 0; i < HOG_CALLS; i++) {
        struct capn_request *request = &prompter->interrupts[i];
        status_t status = terminal_session_await_interrupt_begin(request, prompter->rt, prompter->terminal, &interrupt);

        if (status != STATUS_OK)
            return status;
        terminal_session_await_interrupt_params_set_presses(&interrupt, 2);
        status = rt_loop_watch(&prompter->loop, &prompter->interrupt_watches[i], request, interrupt_done, prompter);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* keep: a terminal that it was not started with. */
static status_t prompter_keep(void *self, struct capn_call *call, const struct echo_keep_params_reader *params,
                              struct echo_keep_results_builder *results)
{
    struct prompter *prompter = self;
    uint32_t index;
    status_t status = echo_keep_params_get_capability(params, &index);

    (void)results;
    return status == STATUS_OK ? rt_call_take_capability(call, index, TERMINAL_SESSION_INTERFACE_ID, &prompter->terminal.id) : status;
}

RT_DISPATCH(echo)

static int do_prompter(struct rt *rt)
{
    static const struct echo_server server = { .ping = prompter_ping, .hang = prompter_hang, .exit = prompter_hog, .keep = prompter_keep };
    static struct prompter prompter;
    cap_id_t endpoint = rt_capset_entry(rt, 0)->cap_id;

    prompter.rt = rt;
    rt_loop_init(&prompter.loop, rt);
    if (rt_find(rt, "terminal", TERMINAL_SESSION_INTERFACE_ID, &prompter.terminal.id) != STATUS_OK)
        prompter.terminal.id = CAP_ID_INVALID;
    if (rt_loop_serve(&prompter.loop, &prompter.endpoint, endpoint, echo_dispatch_any, &server, &prompter, 0) != STATUS_OK)
        return 1;
    return rt_loop_run(&prompter.loop);
}

int main(struct rt *rt)
{
    static const struct {
        const char *name;
        int (*run)(struct rt *rt);
    } behaviours[] = {
        { "code", do_code },     { "fault", do_fault }, { "forever", do_forever },
        { "cancel", do_cancel }, { "die", do_die },     { "line", do_line },
        { "keys", do_keys },     { "prompter", do_prompter },
    };
    const struct capset_entry *first = rt_capset_entry(rt, 0);

    for (uint32_t i = 0; first && i < sizeof(behaviours) / sizeof(behaviours[0]); i++) {
        cap_id_t cap;

        if (rt_find(rt, behaviours[i].name, 0, &cap) == STATUS_OK && cap == first->cap_id)
            return behaviours[i].run(rt);
    }
    return 99;
}
