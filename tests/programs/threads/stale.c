/* SPDX-License-Identifier: MIT */
/*
 * What a CPU remembers of pages that a sibling took away on another one. The thread that looks enters the kernel neither before nor after, so
 * nothing but the change itself can have made its CPU forget: it sees what is mapped there now, and faults where nothing is.
 */
#include "core/atomic.h"
#include "threads.h"

#define WINDOW_PAGES 80u            /* more than are forgotten one by one */
#define ROUNDS 200u
#define ROUNDS_ONE_CPU 10u          /* a turn lasts a slice there */
#define WENT_THROUGH 9

struct stale {
    uint64_t address;
    uint32_t pages;
    uint64_t first_word;            /* of the first page; the next ones count on */
    uint32_t turn;                  /* odd: the looking thread's */
    uint32_t wrong;
    bool over;
};

static volatile uint64_t *page_word(const struct stale *stale, uint32_t page)
{
    return (volatile uint64_t *)(uintptr_t)(stale->address + (uint64_t)page * PAGE_SIZE);
}

/* Without the kernel: it may be that the other thread runs on this CPU, after this one's slice. */
static void await_turn(struct stale *stale, uint32_t odd)
{
    while ((atomic_load_acquire(&stale->turn) & 1) != odd)
        ;
}

static int64_t look(struct rt *rt, void *argument)
{
    struct stale *stale = argument;

    (void)rt;
    for (;;) {
        await_turn(stale, 1);
        if (stale->over)
            return stale->wrong;
        for (uint32_t i = 0; i < stale->pages; i++)
            stale->wrong += *page_word(stale, i) != stale->first_word + i;
        atomic_add_release(&stale->turn, 1);
    }
}

/* An object whose pages begin with first_word, first_word + 1, ... */
static memory_object_t make_object(struct kit *kit, uint64_t first_word)
{
    struct stale all = { .pages = WINDOW_PAGES };
    memory_object_t object = { CAP_ID_INVALID };

    kit_expect(kit, "alloc", frame_allocator_alloc_contiguous(kit->rt, kit->frames, WINDOW_PAGES, &object), STATUS_OK);
    kit_expect(kit, "map", memory_object_map(kit->rt, object, 0, 0, (uint64_t)WINDOW_PAGES * PAGE_SIZE, PROT_READ | PROT_WRITE,
                                             &all.address), STATUS_OK);
    for (uint32_t i = 0; i < WINDOW_PAGES; i++)
        *page_word(&all, i) = first_word + i;
    kit_expect(kit, "unmap", memory_object_unmap(kit->rt, object, all.address, (uint64_t)WINDOW_PAGES * PAGE_SIZE), STATUS_OK);
    return object;
}

/* Two objects in turn at one address, windows of all sizes. */
static void test_exchanged_pages(struct kit *kit)
{
    const memory_object_t objects[2] = { make_object(kit, 1000), make_object(kit, 2000) };
    uint32_t rounds = kit_cpus(kit) > 1 ? ROUNDS : ROUNDS_ONE_CPU;
    struct stale stale = { 0 };
    struct rt_thread *thread;
    int64_t wrong = -1;

    kit_expect(kit, "create", rt_thread_create(kit->rt, look, &stale, 0, &thread), STATUS_OK);
    for (uint32_t round = 0; round < rounds; round++) {
        memory_object_t object = objects[round % 2];
        uint64_t address = 0;

        stale.pages = 1 + round * 37 % WINDOW_PAGES;
        stale.first_word = 1000 + round % 2 * 1000;
        kit_expect(kit, "map", memory_object_map(kit->rt, object, stale.address, 0, (uint64_t)stale.pages * PAGE_SIZE, PROT_READ,
                                                 &address), STATUS_OK);
        kit_check(kit, round == 0 || address == stale.address, "round %u is mapped at %lx", round, (unsigned long)address);
        stale.address = address;
        atomic_add_release(&stale.turn, 1);
        await_turn(&stale, 0);
        kit_expect(kit, "unmap", memory_object_unmap(kit->rt, object, address, (uint64_t)stale.pages * PAGE_SIZE), STATUS_OK);
    }
    stale.over = true;
    atomic_add_release(&stale.turn, 1);
    kit_expect(kit, "join", rt_thread_join(kit->rt, thread, &wrong), STATUS_OK);
    kit_expect(kit, "words of what was mapped there before", wrong, 0);
    rt_drop(kit->rt, objects[0].id);
    rt_drop(kit->rt, objects[1].id);
}

