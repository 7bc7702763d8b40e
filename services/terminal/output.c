/* SPDX-License-Identifier: MIT */
/* Chunks of output. */
#include "output.h"

void output_init(struct output *output, struct rt *rt, struct rt_loop *loop, serial_port_t serial,
                 void (*drained)(void *context), void *context)
{
    output->rt = rt;
    output->loop = loop;
    output->serial = serial;
    output->drained = drained;
    output->context = context;
}

static struct output_writer *writer_at(struct output *output, uint32_t index)
{
    return &output->writers[(output->first + index) % OUTPUT_MAX_WRITERS];
}

status_t output_write(struct output *output, struct capn_call *call, const void *data, uint32_t len, const char *end)
{
    uint32_t end_len = (uint32_t)strlen(end);

    if (len > OUTPUT_MAX_WRITE_BYTES - end_len)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "at most %u bytes can be written at once",
                              OUTPUT_MAX_WRITE_BYTES);
    if (len + end_len == 0)
        return STATUS_OK;
    if (output->count == OUTPUT_MAX_WRITERS)
        return capn_call_fail(call, STATUS_BUSY, "%u writers are waiting already", OUTPUT_MAX_WRITERS);
    uint8_t *copy = rt_alloc(output->rt, len + end_len);

    if (!copy)
        return STATUS_NO_MEMORY;
    memcpy(copy, data, len);
    memcpy(copy + len, end, end_len);
    struct output_writer *writer = writer_at(output, output->count++);

    writer->gone = false;
    writer->data = copy;
    writer->len = len + end_len;
    writer->at = 0;
    rt_call_detach(call, &writer->reply);
    output_pump(output);
    return STATUS_PENDING;
}

void output_echo(void *context, const char *bytes, uint32_t len)
{
    struct output *output = context;

    for (uint32_t i = 0; i < len; i++)
        (void)queue_put(&output->echo, (uint8_t)bytes[i]);
}

static uint32_t gather_echo(struct output *output)
{
    uint32_t used = 0;

    while (used < OUTPUT_CHUNK_BYTES && queue_take(&output->echo, &output->chunk[used]))
        used++;
    return used;
}

/* `\n` becomes two bytes, never split between chunks. */
static uint32_t gather_writer(struct output *output, struct output_writer *writer, uint32_t used)
{
    for (; writer->at < writer->len; writer->at++) {
        uint8_t byte = writer->data[writer->at];

        if (used + (byte == '\n') >= OUTPUT_CHUNK_BYTES)
            break;
        if (byte == '\n')
            output->chunk[used++] = '\r';
        output->chunk[used++] = byte;
    }
    return used;
}

static void writer_end(struct output *output, status_t status)
{
    struct output_writer *writer = writer_at(output, 0);

    rt_free(output->rt, writer->data);
    if (writer->gone)
        rt_reply_drop(&writer->reply);
    else if (status != STATUS_OK)
        rt_reply_fail(&writer->reply, status, NULL);
    else
        rt_reply_send(&writer->reply);
    output->first++;
    output->count--;
}

static void chunk_done(void *context, struct capn_request *request, status_t status)
{
    struct output *output = context;

    capn_request_end(request);
    output->in_flight = false;
    while (output->count > 0 && writer_at(output, 0)->at == writer_at(output, 0)->len)
        writer_end(output, status);
    if (status != STATUS_OK) {
        /* Without its line a terminal is nothing; init starts us again. */
        rt_log(output->rt, "the serial line failed: %s", capn_status_text(status));
        rt_loop_stop(output->loop, 1);
        return;
    }
    output->drained(output->context);
    output_pump(output);
}

static status_t chunk_send(struct output *output, uint32_t len)
{
    struct serial_output_write_params_builder params;
    struct capn_data data = { .data = output->chunk, .len = len };
    status_t status = serial_port_write_begin_sized(&output->request, output->rt, output->serial, &params,
                                                    OUTPUT_CHUNK_BYTES + 64, 256);

    if (status != STATUS_OK)
        return status;
    status = serial_output_write_params_set_data(&params, data);
    if (status == STATUS_OK)
        status = rt_loop_watch(output->loop, &output->watch, &output->request, chunk_done, output);
    if (status != STATUS_OK)
        capn_request_end(&output->request);
    return status;
}

void output_pump(struct output *output)
{
    if (output->in_flight)
        return;
    uint32_t used = gather_echo(output);

    for (uint32_t i = 0; i < output->count; i++) {
        used = gather_writer(output, writer_at(output, i), used);
        if (writer_at(output, i)->at < writer_at(output, i)->len)
            break;
    }
    if (used == 0)
        return;
    status_t status = chunk_send(output, used);

    if (status != STATUS_OK) {
        rt_log(output->rt, "cannot write to the serial line: %s", capn_status_text(status));
        rt_loop_stop(output->loop, 1);
        return;
    }
    output->in_flight = true;
}

void output_cancel(struct output *output, uint64_t call_id)
{
    for (uint32_t i = 0; i < output->count; i++) {
        struct output_writer *writer = writer_at(output, i);

        if (!writer->gone && writer->reply.call_id == call_id) {
            writer->gone = true;
            writer->len = writer->at;
        }
    }
    /* A writer in the middle of the queue that ends up with nothing to send is ended with its turn. */
    while (!output->in_flight && output->count > 0 && writer_at(output, 0)->at == writer_at(output, 0)->len)
        writer_end(output, STATUS_OK);
}
