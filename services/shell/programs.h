/* SPDX-License-Identifier: MIT */
/* Which programs the launcher starts. */
#pragma once

#include "shell.h"

/* Calls visit for each, until it returns false. The failures of ask; another one: the launcher cannot be asked. */
MUST_CHECK status_t programs_each(struct shell *shell, enum ask_how how, bool (*visit)(void *context, struct capn_text name), void *context);
/* STATUS_NOT_FOUND: there is no such program. STATUS_CANCELLED. STATUS_OK: there may be one; also when the launcher does not tell. */
MUST_CHECK status_t programs_find(struct shell *shell, enum ask_how how, struct capn_text name);
