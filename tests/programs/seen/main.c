/* SPDX-License-Identifier: MIT */
/* What the Inspector says of other processes' threads, and of what does not exist. */
#include "seen.h"

#include "abi/limits.h"

#define MS 1000000ull
#define TRIES 2000u

static struct seen seen;

/* --- every way to wait ------------------------------------------------------------------------------------------------- */

static bool waits_as(const struct seen_thread *thread, const struct seen_way *way, uint32_t pid)
{
    return thread->state == PROCESS_STATE_BLOCKED && thread->reason == way->reason && thread->unfinished == way->unfinished &&
           thread->subject == (way->subject == 1 ? pid : way->subject) && thread->interface_id == way->interface_id &&
           (thread->until_ns != 0) == way->timed;
}

/* How many of them wait as they shall. */
static uint32_t count_waiting(uint32_t pid)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < SEEN_WAYS && seen.count == SEEN_WAYS + 1; i++)
        count += waits_as(&seen.threads[i + 1], &seen_ways[i], pid);
    return count;
}

static void check_ways(struct kit *kit, uint32_t pid)
{
    status_t status = seen_ask_all(kit, pid, &seen);

    for (uint32_t i = 0; i < TRIES && status == STATUS_OK && count_waiting(pid) < SEEN_WAYS; i++) {
        kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 5 * MS), STATUS_OK);
        status = seen_ask_all(kit, pid, &seen);
    }
    kit_expect(kit, "threads", status, STATUS_OK);
    kit_expect(kit, "threads of the child", seen.count, SEEN_WAYS + 1);
    for (uint32_t i = 0; i < SEEN_WAYS && i + 1 < seen.count; i++) {
        const struct seen_thread *thread = &seen.threads[i + 1];

        kit_check(kit, thread->id == i + 1 && waits_as(thread, &seen_ways[i], pid),
                  "%s: thread %u, state %u, reason %u, %u unfinished, subject %u, interface 0x%lx, until %lu", seen_ways[i].name,
                  thread->id, thread->state, thread->reason, thread->unfinished, thread->subject, (unsigned long)thread->interface_id,
                  (unsigned long)thread->until_ns);
        kit_check(kit, seen_ways[i].unfinished == 0 || thread->submissions != 0, "%s: it submitted nothing", seen_ways[i].name);
        kit_check(kit, thread->priority == SCHEDULING_PRIORITY_DEFAULT && !thread->lent, "%s: priority %u, lent %u", seen_ways[i].name,
                  thread->priority, thread->lent);
    }
}

static process_handle_t start(struct kit *kit, const char *name, uint32_t threads)
{
    const struct kit_grant grants[] = {
        { "console", KIT_GRANT_COPY, kit->console.id, 0 }, { "timer", KIT_GRANT_COPY, kit->timer.id, 0 },
        { "memory", KIT_GRANT_MEMORY, 0, 0 },              { "thread", KIT_GRANT_THREAD, 0, 0 },
        { "threads", KIT_GRANT_THREADS, 0, 0 },            { "park", KIT_GRANT_PARK, 0, 0 },
        { "endpoints", KIT_GRANT_ENDPOINTS, 0, 0 },
    };
    struct kit_child child = { .name = name, .binary = "test-seen", .grants = grants,
                               .grant_count = sizeof(grants) / sizeof(grants[0]),
                               .limits = { .threads = threads, .frame_pages = 16384, .cap_slots = 1024 } };
    process_handle_t handle = { CAP_ID_INVALID };

    kit_expect(kit, name, kit_spawn(kit, &child, &handle, NULL), STATUS_OK);
    return handle;
}

static void end(struct kit *kit, process_handle_t child)
{
    struct kit_exit exit = { 0 };

    kit_expect(kit, "kill", process_handle_kill(kit->rt, child), STATUS_OK);
    kit_expect(kit, "wait", kit_wait(kit, child, &exit), STATUS_OK);
    kit_check(kit, exit.kind == EXIT_KIND_KILLED, "the child ended with kind %u, code %ld: %s", exit.kind, (long)exit.code, exit.detail);
    rt_drop(kit->rt, child.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}

struct watch {
    process_handle_t child;
};

static int64_t watch_child(struct rt *rt, void *argument)
{
    struct watch *watch = argument;
    struct kit kit = { .rt = rt };
    struct kit_exit exit = { 0 };

    return kit_wait(&kit, watch->child, &exit) == STATUS_OK && exit.kind == EXIT_KIND_KILLED ? 0 : 1;
}

/* A thread of ours that waits for the child's end is told so, with the child. */
static void check_watcher(struct kit *kit, uint32_t pid)
{
    bool right = false;

    for (uint32_t i = 0; i < TRIES && !right; i++) {
        kit_expect(kit, "our threads", seen_ask_all(kit, rt_pid(kit->rt), &seen), STATUS_OK);
        for (uint32_t k = 0; k < seen.count; k++)
            right = right || (seen.threads[k].reason == WAIT_REASON_PROCESS_END && seen.threads[k].subject == pid);
        if (!right)
            kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 5 * MS), STATUS_OK);
    }
    kit_check(kit, right, "nobody waits for process %u", pid);
    kit_check(kit, seen.count == 2 && seen.threads[0].id == 0 && seen.threads[0].state == PROCESS_STATE_RUNNING &&
              seen.threads[0].reason == WAIT_REASON_NOTHING, "we ask, so we run: state %u, reason %u", seen.threads[0].state,
              seen.threads[0].reason);
}

