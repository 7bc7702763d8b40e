/* SPDX-License-Identifier: MIT */
/* The ring of a shared buffer: alone, between two threads, and with a peer that writes what it likes. */
#include "rt/shared_buffer.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/atomic.h"
#include "random.h"

#define BYTES 4096u             /* smallest: a ring of 2,048 bytes */
#define RING 2048u
#define RECORDS 200000u
#define ATTACKS 300000u

/* Exactly as large as it is said to be, so that the sanitizer sees every step outside. */
static void *make_memory(void)
{
    void *memory = aligned_alloc(64, BYTES);

    assert_non_null(memory);
    memset(memory, 0, BYTES);
    assert_int_equal(shared_buffer_format(memory, BYTES), STATUS_OK);
    return memory;
}

static void open_both(void *memory, struct shared_buffer *producer, struct shared_buffer *consumer)
{
    assert_int_equal(shared_buffer_open(producer, memory, BYTES, true), STATUS_OK);
    assert_int_equal(shared_buffer_open(consumer, memory, BYTES, false), STATUS_OK);
}

static void test_sizes(void **state)
{
    uint8_t *memory = make_memory();
    struct shared_buffer buffer;

    (void)state;
    assert_int_equal(shared_buffer_format(memory, SHARED_BUFFER_MIN_BYTES - 1), STATUS_INVALID_ARGUMENT);
    assert_int_equal(shared_buffer_format(memory, SHARED_BUFFER_MAX_BYTES + 1ull), STATUS_INVALID_ARGUMENT);
    assert_int_equal(shared_buffer_format(memory + 8, BYTES), STATUS_INVALID_ARGUMENT);
    assert_int_equal(shared_buffer_open(&buffer, memory, UINT64_MAX, true), STATUS_INVALID_ARGUMENT);
    assert_int_equal(shared_buffer_open(&buffer, memory, BYTES, true), STATUS_OK);
    assert_int_equal(shared_buffer_payload_max(&buffer), RING / 2 - SHARED_BUFFER_RECORD_BYTES);
    memset(memory, 0, 64);
    assert_int_equal(shared_buffer_open(&buffer, memory, BYTES, false), STATUS_MALFORMED);
    free(memory);
}

static void test_wrong_order(void **state)
{
    struct shared_buffer producer, consumer;
    void *memory = make_memory(), *payload;
    const void *seen;
    uint32_t bytes;
    bool signal;

    (void)state;
    open_both(memory, &producer, &consumer);
    assert_int_equal(shared_buffer_commit(&producer, 0, &signal), STATUS_INVALID_ARGUMENT);
    assert_int_equal(shared_buffer_consume(&consumer, &signal), STATUS_INVALID_ARGUMENT);
    assert_int_equal(shared_buffer_peek(&consumer, &seen, &bytes), STATUS_BUSY);
    assert_int_equal(shared_buffer_peek(&producer, &seen, &bytes), STATUS_INVALID_ARGUMENT);
    assert_int_equal(shared_buffer_reserve(&consumer, 8, &payload), STATUS_INVALID_ARGUMENT);
    assert_int_equal(shared_buffer_reserve(&producer, RING / 2, &payload), STATUS_INVALID_ARGUMENT);
    assert_int_equal(shared_buffer_reserve(&producer, UINT32_MAX, &payload), STATUS_INVALID_ARGUMENT);
    assert_int_equal(shared_buffer_reserve(&producer, 10, &payload), STATUS_OK);
    assert_int_equal(shared_buffer_commit(&producer, 17, &signal), STATUS_INVALID_ARGUMENT);
    assert_int_equal(shared_buffer_commit(&producer, UINT32_MAX, &signal), STATUS_INVALID_ARGUMENT);
    assert_int_equal(shared_buffer_commit(&producer, 3, &signal), STATUS_OK);
    assert_int_equal(shared_buffer_commit(&producer, 3, &signal), STATUS_INVALID_ARGUMENT);
    assert_int_equal(shared_buffer_peek(&consumer, &seen, &bytes), STATUS_OK);
    assert_int_equal(bytes, 3);
    assert_int_equal(shared_buffer_consume(&consumer, &signal), STATUS_OK);
    assert_int_equal(shared_buffer_consume(&consumer, &signal), STATUS_INVALID_ARGUMENT);
    free(memory);
}

