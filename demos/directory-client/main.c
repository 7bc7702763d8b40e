/* SPDX-License-Identifier: MIT */
/*
 * Promise pipelining, seen from a program. Every step of a walk through a Directory is a call on what the step before answers
 * with. One by one, the program waits for each; by promises it sends all of them and waits for the last.
 */
#include "output.h"

#include "demo.capnp.h"
#include "kernel.capnp.h"

#define STEPS 3u
#define NAP_NS 2000000ull

struct walk {
    struct rt *rt;
    struct output output;
    directory_t root;
    uint32_t calls, waits;              /* of the walk that is being made */
};

static struct capn_text text_of(const char *text)
{
    return (struct capn_text){ text, (uint32_t)strlen(text) };
}

static status_t open_begin(struct walk *walk, struct capn_request *request, directory_t in, const char *name)
{
    struct directory_open_params_builder params;
    status_t status = directory_open_begin(request, walk->rt, in, &params);

    if (status < 0)
        return status;
    status = directory_open_params_set_name(&params, text_of(name));
    if (status < 0)
        capn_request_end(request);
    return status;
}

static status_t read_begin(struct walk *walk, struct capn_request *request, directory_t in, const char *name)
{
    struct directory_read_params_builder params;
    status_t status = directory_read_begin(request, walk->rt, in, &params);

    if (status < 0)
        return status;
    status = directory_read_params_set_name(&params, text_of(name));
    if (status < 0)
        capn_request_end(request);
    return status;
}

static status_t send(struct walk *walk, struct capn_request *request)
{
    walk->calls++;
    return capn_request_submit(request);
}

static status_t wait(struct walk *walk, struct capn_request *request)
{
    walk->waits++;
    return capn_request_wait(request, TIME_FOREVER);
}

/* An answered read. */
static status_t show_text(struct walk *walk, const char *how, struct capn_request *request)
{
    struct directory_read_results_reader results;
    struct capn_text text;
    status_t status = directory_read_results(request, &results);

    if (status == STATUS_OK)
        status = directory_read_results_get_text(&results, &text);
    if (status == STATUS_OK)
        output_line(&walk->output, "%s: %s (calls %u, waits %u)", how, text.data, walk->calls, walk->waits);
    return status;
}

/* One by one: each answer is waited for, and its capability taken, before the next call is made. */
static status_t step(struct walk *walk, directory_t in, const char *name, directory_t *out)
{
    struct directory_open_results_reader results;
    struct capn_request request;
    uint32_t index;
    status_t status = open_begin(walk, &request, in, name);

    if (status < 0)
        return status;
    status = send(walk, &request);
    if (status == STATUS_OK)
        status = wait(walk, &request);
    if (status == STATUS_OK)
        status = directory_open_results(&request, &results);
    if (status == STATUS_OK)
        status = directory_open_results_get_directory(&results, &index);
    if (status == STATUS_OK)
        status = capn_request_take_capability(&request, index, DIRECTORY_INTERFACE_ID, &out->id);
    capn_request_end(&request);
    return status;
}

static status_t one_by_one(struct walk *walk)
{
    static const char *const names[STEPS] = { "east", "hall", "case" };
    directory_t at = walk->root, next;
    struct capn_request request;
    status_t status = STATUS_OK;

    for (uint32_t i = 0; i < STEPS && status == STATUS_OK; i++) {
        status = step(walk, at, names[i], &next);
        rt_drop(walk->rt, at.id);       /* of the root, which was granted to us, this does nothing */
        at = next;
    }
    if (status < 0)
        return status;
    status = read_begin(walk, &request, at, "amphora");
    if (status == STATUS_OK) {
        status = send(walk, &request);
        if (status == STATUS_OK)
            status = wait(walk, &request);
        if (status == STATUS_OK)
            status = show_text(walk, "one by one", &request);
        capn_request_end(&request);
    }
    rt_drop(walk->rt, at.id);
    return status;
}

/* A chain of calls that has been sent: the steps, and a read in the last. */
struct chain {
    struct capn_request steps[STEPS], read;
    uint32_t begun;
};

/* A promise is asked for before its call is sent, and called right after. Nothing is waited for. */
static status_t chain_send(struct walk *walk, struct chain *chain, const char *const names[STEPS], const char *text)
{
    directory_t at = walk->root;
    status_t status = STATUS_OK;

    for (chain->begun = 0; chain->begun < STEPS && status == STATUS_OK;) {
        struct capn_request *request = &chain->steps[chain->begun];

        status = open_begin(walk, request, at, names[chain->begun]);
        if (status < 0)
            return status;
        chain->begun++;
        at = directory_open_promise(request);
        status = send(walk, request);
    }
    if (status < 0)
        return status;
    status = read_begin(walk, &chain->read, at, text);
    if (status == STATUS_OK) {
        chain->begun++;
        status = send(walk, &chain->read);
    }
    return status;
}

/* The last first: a call that waits for an answer goes before the answer does. */
static void chain_end(struct chain *chain)
{
    if (chain->begun > STEPS) {
        capn_request_end(&chain->read);
        chain->begun--;
    }
    while (chain->begun > 0)
        capn_request_end(&chain->steps[--chain->begun]);
}

