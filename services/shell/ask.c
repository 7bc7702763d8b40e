/* SPDX-License-Identifier: MIT */
/* Calls that ^C gives up. */
#include "ask.h"

struct asking {
    struct input *input;
    struct capn_request *request;
    bool (*interrupted)(void *context);
    void *context;
};

static bool give_up(void *context)
{
    (void)context;
    return true;
}

static bool interrupted(void *context)
{
    struct asking *asking = context;

    /* A kernel object answers as soon as it is asked, which may be now. */
    if (capn_request_wait(asking->request, 0) != STATUS_TIMED_OUT) {
        input_keep_interrupt(asking->input);
        return false;
    }
    return asking->interrupted(asking->context);
}

static status_t ask_at_once(struct capn_request *request)
{
    status_t status = capn_request_submit(request);

    return status == STATUS_OK ? capn_request_wait(request, 0) : status;
}

status_t ask_until(struct input *input, enum ask_how how, struct capn_request *request, bool (*press)(void *context), void *context)
{
    struct asking asking = { .input = input, .request = request, .interrupted = press, .context = context };

    return how == ASK_AT_ONCE ? ask_at_once(request) : input_await(input, request, how == ASK_ALONE, interrupted, &asking);
}

status_t ask(struct input *input, enum ask_how how, struct capn_request *request)
{
    return ask_until(input, how, request, give_up, NULL);
}