/* The largest record fits wherever the ring happens to stand, once all was consumed. */
static void test_largest_everywhere(void **state)
{
    (void)state;
    for (uint32_t start = 0; start < RING; start += 8) {
        struct shared_buffer producer, consumer;
        void *memory = make_memory(), *payload;
        const void *seen;
        uint32_t bytes;
        bool signal;

        open_both(memory, &producer, &consumer);
        for (uint32_t at = 0; at < start; at += 8) {
            assert_int_equal(shared_buffer_reserve(&producer, 0, &payload), STATUS_OK);
            assert_int_equal(shared_buffer_commit(&producer, 0, &signal), STATUS_OK);
            assert_int_equal(shared_buffer_peek(&consumer, &seen, &bytes), STATUS_OK);
            assert_int_equal(bytes, 0);
            assert_int_equal(shared_buffer_consume(&consumer, &signal), STATUS_OK);
        }
        bytes = shared_buffer_payload_max(&producer);
        assert_int_equal(shared_buffer_reserve(&producer, bytes, &payload), STATUS_OK);
        memset(payload, 0x5a, bytes);
        assert_int_equal(shared_buffer_commit(&producer, bytes, &signal), STATUS_OK);
        assert_int_equal(shared_buffer_peek(&consumer, &seen, &bytes), STATUS_OK);
        assert_ptr_equal(seen, payload);
        assert_int_equal(bytes, shared_buffer_payload_max(&producer));
        free(memory);
    }
}

/* Signals are asked for when the other side waits, and only then. */
static void test_signals(void **state)
{
    struct shared_buffer producer, consumer;
    void *memory = make_memory(), *payload;
    const void *seen;
    uint32_t bytes, count = 0;
    bool signal;

    (void)state;
    open_both(memory, &producer, &consumer);
    assert_int_equal(shared_buffer_arm(&consumer), STATUS_BUSY);
    assert_int_equal(shared_buffer_reserve(&producer, 8, &payload), STATUS_OK);
    assert_int_equal(shared_buffer_commit(&producer, 8, &signal), STATUS_OK);
    assert_true(signal);
    while (shared_buffer_reserve(&producer, 8, &payload) == STATUS_OK) {
        assert_int_equal(shared_buffer_commit(&producer, 8, &signal), STATUS_OK);
        assert_false(signal);
        count++;
    }
    assert_int_equal(count, RING / 16 - 1);
    assert_int_equal(shared_buffer_arm(&consumer), STATUS_OK);
    assert_int_equal(shared_buffer_arm(&producer), STATUS_BUSY);
    assert_int_equal(shared_buffer_peek(&consumer, &seen, &bytes), STATUS_OK);
    assert_int_equal(shared_buffer_consume(&consumer, &signal), STATUS_OK);
    assert_true(signal);
    assert_int_equal(shared_buffer_peek(&consumer, &seen, &bytes), STATUS_OK);
    assert_int_equal(shared_buffer_consume(&consumer, &signal), STATUS_OK);
    assert_false(signal);
    free(memory);
}

/* --- two threads --------------------------------------------------------------------------------------------------- */

/* What a notification does, with the means of the host. */
struct bell {
    pthread_mutex_t mutex;
    pthread_cond_t rung;
    bool set;
};

static struct bell data_there = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false };
static struct bell room_there = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false };

static void ring_bell(struct bell *bell)
{
    pthread_mutex_lock(&bell->mutex);
    bell->set = true;
    pthread_cond_signal(&bell->rung);
    pthread_mutex_unlock(&bell->mutex);
}

static void await_bell(struct bell *bell)
{
    pthread_mutex_lock(&bell->mutex);
    while (!bell->set)
        pthread_cond_wait(&bell->rung, &bell->mutex);
    bell->set = false;
    pthread_mutex_unlock(&bell->mutex);
}

