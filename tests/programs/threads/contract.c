/* SPDX-License-Identifier: MIT */
/* What threads share and what each has for itself; join, exit codes, detaching. */
#include "core/atomic.h"
#include "threads.h"

static _Thread_local uint64_t own_word = 17;
static _Thread_local uint8_t own_zeroes[40];

struct look {
    struct kit *kit;
    uint64_t fs_base;
    struct ring_page *ring;
    uint64_t *heap_word;
    uint32_t id;
    bool tls_right, canary_right;
    double sum;
};

static uint64_t fs_base_of(struct rt *rt, const struct kit *kit)
{
    uint64_t address = 0;

    if (thread_control_get_fs_base(rt, kit->thread, &address) < 0)
        address = 0;
    return address;
}

/* What a thread sees. */
static int64_t look_around(struct rt *rt, void *argument)
{
    struct look *look = argument;
    uint64_t now = 0;
    double sum = 0;

    look->tls_right = own_word == 17 && rt_self() == rt;
    for (size_t i = 0; i < sizeof(own_zeroes); i++)
        look->tls_right = look->tls_right && own_zeroes[i] == 0;
    own_word = 99;
    look->fs_base = fs_base_of(rt, look->kit);
    look->ring = rt_raw_ring(rt);
    look->id = rt_thread_id(rt);
    look->heap_word = rt_alloc(rt, 8);
    if (look->heap_word)
        *look->heap_word = 4711;
    /* Floating point of its own, across switches. */
    for (uint32_t i = 1; i <= 50; i++) {
        sum += 1.0 / i;
        rt_thread_yield(rt);
    }
    look->sum = sum;
    return timer_now(rt, look->kit->timer, &now) == STATUS_OK && now != 0 ? -5 : 0;
}

static void test_sharing(struct kit *kit)
{
    struct look look[3] = { { .kit = kit }, { .kit = kit }, { .kit = kit } };
    struct rt_thread *threads[3];
    double sum = 0;
    int64_t code = 0;

    for (uint32_t i = 0; i < 3; i++)
        kit_expect(kit, "create", rt_thread_create(kit->rt, look_around, &look[i], 0, &threads[i]), STATUS_OK);
    for (uint32_t i = 1; i <= 50; i++) {
        sum += 1.0 / i;
        rt_thread_yield(kit->rt);
    }
    for (uint32_t i = 0; i < 3; i++) {
        kit_expect(kit, "join", rt_thread_join(kit->rt, threads[i], &code), STATUS_OK);
        kit_expect(kit, "exit code", code, -5);
        kit_check(kit, look[i].tls_right, "thread %u: its TLS block is not fresh", i);
        kit_check(kit, look[i].heap_word && *look[i].heap_word == 4711, "thread %u: the heap is not shared", i);
        kit_check(kit, look[i].fs_base && look[i].fs_base != fs_base_of(kit->rt, kit), "thread %u: FS base", i);
        kit_check(kit, look[i].ring != rt_raw_ring(kit->rt) && look[i].id != 0, "thread %u: the ring is not its own", i);
        kit_check(kit, look[i].sum > sum - 1e-12 && look[i].sum < sum + 1e-12, "thread %u: the sum came out wrong", i);
        rt_free(kit->rt, look[i].heap_word);
    }
    /* Not their rings: with several CPUs one may have ended before the next was made. */
    kit_check(kit, look[0].id != look[1].id && look[1].id != look[2].id, "ids are shared");
    kit_check(kit, own_word == 17, "another thread wrote into our TLS block");
}

/* A thread made by hand, without the runtime around it: it can only do what its ring can. Its TLS block is the first thread's. */
#define RAW_STACK 8192u
static _Alignas(16) uint8_t raw_stacks[2][RAW_STACK];
uint32_t raw_go;
static uint32_t raw_ran;

