/* SPDX-License-Identifier: MIT */
/* The receiving direction. */
#include "receive.h"

/* The device's FIFO a few times over: the other side may keep sending while we take. */
#define DRAIN_MAX_BYTES (16 * UART_FIFO_BYTES)

static bool is_full(const struct receive *receive)
{
    return receive->tail - receive->head == RECEIVE_RING_BYTES;
}

status_t receive_drain(struct receive *receive)
{
    for (uint32_t i = 0; i < DRAIN_MAX_BYTES; i++) {
        uint8_t byte;
        bool there;

        if (is_full(receive))
            return device_want_receive(receive->device, false);
        status_t status = device_receive(receive->device, &there, &byte);

        if (status != STATUS_OK || !there)
            return status;
        receive->received++;
        receive->ring[receive->tail++ & (RECEIVE_RING_BYTES - 1)] = byte;
    }
    return STATUS_OK;
}

/* What is in the device by then raises the interrupt line, which was down. */
status_t receive_resume(struct receive *receive)
{
    return is_full(receive) ? STATUS_OK : device_want_receive(receive->device, true);
}

static status_t answer_build(struct receive *receive, uint32_t count)
{
    struct serial_input_read_results_builder results;
    uint8_t *bytes;
    status_t status = rt_reply_begin(&receive->reply, count + 64);

    /* What was typed may be a password: the terminal can erase its copy, not ours. */
    rt_reply_mark_secret(&receive->reply);
    if (status == STATUS_OK)
        status = serial_input_read_results_build_root(&receive->reply.results, &results);
    if (status == STATUS_OK)
        status = serial_input_read_results_init_data(&results, count, &bytes);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < count; i++) {
        uint8_t *place = &receive->ring[receive->head++ & (RECEIVE_RING_BYTES - 1)];

        bytes[i] = *place;
        rt_erase(place, 1);
    }
    return STATUS_OK;
}

void receive_deliver(struct receive *receive)
{
    uint32_t count = receive->tail - receive->head;

    if (!receive->waiting || count == 0)
        return;
    if (count > receive->wanted)
        count = receive->wanted;
    receive->waiting = false;
    status_t status = answer_build(receive, count);

    if (status == STATUS_OK)
        rt_reply_send(&receive->reply);
    else
        rt_reply_fail(&receive->reply, status, NULL);
}

status_t receive_read(struct receive *receive, struct capn_call *call, uint32_t max_bytes)
{
    if (max_bytes == 0 || max_bytes > RECEIVE_MAX_READ_BYTES)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "maxBytes must be 1 to %u", RECEIVE_MAX_READ_BYTES);
    if (receive->waiting)
        return capn_call_fail(call, STATUS_BUSY, "somebody else is reading this line");
    rt_call_detach(call, &receive->reply);
    receive->waiting = true;
    receive->wanted = max_bytes;
    receive_deliver(receive);
    return STATUS_PENDING;
}

void receive_cancel(struct receive *receive, uint64_t call_id)
{
    if (!receive->waiting || receive->reply.call_id != call_id)
        return;
    rt_reply_drop(&receive->reply);
    receive->waiting = false;
}
