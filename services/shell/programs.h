/* SPDX-License-Identifier: MIT */
/* Which programs the launcher starts. */
#pragma once

#include "shell.h"

/* Calls visit for each, until it returns false. False: the launcher cannot be asked. */
bool programs_each(struct shell *shell, bool (*visit)(void *context, struct capn_text name), void *context);
/* Whether there is such a program; also when nobody can tell. */
bool programs_may_have(struct shell *shell, struct capn_text name);
