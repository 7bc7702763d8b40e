/* SPDX-License-Identifier: MIT */
/* ps, cpus */
#include "commands.h"
#include "report.h"
#include "snapshot.h"
#include "task_row.h"

/* --- ps ------------------------------------------------------------------------------------------------------------- */

/* What a ps lists, page by page, so that there may be any number of them. */
struct ps {
    struct shell *shell;
    inspector_t inspector;
    uint64_t now_ns;
    bool one;                           /* only this process's threads */
    uint32_t pid;
    bool found;
};

/* A process that ended since it was listed is no reason to stop; ^C is (STATUS_CANCELLED). */
static status_t print_threads(const struct ps *ps, const struct view_task *process)
{
    struct view_tasks *threads = &snapshot_lists()->tasks;
    struct page page = { .next = 0 };
    status_t status = STATUS_OK;

    while (status == STATUS_OK && !page.over) {
        view_clear(threads);
        status = snapshot_threads(ps->shell, ps->inspector, process, threads, &page);
        for (uint32_t i = 0; status == STATUS_OK && i < threads->count; i++)
            task_row_thread(ps->shell, &threads->tasks[i], ps->now_ns);
    }
    return status == STATUS_CANCELLED ? status : STATUS_OK;
}

static status_t print_process_threads(struct ps *ps, const struct view_task *process)
{
    if (ps->one && process->pid != ps->pid)
        return STATUS_OK;
    if (!ps->found)
        task_row_thread_head(ps->shell);
    ps->found = true;
    return print_threads(ps, process);
}

static status_t print_process(struct ps *ps, const struct view_task *process)
{
    if (!ps->found)
        task_row_process_head(ps->shell);
    ps->found = true;
    task_row_process(ps->shell, process, ps->now_ns);
    return STATUS_OK;
}

static status_t list(struct ps *ps, status_t (*print)(struct ps *ps, const struct view_task *process))
{
    struct view_tasks *processes = &snapshot_lists()->processes;
    /* One process is asked for as a list that begins with it. */
    struct page page = { .next = ps->one ? ps->pid : 0 };
    status_t status = STATUS_OK;

    while (status == STATUS_OK && !page.over && !(ps->one && ps->found)) {
        view_clear(processes);
        status = snapshot_processes(ps->shell, ps->inspector, processes, &page);
        for (uint32_t i = 0; status == STATUS_OK && i < processes->count; i++)
            status = print(ps, &processes->tasks[i]);
    }
    return status;
}

/* The word `threads`, or a number. */
static bool parse_choice(struct parser *parser, bool *all_threads, uint32_t *pid, uint32_t *column)
{
    *all_threads = parser->token.kind == TOKEN_WORD && token_is(parser->line, &parser->token, "threads");
    *pid = 0;
    *column = parser->token.start;
    if (*all_threads)
        parser_next(parser);
    else if (parser->token.kind != TOKEN_END && !parse_number(parser, "expected `threads`, or the number of a process", pid))
        return false;
    return parse_end(parser, "expected the end of the line");
}

void command_ps(struct shell *shell, struct parser *parser)
{
    struct ps ps = { .shell = shell, .one = parser->token.kind == TOKEN_NUMBER };
    bool all_threads;
    uint32_t column;
    status_t status;

    if (!parse_choice(parser, &all_threads, &ps.pid, &column)) {
        report_syntax(shell, parser);
        return;
    }
    if (!shell_find(shell, "inspector", INSPECTOR_INTERFACE_ID, &ps.inspector.id))
        return;
    status = snapshot_now(shell, &ps.now_ns);
    if (status == STATUS_OK)
        status = list(&ps, all_threads || ps.one ? print_process_threads : print_process);
    if (status != STATUS_OK)
        report_status(shell, status);
    else if (!ps.found)
        report_at(shell, parser, column, "expected the number of a process that runs; `ps` lists them");
}

/* --- cpus ----------------------------------------------------------------------------------------------------------- */

static void print_cpu(struct shell *shell, const struct cpu_counters *cpu, uint64_t up_ns)
{
    char idle[VIEW_NUMBER_BYTES];

    view_share(idle, cpu->idle_ns, up_ns);
    out_format(&shell->out, "%3u %6s %8llu %10llu %7llu %7llu %6llu %7llu %7llu %8llu\n", cpu->id, idle,
               (unsigned long long)cpu->switches, (unsigned long long)cpu->interrupts, (unsigned long long)cpu->timer_interrupts,
               (unsigned long long)cpu->kicks, (unsigned long long)cpu->steals, (unsigned long long)cpu->interrupts_sent,
               (unsigned long long)cpu->shootdowns, (unsigned long long)cpu->shootdowns_answered);
}

void command_cpus(struct shell *shell, struct parser *parser)
{
    inspector_t inspector;
    struct cpus cpus;
    uint64_t up_ns;

    if (!report_expect_end(shell, parser) || !shell_find(shell, "inspector", INSPECTOR_INTERFACE_ID, &inspector.id))
        return;
    status_t status = snapshot_cpus(shell, inspector, &cpus);

    if (status == STATUS_OK)
        status = snapshot_now(shell, &up_ns);
    if (status != STATUS_OK) {
        report_status(shell, status);
        return;
    }
    out_format(&shell->out, "%3s %6s %8s %10s %7s %7s %6s %7s %7s %8s\n", "CPU", "IDLE %", "SWITCHES", "INTERRUPTS", "TIMER", "KICKS",
               "STEALS", "SENT", "FLUSHES", "ANSWERED");
    for (uint32_t i = 0; i < cpus.count; i++)
        print_cpu(shell, &cpus.cpus[i], up_ns);
}