/* Registers as promised; then waits for the go, and ends itself by a raw CALL of exitThread(77). */
static __attribute__((force_align_arg_pointer)) void raw_thread(uint64_t control, uint64_t id, uint64_t pid, struct ring_page *ring, uint64_t capset)
{
    static const uint64_t params[3] = { 2ull << 32, 1ull << 32, RAW_EXIT_CODE };

    if (capset == USER_CAPSET_ADDRESS && ring->header.thread_id == id && ring->header.magic == RING_MAGIC && pid != 0)
        atomic_add_full(&raw_ran, 1);
    while (!atomic_load_acquire(&raw_go))
        ;
    ring->sq[0] = (struct cap_sqe){ .opcode = CAP_OP_CALL, .method_id = THREAD_CONTROL_METHOD_EXIT_THREAD,
                                    .cap_id = (cap_id_t)control, .addr = (uintptr_t)params, .len = sizeof(params) };
    /* What comes behind it must not happen. */
    ring->sq[1] = (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = (cap_id_t)(control >> 32) };
    atomic_store_release(&ring->header.sq_tail, 2);
    (void)rt_raw_syscall(SYSCALL_CAP_ENTER, 1, TIME_FOREVER);
    __builtin_trap();
}

status_t raw_create(struct kit *kit, uint32_t index, thread_handle_t *handle)
{
    uint64_t top = (uintptr_t)raw_stacks[index] + RAW_STACK - 64;

    return thread_spawner_create(kit->rt, kit->threads, (uintptr_t)raw_thread, top,
                                 kit->thread.id | (uint64_t)kit->null.id << 32, fs_base_of(kit->rt, kit), 0, handle);
}

static bool exited(struct kit *kit, thread_handle_t handle, int64_t *code)
{
    bool exited = false;

    kit_expect(kit, "exitCode", thread_handle_exit_code(kit->rt, handle, &exited, code), STATUS_OK);
    return exited;
}

static void go_and_join(struct kit *kit, thread_handle_t handle)
{
    int64_t code = 0;

    atomic_store_release(&raw_go, 1);
    kit_expect(kit, "join", thread_handle_join(kit->rt, handle, &code), STATUS_OK);
    kit_expect(kit, "code of a joined thread", code, 77);
    raw_go = 0;
}

static uint64_t threads_charged(struct kit *kit)
{
    struct kit_ledger used = { 0 };

    kit_expect(kit, "ledger", kit_ledger_read(kit, rt_pid(kit->rt), &used), STATUS_OK);
    return used.threads;
}

static void test_handles(struct kit *kit)
{
    uint64_t before = threads_charged(kit), value = 0;
    thread_handle_t handle;
    int64_t code = -1;

    raw_ran = 0;
    kit_expect(kit, "create", raw_create(kit, 0, &handle), STATUS_OK);
    kit_expect(kit, "threads charged", threads_charged(kit), before + 1);
    kit_check(kit, !exited(kit, handle, &code) && code == 0, "a thread that runs has an exit code");
    go_and_join(kit, handle);
    kit_expect(kit, "registers of the thread", raw_ran, 1);
    kit_expect(kit, "threads charged after join", threads_charged(kit), before);
    kit_check(kit, exited(kit, handle, &code) && code == 77, "a joined thread's exit code is gone");
    kit_expect(kit, "second join", thread_handle_join(kit->rt, handle, &code), STATUS_FAILED);
    rt_drop(kit->rt, handle.id);
    kit_expect(kit, "the submission behind exitThread", null_cap_echo(kit->rt, kit->null, 3, &value), STATUS_OK);

    /* Ended and not joined: the record is charged until the handle goes. */
    kit_expect(kit, "create", raw_create(kit, 0, &handle), STATUS_OK);
    raw_go = 1;
    while (!exited(kit, handle, &code))
        rt_thread_yield(kit->rt);
    kit_expect(kit, "threads charged, not joined", threads_charged(kit), before + 1);
    rt_drop(kit->rt, handle.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "threads charged, handle gone", threads_charged(kit), before);
    raw_go = 0;

    /* The handle goes first: detached. */
    kit_expect(kit, "create", raw_create(kit, 0, &handle), STATUS_OK);
    rt_drop(kit->rt, handle.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "threads charged, detached", threads_charged(kit), before + 1);
    raw_go = 1;
    /* Maybe on a CPU that its host lets wait. */
    for (uint32_t i = 0; i < 5000 && threads_charged(kit) != before; i++)
        kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 1000000), STATUS_OK);
    kit_expect(kit, "threads charged, detached and ended", threads_charged(kit), before);
    raw_go = 0;
}

