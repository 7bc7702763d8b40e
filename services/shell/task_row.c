/* SPDX-License-Identifier: MIT */
/* Columns. A name that is longer than its column moves the rest of its row. */
#include "task_row.h"

#define MS(ns) ((unsigned long long)((ns) / 1000000))

static void wait_of(struct shell *shell, const struct view_task *task, uint64_t now_ns, char out[VIEW_WAIT_BYTES])
{
    char interface[SCHEMAS_NAME_BYTES] = "?";

    if (task->wait.interface_id != 0)
        schemas_name(&shell->schemas, task->wait.interface_id, interface, sizeof(interface));
    view_wait_text(out, &task->wait, interface, now_ns);
}

/* Names of interfaces come out of the boot package. */
static void put_row(struct shell *shell, const char *row)
{
    out_foreign(&shell->out, (struct capn_text){ .data = row, .len = (uint32_t)strlen(row) });
    out_text(&shell->out, "\n");
}

void task_row_process_head(struct shell *shell)
{
    out_format(&shell->out, "%5s %6s %-14s %3s %3s %-7s %7s %7s %4s  %s\n", "PID", "PARENT", "NAME", "THR", "CPU", "STATE", "CPU MS",
               "MEMORY", "CAPS", "WAITS FOR");
}

void task_row_process(struct shell *shell, const struct view_task *task, uint64_t now_ns)
{
    char waits[VIEW_WAIT_BYTES], row[TASK_ROW_BYTES];

    wait_of(shell, task, now_ns, waits);
    (void)rt_format(row, sizeof(row), "%5u %6u %-14s %3u %3u %-7s %7llu %6lluK %4u%s%s", task->pid, task->parent, task->name,
                    task->threads, task->cpu, view_state_name(task->state), MS(task->cpu_ns), (unsigned long long)task->memory_kib,
                    task->cap_slots, waits[0] ? "  " : "", waits);
    put_row(shell, row);
}

void task_row_thread_head(struct shell *shell)
{
    out_format(&shell->out, "%5s %-14s %6s %3s %4s  %-7s %7s %10s  %s\n", "PID", "NAME", "THREAD", "CPU", "PRIO", "STATE", "CPU MS",
               "SUBMITTED", "WAITS FOR");
}

void task_row_thread(struct shell *shell, const struct view_task *task, uint64_t now_ns)
{
    char waits[VIEW_WAIT_BYTES], row[TASK_ROW_BYTES];

    wait_of(shell, task, now_ns, waits);
    (void)rt_format(row, sizeof(row), "%5u %-14s %6u %3u %4u%c %-7s %7llu %10llu%s%s", task->pid, task->name, task->id, task->cpu,
                    task->priority, task->lent ? '+' : ' ', view_state_name(task->state), MS(task->cpu_ns),
                    (unsigned long long)task->submissions, waits[0] ? "  " : "", waits);
    put_row(shell, row);
}

void task_row_recent_head(char out[TASK_ROW_BYTES], bool of_threads)
{
    (void)rt_format(out, TASK_ROW_BYTES, "%5s %-14s %6s %3s %-7s %6s %8s %7s  %s", "PID", "NAME", of_threads ? "THREAD" : "THR", "CPU",
                    "STATE", "CPU %", "CPU MS", "MEMORY", "WAITS FOR");
}

void task_row_recent(struct shell *shell, char out[TASK_ROW_BYTES], const struct view_task *task, bool of_threads, uint64_t interval_ns,
                     uint64_t now_ns)
{
    char waits[VIEW_WAIT_BYTES], share[VIEW_NUMBER_BYTES];

    wait_of(shell, task, now_ns, waits);
    view_share(share, task->recent_ns, interval_ns);
    (void)rt_format(out, TASK_ROW_BYTES, "%5u %-14s %6u %3u %-7s %6s %8llu %6lluK%s%s", task->pid, task->name,
                    of_threads ? task->id : task->threads, task->cpu, view_state_name(task->state), share, MS(task->cpu_ns),
                    (unsigned long long)task->memory_kib, waits[0] ? "  " : "", waits);
}
