/* SPDX-License-Identifier: MIT */
/* ProcessSpawner.binaries, and the command that shows them. */
#include "programs.h"

#include "commands.h"
#include "process.capnp.h"
#include "report.h"

#define PAGE_BYTES 4096u

/* The names of one page. *next is 0 when there are no more, or visit wants no more. */
static bool visit_names(struct capn_request *request, bool (*visit)(void *context, struct capn_text name), void *context,
                        uint32_t *next)
{
    struct process_spawner_binaries_results_reader results;
    struct capn_list names;
    struct capn_text name;

    if (process_spawner_binaries_results(request, &results) != STATUS_OK ||
        process_spawner_binaries_results_get_names(&results, &names) != STATUS_OK)
        return false;
    *next = process_spawner_binaries_results_get_next(&results);
    for (uint32_t i = 0; i < names.count; i++) {
        if (capn_list_get_text(&names, i, &name) != STATUS_OK)
            return false;
        if (!visit(context, name)) {
            *next = 0;
            break;
        }
    }
    return true;
}

bool programs_each(struct shell *shell, bool (*visit)(void *context, struct capn_text name), void *context)
{
    struct process_spawner_binaries_params_builder params;
    struct capn_request request;
    process_spawner_t launcher;
    uint32_t next = 0;
    bool told;

    if (rt_find(shell->rt, "launcher", PROCESS_SPAWNER_INTERFACE_ID, &launcher.id) != STATUS_OK)
        return false;
    do {
        if (process_spawner_binaries_begin_sized(&request, shell->rt, launcher, &params, 0, PAGE_BYTES) != STATUS_OK)
            return false;
        process_spawner_binaries_params_set_from(&params, next);
        told = capn_request_call(&request) == STATUS_OK && visit_names(&request, visit, context, &next);
        capn_request_end(&request);
    } while (told && next != 0);
    return told;
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

bool programs_may_have(struct shell *shell, struct capn_text name)
{
    struct search search = { .name = name };

    return !programs_each(shell, compare, &search) || search.found;
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
    if (!programs_each(shell, print, shell))
        report_failure(shell, "the launcher does not say which programs it starts\n");
}
