/* SPDX-License-Identifier: MIT */
/* wait, drop */
#include "commands.h"
#include "process_exit.h"
#include "report.h"

static bool parse_bound(struct shell *shell, struct parser *parser, const char *expected, struct cap_reference *out)
{
    if (parser->token.kind != TOKEN_BOUND)
        (void)parser_fail(parser, expected);
    else if (parse_cap_reference(parser, out) && parse_end(parser, "expected the end of the line"))
        return true;
    report_syntax(shell, parser);
    return false;
}

void command_wait(struct shell *shell, struct parser *parser)
{
    struct cap_reference reference;
    struct process_watch watch;
    struct named_cap cap;

    if (!parse_bound(shell, parser, "expected $name, as `spawn ... -> $name` binds it", &reference))
        return;
    if (!names_find(&shell->names, true, reference.name, &cap) || cap.interface_id != PROCESS_HANDLE_INTERFACE_ID) {
        report_at(shell, parser, reference.column,
                  "expected the $name of a process that was spawned; `caps` lists them");
        return;
    }
    /* With its sigil, which stands right before it. */
    reference.name = (struct capn_text){ .data = reference.name.data - 1, .len = reference.name.len + 1 };
    if (!process_watch_begin(&watch, shell, reference.name))
        return;
    watch.keep = true;
    process_watch_set(&watch, (process_handle_t){ .id = cap.cap }, 0, cap.has_terminal ? ASK_BESIDE_READER : ASK_ALONE);
    process_watch_wait(&watch, false);
    process_watch_end(&watch);
}

void command_drop(struct shell *shell, struct parser *parser)
{
    struct cap_reference reference;

    if (!parse_bound(shell, parser, "expected $name; what is called @name stays", &reference))
        return;
    uint32_t dropped = names_drop(&shell->names, reference.name);

    if (dropped == 0)
        report_at(shell, parser, reference.column, "expected a $name that is bound; `caps` lists them");
    else if (dropped > 1)
        out_format(&shell->out, "%u capabilities were dropped\n", dropped);
}
