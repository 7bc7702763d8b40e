/* SPDX-License-Identifier: MIT */
/* The end of input. */
#include "end.h"

#include "kernel.capnp.h"
#include "report.h"

static bool is_end_of_script(struct shell *shell)
{
    uint16_t columns, rows;
    bool ended;

    return terminal_session_info(shell->rt, shell->terminal, &columns, &rows, &ended) == STATUS_OK && ended;
}

void shell_end(struct shell *shell)
{
    system_control_t system;

    if (is_end_of_script(shell) && rt_find(shell->rt, "system", SYSTEM_CONTROL_INTERFACE_ID, &system.id) == STATUS_OK) {
        out_text(&shell->out, "\nThe script ends. Switching off.\n");
        out_flush(&shell->out);
        /* It does not answer when it worked. */
        report_status(shell, system_control_power_off(shell->rt, system, shell->failed));
    }
    out_text(&shell->out, "\nThe shell ends. Its names are gone; what it started goes on.\n");
    out_flush(&shell->out);
}
