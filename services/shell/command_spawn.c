/* SPDX-License-Identifier: MIT */
/* spawn, run */
#include "commands.h"
#include "launch.h"
#include "process_exit.h"
#include "report.h"

/* Large for a stack, and of one instance. */
static struct spawn_command command;

void command_spawn(struct shell *shell, struct parser *parser)
{
    struct launched child;

    if (!parse_spawn(parser, &command)) {
        report_syntax(shell, parser);
        return;
    }
    if (!launch(shell, parser, &command, command.bind, CAP_ID_INVALID, &child))
        return;
    struct named_cap handle = { child.handle.id, PROCESS_HANDLE_INTERFACE_ID, child.handle_mode, child.has_terminal };
    struct capn_text no_part = { .data = "", .len = 0 };
    status_t status =
        command.bind.len > 0 ? names_bind(&shell->names, command.bind, no_part, &handle) : STATUS_NOT_FOUND;

    out_foreign(&shell->out, command.binary);
    out_format(&shell->out, " runs as process %u", child.pid);
    if (status == STATUS_OK) {
        out_format(&shell->out, ", $%.*s\n", (int)command.bind.len, command.bind.data);
        return;
    }
    rt_drop(shell->rt, child.handle.id);
    out_text(&shell->out, command.bind.len > 0 ? "; its handle was dropped, there are too many names\n"
                                               : "; -> $name would have kept its handle\n");
}

void command_run(struct shell *shell, struct parser *parser)
{
    struct launched child;
    struct capn_text nothing = { .data = "", .len = 0 };

    if (!parse_spawn(parser, &command)) {
        report_syntax(shell, parser);
        return;
    }
    if (command.bind.len > 0) {
        report_at(shell, parser, (uint32_t)(command.bind.data - parser->line) - 1,
                  "expected the end of the line: nothing is left to bind when `run` is over; see `spawn`");
        return;
    }
    if (!launch(shell, parser, &command, nothing, CAP_ID_INVALID, &child))
        return;
    process_wait(shell, child.handle, command.binary, !child.has_terminal, true, true);
    rt_drop(shell->rt, child.handle.id);
}
