/* SPDX-License-Identifier: MIT */
/* What follows ^D on an empty line. */
#pragma once

#include "shell.h"

/*
 * Says that the shell ends. When that was the end of a script, a shell that holds @system switches the machine off instead,
 * with status 1 if the last command failed: that is how `./capos run < script` ends and tells how it went.
 */
void shell_end(struct shell *shell);
