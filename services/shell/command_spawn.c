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
    out_foreign(&shell->out, command.binary);
    if (child.pid)
        out_format(&shell->out, " runs as process %u", child.pid);
    else
        out_text(&shell->out, " runs");
    if (command.bind.len == 0) {
        rt_drop(shell->rt, child.handle.id);
        out_text(&shell->out, "; -> $name would have kept its handle\n");
        return;
    }
    struct named_cap handle = {
        .cap = child.handle.id,
        .interface_id = PROCESS_HANDLE_INTERFACE_ID,
        .transfer_mode = child.handle_mode,
        .has_terminal = child.how == ASK_BESIDE_READER,
    };

    names_bind(&shell->names, command.bind, (struct capn_text){ .data = "", .len = 0 }, &handle);
    out_format(&shell->out, ", $%.*s\n", (int)command.bind.len, command.bind.data);
}

void command_run(struct shell *shell, struct parser *parser)
{
    struct capn_text nothing = { .data = "", .len = 0 };
    struct process_watch watch;
    struct launched child;

    if (!parse_spawn(parser, &command)) {
        report_syntax(shell, parser);
        return;
    }
    if (command.bind.len > 0) {
        report_at(shell, parser, (uint32_t)(command.bind.data - parser->line) - 1,
                  "expected the end of the line: nothing is left to bind when `run` is over; see `spawn`");
        return;
    }
    if (!process_watch_begin(&watch, shell, command.binary))
        return;
    if (launch(shell, parser, &command, nothing, CAP_ID_INVALID, &child)) {
        process_watch_set(&watch, child.handle, child.pid, child.how);
        process_watch_wait(&watch, true);
        rt_drop(shell->rt, child.handle.id);
    }
    process_watch_end(&watch);
}
