/* SPDX-License-Identifier: MIT */
/* Where Tab's candidates come from: commands, the CapSet, bound names, the packed schemas, the launcher. */
#pragma once

#include "complete.h"
#include "shell.h"

struct completion_source source_of(struct shell *shell);
