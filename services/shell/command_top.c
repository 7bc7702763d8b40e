/* SPDX-License-Identifier: MIT */
/*
 * top: who uses the CPUs, again and again. On a terminal it draws over what it drew, until a key ends it; with a number of rounds it
 * prints so many tables one below the other, for scripts.
 */
#include "commands.h"
#include "report.h"
#include "snapshot.h"
#include "task_row.h"

#include "kernel.capnp.h"

#define FIRST_NS 250000000ull           /* so that something is seen soon */
#define ROUND_NS 1000000000ull
#define ROUNDS_MAX 999999u
#define KEYS "qQ\x03\x04t"                 /* ^D: nobody will type anything else */
#define CPUS_IN_ROWS 4u                 /* more CPUs share rows */
#define CPUS_IN_A_ROW 6u

/* What is compared with the next look. */
struct look {
    uint64_t at_ns;
    struct cpus cpus;
    struct view_times times;
};

struct top {
    struct shell *shell;
    inspector_t inspector;
    timer_t timer;
    bool of_threads;
    bool live;                          /* draws over what it drew */
    uint32_t rounds;                    /* to go, when it is not live */
    uint32_t row;                       /* of the terminal, while drawing */
    uint32_t process_count, thread_count;
    struct memory memory;
    struct look before, now;
    struct task_lists *lists;           /* tasks: what is shown */
};

/* Large, and of one instance. */
static struct top top;

/* --- looking -------------------------------------------------------------------------------------------------------- */

static status_t look_at_processes(struct view_tasks *out)
{
    struct page page = { .next = 0 };
    status_t status = STATUS_OK;

    while (status == STATUS_OK && !page.over)
        status = snapshot_processes(top.shell, top.inspector, out, &page);
    return status;
}

static status_t look_at_threads(void)
{
    for (uint32_t i = 0; i < top.lists->processes.count; i++) {
        struct page page = { .next = 0 };
        status_t status = STATUS_OK;

        while (status == STATUS_OK && !page.over)
            status = snapshot_threads(top.shell, top.inspector, &top.lists->processes.tasks[i], &top.lists->tasks, &page);
        /* One that ended since it was listed. */
        if (status != STATUS_OK && status != STATUS_FAILED)
            return status;
    }
    return STATUS_OK;
}

static void count_all(const struct view_tasks *processes)
{
    top.process_count = processes->count + processes->dropped;
    top.thread_count = processes->dropped;
    for (uint32_t i = 0; i < processes->count; i++)
        top.thread_count += processes->tasks[i].threads;
}

static status_t look(void)
{
    status_t status;

    top.before = top.now;
    view_clear(&top.lists->processes);
    view_clear(&top.lists->tasks);
    status = snapshot_time(top.shell, top.timer, &top.now.at_ns);
    if (status == STATUS_OK)
        status = snapshot_cpus(top.shell, top.inspector, &top.now.cpus);
    if (status == STATUS_OK)
        status = snapshot_memory(top.shell, top.inspector, &top.memory);
    if (status == STATUS_OK)
        status = look_at_processes(top.of_threads ? &top.lists->processes : &top.lists->tasks);
    if (status == STATUS_OK && top.of_threads)
        status = look_at_threads();
    if (status != STATUS_OK)
        return status;
    count_all(top.of_threads ? &top.lists->processes : &top.lists->tasks);
    view_compare(&top.lists->tasks, &top.before.times);
    view_keep_times(&top.now.times, &top.lists->tasks);
    view_sort(&top.lists->tasks);
    return STATUS_OK;
}

/* --- drawing -------------------------------------------------------------------------------------------------------- */

/* One row of the terminal, cut at its edge, with what stood there before erased. */
static void put_row(const char *text)
{
    uint32_t len = (uint32_t)strlen(text);

    if (top.live && len >= top.shell->columns)
        len = top.shell->columns - 1;
    out_foreign(&top.shell->out, (struct capn_text){ .data = text, .len = len });
    out_text(&top.shell->out, top.live ? "\x1b[K\n" : "\n");
    top.row++;
}

static void draw_summary(void)
{
    uint64_t seconds = top.now.at_ns / 1000000000;
    char row[TASK_ROW_BYTES];

    (void)rt_format(row, sizeof(row), "up %llu:%02llu:%02llu, %u processes, %u threads, %llu of %llu MiB free%s",
                    (unsigned long long)(seconds / 3600), (unsigned long long)(seconds / 60 % 60), (unsigned long long)(seconds % 60),
                    top.process_count, top.thread_count, (unsigned long long)(top.memory.free_bytes >> 20),
                    (unsigned long long)(top.memory.total_bytes >> 20), top.live ? "   q leaves, t: threads" : "");
    put_row(row);
}

/* What a CPU did not idle away; idle time that is noted late makes no less than nothing. */
static void busy_share(char out[VIEW_NUMBER_BYTES], uint32_t index, uint64_t interval_ns)
{
    uint64_t idle_ns = top.now.cpus.cpus[index].idle_ns - top.before.cpus.cpus[index].idle_ns;

    view_share(out, idle_ns < interval_ns ? interval_ns - idle_ns : 0, interval_ns);
}

