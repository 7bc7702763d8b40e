/* SPDX-License-Identifier: MIT */
/* ledger: what one process pins, and how much it may. */
#include "commands.h"
#include "report.h"

#include "process.capnp.h"

#define LEDGER_BYTES 4096u

static void print_entry(struct shell *shell, const struct ledger_entry_reader *entry)
{
    uint64_t limit = ledger_entry_get_limit(entry);
    struct capn_text resource;

    if (ledger_entry_get_resource(entry, &resource) != STATUS_OK)
        return;
    out_text(&shell->out, "  ");
    out_foreign(&shell->out, resource);
    out_format(&shell->out, "%*s %12llu %12llu ", resource.len < 18 ? (int)(18 - resource.len) : 0, "",
               (unsigned long long)ledger_entry_get_own(entry), (unsigned long long)ledger_entry_get_used(entry));
    if (limit == UINT64_MAX)
        out_format(&shell->out, "%12s\n", "-");
    else
        out_format(&shell->out, "%12llu\n", (unsigned long long)limit);
}

static status_t print_ledger(struct shell *shell, struct capn_request *request)
{
    struct inspector_ledger_results_reader results;
    struct ledger_entry_reader entry;
    struct capn_list entries;
    status_t status = inspector_ledger_results(request, &results);

    if (status == STATUS_OK)
        status = inspector_ledger_results_get_entries(&results, &entries);
    if (status != STATUS_OK)
        return status;
    out_format(&shell->out, "  %-18s %12s %12s %12s\n", "RESOURCE", "ITS OWN", "WITH BELOW", "LIMIT");
    for (uint32_t i = 0; status == STATUS_OK && i < entries.count; i++) {
        status = ledger_entry_list_get(&entries, i, &entry);
        if (status == STATUS_OK)
            print_entry(shell, &entry);
    }
    return status;
}

static bool parse_pid(struct shell *shell, struct parser *parser, uint32_t *pid)
{
    if (parse_number(parser, "expected the number of a process; `ps` lists them", pid) &&
        parse_end(parser, "expected the end of the line"))
        return true;
    report_syntax(shell, parser);
    return false;
}

void command_ledger(struct shell *shell, struct parser *parser)
{
    struct inspector_ledger_params_builder params;
    struct capn_request request;
    inspector_t inspector;
    uint32_t pid;

    if (!parse_pid(shell, parser, &pid) || !shell_find(shell, "inspector", INSPECTOR_INTERFACE_ID, &inspector.id))
        return;
    status_t status = inspector_ledger_begin_sized(&request, shell->rt, inspector, &params, 0, LEDGER_BYTES);

    if (status == STATUS_OK) {
        inspector_ledger_params_set_pid(&params, pid);
        status = ask(&shell->input, ASK_ALONE, &request);
        if (status == STATUS_OK)
            status = print_ledger(shell, &request);
        capn_request_end(&request);
    }
    if (status != STATUS_OK)
        report_status(shell, status);
}
