/* SPDX-License-Identifier: MIT */
/* ps, cpus */
#include "commands.h"
#include "report.h"
#include "snapshot.h"
#include "task_row.h"

/* --- ps ------------------------------------------------------------------------------------------------------------- */

static void print_rows(struct shell *shell, const struct view_tasks *list, bool of_threads, uint64_t now_ns)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (of_threads)
            task_row_thread(shell, &list->tasks[i], now_ns);
        else
            task_row_process(shell, &list->tasks[i], now_ns);
    }
    if (list->dropped != 0)
        out_format(&shell->out, "%u more are not shown\n", list->dropped);
}

/* One that ended since it was listed is no reason to stop. */
static void print_all_threads(struct shell *shell, inspector_t inspector, uint64_t now_ns)
{
    struct task_lists *lists = snapshot_lists();

    task_row_thread_head(shell);
    for (uint32_t i = 0; i < lists->processes.count; i++) {
        view_clear(&lists->tasks);
        if (snapshot_threads(shell, inspector, &lists->processes.tasks[i], &lists->tasks) == STATUS_OK)
            print_rows(shell, &lists->tasks, true, now_ns);
    }
}

static void print_threads_of(struct shell *shell, const struct parser *parser, uint32_t column, inspector_t inspector, uint32_t pid,
                             uint64_t now_ns)
{
    struct task_lists *lists = snapshot_lists();
    status_t status;

    for (uint32_t i = 0; i < lists->processes.count; i++) {
        if (lists->processes.tasks[i].pid != pid)
            continue;
        view_clear(&lists->tasks);
        status = snapshot_threads(shell, inspector, &lists->processes.tasks[i], &lists->tasks);
        if (status != STATUS_OK) {
            report_status(shell, status);
            return;
        }
        task_row_thread_head(shell);
        print_rows(shell, &lists->tasks, true, now_ns);
        return;
    }
    report_at(shell, parser, column, "expected the number of a process that runs; `ps` lists them");
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
    struct task_lists *lists = snapshot_lists();
    bool all_threads, one;
    uint32_t pid, column;
    inspector_t inspector;
    uint64_t now_ns;

    one = parser->token.kind == TOKEN_NUMBER;
    if (!parse_choice(parser, &all_threads, &pid, &column)) {
        report_syntax(shell, parser);
        return;
    }
    if (!shell_find(shell, "inspector", INSPECTOR_INTERFACE_ID, &inspector.id))
        return;
    view_clear(&lists->processes);
    status_t status = snapshot_processes(shell, inspector, &lists->processes);

    now_ns = snapshot_now(shell);
    if (status != STATUS_OK) {
        report_status(shell, status);
    } else if (all_threads) {
        print_all_threads(shell, inspector, now_ns);
    } else if (one) {
        print_threads_of(shell, parser, column, inspector, pid, now_ns);
    } else {
        task_row_process_head(shell);
        print_rows(shell, &lists->processes, false, now_ns);
    }
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

    if (!report_expect_end(shell, parser) || !shell_find(shell, "inspector", INSPECTOR_INTERFACE_ID, &inspector.id))
        return;
    status_t status = snapshot_cpus(shell, inspector, &cpus);

    if (status != STATUS_OK) {
        report_status(shell, status);
        return;
    }
    out_format(&shell->out, "%3s %6s %8s %10s %7s %7s %6s %7s %7s %8s\n", "CPU", "IDLE %", "SWITCHES", "INTERRUPTS", "TIMER", "KICKS",
               "STEALS", "SENT", "FLUSHES", "ANSWERED");
    for (uint32_t i = 0; i < cpus.count; i++)
        print_cpu(shell, &cpus.cpus[i], snapshot_now(shell));
}
