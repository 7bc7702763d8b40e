/* SPDX-License-Identifier: MIT */
/*
 * Calls every method of an Echo service named `echo` and compares each answer with what it must be. Prints one line per
 * check; the exit code is 0 only if all were right. The last check makes the server exit.
 */
#include "output.h"

#include "demo.capnp.h"
#include "kernel.capnp.h"
#include "terminal.capnp.h"

/* Calls in flight at once in the check of that. */
#define FLIGHT 8u
/* How long a call that never answers is waited for, when there is a clock. */
#define HANG_NS 20000000ull

struct client {
    struct rt *rt;
    struct output output;
    echo_t echo;
    uint32_t failures;
};

static void report(struct client *client, const char *what, bool right, status_t status)
{
    const char *reason = rt_last_reason(client->rt);

    if (right) {
        output_line(&client->output, "echo-client: %s: ok", what);
        return;
    }
    client->failures++;
    output_line(&client->output, "echo-client: %s: WRONG (%s%s%s)", what, capn_status_text(status), *reason ? ": " : "", reason);
}

static void check_echo(struct client *client)
{
    struct echo_echo_params_builder params;
    struct echo_echo_results_reader results;
    struct block64_builder out;
    struct block64_reader in;
    struct capn_request request;
    bool right = false;
    status_t status;

    status = echo_echo_begin(&request, client->rt, client->echo, &params);
    if (status < 0) {
        report(client, "echo", false, status);
        return;
    }
    status = echo_echo_params_init_words(&params, &out);
    if (status == STATUS_OK) {
        block64_set_a(&out, 0x0123456789abcdef);
        block64_set_h(&out, UINT64_MAX);
        status = capn_request_call(&request);
    }
    if (status == STATUS_OK)
        status = echo_echo_results(&request, &results);
    if (status == STATUS_OK)
        status = echo_echo_results_get_words(&results, &in);
    if (status == STATUS_OK)
        right = block64_get_a(&in) == 0x0123456789abcdef && block64_get_d(&in) == 0 && block64_get_h(&in) == UINT64_MAX;
    capn_request_end(&request);
    report(client, "echo of 64 bytes", right, status);
}

/* Begins a say with that text. */
static status_t say_begin(struct client *client, struct capn_request *request, struct capn_text text, size_t results_extra)
{
    struct echo_say_params_builder params;
    status_t status = echo_say_begin_sized(request, client->rt, client->echo, &params, text.len + 8, results_extra);

    if (status < 0)
        return status;
    status = echo_say_params_set_text(&params, text);
    if (status < 0)
        capn_request_end(request);
    return status;
}

static bool say_is_right(struct capn_request *request, struct capn_text expected)
{
    struct echo_say_results_reader results;
    struct capn_text text;

    return echo_say_results(request, &results) == STATUS_OK && echo_say_results_get_text(&results, &text) == STATUS_OK &&
           text.len == expected.len && memcmp(text.data, expected.data, text.len) == 0;
}

static void check_say(struct client *client, const char *what)
{
    struct capn_text text = CAPN_TEXT("gr\xc3\xbc\xc3\x9f dich");
    struct capn_request request;
    status_t status = say_begin(client, &request, text, text.len + 8);
    bool right = false;

    if (status == STATUS_OK) {
        status = capn_request_call(&request);
        right = status == STATUS_OK && say_is_right(&request, text);
        capn_request_end(&request);
    }
    report(client, what, right, status);
}

/* Many at a time, waited for in the wrong order. */
static void check_flight(struct client *client)
{
    static struct capn_request requests[FLIGHT];
    char texts[FLIGHT][16];
    uint32_t begun = 0;
    bool right = true;
    status_t status = STATUS_OK;

    while (begun < FLIGHT && status == STATUS_OK) {
        size_t len = rt_format(texts[begun], sizeof(texts[begun]), "call %u", begun);
        status = say_begin(client, &requests[begun], (struct capn_text){ texts[begun], (uint32_t)len }, 32);
        if (status < 0)
            break;
        status = capn_request_submit(&requests[begun++]);
    }
    right = status == STATUS_OK;
    for (uint32_t i = begun; i-- > 0;) {
        if (right) {
            status = capn_request_wait(&requests[i], TIME_FOREVER);
            right = status == STATUS_OK && say_is_right(&requests[i], (struct capn_text){ texts[i], (uint32_t)strlen(texts[i]) });
        }
        capn_request_end(&requests[i]);
    }
    report(client, "8 calls in flight", right, status);
}

