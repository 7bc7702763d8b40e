/* SPDX-License-Identifier: MIT */
/* A program without arguments, steered by the name of its first grant. */
#include "kernel.capnp.h"
#include "rt/rt.h"
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

int main(struct rt *rt)
{
    static const struct {
        const char *name;
        int (*run)(struct rt *rt);
    } behaviours[] = {
        { "code", do_code },     { "fault", do_fault }, { "forever", do_forever },
        { "cancel", do_cancel }, { "die", do_die },     { "line", do_line },
        { "keys", do_keys },
    };
    const struct capset_entry *first = rt_capset_entry(rt, 0);

    for (uint32_t i = 0; first && i < sizeof(behaviours) / sizeof(behaviours[0]); i++) {
        cap_id_t cap;

        if (rt_find(rt, behaviours[i].name, 0, &cap) == STATUS_OK && cap == first->cap_id)
            return behaviours[i].run(rt);
    }
    return 99;
}