static void test_waits(struct kit *kit)
{
    process_handle_t child = start(kit, "waits", 0);
    struct watch watch = { .child = child };
    struct rt_thread *thread;
    uint32_t pid = seen_pid(kit, child), from = 0;
    int64_t code = -1;

    check_ways(kit, pid);
    kit_expect(kit, "create", rt_thread_create(kit->rt, watch_child, &watch, 0, &thread), STATUS_OK);
    check_watcher(kit, pid);
    kit_expect(kit, "kill", process_handle_kill(kit->rt, child), STATUS_OK);
    kit_expect(kit, "join", rt_thread_join(kit->rt, thread, &code), STATUS_OK);
    kit_expect(kit, "the watcher", code, 0);
    seen.count = 0;
    kit_expect(kit, "threads of a process that ended", seen_ask(kit, pid, &from, &seen), STATUS_FAILED);
    kit_expect(kit, "threads of nobody", seen_ask(kit, 0, &from, &seen), STATUS_FAILED);
    kit_expect(kit, "threads of nobody", seen_ask(kit, UINT32_MAX, &from, &seen), STATUS_FAILED);
    rt_drop(kit->rt, child.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}

/* --- more than one answer lists ---------------------------------------------------------------------------------------- */

#define CROWD (1 + CROWD_MAKERS * (CROWD_EACH + 1))

static void check_order(struct kit *kit)
{
    for (uint32_t i = 1; i < seen.count; i++) {
        if (seen.threads[i].id <= seen.threads[i - 1].id)
            kit_check(kit, false, "thread %u comes behind thread %u", seen.threads[i].id, seen.threads[i - 1].id);
    }
}

static void test_pages(struct kit *kit)
{
    process_handle_t child = start(kit, "crowd", CROWD);
    uint32_t pid = seen_pid(kit, child), from = 0;
    status_t status = seen_ask_all(kit, pid, &seen);

    /* While they are being made: whatever the moment, what is listed is in order and there once. */
    for (uint32_t i = 0; i < 10 * TRIES && status == STATUS_OK && seen.count < CROWD; i++) {
        check_order(kit);
        kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, MS), STATUS_OK);
        status = seen_ask_all(kit, pid, &seen);
    }
    kit_expect(kit, "threads", status, STATUS_OK);
    check_order(kit);
    kit_expect(kit, "a crowd", seen.count, CROWD);
    kit_check(kit, seen.threads[0].id == 0 && seen.threads[CROWD - 1].id == CROWD - 1, "ids from %u to %u", seen.threads[0].id,
              seen.threads[CROWD - 1].id);
    seen.count = 0;
    kit_expect(kit, "the first page", seen_ask(kit, pid, &from, &seen), STATUS_OK);
    kit_check(kit, seen.count != 0 && seen.count < CROWD && from == seen.count, "the first page has %u threads, the next begins at %u",
              seen.count, from);
    kit_expect(kit, "the second page", seen_ask(kit, pid, &from, &seen), STATUS_OK);
    kit_check(kit, seen.count == CROWD && from == 0, "two pages have %u threads, the next begins at %u", seen.count, from);
    seen.count = 0;
    from = CROWD;
    kit_expect(kit, "behind the last one", seen_ask(kit, pid, &from, &seen), STATUS_OK);
    kit_expect(kit, "threads behind the last one", seen.count, 0);
    from = UINT32_MAX;
    kit_expect(kit, "behind everything", seen_ask(kit, pid, &from, &seen), STATUS_OK);
    kit_expect(kit, "threads behind everything", seen.count, 0);
    end(kit, child);
}

static bool is_called(struct rt *rt, const char *name)
{
    return strlen(rt_process_name(rt)) == strlen(name) && memcmp(rt_process_name(rt), name, strlen(name)) == 0;
}

int main(struct rt *rt)
{
    static struct kit kit;
    struct kit_totals before;

    if (is_called(rt, "waits"))
        return be_waiting(rt);
    if (is_called(rt, "crowd"))
        return be_a_crowd(rt);
    kit_open(&kit, rt);
    /* Tables and slabs stay at their greatest number; the conductor compares when all of it has ended. */
    kit.frame_slack = 256;
    test_waits(&kit);
    test_time(&kit);
    kit_expect(&kit, "totals", kit_totals_read(&kit, &before), STATUS_OK);
    test_waits(&kit);
    test_pages(&kit);
    test_time(&kit);
    kit_totals_compare(&kit, "looking", &before);
    return kit_close(&kit);
}
