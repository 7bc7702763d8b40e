/* SPDX-License-Identifier: MIT */
/* The commands: a table of small functions. Each gets a parser that stands behind its first word. */
#pragma once

#include "shell.h"

struct command {
    const char *name;
    const char *usage;          /* after the name */
    const char *summary;        /* one line */
    const char *details;        /* more lines for `help name`, or NULL */
    void (*run)(struct shell *shell, struct parser *parser);
};

/* Ends with an entry without a name. In the order in which help shows them. */
extern const struct command commands[];

/* NULL: there is none. */
const struct command *command_find(struct capn_text name);
/* Runs one line; says what is wrong with it. */
void command_execute(struct shell *shell, const char *line, uint32_t len);

void command_help(struct shell *shell, struct parser *parser);
void command_caps(struct shell *shell, struct parser *parser);
void command_inspect(struct shell *shell, struct parser *parser);
void command_call(struct shell *shell, struct parser *parser);
void command_programs(struct shell *shell, struct parser *parser);
void command_spawn(struct shell *shell, struct parser *parser);
void command_run(struct shell *shell, struct parser *parser);
void command_trace(struct shell *shell, struct parser *parser);
void command_wait(struct shell *shell, struct parser *parser);
void command_drop(struct shell *shell, struct parser *parser);
void command_ps(struct shell *shell, struct parser *parser);
void command_top(struct shell *shell, struct parser *parser);
void command_cpus(struct shell *shell, struct parser *parser);
void command_ledger(struct shell *shell, struct parser *parser);
void command_mem(struct shell *shell, struct parser *parser);
void command_time(struct shell *shell, struct parser *parser);
void command_echo(struct shell *shell, struct parser *parser);
void command_poweroff(struct shell *shell, struct parser *parser);
void command_reboot(struct shell *shell, struct parser *parser);