/* Letters: how the pages are taken away. */
static const char ways[] = "undr";

static status_t take_away(struct kit *kit, char way, uint64_t address, uint64_t bytes)
{
    switch (way) {
    case 'u':
        return virtual_memory_unmap(kit->rt, kit->memory, address, bytes);
    case 'n':
        return virtual_memory_protect(kit->rt, kit->memory, address, bytes, PROT_NONE);
    case 'd':
        return virtual_memory_decommit(kit->rt, kit->memory, address, bytes);
    default:
        return virtual_memory_protect(kit->rt, kit->memory, address, bytes, PROT_READ);
    }
}

static int64_t write_twice(struct rt *rt, void *argument)
{
    struct stale *stale = argument;

    (void)rt;
    for (uint32_t i = 0; i < stale->pages; i++)
        *page_word(stale, i) = 1;
    atomic_add_release(&stale->turn, 1);
    await_turn(stale, 0);
    *page_word(stale, stale->pages - 1) = 2; /* here the process ends */
    return 0;
}

int do_stale(struct rt *rt, const char *name)
{
    static struct kit kit;
    struct stale stale = { .pages = name[1] == '1' ? 1 : WINDOW_PAGES };
    uint64_t bytes = (uint64_t)stale.pages * PAGE_SIZE;
    struct rt_thread *thread;

    kit_open(&kit, rt);
    kit_expect(&kit, "map", virtual_memory_map(rt, kit.memory, 0, bytes, PROT_READ | PROT_WRITE, &stale.address), STATUS_OK);
    kit_expect(&kit, "create", rt_thread_create(rt, write_twice, &stale, 0, &thread), STATUS_OK);
    await_turn(&stale, 1);
    kit_expect(&kit, "take away", take_away(&kit, name[0], stale.address, bytes), STATUS_OK);
    atomic_add_release(&stale.turn, 1);
    kit_expect(&kit, "join", rt_thread_join(rt, thread, NULL), STATUS_OK);
    return WENT_THROUGH;
}

/* Children whose sibling writes into pages that are gone, one or many. */
static void test_gone_pages(struct kit *kit)
{
    const struct kit_grant grants[] = {
        { "console", KIT_GRANT_COPY, kit->console.id, 0 }, { "memory", KIT_GRANT_MEMORY, 0, 0 },
        { "thread", KIT_GRANT_THREAD, 0, 0 },              { "threads", KIT_GRANT_THREADS, 0, 0 },
        { "park", KIT_GRANT_PARK, 0, 0 },
    };

    for (uint32_t i = 0; i < 2 * (sizeof ways - 1); i++) {
        const char name[] = { 's', 't', 'a', 'l', 'e', '-', ways[i / 2], (char)('0' + i % 2), '\0' };
        struct kit_child child = { .name = name, .binary = "test-threads", .grants = grants,
                                   .grant_count = sizeof grants / sizeof grants[0] };
        process_handle_t handle = { CAP_ID_INVALID };
        struct kit_exit exit = { 0 };

        kit_expect(kit, "spawn", kit_spawn(kit, &child, &handle, NULL), STATUS_OK);
        kit_expect(kit, "wait", kit_wait(kit, handle, &exit), STATUS_OK);
        kit_check(kit, exit.kind == EXIT_KIND_FAULTED && exit.code == 14, "%s ended with kind %u, code %ld: %s", name, exit.kind,
                  (long)exit.code, exit.detail);
        rt_drop(kit->rt, handle.id);
    }
}

void test_stale(struct kit *kit)
{
    test_exchanged_pages(kit);
    test_gone_pages(kit);
}
