/* SPDX-License-Identifier: MIT */
/*
 * Interrupt: one device line. A fired level-triggered line stays masked until its driver waits again; an edge-triggered
 * line is never masked, since an edge that comes while it is would be lost.
 */
#include "arch/interrupt.h"
#include "arch/upcall.h"
#include "ipc/kernel_call.h"
#include "kernel.capnp.h"
#include "mem/slab.h"
#include "object/io_ports.h"
#include "object/notification.h"
#include "process.capnp.h"
#include "sched/cpu.h"

struct interrupt {
    struct object object;
    struct spinlock lock;               /* guards the rest */
    uint32_t line;
    bool level;
    uint64_t fired;
    uint64_t pending;                   /* since the last answer */
    struct answer *waiter;
    struct notification_binding *binding; /* object/notification.h guards it */
};

static struct slab_cache interrupt_cache;
static struct interrupt *lines[INTERRUPT_LINE_MAX];
static struct spinlock lines_lock = SPINLOCK(LOCK_LINES);

/* Answers the waiter. Its answer record is ours alone now. False: its buffer is gone, and it was told that. */
static bool answer_wait(struct answer *answer, uint64_t count)
{
    uint64_t message[8];
    struct capn_builder builder;
    struct interrupt_wait_results_builder results;
    size_t bytes;

    capn_builder_init(&builder, message, sizeof(message));
    if (interrupt_wait_results_build_root(&builder, &results) != STATUS_OK)
        panic("an interrupt answer does not fit");
    interrupt_wait_results_set_count(&results, count);
    if (capn_builder_finish(&builder, &bytes) != STATUS_OK)
        panic("an interrupt answer does not fit");
    return answer_complete_message(answer, message, bytes);
}

static bool cancel_wait(struct answer *answer, struct object *object, uint64_t id)
{
    struct interrupt *interrupt = container_of(object, struct interrupt, object);
    bool taken;

    spin_lock(&interrupt->lock);
    taken = interrupt->waiter == answer && answer->id == id;
    if (taken)
        interrupt->waiter = NULL;
    spin_unlock(&interrupt->lock);
    return taken;
}

static status_t interrupt_await(void *self, struct capn_call *capn, const struct interrupt_wait_params_reader *params,
                                struct interrupt_wait_results_builder *results)
{
    struct interrupt *interrupt = self;
    status_t status = STATUS_PENDING;

    (void)params;
    if (notification_bound(&interrupt->binding))
        return capn_call_fail(capn, STATUS_BUSY, "a notification is bound to this line");
    spin_lock(&interrupt->lock);
    if (interrupt->waiter) {
        status = capn_call_fail(capn, STATUS_BUSY, "somebody waits for this line already");
    } else if (interrupt->pending != 0) {
        interrupt_wait_results_set_count(results, interrupt->pending);
        status = kernel_call_commit(kernel_call_of(capn));
        if (status == STATUS_OK)
            interrupt->pending = 0;
    } else {
        interrupt->waiter = kernel_call_defer(kernel_call_of(capn), &interrupt->object, cancel_wait);
        if (interrupt->level)
            interrupt_line_unmask(interrupt->line);
    }
    spin_unlock(&interrupt->lock);
    return status;
}

static status_t interrupt_describe(void *self, struct capn_call *call, const struct interrupt_info_params_reader *params,
                                   struct interrupt_info_results_builder *results)
{
    struct interrupt *interrupt = self;

    (void)call;
    (void)params;
    interrupt_info_results_set_line(results, interrupt->line);
    interrupt_info_results_set_fired(results, interrupt->fired);
    return STATUS_OK;
}

static uint64_t take_pending(struct interrupt *interrupt)
{
    uint64_t pending;

    spin_lock(&interrupt->lock);
    pending = interrupt->pending;
    interrupt->pending = 0;
    spin_unlock(&interrupt->lock);
    return pending;
}

/* What a waiter did not learn of is there for the next one. */
static void give_back_pending(struct interrupt *interrupt, uint64_t count)
{
    spin_lock(&interrupt->lock);
    interrupt->pending += count;
    spin_unlock(&interrupt->lock);
}

static void open_line(struct interrupt *interrupt)
{
    spin_lock(&interrupt->lock);
    if (interrupt->level)
        interrupt_line_unmask(interrupt->line);
    spin_unlock(&interrupt->lock);
}

static status_t interrupt_bind(void *self, struct capn_call *call, const struct interrupt_bind_params_reader *params,
                               struct interrupt_bind_results_builder *results)
{
    struct interrupt *interrupt = self;
    uint32_t index;
    status_t status = interrupt_bind_params_get_signal(params, &index);

