/* SPDX-License-Identifier: MIT */
/* Gathered output. */
#include "out.h"

void out_init(struct out *out, struct rt *rt, terminal_session_t terminal)
{
    out->rt = rt;
    out->terminal = terminal;
    out->used = 0;
}

void out_flush(struct out *out)
{
    struct capn_data data = { .data = (const uint8_t *)out->bytes, .len = out->used };

    if (out->used == 0)
        return;
    out->used = 0;
    status_t status = terminal_session_write(out->rt, out->terminal, data);

    /* Too many writers at once is no reason to end; this piece is lost. */
    if (status == STATUS_OK || status == STATUS_OVERLOADED)
        return;
    rt_log(out->rt, "the terminal is gone: %s", capn_status_text(status));
    rt_exit(out->rt, 1);
}

void out_put(void *context, const char *bytes, uint32_t len)
{
    struct out *out = context;

    for (uint32_t i = 0; i < len; i++) {
        if (out->used == OUT_BYTES)
            out_flush(out);
        out->bytes[out->used++] = bytes[i];
    }
}

void out_text(struct out *out, const char *text)
{
    out_put(out, text, (uint32_t)strlen(text));
}

/* Bytes of the control character at the start of text: C0, DEL, or C1 in UTF-8. 0: it is none. */
static uint32_t control_bytes(const char *text, uint32_t len)
{
    uint8_t first = (uint8_t)text[0], second = len > 1 ? (uint8_t)text[1] : 0;

    if (first == 0xc2 && second >= 0x80 && second < 0xa0)
        return 2;
    return first < 0x20 || first == 0x7f ? 1 : 0;
}

void out_foreign(struct out *out, struct capn_text text)
{
    for (uint32_t i = 0; i < text.len;) {
        uint32_t control = control_bytes(text.data + i, text.len - i);

        out_put(out, control ? "?" : &text.data[i], 1);
        i += control ? control : 1;
    }
}

void out_format(struct out *out, const char *format, ...)
{
    char text[256];
    va_list arguments;

    va_start(arguments, format);
    (void)rt_format_va(text, sizeof(text), format, arguments);
    va_end(arguments);
    out_text(out, text);
}

static status_t writer_write(void *context, const char *text, size_t len)
{
    out_foreign(context, (struct capn_text){ .data = text, .len = (uint32_t)len });
    return STATUS_OK;
}

struct capn_writer out_writer(struct out *out)
{
    return (struct capn_writer){ .write = writer_write, .context = out };
}
