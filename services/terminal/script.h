/* SPDX-License-Identifier: MIT */
/* Whether a script is sent instead of typed: the terminal's side of abi/script.h. Pure; zero-initialised is the start. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct script {
    uint8_t begun;      /* bytes of SCRIPT_BEGIN that came; more than it has: a person types */
    bool on;            /* a script is sent */
    bool ended;         /* all of it was */
    bool told;          /* the last raw reader got ^D */
};

/* One byte from the line. True: it was a sign and is for no reader. */
bool script_take(struct script *script, uint8_t byte);
/* What a reader finds behind the end: Enter when there is a line to end, else ^D. What a raw reader has is its own secret: one
 * that asks again after ^D gets Enter. */
uint8_t script_end_key(struct script *script, bool of_line, uint32_t line_bytes);