    (void)results;
    if (status == STATUS_OK && interrupt->waiter)
        status = capn_call_fail(call, STATUS_BUSY, "somebody waits for this line");
    if (status == STATUS_OK)
        status = notification_bind(kernel_call_of(call), index, interrupt_bind_params_get_bits(params), &interrupt->binding);
    if (status != STATUS_OK)
        return status;
    /* One that fired before nobody was told of: a level-triggered line is masked since then, and opened by acknowledge. */
    if (take_pending(interrupt) != 0)
        (void)notification_fire(&interrupt->binding, true);
    else
        open_line(interrupt);
    return STATUS_OK;
}

static status_t interrupt_release(void *self, struct capn_call *call, const struct interrupt_unbind_params_reader *params,
                                  struct interrupt_unbind_results_builder *results)
{
    struct interrupt *interrupt = self;

    (void)call;
    (void)params;
    (void)results;
    notification_unbind(&interrupt->binding);
    return STATUS_OK;
}

static status_t interrupt_reopen(void *self, struct capn_call *call, const struct interrupt_acknowledge_params_reader *params,
                                 struct interrupt_acknowledge_results_builder *results)
{
    struct interrupt *interrupt = self;

    (void)params;
    (void)results;
    if (!notification_bound(&interrupt->binding))
        return capn_call_fail(call, STATUS_NOT_FOUND, "no notification is bound to this line");
    open_line(interrupt);
    return STATUS_OK;
}

static const struct interrupt_server server = {
    .wait = interrupt_await,
    .info = interrupt_describe,
    .bind = interrupt_bind,
    .unbind = interrupt_release,
    .acknowledge = interrupt_reopen,
};

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return interrupt_dispatch(&server, object, method_id, &call->capn);
}

static void destroy(struct object *object)
{
    struct interrupt *interrupt = container_of(object, struct interrupt, object);

    notification_unbind(&interrupt->binding);
    spin_lock(&lines_lock);
    /* Somebody may have made another one since the last reference to this one went. */
    if (lines[interrupt->line] == interrupt) {
        interrupt_line_mask(interrupt->line);
        lines[interrupt->line] = NULL;
    }
    spin_unlock(&lines_lock);
    slab_free(&interrupt_cache, interrupt);
}

static struct object_kind interrupt_kind = {
    .name = "interrupt",
    .interface = &interrupt_interface,
    .dispatch = dispatch,
    .destroy = destroy,
    .waits_for = WAIT_REASON_INTERRUPT,
};

/* The object of a line with a reference; NULL when there is none, or it is being destroyed. */
static struct interrupt *line_get(uint32_t line)
{
    struct interrupt *interrupt = NULL;

    if (line >= INTERRUPT_LINE_MAX)
        return NULL;
    spin_lock(&lines_lock);
    if (lines[line] && object_try_get(&lines[line]->object))
        interrupt = lines[line];
    spin_unlock(&lines_lock);
    return interrupt;
}

void device_interrupt(uint32_t line)
{
    struct interrupt *interrupt = line_get(line);
    struct answer *waiter;
    uint64_t count;

    cpu_current()->interrupts++;
    if (!interrupt) {
        interrupt_line_mask(line);
        return;
    }
    spin_lock(&interrupt->lock);
    interrupt->fired++;
    interrupt->pending++;
    if (interrupt->level)
        interrupt_line_mask(line);
    waiter = interrupt->waiter;
    interrupt->waiter = NULL;
    count = interrupt->pending;
    if (waiter)
        interrupt->pending = 0;
    spin_unlock(&interrupt->lock);
    if (waiter && !answer_wait(waiter, count))
        give_back_pending(interrupt, count);
    else if (!waiter && notification_fire(&interrupt->binding, true))
        (void)take_pending(interrupt);
    object_put(&interrupt->object);
}

static status_t create_locked(uint32_t line, struct interrupt **out)
{
    struct interrupt *interrupt;
    status_t status;

    lock_assert_held(&lines_lock);
    if (!interrupt_cache.name)
        slab_cache_init(&interrupt_cache, "interrupt", sizeof(struct interrupt));
    interrupt = slab_alloc(&interrupt_cache);
    if (!interrupt)
        return STATUS_NO_MEMORY;
    status = interrupt_line_route(line, &interrupt->level);
    if (status != STATUS_OK) {
        slab_free(&interrupt_cache, interrupt);
        return status;
    }
    object_init(&interrupt->object, &interrupt_kind);
    spin_init(&interrupt->lock, LOCK_INTERRUPT);
    interrupt->line = line;
    lines[line] = interrupt;
    if (!interrupt->level)
        interrupt_line_unmask(line);
    *out = interrupt;
    return STATUS_OK;
}

status_t interrupt_create(uint32_t line, struct object **out)
{
    struct interrupt *interrupt;
    status_t status = STATUS_OK;

    if (line >= INTERRUPT_LINE_MAX)
        return STATUS_NOT_FOUND;
    spin_lock(&lines_lock);
    interrupt = lines[line];
    if (!interrupt || !object_try_get(&interrupt->object))
        status = create_locked(line, &interrupt);
    spin_unlock(&lines_lock);
    if (status == STATUS_OK)
        *out = &interrupt->object;
    return status;
}
