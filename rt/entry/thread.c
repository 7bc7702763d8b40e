/* SPDX-License-Identifier: MIT */
/*
 * Making and ending threads. A thread's memory is one mapping:
 *
 *   | guard, not mapped | stack, growing down | TLS block, thread control block | struct rt_thread | small message buffers |
 *
 * A thread cannot unmap the stack it stands on, so its memory is given back by who joins it, or, if it was detached, by a later
 * rt_thread_create. A few mappings are kept for the next threads.
 */
#include "rt/thread.h"

#include "src/rt_priv.h"

#include "core/atomic.h"
#include "memory.capnp.h"
#include "process.capnp.h"
#include "thread.capnp.h"

#define SMALL_BUFFERS 4u
#define SMALL_AREA (SMALL_BUFFERS * RT_SMALL_BYTES)
#define IDLE_MAX 4u
/* Of the System V ABI: its own address at 0, the canary at 0x28. */
#define TCB_BYTES 64u
#define TCB_CANARY 5

struct rt_thread {
    struct rt rt;
    rt_thread_fn *function;
    void *argument;
    cap_id_t handle;
    struct rt_thread *next;             /* idle, or detached */
    uint8_t *mapping;
    size_t bytes;
    uint32_t finished;                  /* it runs no code any more that matters */
    struct rt_buffer small[SMALL_BUFFERS];
};

/* rt/user.ld */
extern const char __tls_image[];
extern const char __tls_file_bytes[], __tls_bytes[], __tls_align[];

/* rt/entry/thread_start.S: calls rt_thread_main with the registers that the kernel gave. */
void rt_thread_start(void);
_Noreturn void rt_thread_main(struct rt_thread *thread, uint32_t id, uint32_t pid, struct ring_page *ring);

static uint64_t *thread_control_block(const struct rt_thread *thread)
{
    uint64_t align = (uintptr_t)__tls_align > 16 ? (uintptr_t)__tls_align : 16;

    return (uint64_t *)(((uintptr_t)thread - TCB_BYTES) & ~(align - 1));
}

/* The block lies below the thread control block (x86-64 TLS variant II), as the kernel does it for the first thread. */
static void tls_init(uint64_t *tcb)
{
    uint64_t align = (uintptr_t)__tls_align > 16 ? (uintptr_t)__tls_align : 16;
    uint64_t bytes = (uintptr_t)__tls_bytes, file_bytes = (uintptr_t)__tls_file_bytes;
    uint8_t *block = (uint8_t *)tcb - ((bytes + align - 1) & ~(align - 1));

    memcpy(block, __tls_image, file_bytes);
    memset(block + file_bytes, 0, bytes - file_bytes);
    tcb[0] = (uintptr_t)tcb;
    tcb[TCB_CANARY] = rt_thread_canary();
}

static uint64_t stack_top(const uint64_t *tcb)
{
    return ((uintptr_t)tcb - (uintptr_t)__tls_bytes - (uintptr_t)__tls_align) & ~15ull;
}

/* --- memory of threads ------------------------------------------------------------------------------------------------ */

/* What we mapped can be unmapped, unless the session ended meanwhile: then no call works, and the memory stays the process's. */
static void check_given_back(struct rt *rt, status_t status)
{
    if (status < 0 && status != STATUS_GONE)
        rt_panic(rt, "the memory of a thread cannot be given back: %s", capn_status_text(status));
}

static status_t memory_map(struct rt *rt, size_t bytes, struct rt_thread **out)
{
    virtual_memory_t memory = { rt->process->virtual_memory };
    struct rt_thread *thread;
    uint64_t address;
    status_t status = virtual_memory_reserve(rt, memory, 0, bytes, &address);

    if (status != STATUS_OK)
        return status;
    status = virtual_memory_commit(rt, memory, address + PAGE_SIZE, bytes - PAGE_SIZE, PROT_READ | PROT_WRITE);
    if (status != STATUS_OK) {
        check_given_back(rt, virtual_memory_unmap(rt, memory, address, bytes));
        return status;
    }
    thread = (struct rt_thread *)(uintptr_t)((address + bytes - SMALL_AREA - sizeof(*thread)) & ~63ull);
    thread->mapping = (uint8_t *)(uintptr_t)address;
    thread->bytes = bytes;
    *out = thread;
    return STATUS_OK;
}

