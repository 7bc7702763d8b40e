/* SPDX-License-Identifier: MIT */
/* Field paths and rejections of the manifest check. Everything is cut at its buffer, nothing overflows. */
#include "manifest_priv.h"

#include <stdarg.h>

#include "capnp/call.h"
#include "freestanding_priv.h"

/* The name comes from the manifest: what a terminal could act on is not shown. */
struct manifest_shown manifest_show(struct capn_text name)
{
    struct manifest_shown shown;
    uint32_t len = name.len < MANIFEST_SHOWN_NAME ? name.len : MANIFEST_SHOWN_NAME;
    char *to = shown.text;

    *to++ = '"';
    for (uint32_t i = 0; i < len; i++)
        *to++ = name.data[i] >= ' ' && name.data[i] < 0x7f ? name.data[i] : '?';
    for (const char *end = len < name.len ? "...\"" : "\""; *end; end++)
        *to++ = *end;
    *to = '\0';
    return shown;
}

void manifest_check_init(struct manifest_check *check, struct manifest_error *error)
{
    memset(check, 0, sizeof(*check));
    check->error = error;
    error->text[0] = '\0';
}

/* Appends to the path; returns where it ended before. */
__attribute__((format(printf, 2, 3)))
static uint32_t path_append(struct manifest_check *check, const char *format, ...)
{
    struct capn_text_buffer buffer;
    uint32_t mark = check->path_len;
    struct capn_writer writer = capn_text_buffer_open(&buffer, check->path + mark, MANIFEST_PATH_BYTES - mark);
    va_list arguments;

    va_start(arguments, format);
    /* A buffer takes all: what does not fit is cut. */
    (void)!capn_write_formatted(&writer, format, arguments);
    va_end(arguments);
    check->path_len = mark + (uint32_t)buffer.len;
    return mark;
}

uint32_t manifest_path_enter(struct manifest_check *check, const char *field)
{
    return path_append(check, "%s%s", check->path_len > 0 ? "." : "", field);
}

uint32_t manifest_path_enter_index(struct manifest_check *check, uint32_t index)
{
    return path_append(check, "[%u]", index);
}

void manifest_path_leave(struct manifest_check *check, uint32_t mark)
{
    check->path_len = mark;
    check->path[mark] = '\0';
}

status_t manifest_reject(struct manifest_check *check, const char *format, ...)
{
    struct capn_text_buffer buffer;
    struct capn_writer writer = capn_text_buffer_open(&buffer, check->error->text, MANIFEST_REASON_BYTES);
    va_list arguments;

    (void)!capn_write_string(&writer, check->path_len > 0 ? check->path : "manifest");
    (void)!capn_write_string(&writer, ": ");
    va_start(arguments, format);
    (void)!capn_write_formatted(&writer, format, arguments);
    va_end(arguments);
    return STATUS_INVALID_ARGUMENT;
}

status_t manifest_reject_unreadable(struct manifest_check *check, status_t status)
{
    const char *reason = capn_status_text(status);

    if (status == STATUS_MALFORMED)
        reason = "the message is malformed or truncated here";
    else if (status == STATUS_LIMIT_EXCEEDED)
        reason = "the message is nested too deeply or too much work to read";
    /* The caller wants the reader's status, the text is the same kind of rejection. */
    (void)!manifest_reject(check, "%s", reason);
    return status;
}