/* Length and content follow from the number, so that a lost or doubled record is seen. */
static uint32_t length_of(uint32_t number)
{
    return (number * 2654435761u >> 20) % 700;
}

static void *produce(void *argument)
{
    struct shared_buffer *buffer = argument;

    for (uint32_t i = 0; i < RECORDS; i++) {
        uint32_t bytes = length_of(i);
        void *payload = NULL;
        status_t status;
        bool signal;

        while ((status = shared_buffer_reserve(buffer, bytes, &payload)) == STATUS_BUSY) {
            if (shared_buffer_arm(buffer) == STATUS_BUSY)
                await_bell(&room_there);
        }
        if (status != STATUS_OK)
            return buffer;
        memset(payload, (int)(i & 0xff), bytes);
        if (shared_buffer_commit(buffer, bytes, &signal) != STATUS_OK)
            return buffer;
        if (signal)
            ring_bell(&data_there);
    }
    return NULL;
}

/* A wake-up that gets lost makes this hang, and its time limit fails it. */
static void test_two_threads(void **state)
{
    struct shared_buffer producer, consumer;
    void *memory = make_memory(), *failed;
    pthread_t thread;

    (void)state;
    open_both(memory, &producer, &consumer);
    assert_int_equal(pthread_create(&thread, NULL, produce, &producer), 0);
    for (uint32_t i = 0; i < RECORDS; i++) {
        const void *payload = NULL;
        uint32_t bytes = 0;
        status_t status;
        bool signal;

        while ((status = shared_buffer_peek(&consumer, &payload, &bytes)) == STATUS_BUSY) {
            if (shared_buffer_arm(&consumer) == STATUS_BUSY)
                await_bell(&data_there);
        }
        assert_int_equal(status, STATUS_OK);
        assert_int_equal(bytes, length_of(i));
        for (uint32_t at = 0; at < bytes; at++)
            assert_true(((const uint8_t *)payload)[at] == (uint8_t)i);
        assert_int_equal(shared_buffer_consume(&consumer, &signal), STATUS_OK);
        if (signal)
            ring_bell(&room_there);
    }
    assert_int_equal(pthread_join(thread, &failed), 0);
    assert_null(failed);
    free(memory);
}

/* --- a hostile peer ------------------------------------------------------------------------------------------------ */

static struct random randomness = { 0x5aed };

static uint64_t random_u64(void)
{
    return random_next(&randomness);
}

/* Values that come close to being right are worse than random ones. */
static uint32_t bad_value(void)
{
    switch (random_u64() % 5) {
    case 0:
        return (uint32_t)random_u64();
    case 1:
        return UINT32_MAX - (uint32_t)(random_u64() % 9);
    case 2:
        return (uint32_t)(random_u64() % (2 * RING)) & ~7u;
    case 3:
        return 1u << random_u64() % 32;
    default:
        return (uint32_t)(random_u64() % 64);
    }
}

static void scribble(uint8_t *memory, uint32_t words)
{
    for (uint32_t i = 0; i < words; i++) {
        uint32_t at = random_u64() % 2 ? (uint32_t)(random_u64() % 48) : (uint32_t)(random_u64() % (BYTES / 4));

        atomic_store_relaxed((uint32_t *)(void *)(memory + at * 4), bad_value());
    }
}

/* One careful step of each side. Reads or writes all of a payload: outside of the memory the sanitizer stops it. */
static void consumer_step(struct shared_buffer *buffer)
{
    const void *payload;
    uint32_t bytes;
    bool signal;
    status_t status = shared_buffer_peek(buffer, &payload, &bytes);

    if (status == STATUS_OK) {
        static volatile uint8_t sum;

        for (uint32_t i = 0; i < bytes; i++)
            sum = (uint8_t)(sum + ((const volatile uint8_t *)payload)[i]);
        status = shared_buffer_consume(buffer, &signal);
        assert_int_equal(status, STATUS_OK);
    } else {
        assert_true(status == STATUS_BUSY || status == STATUS_MALFORMED);
        if (status == STATUS_BUSY)
            status = shared_buffer_arm(buffer);
    }
    assert_true(buffer->broken == (status == STATUS_MALFORMED));
}

