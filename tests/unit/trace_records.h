/* SPDX-License-Identifier: MIT */
/* For tests of trace/: records by hand, lines of the log from a second implementation of their format, and what is printed. */
#pragma once

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "trace/trace.h"

static struct trace trace;
static char printed[1 << 16];
static size_t printed_len;

static inline void collect(void *context, const char *line, size_t len)
{
    (void)context;
    if (len > sizeof(printed) - 1 - printed_len)
        len = sizeof(printed) - 1 - printed_len;
    memcpy(printed + printed_len, line, len);
    printed_len += len;
    printed[printed_len] = 0;
}

static inline int trace_setup(void **state)
{
    (void)state;
    memset(&trace, 0, sizeof(trace));
    trace.print = collect;
    printed_len = 0;
    printed[0] = 0;
    return 0;
}

/* "~" and Fletcher's checksum of all before the space. Text goes to line, its length is the result. */
static inline size_t end_line(char *line, size_t size)
{
    unsigned low = 0, high = 0;
    size_t len = strlen(line);

    for (size_t i = 0; i < len; i++) {
        low = (low + (unsigned char)line[i]) % 255;
        high = (high + low) % 255;
    }
    return len + (size_t)snprintf(line + len, size - len, " ~%02x%02x", high, low);
}

static inline struct tap_record process_record(uint32_t pid, const char *name)
{
    return (struct tap_record){ .kind = TAP_PROCESS, .pid = pid, .payload_bytes = (uint32_t)strlen(name) };
}

static inline struct tap_record call_record(uint32_t pid, uint64_t id, cap_id_t cap, uint64_t interface_id, uint16_t method)
{
    return (struct tap_record){ .kind = TAP_SUBMISSION, .opcode = CAP_OP_CALL, .pid = pid, .answer_id = id, .cap_id = cap,
                                .interface_id = interface_id, .method_id = method, .time_ns = id * 1000 };
}

static inline struct tap_record completion_record(uint32_t pid, uint64_t id, int32_t result)
{
    return (struct tap_record){ .kind = TAP_COMPLETION, .opcode = CAP_OP_CALL, .pid = pid, .answer_id = id, .result = result,
                                .time_ns = id * 1000 + 500 };
}
