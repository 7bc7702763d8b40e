/* SPDX-License-Identifier: MIT */
/* Shared buffers with real memory and real notifications: what attach refuses, waits that end, a peer that breaks it. */
#include "notify.h"

#include "rt/shared_buffer.h"

static memory_object_t make_memory(struct notify *test, uint32_t pages)
{
    memory_object_t memory = { CAP_ID_INVALID };

    kit_expect(&test->kit, "memory", frame_allocator_alloc_contiguous(test->kit.rt, test->kit.frames, pages, &memory), STATUS_OK);
    return memory;
}

static void test_both_sides(struct notify *test, memory_object_t memory, struct rt_notification data, struct rt_notification room)
{
    struct kit *kit = &test->kit;
    struct shared_buffer producer, consumer;
    const void *seen = NULL;
    void *payload = NULL;
    uint32_t bytes = 0;

    kit_expect(kit, "attach to what is no buffer", shared_buffer_attach(&consumer, kit->rt, memory.id, data, room, false, false),
               STATUS_MALFORMED);
    kit_expect(kit, "attach", shared_buffer_attach(&producer, kit->rt, memory.id, room, data, true, true), STATUS_OK);
    kit_expect(kit, "attach", shared_buffer_attach(&consumer, kit->rt, memory.id, data, room, false, false), STATUS_OK);
    kit_expect(kit, "nothing there", shared_buffer_peek_wait(&consumer, &seen, &bytes, kit_after(kit, 2000000)), STATUS_TIMED_OUT);
    kit_expect(kit, "reserve", shared_buffer_reserve_wait(&producer, 5, &payload, TIME_FOREVER), STATUS_OK);
    memcpy(payload, "hello", 5);
    kit_expect(kit, "send", shared_buffer_send(&producer, 5), STATUS_OK);
    shared_buffer_flush(&producer);
    notify_expect_bits(test, "the consumer was said to wait", (notification_t){ data.cap }, 1);
    kit_expect(kit, "peek", shared_buffer_peek_wait(&consumer, &seen, &bytes, TIME_FOREVER), STATUS_OK);
    kit_check(kit, bytes == 5 && memcmp(seen, "hello", 5) == 0, "the record is another");
    kit_expect(kit, "release", shared_buffer_release(&consumer), STATUS_OK);
    while (shared_buffer_reserve(&producer, 100, &payload) == STATUS_OK)
        kit_expect(kit, "send", shared_buffer_send(&producer, 100), STATUS_OK);
    kit_expect(kit, "it is full", shared_buffer_reserve_wait(&producer, 100, &payload, kit_after(kit, 2000000)), STATUS_TIMED_OUT);
    /* The peer writes what it likes: the producer's own line first, then all. */
    memset(producer.area, 0xff, SHARED_BUFFER_HEADER_BYTES);
    kit_expect(kit, "a wrong position", shared_buffer_reserve_wait(&producer, 100, &payload, TIME_FOREVER), STATUS_MALFORMED);
    memset(producer.area, 0, SHARED_BUFFER_HEADER_BYTES);
    kit_expect(kit, "for good", shared_buffer_reserve_wait(&producer, 0, &payload, TIME_FOREVER), STATUS_MALFORMED);
    kit_expect(kit, "commit", shared_buffer_send(&producer, 0), STATUS_MALFORMED);
    shared_buffer_detach(&producer);
    shared_buffer_detach(&consumer);
}

void test_buffers(struct notify *test)
{
    struct kit *kit = &test->kit;
    struct rt_notification data = { .cap = notify_make(test).id }, room = { .cap = notify_make(test).id };
    memory_object_t memory = make_memory(test, 2);
    struct shared_buffer buffer;

    test_both_sides(test, memory, data, room);
    kit_expect(kit, "attach to no memory", shared_buffer_attach(&buffer, kit->rt, CAP_ID_INVALID, data, room, true, true),
               STATUS_INVALID_CAP);
    /* Which of its methods that is the something knows. */
    kit_check(kit, shared_buffer_attach(&buffer, kit->rt, data.cap, data, room, true, true) < 0, "attached to something else");
    rt_drop(kit->rt, data.cap);
    rt_drop(kit->rt, room.cap);
    notify_drop(test, memory.id);
}