static void producer_step(struct shared_buffer *buffer)
{
    uint32_t bytes = (uint32_t)(random_u64() % (RING / 2));
    void *payload;
    bool signal;
    status_t status = shared_buffer_reserve(buffer, bytes, &payload);

    if (status == STATUS_OK) {
        memset(payload, 7, bytes);
        status = shared_buffer_commit(buffer, bytes, &signal);
        assert_int_equal(status, STATUS_OK);
    } else if (status == STATUS_BUSY) {
        status = shared_buffer_arm(buffer);
    }
    assert_true(status == STATUS_OK || status == STATUS_BUSY || status == STATUS_MALFORMED || bytes > RING / 2 - 8);
    assert_true(!buffer->broken || status == STATUS_MALFORMED || status == STATUS_INVALID_ARGUMENT);
}

static void attack(bool producer)
{
    uint8_t *memory = make_memory();
    struct shared_buffer buffer;
    uint32_t broken = 0, steps = 0;

    assert_int_equal(shared_buffer_open(&buffer, memory, BYTES, producer), STATUS_OK);
    for (uint32_t i = 0; i < ATTACKS; i++) {
        scribble(memory, (uint32_t)(random_u64() % 4));
        if (producer)
            producer_step(&buffer);
        else
            consumer_step(&buffer);
        if (!buffer.broken) {
            steps++;
            continue;
        }
        /* For good, whatever the memory says then. */
        memset(memory, 0, BYTES);
        assert_int_equal(shared_buffer_arm(&buffer), STATUS_MALFORMED);
        broken++;
        assert_int_equal(shared_buffer_format(memory, BYTES), STATUS_OK);
        assert_int_equal(shared_buffer_open(&buffer, memory, BYTES, producer), STATUS_OK);
    }
    assert_true(broken > 1000 && steps > 1000);
    free(memory);
}

static void test_hostile_producer(void **state)
{
    (void)state;
    attack(false);
}

static void test_hostile_consumer(void **state)
{
    (void)state;
    attack(true);
}

struct scribbler {
    uint8_t *memory;
    bool stop;
};

static void *scribble_for_ever(void *argument)
{
    struct scribbler *scribbler = argument;
    uint32_t seed = 1;

    while (!atomic_load_relaxed(&scribbler->stop)) {
        seed = seed * 1664525u + 1013904223u;
        /* The producer's position and the records' lengths. */
        atomic_store_relaxed((uint32_t *)(void *)(scribbler->memory + ((seed >> 28) ? 192 + (seed >> 20) % 64 * 8 : 64)), (seed >> 8) & 0x7f8);
    }
    return NULL;
}

/* While we look. */
static void test_concurrent_scribbling(void **state)
{
    struct scribbler scribbler = { .memory = make_memory() };
    struct shared_buffer buffer;
    pthread_t thread;

    (void)state;
    assert_int_equal(shared_buffer_open(&buffer, scribbler.memory, BYTES, false), STATUS_OK);
    assert_int_equal(pthread_create(&thread, NULL, scribble_for_ever, &scribbler), 0);
    for (uint32_t i = 0; i < ATTACKS; i++) {
        consumer_step(&buffer);
        if (buffer.broken)
            assert_int_equal(shared_buffer_open(&buffer, scribbler.memory, BYTES, false), STATUS_OK);
    }
    atomic_store_relaxed(&scribbler.stop, true);
    assert_int_equal(pthread_join(thread, NULL), 0);
    free(scribbler.memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_wrong_order),
        cmocka_unit_test(test_largest_everywhere),
        cmocka_unit_test(test_signals),
        cmocka_unit_test(test_two_threads),
        cmocka_unit_test(test_hostile_producer),
        cmocka_unit_test(test_hostile_consumer),
        cmocka_unit_test(test_concurrent_scribbling),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
