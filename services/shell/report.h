/* SPDX-License-Identifier: MIT */
/* How the shell says that something went wrong: always what was expected, and where. */
#pragma once

#include "shell.h"

/* A mistake in the line: a caret under it, then what was expected. */
void report_syntax(struct shell *shell, const struct parser *parser);
/* The same for a column that a command found wrong. */
__attribute__((format(printf, 4, 5)))
void report_at(struct shell *shell, const struct parser *parser, uint32_t column, const char *format, ...);
/* A call that failed: "failed: reason", "overloaded: reason", ..., or a sentence for what the transport said. */
void report_status(struct shell *shell, status_t status);
