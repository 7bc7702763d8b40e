/* SPDX-License-Identifier: MIT */
/* What two CPUs do at the same moment: joins of one thread, and a page that goes while a sibling writes to it. */
#include "threads.h"

#include "capability.capnp.h"
#include "core/atomic.h"

#define JOINERS 4u
#define ROUNDS 10u
#define WRITES_SEEN 1000u

/* --- one thread, several joins ------------------------------------------------------------------------------------------------ */

struct race {
    thread_handle_t target;
    uint32_t ready, start;
    uint32_t joined, refused, wrong;
};

static int64_t join_it(struct rt *rt, void *argument)
{
    struct race *race = argument;
    int64_t code = 0;
    status_t status;

    atomic_add_full(&race->ready, 1);
    while (!atomic_load_acquire(&race->start))
        rt_thread_yield(rt);
    status = thread_handle_join(rt, race->target, &code);
    atomic_add_full(status == STATUS_OK && code == RAW_EXIT_CODE ? &race->joined
                       : status == STATUS_FAILED                    ? &race->refused
                                                                    : &race->wrong, 1);
    return 0;
}

/* The thread ends before, between or after the joins. */
static void test_joins(struct kit *kit, bool ends_first)
{
    struct rt_thread *threads[JOINERS];
    struct race race = { .target = { CAP_ID_INVALID } };

    raw_go = 0;
    kit_expect(kit, "create", raw_create(kit, 0, &race.target), STATUS_OK);
    for (uint32_t i = 0; i < JOINERS; i++)
        kit_expect(kit, "create a joiner", rt_thread_create(kit->rt, join_it, &race, 4096, &threads[i]), STATUS_OK);
    while (atomic_load_full(&race.ready) != JOINERS)
        rt_thread_yield(kit->rt);
    if (ends_first)
        atomic_store_release(&raw_go, 1);
    atomic_store_release(&race.start, 1);
    if (!ends_first)
        atomic_store_release(&raw_go, 1);
    for (uint32_t i = 0; i < JOINERS; i++)
        kit_expect(kit, "join a joiner", rt_thread_join(kit->rt, threads[i], NULL), STATUS_OK);
    kit_check(kit, race.joined == 1 && race.refused == JOINERS - 1 && race.wrong == 0,
              "%u joins of one thread: %u went well, %u were refused", JOINERS, race.joined, race.refused);
    rt_drop(kit->rt, race.target.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    raw_go = 0;
}

/* --- a page that a sibling writes to -------------------------------------------------------------------------------------------- */

/* In memory that parent and child share. */
struct shared {
    uint64_t writes;
    uint64_t seen;                      /* writes when the page had been taken away */
    uint64_t taken;                     /* 1: seen is valid */
};

static int64_t write_for_ever(struct rt *rt, void *argument)
{
    volatile struct shared *shared = argument;

    (void)rt;
    while (shared->taken != UINT64_MAX)
        shared->writes++;
    return 0;
}

/* Down to the guard page, which is there below the stack of every thread. */
static int64_t fall(struct rt *rt, void *argument)
{
    static volatile bool enough;
    volatile char frame[512];

    frame[0] = (char)(uintptr_t)argument;
    return enough ? 0 : fall(rt, (void *)(uintptr_t)(frame[0] + 1)) + frame[0];
}

static int overflow(struct rt *rt)
{
    struct rt_thread *thread;

    if (rt_thread_create(rt, fall, NULL, 8192, &thread) < 0)
        return 2;
    return rt_thread_join(rt, thread, NULL) < 0 ? 3 : 4;
}

/* The child: takes the mapping away that its other thread writes by, and looks by a second one. It ends by that thread's fault. */
static int be_robbed(struct rt *rt, bool unmaps)
{
    memory_object_t object;
    virtual_memory_t memory;
    struct rt_thread *thread;
    volatile struct shared *shared;
    uint64_t first, second;
    status_t status;

    if (rt_find(rt, "object", MEMORY_OBJECT_INTERFACE_ID, &object.id) < 0 ||
        rt_find(rt, "memory", VIRTUAL_MEMORY_INTERFACE_ID, &memory.id) < 0 ||
        memory_object_map(rt, object, 0, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, &first) < 0 ||
        memory_object_map(rt, object, 0, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, &second) < 0 ||
        rt_thread_create(rt, write_for_ever, (void *)(uintptr_t)first, 4096, &thread) < 0)
        return 2;
    shared = (volatile struct shared *)(uintptr_t)second;
    while (shared->writes < WRITES_SEEN)
        rt_thread_yield(rt);
    status = unmaps ? memory_object_unmap(rt, object, first, PAGE_SIZE) : memory_object_protect(rt, object, first, PAGE_SIZE, PROT_READ);
    if (status < 0)
        return 3;
    shared->seen = shared->writes;
    shared->taken = 1;
    for (;;)
        rt_thread_yield(rt);
}

int be_raced(struct rt *rt, char what)
{
    return what == 's' ? overflow(rt) : be_robbed(rt, what == 'u');
}

static void test_page_goes(struct kit *kit, bool unmaps)
{
    memory_object_t object = { CAP_ID_INVALID };
    process_handle_t handle = { CAP_ID_INVALID };
    struct kit_exit exit = { 0 };
    volatile struct shared *shared;
    uint64_t address = 0;

    kit_expect(kit, "allocFrame", frame_allocator_alloc_frame(kit->rt, kit->frames, &object), STATUS_OK);
    kit_expect(kit, "map", memory_object_map(kit->rt, object, 0, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, &address), STATUS_OK);
    shared = (volatile struct shared *)(uintptr_t)address;

    const struct kit_grant grants[] = {
        { "console", KIT_GRANT_COPY, kit->console.id, 0 }, { "memory", KIT_GRANT_MEMORY, 0, 0 }, { "thread", KIT_GRANT_THREAD, 0, 0 },
        { "threads", KIT_GRANT_THREADS, 0, 0 },            { "park", KIT_GRANT_PARK, 0, 0 },     { "object", KIT_GRANT_COPY, object.id, 0 },
    };
    struct kit_child child = { .name = unmaps ? "race-unmap" : "race-protect", .binary = "test-threads", .grants = grants,
                               .grant_count = sizeof(grants) / sizeof(grants[0]) };

    kit_expect(kit, "spawn", kit_spawn(kit, &child, &handle, NULL), STATUS_OK);
    kit_expect(kit, "wait", kit_wait(kit, handle, &exit), STATUS_OK);
    kit_check(kit, exit.kind == EXIT_KIND_FAULTED && exit.code == 14, "%s ended with kind %u, code %ld: %s", child.name, exit.kind,
              (long)exit.code, exit.detail);
    /* The fault may come before the child has looked; with one CPU it cannot. */
    kit_check(kit, shared->writes >= WRITES_SEEN && (!shared->taken || shared->seen == shared->writes),
              "%s: %lu writes when the page was gone, %lu at the end", child.name, shared->seen, shared->writes);
    rt_drop(kit->rt, handle.id);
    kit_expect(kit, "unmap", memory_object_unmap(kit->rt, object, address, PAGE_SIZE), STATUS_OK);
    rt_drop(kit->rt, object.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}

/* A thread's stack ends at a page that is not mapped, and nobody else's memory. */
static void test_stack(struct kit *kit)
{
    const struct kit_grant grants[] = {
        { "console", KIT_GRANT_COPY, kit->console.id, 0 }, { "memory", KIT_GRANT_MEMORY, 0, 0 }, { "thread", KIT_GRANT_THREAD, 0, 0 },
        { "threads", KIT_GRANT_THREADS, 0, 0 },            { "park", KIT_GRANT_PARK, 0, 0 },
    };
    struct kit_child child = { .name = "race-stack", .binary = "test-threads", .grants = grants,
                               .grant_count = sizeof(grants) / sizeof(grants[0]) };
    struct kit_exit exit = { 0 };

    kit_expect(kit, "a thread without bottom", kit_run(kit, &child, &exit), STATUS_OK);
    kit_check(kit, exit.kind == EXIT_KIND_FAULTED && exit.code == 14, "race-stack ended with kind %u, code %ld: %s", exit.kind,
              (long)exit.code, exit.detail);
}

void test_races(struct kit *kit)
{
    test_stack(kit);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        test_joins(kit, round % 2);
        test_page_goes(kit, round % 2);
    }
}
