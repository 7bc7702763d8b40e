/* SPDX-License-Identifier: MIT */
/*
 * What @terminal stands for: not the hold that the shell reads and writes with, but a loan of it (CapabilityManager.lend). Whatever is
 * given to programs, and whatever they make of it, is derived from the loan, so that the terminal can be taken back from all of them
 * at once, also from those whose handles are gone. A shell without `capabilities` gives its own hold, and cannot.
 */
#pragma once

#include "names.h"
#include "terminal.capnp.h"

struct terminal_loan {
    struct rt *rt;
    struct names *names;
    terminal_session_t terminal;
    cap_id_t manager;           /* our CapabilityManager; CAP_ID_INVALID: none */
    cap_id_t revoker;           /* CAP_ID_INVALID: nothing is lent */
};

/* terminal: the hold that the shell reads. From here on names give the loan for it, if there can be one. */
void terminal_loan_init(struct terminal_loan *loan, struct rt *rt, struct names *names, terminal_session_t terminal);
/* Whether there is anything to take back. */
static inline bool terminal_loan_is_open(const struct terminal_loan *loan)
{
    return loan->revoker != CAP_ID_INVALID;
}
/* Nothing that was given reaches the terminal any more, and their calls to it are cancelled. What is given from here on is a fresh loan.
 * False: nothing was lent. */
bool terminal_loan_take_back(struct terminal_loan *loan);
