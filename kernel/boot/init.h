/* SPDX-License-Identifier: MIT */
/* The first process. */
#pragma once

/* Builds and starts initConfig.init of the boot package. Panics with the reason if it cannot. Boot. */
void init_start(void);
