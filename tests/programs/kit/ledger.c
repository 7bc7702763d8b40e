/* SPDX-License-Identifier: MIT */
/* A process's ledger through the Inspector. See kit.h. */
#include "kit.h"

/* In the order in which the Inspector lists them. */
#define ENTRIES (sizeof(struct kit_ledger) / sizeof(uint64_t))

static status_t read_entries(const struct inspector_ledger_results_reader *results, uint64_t *used)
{
    struct ledger_entry_reader entry;
    struct capn_list entries;
    status_t status = inspector_ledger_results_get_entries(results, &entries);

    for (uint32_t i = 0; i < ENTRIES && status == STATUS_OK; i++) {
        status = ledger_entry_list_get(&entries, i, &entry);
        if (status == STATUS_OK)
            used[i] = ledger_entry_get_used(&entry);
    }
    return status;
}

status_t kit_ledger_read(struct kit *kit, uint32_t pid, struct kit_ledger *used)
{
    struct inspector_ledger_params_builder params;
    struct inspector_ledger_results_reader results;
    struct capn_request request;
    uint64_t values[ENTRIES];
    status_t status = inspector_ledger_begin(&request, kit->rt, kit->inspector, &params);

    if (status < 0)
        return status;
    inspector_ledger_params_set_pid(&params, pid);
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = inspector_ledger_results(&request, &results);
    if (status == STATUS_OK)
        status = read_entries(&results, values);
    if (status == STATUS_OK) {
        memcpy(used, values, sizeof(values));
        used->log_bytes = used->cpu_us = 0; /* they change by themselves */
    }
    capn_request_end(&request);
    return status;
}
