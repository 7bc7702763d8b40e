/* SPDX-License-Identifier: MIT */
/* The sending direction. */
#include "transmit.h"

static struct transmit_writer *writer_at(struct transmit *transmit, uint32_t index)
{
    return &transmit->writers[(transmit->first + index) % TRANSMIT_MAX_WRITERS];
}

/* A FIFO at a time, as long as the device is empty; sent gets how far it came. */
static status_t send_some(struct device *device, const uint8_t *data, uint32_t len, uint32_t *sent)
{
    *sent = 0;
    while (*sent < len) {
        uint32_t count = len - *sent < UART_FIFO_BYTES ? len - *sent : UART_FIFO_BYTES;
        bool can;
        status_t status = device_can_send(device, &can);

        if (status == STATUS_OK && !can)
            break;
        if (status == STATUS_OK)
            status = device_send(device, data + *sent, count);
        if (status != STATUS_OK)
            return status;
        *sent += count;
    }
    return STATUS_OK;
}

static status_t writer_add(struct transmit *transmit, struct capn_call *call, const uint8_t *data, uint32_t len)
{
    if (transmit->count == TRANSMIT_MAX_WRITERS)
        return capn_call_fail(call, STATUS_BUSY, "%u writers are waiting already", TRANSMIT_MAX_WRITERS);
    uint8_t *copy = rt_alloc(transmit->rt, len);

    if (!copy)
        return STATUS_NO_MEMORY;
    struct transmit_writer *writer = writer_at(transmit, transmit->count++);

    memcpy(copy, data, len);
    writer->data = copy;
    writer->len = len;
    writer->at = 0;
    writer->gone = false;
    rt_call_detach(call, &writer->reply);
    return STATUS_PENDING;
}

status_t transmit_write(struct transmit *transmit, struct capn_call *call, struct capn_data data)
{
    uint32_t sent = 0;
    status_t status;

    if (data.len > TRANSMIT_MAX_WRITE_BYTES)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "at most %u bytes can be written at once",
                              TRANSMIT_MAX_WRITE_BYTES);
    if (transmit->count == 0) {
        status = send_some(transmit->device, data.data, data.len, &sent);
        if (status != STATUS_OK)
            return status;
    }
    if (sent == data.len)
        return STATUS_OK;
    status = writer_add(transmit, call, data.data + sent, data.len - sent);
    if (status != STATUS_PENDING)
        return status;
    /* From here on the caller has its answer coming; a device that fails now fails at the interrupt too. */
    status = device_want_transmit(transmit->device, true);
    if (status != STATUS_OK)
        rt_log(transmit->rt, "cannot ask for a transmit interrupt: %s", capn_status_text(status));
    return STATUS_PENDING;
}

static void writer_end(struct transmit *transmit, status_t status)
{
    struct transmit_writer *writer = writer_at(transmit, 0);

    rt_free(transmit->rt, writer->data);
    if (writer->gone)
        rt_reply_drop(&writer->reply);
    else if (status == STATUS_OK)
        rt_reply_send(&writer->reply);
    else
        rt_reply_fail(&writer->reply, status, NULL);
    transmit->first++;
    transmit->count--;
}

status_t transmit_pump(struct transmit *transmit)
{
    while (transmit->count > 0) {
        struct transmit_writer *writer = writer_at(transmit, 0);
        uint32_t sent;
        status_t status = send_some(transmit->device, writer->data + writer->at, writer->len - writer->at, &sent);

        writer->at += sent;
        if (status == STATUS_OK && writer->at < writer->len)
            break;
        writer_end(transmit, status);
        if (status != STATUS_OK)
            return status;
    }
    return device_want_transmit(transmit->device, transmit->count > 0);
}

void transmit_cancel(struct transmit *transmit, uint64_t call_id)
{
    for (uint32_t i = 0; i < transmit->count; i++) {
        struct transmit_writer *writer = writer_at(transmit, i);

        if (!writer->gone && writer->reply.call_id == call_id) {
            writer->gone = true;
            writer->len = writer->at;
        }
    }
}
