/* SPDX-License-Identifier: MIT */
#include "report.h"

#include <stdarg.h>
#include <stdio.h>

status_t reject(const char *format, ...)
{
    va_list arguments;

    fputs("mkmanifest: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return STATUS_INVALID_ARGUMENT;
}

struct shown show(struct capn_text text)
{
    struct shown shown;
    uint32_t len = text.len < SHOWN_BYTES - 1 ? text.len : SHOWN_BYTES - 1;

    for (uint32_t i = 0; i < len; i++)
        shown.text[i] = text.data[i] >= ' ' && text.data[i] < 0x7f ? text.data[i] : '?';
    shown.text[len] = '\0';
    return shown;
}
