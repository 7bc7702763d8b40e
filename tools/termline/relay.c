/* SPDX-License-Identifier: MIT */
/*
 * The loop. Standard output and input are shared with other programs, so they stay as they are, blocking: they are used
 * only when poll says so, and written in pieces that a pipe takes at once.
 */
#include "relay.h"

#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

#define PIECE_BYTES 4096u       /* PIPE_BUF: when a pipe can be written at all, there is room for so much */
#define LEAVE_MILLISECONDS 1000 /* for QEMU to end after Ctrl-A X */

enum { INPUT, OUTPUT, TO_CHILD, FROM_CHILD, POLL_COUNT };

static bool has_output(const struct relay *relay)
{
    return relay->filter.output.at < relay->filter.output.end;
}

static size_t piece(size_t room)
{
    return room < PIECE_BYTES ? room : PIECE_BYTES;
}

/* 0: the end, or an error that is none to go on after. -1: nothing for now. */
static ssize_t read_some(int file, uint8_t *bytes, size_t room)
{
    ssize_t count = read(file, bytes, piece(room));

    if (count < 0)
        return errno == EINTR || errno == EAGAIN ? -1 : 0;
    return count;
}

/* False: nothing can be written there any more. */
static bool write_some(int file, struct buffer *buffer)
{
    ssize_t count = write(file, buffer->bytes + buffer->at, piece(buffer->end - buffer->at));

    if (count > 0)
        buffer->at += (size_t)count;
    if (buffer->at == buffer->end)
        buffer->at = buffer->end = 0;
    return count >= 0 || errno == EINTR || errno == EAGAIN;
}

static void input_read(struct relay *relay)
{
    uint8_t bytes[PIECE_BYTES];
    ssize_t count = read_some(STDIN_FILENO, bytes, filter_input_room(&relay->filter));

    if (count > 0)
        filter_input(&relay->filter, bytes, (size_t)count);
    else if (count == 0)
        filter_input_end(&relay->filter);
}

/* False: the child has closed its end. */
static bool child_read(struct relay *relay)
{
    uint8_t bytes[PIECE_BYTES];
    ssize_t count = read_some(relay->from_child, bytes, filter_output_room(&relay->filter));

    if (count > 0)
        filter_output(&relay->filter, bytes, (size_t)count);
    return count != 0;
}

static void output_write(struct relay *relay)
{
    if (write_some(STDOUT_FILENO, &relay->filter.output))
        return;
    relay->broken = true;
    relay->filter.output.at = relay->filter.output.end = 0;
    /* Not SIGTERM, on which QEMU has something to say. */
    kill(relay->child, SIGKILL);
}

static void line_write(struct relay *relay, struct buffer *buffer)
{
    /* A child that no longer reads is about to end. */
    if (!write_some(relay->to_child, buffer))
        buffer->at = buffer->end = 0;
}

static int64_t now_milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Milliseconds until QEMU has had its time to end by itself; -1: it was not told to. */
static int64_t leave_remaining(struct relay *relay)
{
    if (!relay->filter.leave)
        return -1;
    if (!relay->leave_by)
        relay->leave_by = now_milliseconds() + LEAVE_MILLISECONDS;
    int64_t remaining = relay->leave_by - now_milliseconds();

    return remaining > 0 ? remaining : 0;
}

/* Asks the child to end, once, when there is a reason: a signal, Ctrl-A X that did not help, a terminal that hung up. */
static void child_end(struct relay *relay)
{
    bool hung_up = !relay->filter.script && relay->filter.ended;

    if (relay->asked || !(*relay->signal || hung_up || leave_remaining(relay) == 0))
        return;
    relay->asked = true;
    kill(relay->child, SIGTERM);
}

/* Of a child that has closed its end only the output is left. A negative number is left out by poll. */
static void poll_prepare(struct relay *relay, struct pollfd *files)
{
    struct filter *filter = &relay->filter;
    bool input = relay->open && !filter->ended && filter_input_room(filter) > 0;
    bool line = relay->open && filter_line(filter);
    bool child = relay->open && filter_output_room(filter) > 0;

    files[INPUT] = (struct pollfd){ .fd = input ? STDIN_FILENO : -1, .events = POLLIN };
    files[OUTPUT] = (struct pollfd){ .fd = has_output(relay) ? STDOUT_FILENO : -1, .events = POLLOUT };
    files[TO_CHILD] = (struct pollfd){ .fd = line ? relay->to_child : -1, .events = POLLOUT };
    files[FROM_CHILD] = (struct pollfd){ .fd = child ? relay->from_child : -1, .events = POLLIN };
}

static void wait_and_move(struct relay *relay)
{
    struct pollfd files[POLL_COUNT];
    int64_t remaining = relay->asked ? -1 : leave_remaining(relay);
    struct timespec timeout = { .tv_sec = remaining / 1000, .tv_nsec = remaining % 1000 * 1000000 };

    poll_prepare(relay, files);
    if (ppoll(files, POLL_COUNT, remaining < 0 ? NULL : &timeout, &relay->signals) <= 0)
        return;
    if (files[INPUT].revents)
        input_read(relay);
    if (files[TO_CHILD].revents)
        line_write(relay, filter_line(&relay->filter));
    if (files[FROM_CHILD].revents)
        relay->open = child_read(relay);
    if (files[OUTPUT].revents)
        output_write(relay);
}

void relay_run(struct relay *relay)
{
    relay->open = true;
    while (relay->open || (has_output(relay) && !*relay->signal)) {
        wait_and_move(relay);
        if (*relay->continued) {
            *relay->continued = 0;
            relay->restore();
        }
        child_end(relay);
    }
}
