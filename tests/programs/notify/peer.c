/* SPDX-License-Identifier: MIT */
/* Shared buffers whose other side is a process that writes over all of the memory, all the time. */
#include "notify.h"

#include "rt/shared_buffer.h"

#define PAGES 2u
#define ROUNDS_MAX 300u
#define BROKEN_ENOUGH 20u
#define STEPS 2000u
/* So many of ours, then it is the peer's turn. */
#define TURN 64u

/* Nothing but these may come out of a buffer, whatever is in it. */
static bool may_be(status_t status)
{
    return status == STATUS_OK || status == STATUS_BUSY || status == STATUS_MALFORMED;
}

/* What was given out lies in the mapping, whole, and can be touched. */
static void touch(struct notify *test, const struct shared_buffer *buffer, const uint8_t *payload, uint32_t bytes, bool write)
{
    const uint8_t *start = (const uint8_t *)buffer->area, *end = start + buffer->bytes;
    volatile uint8_t sink = 0;
    bool inside = payload >= start + SHARED_BUFFER_HEADER_BYTES && payload <= end && bytes <= (size_t)(end - payload);

    kit_check(&test->kit, inside, "%u bytes at %lx, but the buffer is at %lx", bytes, (unsigned long)(uintptr_t)payload,
              (unsigned long)(uintptr_t)start);
    for (uint32_t i = 0; inside && i < bytes; i += 64) {
        if (write)
            *(volatile uint8_t *)(uintptr_t)(payload + i) = sink;
        else
            sink = payload[i];
    }
}

static status_t produce(struct notify *test, struct shared_buffer *buffer, uint32_t bytes)
{
    void *payload;
    bool signal;
    status_t status = shared_buffer_reserve(buffer, bytes, &payload);

    if (status != STATUS_OK)
        return status;
    touch(test, buffer, payload, bytes, true);
    return shared_buffer_commit(buffer, bytes, &signal);
}

static status_t consume(struct notify *test, struct shared_buffer *buffer)
{
    const void *payload;
    uint32_t bytes;
    bool signal;
    status_t status = shared_buffer_peek(buffer, &payload, &bytes);

    if (status != STATUS_OK)
        return status;
    touch(test, buffer, payload, bytes, false);
    return shared_buffer_consume(buffer, &signal);
}

/* One life of one side; true when it broke. */
static bool use(struct notify *test, memory_object_t memory, bool producer)
{
    struct rt_notification none = { .cap = CAP_ID_INVALID };
    struct shared_buffer buffer;
    status_t status = shared_buffer_attach(&buffer, test->kit.rt, memory.id, none, none, producer, true);

    if (status == STATUS_MALFORMED)     /* written over before it was opened */
        return true;
    kit_expect(&test->kit, "attach", status, STATUS_OK);
    for (uint32_t i = 0; status != STATUS_MALFORMED && i < STEPS; i++) {
        if (i % TURN == TURN - 1 && timer_sleep(test->kit.rt, test->kit.timer, 100000) < 0)
            break;
        status = producer ? produce(test, &buffer, i * 40 % 2000) : consume(test, &buffer);
        if (!may_be(status))
            kit_expect(&test->kit, "a step", status, STATUS_MALFORMED);
    }
    if (status == STATUS_MALFORMED)
        kit_expect(&test->kit, "for good", producer ? produce(test, &buffer, 8) : consume(test, &buffer), STATUS_MALFORMED);
    shared_buffer_detach(&buffer);
    return status == STATUS_MALFORMED;
}

void test_peer(struct notify *test)
{
    struct kit *kit = &test->kit;
    struct kit_grant grants[] = { { "shared", KIT_GRANT_COPY, CAP_ID_INVALID, 0 } };
    struct kit_child child = { .name = "scribble-shared", .binary = "deed", .grants = grants, .grant_count = 1 };
    uint32_t broken[2] = { 0 };
    process_handle_t scribbler;
    memory_object_t memory;
    struct kit_exit exit;

    kit_expect(kit, "memory", frame_allocator_alloc_contiguous(kit->rt, kit->frames, PAGES, &memory), STATUS_OK);
    grants[0].cap = memory.id;
    kit_expect(kit, "a peer", kit_spawn(kit, &child, &scribbler, NULL), STATUS_OK);
    for (uint32_t i = 0; i < ROUNDS_MAX && (broken[0] < BROKEN_ENOUGH || broken[1] < BROKEN_ENOUGH); i++)
        broken[i % 2] += use(test, memory, i % 2);
    kit_check(kit, broken[0] >= BROKEN_ENOUGH && broken[1] >= BROKEN_ENOUGH, "a peer that scribbles broke %u consumers and %u producers",
              broken[0], broken[1]);
    kit_expect(kit, "kill", process_handle_kill(kit->rt, scribbler), STATUS_OK);
    kit_expect(kit, "wait", kit_wait(kit, scribbler, &exit), STATUS_OK);
    kit_check(kit, exit.kind == EXIT_KIND_KILLED, "it ended before: kind %u, code %ld %s", exit.kind, (long)exit.code, exit.detail);
    rt_drop(kit->rt, scribbler.id);
    notify_drop(test, memory.id);
}