static void check_fail(struct client *client)
{
    static const status_t statuses[] = { STATUS_FAILED, STATUS_OVERLOADED, STATUS_GONE, STATUS_UNIMPLEMENTED };
    struct capn_text reason = CAPN_TEXT("because I was asked to");
    status_t status = STATUS_OK;
    bool right = true;

    for (uint16_t type = 0; type < 4 && right; type++) {
        status = echo_fail(client->rt, client->echo, type, reason);
        right = status == statuses[type] && strlen(rt_last_reason(client->rt)) == reason.len &&
                memcmp(rt_last_reason(client->rt), reason.data, reason.len) == 0;
    }
    report(client, "exceptions of all types", right, status);
    status = echo_fail(client->rt, client->echo, 9, reason);
    report(client, "a wrong argument", status == STATUS_FAILED && strlen(rt_last_reason(client->rt)) > 0, status);
}

static void check_too_large(struct client *client)
{
    static char big[4000];
    struct capn_text text = { big, sizeof(big) };
    struct capn_request request;
    status_t status;

    memset(big, 'x', sizeof(big));
    /* The answer has as many bytes, and there is no room for them. */
    status = say_begin(client, &request, text, 0);
    if (status == STATUS_OK) {
        status = capn_request_call(&request);
        capn_request_end(&request);
    }
    report(client, "an answer that does not fit", status == STATUS_FAILED || status == STATUS_RESULT_TOO_LARGE, status);
}

/* Lends the server what we print through, gets it back as another hold, and prints through that. */
static void check_keep_and_give(struct client *client)
{
    struct output *output = &client->output;
    cap_id_t lent = output->terminal != CAP_ID_INVALID ? output->terminal : output->console;
    cap_id_t back;
    status_t status;

    if (lent == CAP_ID_INVALID)
        return;
    status = echo_keep(client->rt, client->echo, lent);
    report(client, "keep", status == STATUS_OK, status);
    status = echo_give(client->rt, client->echo, &back);
    report(client, "give", status == STATUS_OK && back != lent, status);
    if (status < 0)
        return;
    if (lent == output->terminal)
        status = terminal_session_write_line(client->rt, (terminal_session_t){ back }, CAPN_TEXT("(this line came back)"));
    else
        status = console_write_line(client->rt, (console_t){ back }, CAPN_TEXT("(this line came back)"));
    report(client, "use of what was given", status == STATUS_OK, status);
    rt_drop(client->rt, back);
    status = rt_flush_releases(client->rt);
    if (status == STATUS_OK) {
        status = lent == output->terminal ?
                     terminal_session_write_line(client->rt, (terminal_session_t){ back }, CAPN_TEXT("(this must not appear)")) :
                     console_write_line(client->rt, (console_t){ back }, CAPN_TEXT("(this must not appear)"));
        report(client, "what was dropped is gone", status == STATUS_STALE_CAP || status == STATUS_INVALID_CAP, status);
    }
}

static void check_hang(struct client *client)
{
    struct echo_hang_params_builder params;
    struct capn_request request;
    uint64_t deadline = 0;
    status_t status;
    timer_t timer;

    /* Without a clock the deadline is already past: the call is sent, and found unanswered at once. */
    if (rt_find(client->rt, "timer", TIMER_INTERFACE_ID, &timer.id) == STATUS_OK &&
        timer_now(client->rt, timer, &deadline) == STATUS_OK)
        deadline += HANG_NS;
    status = echo_hang_begin(&request, client->rt, client->echo, &params);
    if (status == STATUS_OK) {
        status = capn_request_submit(&request);
        if (status == STATUS_OK)
            status = capn_request_wait(&request, deadline);
        capn_request_end(&request);
    }
    report(client, "a call that never answers, cancelled", status == STATUS_TIMED_OUT, status);
    check_say(client, "the server after that");
}

static void check_exit(struct client *client)
{
    status_t status = echo_exit(client->rt, client->echo, 0);

    report(client, "exit", status == STATUS_GONE || status == STATUS_DISCONNECTED, status);
    status = echo_hang(client->rt, client->echo);
    report(client, "a call to nobody", status == STATUS_GONE || status == STATUS_DISCONNECTED, status);
}

int main(struct rt *rt)
{
    static struct client client;
    status_t status;

    client.rt = rt;
    output_open(&client.output, rt);
    status = rt_find(rt, "echo", ECHO_INTERFACE_ID, &client.echo.id);
    if (status < 0) {
        output_line(&client.output, "echo-client: needs an Echo named echo: %s", capn_status_text(status));
        return 2;
    }
    check_echo(&client);
    check_say(&client, "say");
    check_flight(&client);
    check_fail(&client);
    check_too_large(&client);
    check_keep_and_give(&client);
    check_hang(&client);
    check_exit(&client);
    output_line(&client.output, client.failures ? "echo-client: %u checks failed" : "echo-client: all checks passed",
                client.failures);
    return client.failures ? 1 : 0;
}