static void memory_unmap(struct rt *rt, struct rt_thread *thread)
{
    check_given_back(rt, virtual_memory_unmap(rt, (virtual_memory_t){ rt->process->virtual_memory }, (uintptr_t)thread->mapping,
                                              thread->bytes));
}

/* Kept for the next thread, if not too many are. */
static void memory_put(struct rt *rt, struct rt_thread *thread)
{
    struct rt_process *process = rt->process;
    bool kept;

    rt_process_lock(rt);
    kept = process->idle_count < IDLE_MAX;
    if (kept) {
        process->idle_count++;
        thread->next = process->idle;
        process->idle = thread;
    }
    rt_process_unlock(rt);
    if (!kept)
        memory_unmap(rt, thread);
}

/* One that is big enough, out of the idle ones; NULL. */
static struct rt_thread *memory_take(struct rt *rt, size_t bytes)
{
    struct rt_process *process = rt->process;
    struct rt_thread *thread;

    rt_process_lock(rt);
    for (struct rt_thread **link = &process->idle; (thread = *link); link = &thread->next) {
        if (thread->bytes < bytes)
            continue;
        *link = thread->next;
        process->idle_count--;
        break;
    }
    rt_process_unlock(rt);
    return thread;
}

/* A detached thread that said it is finished, out of their list; NULL. */
static struct rt_thread *take_finished(struct rt *rt)
{
    struct rt_process *process = rt->process;
    struct rt_thread *thread;

    rt_process_lock(rt);
    for (struct rt_thread **link = &process->detached; (thread = *link); link = &thread->next) {
        /* Pairs with rt_thread_exit. */
        if (!atomic_load_acquire(&thread->finished))
            continue;
        *link = thread->next;
        break;
    }
    rt_process_unlock(rt);
    return thread;
}

/* Gives back what detached threads left. One that said it is finished needs a few instructions more: the join waits for those. */
static void collect_detached(struct rt *rt)
{
    struct rt_thread *thread;
    int64_t code;

    while (rt->process->detached != NULL && (thread = take_finished(rt))) {
        status_t status = thread_handle_join(rt, (thread_handle_t){ thread->handle }, &code);

        if (status == STATUS_GONE)
            return;
        if (status < 0)
            rt_panic(rt, "a detached thread cannot be joined: %s", rt_last_reason(rt));
        rt_drop(rt, thread->handle);
        memory_put(rt, thread);
    }
}

/* --- life ------------------------------------------------------------------------------------------------------------- */

static status_t thread_launch(struct rt *rt, struct rt_thread *thread)
{
    uint64_t *tcb = thread_control_block(thread);
    uint8_t *small = thread->mapping + thread->bytes - SMALL_AREA;
    thread_handle_t handle;
    status_t status;

    tls_init(tcb);
    rt_init_thread(&thread->rt, rt->process);
    for (uint32_t i = 0; i < SMALL_BUFFERS; i++)
        rt_pool_add_small(&thread->rt.pool, &thread->small[i], small + i * RT_SMALL_BYTES);
    thread->finished = false;
    status = thread_spawner_create(rt, (thread_spawner_t){ rt->process->thread_spawner }, (uintptr_t)rt_thread_start,
                                   stack_top(tcb), (uintptr_t)thread, (uintptr_t)tcb, 0, &handle);
    if (status == STATUS_OK)
        thread->handle = handle.id;
    return status;
}

