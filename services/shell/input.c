/* SPDX-License-Identifier: MIT */
/* Raw reads and waiting, on the process's one loop. */
#include "input.h"

#include "kernel.capnp.h"

#define RETRY_NS 200000000ull
#define INTERRUPT_BYTE 3

void input_init(struct input *input, struct rt *rt, struct rt_loop *loop, terminal_session_t terminal)
{
    input->rt = rt;
    input->loop = loop;
    input->terminal = terminal;
}

static uint32_t space(const struct input *input)
{
    return INPUT_BYTES - (input->tail - input->head);
}

static void loop_until_stopped(struct input *input)
{
    input->loop->stopping = false;
    (void)rt_loop_run(input->loop);
}

static void keep(struct input *input, struct capn_data data)
{
    for (uint32_t i = 0; i < data.len && space(input) > 0; i++)
        input->bytes[input->tail++ & (INPUT_BYTES - 1)] = data.data[i];
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
    input->in_flight = false;
    input->status = status;
    rt_loop_stop(input->loop, 0);
}

/* No more than there is room for, so nothing typed is lost. */
static void read_start(struct input *input)
{
    struct terminal_session_read_raw_params_builder params;

    if (input->in_flight || space(input) == 0)
        return;
    input->status = terminal_session_read_raw_begin_sized(&input->request, input->rt, input->terminal, &params, 0,
                                                          INPUT_BYTES + 64);
    if (input->status != STATUS_OK)
        return;
    terminal_session_read_raw_params_set_max_bytes(&params, space(input));
    input->status = rt_loop_watch(input->loop, &input->watch, &input->request, read_done, input);
    if (input->status != STATUS_OK)
        capn_request_end(&input->request);
    else
        input->in_flight = true;
}

void input_release(struct input *input)
{
    if (!input->in_flight)
        return;
    capn_request_end(&input->request);
    input->in_flight = false;
}

/* After a failed read: a terminal that somebody else reads comes back, any other failure is the end. */
static void read_recover(struct input *input)
{
    timer_t timer;
    bool busy = input->status == STATUS_OVERLOADED || input->status == STATUS_NO_MEMORY;
    status_t status = rt_find(input->rt, "timer", TIMER_INTERFACE_ID, &timer.id);

    if (busy && status == STATUS_OK)
        status = timer_sleep(input->rt, timer, RETRY_NS);
    if (busy && status == STATUS_OK)
        return;
    rt_log(input->rt, "cannot read the terminal: %s", capn_status_text(input->status));
    rt_exit(input->rt, 1);
}

uint8_t input_get(struct input *input)
{
    while (input->head == input->tail) {
        read_start(input);
        if (input->in_flight)
            loop_until_stopped(input);
        if (input->status != STATUS_OK)
            read_recover(input);
    }
    return input->bytes[input->head++ & (INPUT_BYTES - 1)];
}

/* Takes the first ^C out, with what was typed before it. */
static bool take_interrupt(struct input *input)
{
    for (uint32_t at = input->head; at != input->tail; at++) {
        if (input->bytes[at & (INPUT_BYTES - 1)] == INTERRUPT_BYTE) {
            input->head = at + 1;
            return true;
        }
    }
    return false;
}

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

/* Until the answer is there, or look finds something among the keys that ends the wait. look NULL: nobody reads. */
static status_t await_answer(struct input *input, struct capn_request *request, bool (*look)(struct input *input, void *context),
                             void *context)
{
    struct await await = { .input = input };
    status_t status;

    if (!look)
        input_release(input);
    status = rt_loop_watch(input->loop, &input->await_watch, request, await_done, &await);
    if (status != STATUS_OK)
        return status;
    /* What was typed before the wait began counts, too. */
    if (look && look(input, context))
        return STATUS_CANCELLED;
    if (look)
        read_start(input);
    while (!await.done) {
        loop_until_stopped(input);
        if (await.done || !look)
            continue;
        if (look(input, context))
            return STATUS_CANCELLED;
        /* Somebody else reads the terminal: then the keys are theirs. */
        if (input->status == STATUS_OK)
            read_start(input);
    }
    return await.status;
}

struct interrupt {
    bool (*interrupted)(void *context);
    void *context;
};

static bool look_for_interrupt(struct input *input, void *context)
{
    const struct interrupt *interrupt = context;

    return take_interrupt(input) && interrupt->interrupted(interrupt->context);
}

status_t input_await(struct input *input, struct capn_request *request, bool may_interrupt,
                     bool (*interrupted)(void *context), void *context)
{
    struct interrupt interrupt = { .interrupted = interrupted, .context = context };

    return await_answer(input, request, may_interrupt ? look_for_interrupt : NULL, &interrupt);
}

struct keys {
    const char *wanted;
    char typed;
};

/* Everything else that was typed is forgotten. */
static bool look_for_keys(struct input *input, void *context)
{
    struct keys *keys = context;

    while (input->head != input->tail) {
        keys->typed = (char)input->bytes[input->head++ & (INPUT_BYTES - 1)];
        for (const char *wanted = keys->wanted; *wanted; wanted++) {
            if (*wanted == keys->typed)
                return true;
        }
    }
    return false;
}

status_t input_await_key(struct input *input, struct capn_request *request, const char *wanted, char *typed)
{
    struct keys keys = { .wanted = wanted };
    status_t status = await_answer(input, request, look_for_keys, &keys);

    *typed = status == STATUS_CANCELLED ? keys.typed : 0;
    return status;
}
