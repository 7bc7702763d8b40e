/* SPDX-License-Identifier: MIT */
/* Wrong arguments, full ledgers, buffers that a sibling takes away. */
#include "core/atomic.h"
#include "threads.h"

static status_t create(struct kit *kit, uint64_t entry, uint64_t stack, uint64_t fs_base, uint64_t flags)
{
    thread_handle_t handle;
    status_t status = thread_spawner_create(kit->rt, kit->threads, entry, stack, 0, fs_base, flags, &handle);

    if (status == STATUS_OK)
        rt_panic(kit->rt, "a thread that cannot be was made");
    return status;
}

void test_arguments(struct kit *kit)
{
    static const uint64_t bad_entries[] = { 0, 1, USER_MIN - 1, USER_MAX, 1ull << 47, 0xffff800000000000ull, UINT64_MAX };
    static const uint64_t bad_stacks[] = { 0, 16, USER_MIN, USER_MAX + 16, 1ull << 47, 0xffff800000000000ull, 0x10008, 0x10001,
                                           0xfffffffffffffff0ull };
    static const uint64_t bad_bases[] = { USER_MAX, 1ull << 47, 0xffff800000000000ull, UINT64_MAX };
    uint64_t good = (uintptr_t)test_arguments, stack = 0x20000;
    int64_t code;
    bool exited;
    uint32_t id;

    for (size_t i = 0; i < sizeof(bad_entries) / sizeof(bad_entries[0]); i++)
        kit_expect(kit, "create with a bad entry", create(kit, bad_entries[i], stack, 0, 0), STATUS_FAILED);
    for (size_t i = 0; i < sizeof(bad_stacks) / sizeof(bad_stacks[0]); i++)
        kit_expect(kit, "create with a bad stack", create(kit, good, bad_stacks[i], 0, 0), STATUS_FAILED);
    for (size_t i = 0; i < sizeof(bad_bases) / sizeof(bad_bases[0]); i++)
        kit_expect(kit, "create with a bad FS base", create(kit, good, stack, bad_bases[i], 0), STATUS_FAILED);
    for (uint32_t bit = 0; bit < 64; bit++)
        kit_expect(kit, "create with flags", create(kit, good, stack, 0, 1ull << bit), STATUS_FAILED);
    /* Methods of what is no thread handle, and no methods of what has none. */
    kit_check(kit, thread_handle_join(kit->rt, (thread_handle_t){ kit->park.id }, &code) == STATUS_UNIMPLEMENTED &&
              thread_handle_exit_code(kit->rt, (thread_handle_t){ kit->park.id }, &exited, &code) == STATUS_UNIMPLEMENTED &&
              thread_handle_info(kit->rt, (thread_handle_t){ kit->park.id }, &id) == STATUS_UNIMPLEMENTED,
              "a park space has methods");
}

#define MANY 64u
_Static_assert(LIMITED_THREADS == 16, "a message says so");

static int64_t wait_for_go(struct rt *rt, void *argument)
{
    uint32_t *go = argument;

    while (!atomic_load_acquire(go))
        (void)rt_park(rt, go, 0, TIME_FOREVER);
    return 1;
}

static void expect_reason(struct kit *kit, const char *expected)
{
    const char *reason = rt_last_reason(kit->rt);

    kit_check(kit, strlen(reason) == strlen(expected) && memcmp(reason, expected, strlen(reason)) == 0, "\"%s\", expected \"%s\"", reason,
              expected);
}

/* As many threads as the ledger allows, and then none, without a trace. */
void test_full_ledger(struct kit *kit)
{
    static struct rt_thread *threads[MANY];
    uint32_t go = 0, count = 0, joined = 0;
    struct kit_ledger before = { 0 }, after = { 0 };
    status_t status = STATUS_OK;
    struct rt_thread *one;
    int64_t code;

    while (count < MANY && (status = rt_thread_create(kit->rt, wait_for_go, &go, 4096, &threads[count])) == STATUS_OK)
        count++;
    kit_expect(kit, "one thread too many", status, STATUS_OVERLOADED);
    expect_reason(kit, "the limit of threads (16) is reached");
    kit_expect(kit, "threads of a process", count, LIMITED_THREADS - 1);
    kit_expect(kit, "ledger", kit_ledger_read(kit, rt_pid(kit->rt), &before), STATUS_OK);
    for (uint32_t i = 0; i < 3; i++)
        kit_expect(kit, "one more", rt_thread_create(kit->rt, wait_for_go, &go, 4096, &one), STATUS_OVERLOADED);
    kit_expect(kit, "ledger", kit_ledger_read(kit, rt_pid(kit->rt), &after), STATUS_OK);
    kit_check(kit, before.threads == after.threads && before.frames == after.frames && before.cap_slots == after.cap_slots,
              "a refused thread left something charged");
    atomic_store_release(&go, 1);
    rt_unpark(kit->rt, &go, UINT32_MAX);
    for (uint32_t i = 0; i < count; i++)
        joined += rt_thread_join(kit->rt, threads[i], &code) == STATUS_OK && code == 1;
    kit_expect(kit, "joined", joined, count);
}

