/* SPDX-License-Identifier: MIT */
/* The format engine behind klog and kformat. */
#pragma once

#include <stdarg.h>
#include <stddef.h>

/* Takes the next piece of output. */
typedef void (*format_sink_t)(void *context, const char *bytes, size_t count);

void format_write(format_sink_t sink, void *context, const char *format, va_list arguments);
