/* SPDX-License-Identifier: MIT */
/* One loan at a time. The manager and the revokers that it makes are the kernel's: they answer at once. */
#include "terminal_loan.h"

#include "capability.capnp.h"

static status_t lend(struct terminal_loan *loan, cap_id_t *facet, cap_id_t *revoker)
{
    struct capability_manager_lend_params_builder params;
    struct capn_request request;
    uint32_t ordinal;
    status_t status = capability_manager_lend_begin(&request, loan->rt, (capability_manager_t){ .id = loan->manager }, &params);

    if (status != STATUS_OK)
        return status;
    status = capn_request_add_capability(&request, loan->terminal.id, CAP_TRANSFER_COPY, &ordinal);
    if (status == STATUS_OK)
        status = capability_manager_lend_params_set_capability(&params, ordinal);
    if (status == STATUS_OK)
        status = rt_reserve_handles(loan->rt, 2);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = capn_request_take_capability(&request, 0, 0, facet);
    if (status == STATUS_OK)
        status = capn_request_take_capability(&request, 1, REVOKER_INTERFACE_ID, revoker);
    capn_request_end(&request);
    return status;
}

static void begin(struct terminal_loan *loan)
{
    cap_id_t facet;

    loan->revoker = CAP_ID_INVALID;
    loan->names->lent_terminal = loan->terminal.id;
    if (loan->manager == CAP_ID_INVALID)
        return;
    status_t status = lend(loan, &facet, &loan->revoker);

    if (status == STATUS_OK)
        loan->names->lent_terminal = facet;
    else
        rt_log(loan->rt, "programs get the terminal for good, because it cannot be lent: %s", capn_status_text(status));
}

void terminal_loan_init(struct terminal_loan *loan, struct rt *rt, struct names *names, terminal_session_t terminal)
{
    *loan = (struct terminal_loan){ .rt = rt, .names = names, .terminal = terminal };
    if (rt_find(rt, "capabilities", CAPABILITY_MANAGER_INTERFACE_ID, &loan->manager) != STATUS_OK)
        loan->manager = CAP_ID_INVALID;
    begin(loan);
}

bool terminal_loan_take_back(struct terminal_loan *loan)
{
    uint32_t calls;

    if (!terminal_loan_is_open(loan))
        return false;
    status_t status = revoker_revoke(loan->rt, (revoker_t){ .id = loan->revoker }, &calls);

    if (status != STATUS_OK) {
        rt_log(loan->rt, "the terminal cannot be taken back: %s", capn_status_text(status));
        return false;
    }
    rt_drop(loan->rt, loan->names->lent_terminal);
    rt_drop(loan->rt, loan->revoker);
    begin(loan);
    return true;
}
