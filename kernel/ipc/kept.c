/* SPDX-License-Identifier: MIT */
/* Kept answers: their records, and how they are settled. See pipeline.h; pipeline.c has the calls that wait for them. */
#include "ipc/pipeline_priv.h"

#include "base/string.h"
#include "errors.capnp.h"
#include "mem/frame.h"
#include "sched/cpu.h"

static struct pipeline *pipeline_create(struct thread *thread)
{
    struct process *process = thread->process;
    struct pipeline *pipeline;
    status_t status;
    phys_t frame;

    status = process_charge(process, LEDGER_FRAMES, 1);
    if (status != STATUS_OK)
        return NULL;
    if (frame_alloc(&frame) != STATUS_OK) {
        process_release(process, LEDGER_FRAMES, 1);
        return NULL;
    }
    pipeline = phys_to_virt(frame);
    spin_init(&pipeline->lock, LOCK_PIPELINE);
    list_init(&pipeline->settled);
    list_init(&pipeline->own);
    for (uint32_t i = 0; i < RING_KEPT_ANSWERS; i++) {
        pipeline->kept[i].thread = thread;
        list_init(&pipeline->kept[i].waiting);
        list_init(&pipeline->kept[i].settled_link);
    }
    thread->pipeline = pipeline;
    return pipeline;
}

void pipeline_drop(struct thread *thread)
{
    struct pipeline *pipeline = thread->pipeline;
    struct process *process = thread->process;

    if (!pipeline)
        return;
    /* Whoever is sending on dependents of this thread finishes first. */
    spin_lock(&pipeline->lock);
    spin_unlock(&pipeline->lock);
    thread->pipeline = NULL;
    frame_free(virt_to_phys(pipeline));
    process_release(process, LEDGER_FRAMES, 1);
}

struct kept_answer *kept_find(struct thread *thread, uint64_t id)
{
    struct pipeline *pipeline = thread->pipeline;

    for (uint32_t i = 0; pipeline && i < RING_KEPT_ANSWERS; i++) {
        if (kept_state(&pipeline->kept[i]) != KEPT_FREE && pipeline->kept[i].id == id)
            return &pipeline->kept[i];
    }
    return NULL;
}

struct kept_answer *kept_take(struct thread *thread, uint64_t id)
{
    struct pipeline *pipeline = thread->pipeline;

    if (!pipeline)
        pipeline = pipeline_create(thread);
    for (uint32_t i = 0; pipeline && i < RING_KEPT_ANSWERS; i++) {
        struct kept_answer *kept = &pipeline->kept[i];

        if (kept_state(kept) != KEPT_FREE)
            continue;
        kept->id = id;
        spin_lock(&thread->lock);
        kept_publish_locked(kept, KEPT_PENDING);
        spin_unlock(&thread->lock);
        return kept;
    }
    return NULL;
}

uint16_t pipeline_exception_type(const void *message, uint32_t bytes)
{
    struct cap_exception_reader exception;
    struct capn_message opened;

    if (capn_message_open(&opened, message, bytes, NULL) != STATUS_OK || cap_exception_read_root(&opened, &exception) != STATUS_OK)
        return EXCEPTION_TYPE_FAILED;
    return (uint16_t)cap_exception_get_type(&exception);
}

void pipeline_update_flag_locked(struct thread *thread)
{
    const struct pipeline *pipeline = thread->pipeline;

    lock_assert_held(&thread->lock);
    if (list_empty(&pipeline->settled) && list_empty(&pipeline->own))
        thread_clear_flag_locked(thread, THREAD_PIPELINE_READY);
    else
        thread_set_flag_locked(thread, THREAD_PIPELINE_READY);
}

void kept_make_ready_locked(struct thread *thread, struct kept_answer *kept)
{
    lock_assert_held(&thread->lock);
    if (list_empty(&kept->settled_link))
        list_append(&thread->pipeline->settled, &kept->settled_link);
    pipeline_update_flag_locked(thread);
}

/* How a pending answer ended, all of it before the state. */
static void settle_locked(struct kept_answer *kept, int32_t result, const struct cap_result_record *records, uint32_t count,
                          const void *exception, uint64_t aux)
{
    lock_assert_held(&kept->thread->lock);
    kernel_assert(kept_state(kept) == KEPT_PENDING && count <= TRANSFER_MAX_DESCRIPTORS);
    kept->result = result;
    kept->aux = aux;
    if (result >= 0) {
        kept->caps.count = count;
        for (uint32_t i = 0; i < count; i++)
            kept->caps.ids[i] = records[i].cap_id;
    } else {
        kept->exception.bytes = exception ? (uint32_t)aux : 0;
        if (exception)
            memcpy(kept->exception.message, exception, aux);
    }
    kept_publish_locked(kept, result < 0 ? KEPT_FAILED : KEPT_RESOLVED);
}

bool kept_settle(struct kept_answer *kept, int32_t result, const struct cap_result_record *records, uint32_t count,
                 const void *exception, uint64_t aux)
{
    struct thread *thread = kept->thread;
    bool waited_for;

    if (exception && aux > sizeof(kept->exception.message)) {
        /* A server may write a longer one than the kernel keeps: its type is passed on. */
        result = STATUS_APPLICATION_EXCEPTION_TRUNCATED;
        aux = pipeline_exception_type(exception, (uint32_t)aux);
        exception = NULL;
    }
    spin_lock(&thread->lock);
    settle_locked(kept, result, records, count, exception, aux);
    waited_for = !list_empty(&kept->waiting);
    if (waited_for)
        kept_make_ready_locked(thread, kept);
    spin_unlock(&thread->lock);
    return waited_for;
}

void answer_settle_kept(struct answer *answer, int32_t result, uint64_t aux)
{
    uint64_t message[64];
    struct kept_answer *kept = answer->kept;
    struct thread *thread = answer->thread;
    const void *exception = NULL;

    answer->kept = NULL;
    if (result == STATUS_APPLICATION_EXCEPTION) {
        if (aux <= sizeof(message) && user_buffer_read(&answer->result, 0, message, (uint32_t)aux) == STATUS_OK) {
            exception = message;
        } else {
            result = STATUS_APPLICATION_EXCEPTION_TRUNCATED;
            aux = EXCEPTION_TYPE_FAILED;
        }
    }
    if (!kept_settle(kept, result, NULL, 0, exception, aux))
        return;
    spin_lock(&thread->lock);
    if (thread->state == THREAD_BLOCKED)
        scheduler_wake_locked(thread);
    spin_unlock(&thread->lock);
}