status_t rt_thread_create(struct rt *rt, rt_thread_fn *function, void *argument, size_t stack_bytes, struct rt_thread **out)
{
    struct rt_process *process = rt->process;
    struct rt_thread *thread;
    status_t status = STATUS_OK;
    size_t bytes;

    if (process->thread_spawner == CAP_ID_INVALID || process->thread_control == CAP_ID_INVALID ||
        process->park_space == CAP_ID_INVALID || process->virtual_memory == CAP_ID_INVALID)
        return STATUS_NOT_FOUND;
    if (stack_bytes > UINT32_MAX)
        return STATUS_NO_MEMORY;
    bytes = (stack_bytes ? stack_bytes : RT_THREAD_STACK_BYTES) + sizeof(*thread) + SMALL_AREA + TCB_BYTES +
            (uintptr_t)__tls_bytes + 2 * (uintptr_t)__tls_align + 2 * PAGE_SIZE;
    bytes &= ~(size_t)(PAGE_SIZE - 1);
    /* From here on for good: nothing is locked now. */
    process->shared = true;
    collect_detached(rt);
    thread = memory_take(rt, bytes);
    if (!thread)
        status = memory_map(rt, bytes, &thread);
    if (status != STATUS_OK)
        return status;
    thread->function = function;
    thread->argument = argument;
    status = thread_launch(rt, thread);
    if (status != STATUS_OK) {
        memory_put(rt, thread);
        return status;
    }
    *out = thread;
    return STATUS_OK;
}

status_t rt_thread_join(struct rt *rt, struct rt_thread *thread, int64_t *code)
{
    int64_t ended;
    status_t status = thread_handle_join(rt, (thread_handle_t){ thread->handle }, &ended);

    if (status != STATUS_OK)
        return status;
    if (code)
        *code = ended;
    rt_drop(rt, thread->handle);
    memory_put(rt, thread);
    return STATUS_OK;
}

void rt_thread_detach(struct rt *rt, struct rt_thread *thread)
{
    rt_process_lock(rt);
    thread->next = rt->process->detached;
    rt->process->detached = thread;
    rt_process_unlock(rt);
}

/* The runtime's own struct lies at the start of a later thread's; the first has none around it. */
static struct rt_thread *thread_of(struct rt *rt)
{
    return rt_thread_id(rt) == 0 ? NULL : (struct rt_thread *)(void *)rt;
}

void rt_thread_exit(struct rt *rt, int64_t code)
{
    struct rt_thread *thread = thread_of(rt);
    status_t status;

    if (!rt_ring_is_drained(rt))
        rt_ring_drain(rt);
    rt_pool_close(rt);
    if (thread) {
        for (uint32_t i = 0; i < SMALL_BUFFERS; i++)
            rt_pool_add_small(&rt->pool, &thread->small[i], thread->small[i].bytes);
        atomic_store_release(&thread->finished, true); /* pairs with take_finished */
    } else {
        rt_pool_init(rt);
    }
    status = thread_control_exit_thread(rt, (thread_control_t){ rt->process->thread_control }, code);
    /* In a session that ended no call works, this one neither: the thread is there until the process ends. */
    while (status == STATUS_GONE)
        (void)rt_syscall_enter(RING_CQ_ENTRIES, TIME_FOREVER);
    rt_panic(rt, "the thread does not end: %s", capn_status_text(status));
}

void rt_thread_main(struct rt_thread *thread, uint32_t id, uint32_t pid, struct ring_page *ring)
{
    struct rt *rt = &thread->rt;

    (void)id;
    (void)pid;
    rt_init_ring(rt, ring);
    rt_current = rt;
    rt_thread_exit(rt, thread->function(rt, thread->argument));
}

void rt_thread_yield(struct rt *rt)
{
    if (thread_control_yield(rt, (thread_control_t){ rt->process->thread_control }) < 0)
        return; /* without the right to say so, there is nobody to yield to that we made */
}

cap_id_t rt_thread_handle(const struct rt_thread *thread)
{
    return thread->handle;
}

struct rt *rt_self(void)
{
    return rt_current;
}

uint32_t rt_thread_id(const struct rt *rt)
{
    return rt->ring->header.thread_id;
}