/* No slot for the handle: the thread is not made either. */
static void test_full_table(struct kit *kit)
{
    static endpoint_t fill[300];
    uint32_t count = 0, go = 1;
    notification_t *more = (notification_t *)(void *)fill;
    struct rt_thread *thread;
    status_t status = STATUS_OK;

    /* Once before: what the process keeps for its next thread is there then. */
    kit_expect(kit, "create", rt_thread_create(kit->rt, wait_for_go, &go, 4096, &thread), STATUS_OK);
    kit_expect(kit, "join", rt_thread_join(kit->rt, thread, NULL), STATUS_OK);
    while (count < 300 && (status = endpoint_factory_create_notification(kit->rt, kit->endpoints, &more[count])) == STATUS_OK)
        count++;
    kit_check(kit, status == STATUS_OVERLOADED, "the table takes %u notifications", count);
    while (count < 300 && (status = frame_allocator_alloc_frame(kit->rt, kit->frames, (memory_object_t *)&fill[count])) == STATUS_OK)
        count++;
    kit_expect(kit, "a full table", status, STATUS_OVERLOADED);
    kit_expect(kit, "create without a slot", rt_thread_create(kit->rt, wait_for_go, &go, 4096, &thread), STATUS_OVERLOADED);
    expect_reason(kit, "the limit of capability slots (256) is reached");
    while (count > 0)
        rt_drop(kit->rt, fill[--count].id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}

struct vanishing {
    struct kit *kit;
    uint64_t address;
    uint32_t step;
};

/* Unmaps the pages that the other thread's unfinished call will be answered into. */
static int64_t take_away(struct rt *rt, void *argument)
{
    struct vanishing *vanishing = argument;

    return virtual_memory_unmap(rt, vanishing->kit->memory, vanishing->address, PAGE_SIZE);
}

/* A sleep with its result buffer in a page that the sibling unmaps meanwhile. */
static void test_vanishing_buffer(struct kit *kit)
{
    struct vanishing vanishing = { .kit = kit };
    uint64_t *params;
    struct rt_thread *thread;
    struct cap_cqe cqe;
    int64_t code = -1;

    kit_expect(kit, "map", virtual_memory_map(kit->rt, kit->memory, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, &vanishing.address),
               STATUS_OK);
    params = (uint64_t *)(uintptr_t)vanishing.address;
    params[0] = 2ull << 32;
    params[1] = 1ull << 32;
    params[2] = 3000000;
    kit_expect(kit, "create", rt_thread_create(kit->rt, take_away, &vanishing, 0, &thread), STATUS_OK);
    /* The sleep's results are an empty struct: 16 bytes that cannot be written any more. */
    cqe = kit_do(kit, (struct cap_sqe){ .opcode = CAP_OP_CALL, .method_id = TIMER_METHOD_SLEEP, .cap_id = kit->timer.id,
                                        .addr = vanishing.address, .len = 24, .result_addr = vanishing.address + 64,
                                        .result_len = 256 });
    kit_check(kit, cqe.result == STATUS_INVALID_BUFFER || cqe.result >= 0, "sleep into a page that went: %d", cqe.result);
    kit_expect(kit, "join", rt_thread_join(kit->rt, thread, &code), STATUS_OK);
    kit_expect(kit, "unmap by the sibling", code, STATUS_OK);
}

void test_exhaustion(struct kit *kit)
{
    const struct kit_grant grants[] = {
        { "console", KIT_GRANT_COPY, kit->console.id, 0 }, { "inspector", KIT_GRANT_COPY, kit->inspector.id, 0 },
        { "memory", KIT_GRANT_MEMORY, 0, 0 },              { "thread", KIT_GRANT_THREAD, 0, 0 },
        { "threads", KIT_GRANT_THREADS, 0, 0 },            { "park", KIT_GRANT_PARK, 0, 0 },
    };
    struct kit_child child = { .name = "limited", .binary = "test-threads", .grants = grants,
                               .grant_count = sizeof(grants) / sizeof(grants[0]), .limits.threads = LIMITED_THREADS };
    struct kit_exit exit = { 0 };

    kit_expect(kit, "a process with few threads", kit_run(kit, &child, &exit), STATUS_OK);
    kit_check(kit, exit.kind == EXIT_KIND_EXITED && exit.code == 0, "limited ended with kind %u, code %ld: %s", exit.kind,
              (long)exit.code, exit.detail);
    test_full_table(kit);
    test_vanishing_buffer(kit);
}