static void draw_cpu(uint32_t index, uint64_t interval_ns)
{
    const struct cpu_counters *now = &top.now.cpus.cpus[index], *before = &top.before.cpus.cpus[index];
    char row[TASK_ROW_BYTES], busy[VIEW_NUMBER_BYTES];

    busy_share(busy, index, interval_ns);
    (void)rt_format(row, sizeof(row), "CPU %u %5s %% busy, %llu switches/s, %llu interrupts/s, %u ready", now->id, busy,
                    (unsigned long long)view_rate(now->switches - before->switches, interval_ns),
                    (unsigned long long)view_rate(now->interrupts - before->interrupts, interval_ns), now->ready);
    put_row(row);
}

static void draw_many_cpus(uint64_t interval_ns)
{
    char row[TASK_ROW_BYTES], busy[VIEW_NUMBER_BYTES];
    size_t used = 0;

    for (uint32_t i = 0; i < top.now.cpus.count; i++) {
        busy_share(busy, i, interval_ns);
        used += rt_format(row + used, sizeof(row) - used, "%sCPU %-2u%6s", i % CPUS_IN_A_ROW ? " " : "", top.now.cpus.cpus[i].id, busy);
        if ((i + 1) % CPUS_IN_A_ROW == 0 || i + 1 == top.now.cpus.count) {
            put_row(row);
            used = 0;
        }
    }
}

static void draw_cpus(uint64_t interval_ns)
{
    if (top.now.cpus.count > CPUS_IN_ROWS) {
        draw_many_cpus(interval_ns);
        return;
    }
    for (uint32_t i = 0; i < top.now.cpus.count; i++)
        draw_cpu(i, interval_ns);
}

/* The last row stays free: the cursor waits there. */
static void draw(void)
{
    uint64_t interval_ns = top.now.at_ns - top.before.at_ns;
    char row[TASK_ROW_BYTES];

    if (top.live)
        out_text(&top.shell->out, "\x1b[H");
    top.row = 0;
    draw_summary();
    draw_cpus(interval_ns);
    task_row_recent_head(row, top.of_threads);
    put_row(row);
    for (uint32_t i = 0; i < top.lists->tasks.count && top.row + 1 < top.shell->rows; i++) {
        task_row_recent(top.shell, row, &top.lists->tasks.tasks[i], top.of_threads, interval_ns, top.now.at_ns);
        put_row(row);
    }
    if (top.live)
        out_text(&top.shell->out, "\x1b[J");
    out_flush(&top.shell->out);
}

/* --- the command ---------------------------------------------------------------------------------------------------- */

/* STATUS_CANCELLED: a key was typed. Tables for scripts read no keys: what was typed ahead is for the commands behind. */
static status_t pause(uint64_t ns, char *typed)
{
    struct timer_sleep_params_builder params;
    struct capn_request request;
    status_t status = timer_sleep_begin(&request, top.shell->rt, top.timer, &params);

    *typed = 0;
    if (status != STATUS_OK)
        return status;
    timer_sleep_params_set_ns(&params, ns);
    status = top.live ? input_await_key(&top.shell->input, &request, KEYS, typed)
                      : ask(&top.shell->input, ASK_ALONE, &request);
    capn_request_end(&request);
    return status;
}

/* Between two rounds. False: that was the last one, or *status says why it cannot go on. */
static bool wait_for_round(uint64_t ns, status_t *status)
{
    char typed;

    while ((*status = pause(ns, &typed)) == STATUS_CANCELLED) {
        *status = STATUS_OK;
        if (typed != 't')
            return false;
        /* Processes cannot be compared with threads: from here on, anew. */
        top.of_threads = !top.of_threads;
        *status = look();
        if (*status != STATUS_OK)
            return false;
        ns = FIRST_NS;
    }
    return *status == STATUS_OK;
}

static status_t run_rounds(void)
{
    uint64_t ns = FIRST_NS;
    status_t status = look();

    if (status == STATUS_OK && top.live)
        out_text(&top.shell->out, "\x1b[H\x1b[2J");
    while (status == STATUS_OK && wait_for_round(ns, &status)) {
        status = look();
        if (status != STATUS_OK)
            break;
        draw();
        if (!top.live && --top.rounds == 0)
            break;
        ns = ROUND_NS;
    }
    return status;
}

static bool parse_rounds(struct parser *parser)
{
    top.of_threads = parser->token.kind == TOKEN_WORD && token_is(parser->line, &parser->token, "threads");
    if (top.of_threads)
        parser_next(parser);
    top.live = parser->token.kind == TOKEN_END;
    if (top.live)
        return true;
    uint32_t column = parser->token.start;

    if (!parse_number(parser, "expected `threads`, or how many rounds", &top.rounds))
        return false;
    if (top.rounds == 0 || top.rounds > ROUNDS_MAX)
        return parser_fail_at(parser, column, "expected 1 to 999999 rounds");
    return parse_end(parser, "expected the end of the line");
}

void command_top(struct shell *shell, struct parser *parser)
{
    top.shell = shell;
    top.lists = snapshot_lists();
    if (!parse_rounds(parser)) {
        report_syntax(shell, parser);
        return;
    }
    if (!shell_find(shell, "inspector", INSPECTOR_INTERFACE_ID, &top.inspector.id) ||
        !shell_find(shell, "timer", TIMER_INTERFACE_ID, &top.timer.id))
        return;
    status_t status = run_rounds();

    if (status != STATUS_OK)
        report_status(shell, status);
}