/* Two joins at once, one of them cancelled; and a handle that goes while its join waits. */
static void test_join_waits(struct kit *kit)
{
    struct thread_handle_join_params_builder params;
    struct thread_handle_join_results_reader results;
    struct capn_request first;
    thread_handle_t handle;
    int64_t code = 0;

    kit_expect(kit, "create", raw_create(kit, 1, &handle), STATUS_OK);
    kit_expect(kit, "join", thread_handle_join_begin(&first, kit->rt, handle, &params), STATUS_OK);
    kit_expect(kit, "submit", capn_request_submit(&first), STATUS_OK);
    kit_expect(kit, "join that waits", capn_request_wait(&first, 0), STATUS_TIMED_OUT);
    kit_expect(kit, "second join beside it", thread_handle_join(kit->rt, handle, &code), STATUS_FAILED);
    capn_request_end(&first);
    kit_expect(kit, "join", thread_handle_join_begin(&first, kit->rt, handle, &params), STATUS_OK);
    kit_expect(kit, "submit after a cancelled join", capn_request_submit(&first), STATUS_OK);
    kit_expect(kit, "join that waits", capn_request_wait(&first, 0), STATUS_TIMED_OUT);
    rt_drop(kit->rt, handle.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    raw_go = 1;
    kit_expect(kit, "join without a handle", capn_request_wait(&first, TIME_FOREVER), STATUS_OK);
    kit_check(kit, thread_handle_join_results(&first, &results) == STATUS_OK &&
              thread_handle_join_results_get_exit_code(&results) == 77, "code of a join without a handle");
    capn_request_end(&first);
    raw_go = 0;
}

static uint32_t told_handle;

static int64_t join_self(struct rt *rt, void *argument)
{
    int64_t code;
    cap_id_t own;

    while ((own = atomic_load_acquire(&told_handle)) == 0)
        rt_thread_yield(rt);
    (void)argument;
    return thread_handle_join(rt, (thread_handle_t){ own }, &code);
}

/* The thread's handle by its own hands: made raw through the typed client, so that the test knows the capability. */
static void test_self_join(struct kit *kit)
{
    struct rt_thread *thread;
    cap_id_t handle = CAP_ID_INVALID;
    int64_t code = 0;

    told_handle = 0;
    kit_expect(kit, "create", rt_thread_create(kit->rt, join_self, NULL, 0, &thread), STATUS_OK);
    handle = rt_thread_handle(thread);
    atomic_store_release(&told_handle, handle);
    kit_expect(kit, "join", rt_thread_join(kit->rt, thread, &code), STATUS_OK);
    kit_expect(kit, "self-join", code, STATUS_FAILED);
}

static int64_t spin_a_little(struct rt *rt, void *argument)
{
    for (uint32_t i = 0; i < 3; i++)
        rt_thread_yield(rt);
    (void)atomic_add_full((uint32_t *)argument, 1);
    return 0;
}

static void test_detached(struct kit *kit)
{
    struct rt_thread *thread;
    uint32_t done = 0;

    for (uint32_t i = 0; i < 40; i++) {
        kit_expect(kit, "create", rt_thread_create(kit->rt, spin_a_little, &done, 4096, &thread), STATUS_OK);
        rt_thread_detach(kit->rt, thread);
        while (i % 8 == 7 && atomic_load_full(&done) != i + 1)
            rt_thread_yield(kit->rt);
    }
    kit_expect(kit, "create", rt_thread_create(kit->rt, spin_a_little, &done, 0, &thread), STATUS_OK);
    kit_expect(kit, "join", rt_thread_join(kit->rt, thread, NULL), STATUS_OK);
}

static int64_t wait_for_word(struct rt *rt, void *argument)
{
    const struct kit *kit = argument;

    return timer_sleep(rt, kit->timer, 1000000);
}

/* A thread's wait does not hold up its sibling. */
static void test_waits_alone(struct kit *kit)
{
    struct rt_thread *thread;
    uint64_t value = 0;
    int64_t code = -1;

    kit_expect(kit, "create", rt_thread_create(kit->rt, wait_for_word, kit, 0, &thread), STATUS_OK);
    for (uint32_t i = 0; i < 20; i++)
        kit_expect(kit, "echo beside a sleeping sibling", null_cap_echo(kit->rt, kit->null, i, &value), STATUS_OK);
    kit_expect(kit, "join", rt_thread_join(kit->rt, thread, &code), STATUS_OK);
    kit_expect(kit, "sleep", code, STATUS_OK);
}

void test_contract(struct kit *kit)
{
    test_sharing(kit);
    test_handles(kit);
    test_join_waits(kit);
    test_self_join(kit);
    test_detached(kit);
    test_waits_alone(kit);
}
