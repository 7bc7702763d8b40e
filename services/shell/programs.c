/* SPDX-License-Identifier: MIT */
/* ProcessSpawner.binaries, and the command that shows them. */
#include "programs.h"

#include "commands.h"
#include "process.capnp.h"
#include "report.h"

#define PAGE_BYTES 4096u

/* The names of one page. *next is 0 when there are no more, or visit wants no more. */
static status_t visit_names(struct capn_request *request, bool (*visit)(void *context, struct capn_text name), void *context,
                            uint32_t *next)
{
    struct process_spawner_binaries_results_reader results;
    struct capn_list names;
    struct capn_text name;
    status_t status = process_spawner_binaries_results(request, &results);

    if (status == STATUS_OK)
        status = process_spawner_binaries_results_get_names(&results, &names);
    if (status == STATUS_OK)
        *next = process_spawner_binaries_results_get_next(&results);
    for (uint32_t i = 0; status == STATUS_OK && i < names.count; i++) {
        status = capn_list_get_text(&names, i, &name);
        if (status == STATUS_OK && !visit(context, name)) {
            *next = 0;
            break;
        }
    }
    return status;
}

status_t programs_each(struct shell *shell, enum ask_how how, bool (*visit)(void *context, struct capn_text name), void *context)
{
    struct process_spawner_binaries_params_builder params;
    struct capn_request request;
    process_spawner_t launcher;
    status_t status = rt_find(shell->rt, "launcher", PROCESS_SPAWNER_INTERFACE_ID, &launcher.id);
    uint32_t next = 0;

    while (status == STATUS_OK) {
        status = process_spawner_binaries_begin_sized(&request, shell->rt, launcher, &params, 0, PAGE_BYTES);
        if (status != STATUS_OK)
            break;
        process_spawner_binaries_params_set_from(&params, next);
        status = ask(&shell->input, how, &request);
        if (status == STATUS_OK)
            status = visit_names(&request, visit, context, &next);
        capn_request_end(&request);
        if (next == 0)
            break;
    }
    return status;
}

struct search {
    struct capn_text name;
    bool found;
};

static bool compare(void *context, struct capn_text name)
{
    struct search *search = context;

    search->found = name.len == search->name.len && memcmp(name.data, search->name.data, name.len) == 0;
    return !search->found;
}

status_t programs_find(struct shell *shell, enum ask_how how, struct capn_text name)
{
    struct search search = { .name = name };
    status_t status = programs_each(shell, how, compare, &search);

    if (status == STATUS_OK)
        return search.found ? STATUS_OK : STATUS_NOT_FOUND;
    return status == STATUS_CANCELLED ? status : STATUS_OK;
}

static bool print(void *context, struct capn_text name)
{
    struct shell *shell = context;

    out_text(&shell->out, "  ");
    out_foreign(&shell->out, name);
    out_text(&shell->out, "\n");
    return true;
}

void command_programs(struct shell *shell, struct parser *parser)
{
    cap_id_t launcher;

    if (!report_expect_end(shell, parser) || !shell_find(shell, "launcher", PROCESS_SPAWNER_INTERFACE_ID, &launcher))
        return;
    status_t status = programs_each(shell, ASK_ALONE, print, shell);

    if (status == STATUS_CANCELLED)
        report_status(shell, status);
    else if (status != STATUS_OK)
        report_failure(shell, "the launcher does not say which programs it starts\n");
}
