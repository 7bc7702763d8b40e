/* SPDX-License-Identifier: MIT */
/* What a thread waits for, in words: one small function for each reason that has more to say than its name. */
#include "view.h"

#include "rt/rt.h"

struct words {
    char *out;
    const struct view_wait *wait;
    const char *interface;
};

static void say_call(const struct words *words)
{
    (void)rt_format(words->out, VIEW_WAIT_BYTES, "%.30s of %u%s", words->interface, words->wait->subject,
                    words->wait->reason == WAIT_REASON_QUEUED_CALL ? ", queued" : "");
}

static void say_thread(const struct words *words)
{
    (void)rt_format(words->out, VIEW_WAIT_BYTES, "thread %u", words->wait->subject);
}

static void say_process(const struct words *words)
{
    (void)rt_format(words->out, VIEW_WAIT_BYTES, "process %u", words->wait->subject);
}

static const struct {
    const char *name;
    void (*say)(const struct words *words);     /* NULL: the name is enough */
} reasons[] = {
    [WAIT_REASON_NOTHING] = { "", NULL },
    [WAIT_REASON_COMPLETIONS] = { "nothing", NULL },
    [WAIT_REASON_CALL] = { NULL, say_call },
    [WAIT_REASON_QUEUED_CALL] = { NULL, say_call },
    [WAIT_REASON_RECEIVE] = { "calls", NULL },
    [WAIT_REASON_SLEEP] = { "sleep", NULL },
    [WAIT_REASON_PARK] = { "park", NULL },
    [WAIT_REASON_JOIN] = { NULL, say_thread },
    [WAIT_REASON_PROCESS_END] = { NULL, say_process },
    [WAIT_REASON_NOTIFICATION] = { "notification", NULL },
    [WAIT_REASON_INTERRUPT] = { "interrupt", NULL },
    [WAIT_REASON_TAP] = { "tap", NULL },
    [WAIT_REASON_PROMISE] = { "promise", NULL },
    [WAIT_REASON_OTHER] = { "an object", NULL },
    [WAIT_REASON_BUDGET] = { "budget", NULL },
};

static void append(char out[VIEW_WAIT_BYTES], const char *format, const char *text)
{
    size_t used = strlen(out);

    (void)rt_format(out + used, VIEW_WAIT_BYTES - used, format, text);
}

void view_wait_text(char out[VIEW_WAIT_BYTES], const struct view_wait *wait, const char *interface, uint64_t now_ns)
{
    const struct words words = { .out = out, .wait = wait, .interface = interface };
    char number[VIEW_NUMBER_BYTES];

    out[0] = '\0';
    if (wait->reason == WAIT_REASON_NOTHING)
        return;
    /* A kernel that is newer than this shell may know more reasons. */
    if ((uint32_t)wait->reason >= WAIT_REASON_COUNT)
        append(out, "%s", "?");
    else if (reasons[wait->reason].say)
        reasons[wait->reason].say(&words);
    else
        append(out, "%s", reasons[wait->reason].name);
    if (wait->unfinished > 1 && wait->reason != WAIT_REASON_BUDGET) {
        (void)rt_format(number, sizeof(number), "%u", wait->unfinished - 1u);
        append(out, " +%s", number);
    }
    if (wait->until_ns > now_ns) {
        view_duration(number, wait->until_ns - now_ns);
        append(out, ", %s", number);
    }
}
