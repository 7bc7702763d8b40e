/* SPDX-License-Identifier: MIT */
#include "output.h"

#include "kernel.capnp.h"
#include "terminal.capnp.h"

#define LINE_BYTES 500

void output_open(struct output *output, struct rt *rt)
{
    output->rt = rt;
    if (rt_find(rt, "terminal", TERMINAL_SESSION_INTERFACE_ID, &output->terminal) < 0)
        output->terminal = CAP_ID_INVALID;
    if (rt_find(rt, "console", CONSOLE_INTERFACE_ID, &output->console) < 0)
        output->console = CAP_ID_INVALID;
}

void output_line(struct output *output, const char *format, ...)
{
    struct capn_text text;
    char line[LINE_BYTES];
    va_list arguments;
    size_t len;

    va_start(arguments, format);
    len = rt_format_va(line, sizeof(line), format, arguments);
    va_end(arguments);
    text = (struct capn_text){ line, (uint32_t)(len < sizeof(line) ? len : sizeof(line) - 1) };
    if (output->terminal != CAP_ID_INVALID &&
        terminal_session_write_line(output->rt, (terminal_session_t){ output->terminal }, text) == STATUS_OK)
        return;
    /* The terminal may be gone; the log is the next best. */
    if (output->console != CAP_ID_INVALID &&
        console_write_line(output->rt, (console_t){ output->console }, text) < 0)
        output->console = CAP_ID_INVALID;
}
