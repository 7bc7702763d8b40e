/* SPDX-License-Identifier: MIT */
/* help */
#include "commands.h"
#include "report.h"

static void help_all(struct shell *shell)
{
    for (const struct command *command = commands; command->name; command++)
        out_format(&shell->out, "  %-9s %s\n", command->name, command->summary);
    out_text(&shell->out,
             "@name is a capability that this shell was given, $name one that a command bound.\n"
             "`help call` tells more about one command; Tab completes, Up brings lines back, ^C gives up.\n");
}

void command_help(struct shell *shell, struct parser *parser)
{
    const struct command *command;
    struct capn_text name;
    uint32_t column;

    if (parser->token.kind == TOKEN_END) {
        help_all(shell);
        return;
    }
    if (!parse_word(parser, "expected a command", &name, &column) ||
        !parse_end(parser, "expected the end of the line")) {
        report_syntax(shell, parser);
        return;
    }
    command = command_find(name);
    if (!command) {
        report_at(shell, parser, column, "expected a command; `help` lists them");
        return;
    }
    out_format(&shell->out, "%s%s%s\n  %s\n", command->name, command->usage[0] ? " " : "", command->usage, command->summary);
    if (command->details)
        out_text(&shell->out, command->details);
}
