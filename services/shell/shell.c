/* SPDX-License-Identifier: MIT */
/* What commands share. */
#include "shell.h"

bool shell_find(struct shell *shell, const char *name, uint64_t interface_id, cap_id_t *out)
{
    status_t status = rt_find(shell->rt, name, interface_id, out);

    if (status == STATUS_OK)
        return true;
    shell->failed = true;
    out_format(&shell->out, "this shell was not given @%s, which this command needs (%s)\n", name,
               capn_status_text(status));
    return false;
}

bool shell_reserve_names(struct shell *shell, const char *refused, uint32_t count)
{
    if (names_reserve(&shell->names, count) == STATUS_OK && rt_reserve_handles(shell->rt, count) == STATUS_OK)
        return true;
    shell->failed = true;
    out_format(&shell->out, "%s: the shell has no memory for %u more names; `drop` gives up some of the %u that there are\n",
               refused, count, shell->names.count);
    return false;
}
