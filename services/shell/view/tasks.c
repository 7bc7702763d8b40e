/* SPDX-License-Identifier: MIT */
/* Lists of tasks: what each did lately, and their order. */
#include "view.h"

#include "rt/rt.h"

void view_wait_read(struct view_wait *out, const struct wait_info_reader *info)
{
    out->reason = wait_info_get_reason(info);
    out->unfinished = wait_info_get_unfinished(info);
    out->subject = wait_info_get_subject(info);
    out->interface_id = wait_info_get_interface_id(info);
    out->until_ns = wait_info_get_until_ns(info);
}

const char *view_state_name(enum process_state state)
{
    static const char *const names[] = {
        [PROCESS_STATE_RUNNING] = "running",
        [PROCESS_STATE_READY] = "ready",
        [PROCESS_STATE_BLOCKED] = "blocked",
        [PROCESS_STATE_EXITING] = "exiting",
    };

    return (uint32_t)state < PROCESS_STATE_COUNT ? names[state] : "?";
}

void view_clear(struct view_tasks *list)
{
    list->count = list->dropped = 0;
}

void view_add(struct view_tasks *list, const struct view_task *task)
{
    if (list->count == VIEW_TASKS_MAX)
        list->dropped++;
    else
        list->tasks[list->count++] = *task;
}

void view_keep_times(struct view_times *times, const struct view_tasks *list)
{
    times->count = list->count;
    for (uint32_t i = 0; i < list->count; i++) {
        times->times[i].pid = list->tasks[i].pid;
        times->times[i].id = list->tasks[i].id;
        times->times[i].cpu_ns = list->tasks[i].cpu_ns;
    }
}

static bool before(uint32_t pid, uint32_t id, const struct view_task *task)
{
    return pid != task->pid ? pid < task->pid : id < task->id;
}

/* Both are in the order of their numbers: one walk over both. */
void view_compare(struct view_tasks *list, const struct view_times *old)
{
    uint32_t at = 0;

    for (uint32_t i = 0; i < list->count; i++) {
        struct view_task *task = &list->tasks[i];
        uint64_t was = 0;

        while (at < old->count && before(old->times[at].pid, old->times[at].id, task))
            at++;
        if (at < old->count && old->times[at].pid == task->pid && old->times[at].id == task->id)
            was = old->times[at].cpu_ns;
        task->recent_ns = task->cpu_ns > was ? task->cpu_ns - was : 0;
    }
}

static bool comes_first(const struct view_task *a, const struct view_task *b)
{
    if (a->recent_ns != b->recent_ns)
        return a->recent_ns > b->recent_ns;
    if (a->cpu_ns != b->cpu_ns)
        return a->cpu_ns > b->cpu_ns;
    return before(a->pid, a->id, b);
}

/* Shell sort: a few hundred entries, most of them in order already. */
void view_sort(struct view_tasks *list)
{
    for (uint32_t gap = VIEW_TASKS_MAX / 2; gap > 0; gap /= 2) {
        for (uint32_t i = gap; i < list->count; i++) {
            struct view_task task = list->tasks[i];
            uint32_t at = i;

            for (; at >= gap && comes_first(&task, &list->tasks[at - gap]); at -= gap)
                list->tasks[at] = list->tasks[at - gap];
            list->tasks[at] = task;
        }
    }
}