static status_t by_promises(struct walk *walk)
{
    static const char *const names[STEPS] = { "east", "hall", "case" };
    static struct chain chain;
    status_t status = chain_send(walk, &chain, names, "amphora");

    if (status == STATUS_OK)
        status = wait(walk, &chain.read);
    if (status == STATUS_OK)
        status = show_text(walk, "by promises", &chain.read);
    chain_end(&chain);
    return status;
}

static void show_failure(struct walk *walk, const char *what, status_t status)
{
    const char *reason = rt_last_reason(walk->rt);

    output_line(&walk->output, "  %s: %s%s%s", what, capn_status_text(status), *reason ? ": " : "", reason);
}

/* There is no attic. Whatever hangs on it fails as it did, in the same words. */
static status_t wrong_step(struct walk *walk)
{
    static const char *const names[STEPS] = { "east", "attic", "case" };
    static struct chain chain;
    status_t first, second, third, status = chain_send(walk, &chain, names, "amphora");

    if (status == STATUS_OK) {
        output_line(&walk->output, "a wrong step:");
        third = wait(walk, &chain.read);
        show_failure(walk, "read amphora", third);
        second = wait(walk, &chain.steps[2]);
        show_failure(walk, "open case", second);
        first = wait(walk, &chain.steps[1]);
        show_failure(walk, "open attic", first);
        status = wait(walk, &chain.steps[0]);
        if (status == STATUS_OK && (first != STATUS_FAILED || second != first || third != first))
            status = STATUS_FAILED;
    }
    chain_end(&chain);
    return status;
}

/* The first call is given up before it is answered; so is what waits for it. */
static status_t given_up(struct walk *walk)
{
    static const char *const names[STEPS] = { "east", "hall", "case" };
    static struct chain chain;
    status_t status = chain_send(walk, &chain, names, "amphora");

    if (status == STATUS_OK) {
        capn_request_end(&chain.steps[0]);
        status = wait(walk, &chain.read);
        output_line(&walk->output, "given up: read amphora: %s", capn_status_text(status));
        if (status == STATUS_CANCELLED)
            status = STATUS_OK;
    }
    chain_end(&chain);
    return status;
}

static status_t nap(struct walk *walk, timer_t timer)
{
    struct timer_sleep_params_builder params;
    struct capn_request request;
    status_t status = timer_sleep_begin(&request, walk->rt, timer, &params);

    if (status < 0)
        return status;
    timer_sleep_params_set_ns(&params, NAP_NS);
    status = send(walk, &request);
    if (status == STATUS_OK)
        status = wait(walk, &request);
    capn_request_end(&request);
    return status;
}

/* The one-line clients take promises as well. */
static status_t read_clock(struct walk *walk, timer_t timer, uint64_t *ns)
{
    walk->calls++;
    walk->waits++;
    return timer_now(walk->rt, timer, ns);
}

/*
 * A Timer is an object of the kernel. One that is still to come is called like one that is here; the kernel makes such calls in our
 * own thread, when the answer has come.
 */
static status_t clock_sent(struct walk *walk, struct capn_request requests[STEPS])
{
    struct directory_timer_params_builder params;
    uint64_t before = 0, after = 0;
    timer_t timer;
    status_t status = directory_timer_begin(&requests[2], walk->rt, directory_open_promise(&requests[1]), &params);

    if (status < 0)
        return status;
    timer = directory_timer_promise(&requests[2]);
    status = directory_timer_params_set_name(&params, text_of("clock"));
    if (status == STATUS_OK)
        status = send(walk, &requests[2]);
    if (status == STATUS_OK)
        status = read_clock(walk, timer, &before);
    if (status == STATUS_OK)
        status = nap(walk, timer);
    if (status == STATUS_OK)
        status = read_clock(walk, timer, &after);
    if (status == STATUS_OK && after - before < NAP_NS)
        status = STATUS_FAILED;
    if (status == STATUS_OK)
        output_line(&walk->output, "the clock in the hall: napped by it (calls %u, waits %u)", walk->calls, walk->waits);
    capn_request_end(&requests[2]);
    return status;
}

static status_t clock(struct walk *walk)
{
    static struct capn_request requests[STEPS];
    directory_t east;
    status_t status = open_begin(walk, &requests[0], walk->root, "east");

    if (status < 0)
        return status;
    east = directory_open_promise(&requests[0]);
    status = send(walk, &requests[0]);
    if (status == STATUS_OK)
        status = open_begin(walk, &requests[1], east, "hall");
    if (status == STATUS_OK) {
        (void)directory_open_promise(&requests[1]);
        status = send(walk, &requests[1]);
        if (status == STATUS_OK)
            status = clock_sent(walk, requests);
        capn_request_end(&requests[1]);
    }
    capn_request_end(&requests[0]);
    return status;
}

int main(struct rt *rt)
{
    static status_t (*const parts[])(struct walk *walk) = { one_by_one, by_promises, wrong_step, given_up, clock };
    struct walk walk = { .rt = rt };
    status_t status;

    output_open(&walk.output, rt);
    status = rt_find(rt, "directory", DIRECTORY_INTERFACE_ID, &walk.root.id);
    if (status < 0) {
        output_line(&walk.output, "needs a Directory named directory: %s", capn_status_text(status));
        return 2;
    }
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        walk.calls = walk.waits = 0;
        status = parts[i](&walk);
        if (status == STATUS_OK)
            continue;
        output_line(&walk.output, "this went wrong: %s: %s", capn_status_text(status), rt_last_reason(rt));
        return 1;
    }
    return 0;
}
