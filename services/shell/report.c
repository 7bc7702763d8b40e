/* SPDX-License-Identifier: MIT */
/* Carets and sentences. */
#include "report.h"

#include "commands.h"

/* Bytes of the line in front of column that take no column of their own: continuation bytes of UTF-8. */
static uint32_t display_column(const struct parser *parser, uint32_t column)
{
    uint32_t display = 0;

    for (uint32_t i = 0; i < column && i < parser->len; i++)
        display += ((uint8_t)parser->line[i] & 0xc0) != 0x80;
    return display;
}

static void put_spaces(struct shell *shell, uint32_t count)
{
    while (count-- > 0)
        out_text(&shell->out, " ");
}

/* The line scrolled when it was typed, so the row above does not show it: show the part around the column. */
static uint32_t put_excerpt(struct shell *shell, const struct parser *parser, uint32_t column)
{
    uint32_t width = shell->columns - SHELL_PROMPT_COLUMNS - 1;
    uint32_t from = column > width / 2 ? column - width / 2 : 0;

    if (column > parser->len)
        column = parser->len;
    while (from > 0 && ((uint8_t)parser->line[from] & 0xc0) == 0x80)
        from--;
    uint32_t len = parser->len - from < width ? parser->len - from : width;

    put_spaces(shell, SHELL_PROMPT_COLUMNS);
    out_foreign(&shell->out, (struct capn_text){ .data = parser->line + from, .len = len });
    out_text(&shell->out, "\n");
    return display_column(parser, column) - display_column(parser, from);
}

static void put_caret(struct shell *shell, const struct parser *parser, uint32_t column)
{
    uint32_t display = display_column(parser, column);

    if (display_column(parser, parser->len) + SHELL_PROMPT_COLUMNS + 1 >= shell->columns)
        display = put_excerpt(shell, parser, column);
    put_spaces(shell, SHELL_PROMPT_COLUMNS + display);
    out_text(&shell->out, "^\n");
}

void report_syntax(struct shell *shell, const struct parser *parser)
{
    const char *expected = parser->error.expected;

    shell->failed = true;
    put_caret(shell, parser, parser->error.column);
    out_foreign(&shell->out, (struct capn_text){ .data = expected, .len = (uint32_t)strlen(expected) });
    out_text(&shell->out, "\n");
    if (shell->command)
        out_format(&shell->out, "usage: %s%s%s\n", shell->command->name, shell->command->usage[0] ? " " : "", shell->command->usage);
}

bool report_expect_end(struct shell *shell, struct parser *parser)
{
    if (parse_end(parser, "expected the end of the line"))
        return true;
    report_syntax(shell, parser);
    return false;
}

void report_at(struct shell *shell, const struct parser *parser, uint32_t column, const char *format, ...)
{
    char text[PARSE_EXPECTED_BYTES];
    va_list arguments;

    shell->failed = true;
    va_start(arguments, format);
    (void)rt_format_va(text, sizeof(text), format, arguments);
    va_end(arguments);
    put_caret(shell, parser, column);
    out_foreign(&shell->out, (struct capn_text){ .data = text, .len = (uint32_t)strlen(text) });
    out_text(&shell->out, "\n");
}

void report_failure(struct shell *shell, const char *format, ...)
{
    char text[PARSE_EXPECTED_BYTES];
    va_list arguments;

    shell->failed = true;
    va_start(arguments, format);
    (void)rt_format_va(text, sizeof(text), format, arguments);
    va_end(arguments);
    out_text(&shell->out, text);
}

static const char *exception_name(status_t status)
{
    static const struct {
        status_t status;
        const char *name;
    } names[] = {
        { STATUS_FAILED, "failed" },
        { STATUS_OVERLOADED, "overloaded" },
        { STATUS_GONE, "disconnected" },
        { STATUS_UNIMPLEMENTED, "unimplemented" },
    };

    for (uint32_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (names[i].status == status)
            return names[i].name;
    }
    return NULL;
}

void report_status(struct shell *shell, status_t status)
{
    const char *name = exception_name(status), *reason = rt_last_reason(shell->rt);

    shell->failed = true;
    if (status == STATUS_CANCELLED) {
        out_text(&shell->out, "^C: the call was cancelled\n");
        return;
    }
    if (name) {
        out_format(&shell->out, "%s: ", name);
        if (!reason[0])
            reason = capn_status_text(status);
    } else {
        out_text(&shell->out, "the call could not be made: ");
        reason = capn_status_text(status);
    }
    out_foreign(&shell->out, (struct capn_text){ .data = reason, .len = (uint32_t)strlen(reason) });
    out_text(&shell->out, "\n");
}
