/* SPDX-License-Identifier: MIT */
/* Shared buffers with their capabilities: mapping, signalling, waiting. See rt/shared_buffer.h. */
#include "rt/shared_buffer.h"

#include "memory.capnp.h"

/* A wake-up may come for no reason: a signal that was under way when we saw the step. Not so many in one wait, though: a
 * peer that only signals would keep us here beyond every deadline. */
#define WAKE_UPS_MAX 64u

static status_t map(struct shared_buffer *buffer, struct rt *rt, cap_id_t memory, uint64_t *address)
{
    uint32_t pages;
    uint64_t bytes;
    status_t status = memory_object_info(rt, (memory_object_t){ memory }, &pages, &bytes);

    if (status == STATUS_OK && (bytes < SHARED_BUFFER_MIN_BYTES || bytes > SHARED_BUFFER_MAX_BYTES))
        status = STATUS_INVALID_ARGUMENT;
    if (status == STATUS_OK)
        status = memory_object_map(rt, (memory_object_t){ memory }, 0, 0, bytes, PROT_READ | PROT_WRITE, address);
    buffer->bytes = bytes;
    return status;
}

status_t shared_buffer_attach(struct shared_buffer *buffer, struct rt *rt, cap_id_t memory, struct rt_notification wait,
                              struct rt_notification signal, bool producer, bool format)
{
    uint64_t address, bytes;
    status_t status;

    status = map(buffer, rt, memory, &address);
    if (status != STATUS_OK)
        return status;
    bytes = buffer->bytes;
    status = format ? shared_buffer_format((void *)(uintptr_t)address, bytes) : STATUS_OK;
    if (status == STATUS_OK)
        status = shared_buffer_open(buffer, (void *)(uintptr_t)address, bytes, producer);
    if (status != STATUS_OK)
        goto unmap;
    buffer->rt = rt;
    buffer->memory = memory;
    buffer->bytes = bytes;
    buffer->wait = wait;
    buffer->signal = signal;
    rt_hold(rt, memory);
    rt_hold(rt, wait.cap);
    rt_hold(rt, signal.cap);
    return STATUS_OK;

unmap:
    /* A mapping that cannot be taken away stays until the process ends; the first failure is what the caller needs. */
    if (memory_object_unmap(rt, (memory_object_t){ memory }, address, bytes) != STATUS_OK)
        rt_log(rt, "a shared buffer stays mapped: %s", rt_last_reason(rt));
    return status;
}

void shared_buffer_detach(struct shared_buffer *buffer)
{
    struct rt *rt = buffer->rt;

    if (memory_object_unmap(rt, (memory_object_t){ buffer->memory }, (uintptr_t)buffer->area, buffer->bytes) != STATUS_OK)
        rt_log(rt, "a shared buffer stays mapped: %s", rt_last_reason(rt));
    rt_drop(rt, buffer->memory);
    rt_drop(rt, buffer->wait.cap);
    rt_drop(rt, buffer->signal.cap);
    *buffer = (struct shared_buffer){ .broken = true };
}

void shared_buffer_flush(struct shared_buffer *buffer)
{
    rt_signal_flush(buffer->rt);
}

/* After STATUS_BUSY: until the peer has moved. */
static status_t wait_for_peer(struct shared_buffer *buffer, uint64_t deadline_ns)
{
    status_t status = STATUS_BUSY;
    uint64_t bits;

    for (uint32_t i = 0; i < WAKE_UPS_MAX; i++) {
        status = shared_buffer_arm(buffer);
        if (status != STATUS_BUSY)
            return status;
        status = rt_notification_wait(buffer->rt, buffer->wait, deadline_ns, &bits);
        if (status != STATUS_OK)
            return status;
    }
    buffer->broken = true;
    return STATUS_MALFORMED;
}

status_t shared_buffer_reserve_wait(struct shared_buffer *buffer, uint32_t bytes, void **payload, uint64_t deadline_ns)
{
    status_t status;

    while ((status = shared_buffer_reserve(buffer, bytes, payload)) == STATUS_BUSY) {
        status = wait_for_peer(buffer, deadline_ns);
        if (status != STATUS_OK)
            break;
    }
    return status;
}

status_t shared_buffer_peek_wait(struct shared_buffer *buffer, const void **payload, uint32_t *bytes, uint64_t deadline_ns)
{
    status_t status;

    while ((status = shared_buffer_peek(buffer, payload, bytes)) == STATUS_BUSY) {
        status = wait_for_peer(buffer, deadline_ns);
        if (status != STATUS_OK)
            break;
    }
    return status;
}

status_t shared_buffer_send(struct shared_buffer *buffer, uint32_t bytes)
{
    bool signal = false;
    status_t status = shared_buffer_commit(buffer, bytes, &signal);

    if (signal)
        rt_signal(buffer->rt, buffer->signal, 1);
    return status;
}

status_t shared_buffer_release(struct shared_buffer *buffer)
{
    bool signal = false;
    status_t status = shared_buffer_consume(buffer, &signal);

    if (signal)
        rt_signal(buffer->rt, buffer->signal, 1);
    return status;
}
