/* SPDX-License-Identifier: MIT */
/* Raw reads, ^C and waiting, on the process's one loop. */
#include "input.h"

#include "kernel.capnp.h"

#define RETRY_NS 200000000ull
#define INTERRUPT_BYTE 3

void input_init(struct input *input, struct rt *rt, struct rt_loop *loop, terminal_session_t terminal, const struct input_owner *owner)
{
    input->rt = rt;
    input->loop = loop;
    input->terminal = terminal;
    input->owner = *owner;
}

static void loop_until_stopped(struct input *input)
{
    input->loop->stopping = false;
    (void)rt_loop_run(input->loop);
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

static void keep(struct input *input, struct capn_data data)
{
    input->at = 0;
    input->len = data.len < INPUT_BYTES ? data.len : INPUT_BYTES;
    memcpy(input->bytes, data.data, input->len);
    /* The answer's buffer goes back to the runtime's pool: what was typed may be a secret. */
    rt_erase((void *)(uintptr_t)data.data, data.len);
}

static void read_done(void *context, struct capn_request *request, status_t status)
{
    struct input *input = context;
    struct terminal_session_read_raw_results_reader results;
    struct capn_data data;

    if (status == STATUS_OK)
        status = terminal_session_read_raw_results(request, &results);
    if (status == STATUS_OK)
        status = terminal_session_read_raw_results_get_data(&results, &data);
    if (status == STATUS_OK)
        keep(input, data);
    capn_request_end(request);
    input->reading = false;
    input->status = status;
    rt_loop_stop(input->loop, 0);
}

/* Nothing is at hand. */
static void read_start(struct input *input, uint32_t most)
{
    struct terminal_session_read_raw_params_builder params;

    if (input->reading)
        return;
    input->status = terminal_session_read_raw_begin_sized(&input->read, input->rt, input->terminal, &params, 0,
                                                          INPUT_BYTES + 64);
    if (input->status != STATUS_OK)
        return;
    terminal_session_read_raw_params_set_max_bytes(&params, most);
    input->status = rt_loop_watch(input->loop, &input->read_watch, &input->read, read_done, input);
    if (input->status != STATUS_OK)
        capn_request_end(&input->read);
    else
        input->reading = true;
}

static uint8_t take(struct input *input)
{
    uint8_t byte = input->bytes[input->at];

    rt_erase(&input->bytes[input->at++], 1);
    return byte;
}

/* --- ^C ----------------------------------------------------------------------------------------------------------- */

static void interrupt_done(void *context, struct capn_request *request, status_t status)
{
    struct input *input = context;

    capn_request_end(request);
    input->presses = 0;
    if (status == STATUS_OK)
        input->interrupted = true;
    else
        input->deaf = true;
    input->refused = status == STATUS_OVERLOADED;
    rt_loop_stop(input->loop, 0);
}

static void interrupt_end(struct input *input)
{
    if (input->presses > 0)
        capn_request_end(&input->interrupt);
    input->presses = 0;
}

static void interrupt_start(struct input *input, uint32_t presses)
{
    struct terminal_session_await_interrupt_params_builder params;

    if (input->refused && !input->unrefused)
        input->deaf = !input->owner.take_back(input->owner.context);
    input->unrefused = input->unrefused || input->refused;
    input->refused = false;
    if (input->presses == presses || input->deaf)
        return;
    interrupt_end(input);
    if (terminal_session_await_interrupt_begin(&input->interrupt, input->rt, input->terminal, &params) != STATUS_OK)
        return;
    terminal_session_await_interrupt_params_set_presses(&params, presses);
    if (rt_loop_watch(input->loop, &input->interrupt_watch, &input->interrupt, interrupt_done, input) == STATUS_OK)
        input->presses = presses;
    else
        capn_request_end(&input->interrupt);
}

void input_keep_interrupt(struct input *input)
{
    input->interrupted = true;
}

void input_command_over(struct input *input)
{
    interrupt_end(input);
    input->interrupted = false;
    input->deaf = input->refused = input->unrefused = false;
}

/* --- waiting ------------------------------------------------------------------------------------------------------ */

struct await {
    struct input *input;
    bool done;
    status_t status;
};

static void await_done(void *context, struct capn_request *request, status_t status)
{
    struct await *await = context;

    (void)request;
    await->done = true;
    await->status = status;
    rt_loop_stop(await->input->loop, 0);
}

/* Whether ^C was typed, either for who waits for that or as a key that we read, as in `top`. Takes it. */
static bool take_press(struct input *input)
{
    bool press = input->interrupted;

    input->interrupted = false;
    while (!press && input_at_hand(input))
        press = take(input) == INTERRUPT_BYTE;
    input->reclaim = input->reclaim || press;
    return press;
}

status_t input_await(struct input *input, struct capn_request *request, bool alone,
                     bool (*interrupted)(void *context), void *context)
{
    struct await await = { .input = input };
    status_t status = rt_loop_watch(input->loop, &input->await_watch, request, await_done, &await);

    if (status != STATUS_OK)
        return status;
    /* The loop then only delivers it. */
    bool there = capn_request_wait(request, 0) != STATUS_TIMED_OUT;

    while (!await.done) {
        if (!there && take_press(input) && interrupted(context))
            return STATUS_CANCELLED;
        if (!there)
            interrupt_start(input, alone ? 1 : 2);
        loop_until_stopped(input);
    }
    return await.status;
}

/* The first wanted key among those at hand, taken with the ones before it. 0: there is none. */
static char look_for_key(struct input *input, const char *wanted)
{
    if (input->interrupted && take_press(input))
        return INTERRUPT_BYTE;
    while (input_at_hand(input)) {
        char typed = (char)take(input);

        for (const char *key = wanted; *key; key++) {
            if (*key == typed)
                return typed;
        }
    }
    return 0;
}

status_t input_await_key(struct input *input, struct capn_request *request, const char *wanted, char *typed)
{
    struct await await = { .input = input };
    status_t status = rt_loop_watch(input->loop, &input->await_watch, request, await_done, &await);

    *typed = 0;
    if (status != STATUS_OK)
        return status;
    input->status = STATUS_OK;
    while (!await.done) {
        *typed = look_for_key(input, wanted);
        if (*typed)
            return STATUS_CANCELLED;
        /* Another process reads the terminal: then the keys are for that one, and two ^C in a row for us. */
        if (input->status == STATUS_OK)
            read_start(input, 1);
        else
            interrupt_start(input, 2);
        loop_until_stopped(input);
    }
    return await.status;
}

/* --- keys at the prompt --------------------------------------------------------------------------------------------- */

static bool take_back(void *context)
{
    struct input *input = context;

    return input->owner.take_back(input->owner.context);
}

/* Another process reads the terminal: until it may be our turn. ^C typed twice makes it so. */
static status_t wait_for_turn(struct input *input)
{
    struct timer_sleep_params_builder params;
    struct capn_request request;
    timer_t timer;
    status_t status = rt_find(input->rt, "timer", TIMER_INTERFACE_ID, &timer.id);

    if (status == STATUS_OK)
        status = timer_sleep_begin(&request, input->rt, timer, &params);
    if (status != STATUS_OK)
        return status;
    timer_sleep_params_set_ns(&params, RETRY_NS);
    status = input_await(input, &request, false, take_back, input);
    capn_request_end(&request);
    return status == STATUS_CANCELLED ? STATUS_OK : status;
}

/* After a failed read: a terminal that another process reads comes back, any other failure is the end. */
static void read_recover(struct input *input, bool first)
{
    bool taken = input->status == STATUS_OVERLOADED, reclaim = input->reclaim;
    status_t status = input->status;

    input->reclaim = false;
    if (taken && reclaim && take_back(input))
        return;
    if (taken && first)
        input->owner.busy(input->owner.context);
    if (taken || status == STATUS_NO_MEMORY)
        status = wait_for_turn(input);
    if (status == STATUS_OK)
        return;
    rt_log(input->rt, "cannot read the terminal: %s", capn_status_text(status));
    rt_exit(input->rt, 1);
}

uint8_t input_get(struct input *input)
{
    bool first = true;

    while (!input_at_hand(input)) {
        read_start(input, INPUT_BYTES);
        if (input->reading)
            loop_until_stopped(input);
        if (input->status != STATUS_OK) {
            read_recover(input, first);
            first = false;
        }
    }
    input->reclaim = false;
    /* We read: from here on ^C is a key. */
    input_command_over(input);
    return take(input);
}
