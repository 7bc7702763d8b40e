/* SPDX-License-Identifier: MIT */
/* The state of the shell: one instance, made in main.c. Every part has its own header with the functions on it. */
#pragma once

#include "ask.h"
#include "editor.h"
#include "input.h"
#include "names.h"
#include "out.h"
#include "parse.h"
#include "rt/loop.h"
#include "schemas.h"
#include "terminal_loan.h"

#define SHELL_PROMPT "capos> "
#define SHELL_PROMPT_COLUMNS 7u

struct command;

struct shell {
    struct rt *rt;
    struct rt_loop loop;
    terminal_session_t terminal;
    uint32_t columns, rows;     /* of the terminal */
    struct out out;
    struct input input;
    struct names names;
    struct terminal_loan loan;
    struct schemas schemas;
    const struct command *command;      /* that runs; NULL: none */
    bool failed;                /* the last command: what was asked for did not happen, or a program ended badly */
    bool at_prompt;             /* the editor's row is on the screen */
    struct history history;
    struct screen screen;
    struct editor editor;
};

/* A capability from our CapSet that a command cannot do without; if it is missing, says so and returns false. */
bool shell_find(struct shell *shell, const char *name, uint64_t interface_id, cap_id_t *out);
/*
 * Makes sure that `count` capabilities of the next answer can be taken and bound, before a call is made that has an effect. False: it
 * said that there is no memory for them, behind the words that say what was not done.
 */
bool shell_reserve_names(struct shell *shell, const char *refused, uint32_t count);
