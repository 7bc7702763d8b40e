/* SPDX-License-Identifier: MIT */
/* Both sides of a shared buffer: the example of rt/shared_buffer.h. Which side we are, our capabilities say. */
#include "rt/shared_buffer.h"

#include "memory.capnp.h"
#include "notification.capnp.h"
#include "output.h"

#define RECORDS 20000u
#define PAYLOAD_MAX 600u
#define PATIENCE TIME_FOREVER

struct side {
    struct rt *rt;
    struct output output;
    struct shared_buffer buffer;
    cap_id_t memory;
    struct rt_notification wait, signal;
};

/* Every length from 1 on; each payload begins with its number, cut off when there is no room. */
static uint32_t length_of(uint32_t number)
{
    return 1 + number * 7 % PAYLOAD_MAX;
}

static status_t produce(struct side *side)
{
    status_t status = shared_buffer_attach(&side->buffer, side->rt, side->memory, side->wait, side->signal, true, true);
    void *payload;

    if (status != STATUS_OK)
        return status;
    /* The first signal says that the memory is a buffer now. */
    rt_signal(side->rt, side->signal, 1);
    for (uint32_t i = 0; i < RECORDS && status == STATUS_OK; i++) {
        uint32_t bytes = length_of(i);

        status = shared_buffer_reserve_wait(&side->buffer, bytes, &payload, PATIENCE);
        if (status != STATUS_OK)
            break;
        memcpy(payload, &i, bytes < sizeof(i) ? bytes : sizeof(i));
        status = shared_buffer_send(&side->buffer, bytes);
    }
    if (status == STATUS_OK)
        status = shared_buffer_reserve_wait(&side->buffer, 0, &payload, PATIENCE);
    /* An empty record is the end. */
    if (status == STATUS_OK)
        status = shared_buffer_send(&side->buffer, 0);
    shared_buffer_flush(&side->buffer);
    if (status == STATUS_OK)
        output_line(&side->output, "produced %u records", RECORDS);
    return status;
}

/* One record; *end when it was the last. */
static status_t consume_one(struct side *side, uint32_t number, uint64_t *total, bool *end)
{
    const void *payload;
    uint32_t bytes, read = number;
    status_t status = shared_buffer_peek_wait(&side->buffer, &payload, &bytes, PATIENCE);

    if (status != STATUS_OK)
        return status;
    *end = bytes == 0;
    /* Copied once and then looked at: the producer could still write. */
    memcpy(&read, payload, bytes < sizeof(read) ? bytes : sizeof(read));
    if (!*end && (bytes != length_of(number) || read != number))
        return STATUS_FAILED;
    *total += bytes;
    return shared_buffer_release(&side->buffer);
}

static status_t consume(struct side *side)
{
    uint64_t bits, total = 0;
    uint32_t count = 0;
    bool end = false;
    status_t status = rt_notification_wait(side->rt, side->wait, PATIENCE, &bits);

    if (status == STATUS_OK)
        status = shared_buffer_attach(&side->buffer, side->rt, side->memory, side->wait, side->signal, false, false);
    while (status == STATUS_OK && !end) {
        status = consume_one(side, count, &total, &end);
        count += !end;
    }
    if (status == STATUS_OK)
        output_line(&side->output, "consumed %u records, %lu bytes, each as it was sent", count, (unsigned long)total);
    return status;
}

int main(struct rt *rt)
{
    struct side side = { .rt = rt, .wait.narrowed = true, .signal.narrowed = true };
    status_t status;

    output_open(&side.output, rt);
    status = rt_find(rt, "buffer", MEMORY_OBJECT_INTERFACE_ID, &side.memory);
    if (status < 0) {
        output_line(&side.output, "needs a MemoryObject named buffer: %s", capn_status_text(status));
        return 1;
    }
    if (rt_find(rt, "data", NOTIFICATION_SIGNAL_INTERFACE_ID, &side.signal.cap) == STATUS_OK &&
        rt_find(rt, "room", NOTIFICATION_WAIT_INTERFACE_ID, &side.wait.cap) == STATUS_OK) {
        status = produce(&side);
    } else if (rt_find(rt, "data", NOTIFICATION_WAIT_INTERFACE_ID, &side.wait.cap) == STATUS_OK &&
               rt_find(rt, "room", NOTIFICATION_SIGNAL_INTERFACE_ID, &side.signal.cap) == STATUS_OK) {
        status = consume(&side);
    } else {
        output_line(&side.output, "needs data and room: one side that waits, one that signals");
        return 1;
    }
    if (side.buffer.rt)
        shared_buffer_detach(&side.buffer);
    if (status != STATUS_OK)
        output_line(&side.output, "%s", capn_status_text(status));
    return status == STATUS_OK ? 0 : 1;
}
