/* SPDX-License-Identifier: MIT */
/*
 * How the shell says that something went wrong: always what was expected, and where. Each of these marks the command as
 * failed (shell->failed).
 */
#pragma once

#include "shell.h"

/* A mistake in the line: a caret under it, what was expected, and how the command is used. */
void report_syntax(struct shell *shell, const struct parser *parser);
/* Whether the line ends here; else reports it. */
bool report_expect_end(struct shell *shell, struct parser *parser);
/* A caret under a column, and what a command found wrong there. */
__attribute__((format(printf, 4, 5)))
void report_at(struct shell *shell, const struct parser *parser, uint32_t column, const char *format, ...);
/* A sentence of the command's own. */
__attribute__((format(printf, 2, 3)))
void report_failure(struct shell *shell, const char *format, ...);
/* A call that failed: "failed: reason", "overloaded: reason", ..., or a sentence for what the transport said, or for ^C. */
void report_status(struct shell *shell, status_t status);
