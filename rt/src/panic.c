/* SPDX-License-Identifier: MIT */
/* The log, and the ways out. */
#include "rt_priv.h"

#include "kernel.capnp.h"

#define EXIT_PANIC 101
/* One log line; longer ones are cut. Fits the emergency buffer together with an exception. */
#define LINE_BYTES 500u

/* "name: text" on the log. A console that fails is not worth failing for. */
static void log_va(struct rt *rt, const char *prefix, const char *format, va_list arguments)
{
    char line[LINE_BYTES];
    size_t len;

    if (rt->process->console == CAP_ID_INVALID)
        return;
    len = rt_format(line, sizeof(line), "%s: %s", rt_process_name(rt), prefix);
    if (len >= sizeof(line))
        len = sizeof(line) - 1;
    len += rt_format_va(line + len, sizeof(line) - len, format, arguments);
    if (len >= sizeof(line))
        len = sizeof(line) - 1;
    if (console_write_line(rt, (console_t){ rt->process->console }, (struct capn_text){ line, (uint32_t)len }) < 0)
        rt->last_reason[0] = '\0';
}

void rt_log(struct rt *rt, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    log_va(rt, "", format, arguments);
    va_end(arguments);
}

void rt_panic(struct rt *rt, const char *format, ...)
{
    va_list arguments;

    /* A panic while panicking has nobody left to tell. */
    if (rt->panicking)
        rt_syscall_exit(EXIT_PANIC);
    rt->panicking = true;
    rt->pool.emergency = true;
    rt->process->heap.growing = true; /* the heap may be what is broken: it must not move */
    rt->pool.waiting = NULL;
    va_start(arguments, format);
    log_va(rt, "panic: ", format, arguments);
    va_end(arguments);
    rt_syscall_exit(EXIT_PANIC);
}

void rt_exit(struct rt *rt, int64_t code)
{
    /* What was submitted and not sent yet still goes out: the answers of a server, quiet calls. */
    if (!rt_ring_is_drained(rt))
        rt_ring_drain(rt);
    rt_syscall_exit(code);
}
