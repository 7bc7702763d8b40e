/* SPDX-License-Identifier: MIT */
/*
 * RingTap, and the factories that make them. The buffer belongs to the holds: each is charged for it, and when the last one goes
 * the tap is closed and its frames are free, though tapped processes may still refer to the object.
 *
 * A read that finds nothing waits here, and the worker answers it (trace/tap_worker.c).
 */
#include "object/ring_tap.h"

#include "core/atomic.h"
#include "ipc/kernel_call.h"
#include "mem/frame.h"
#include "mem/slab.h"
#include "object/singletons.h"
#include "process.capnp.h"
#include "tap.capnp.h"
#include "trace/upcall.h"

#define DEFAULT_BUFFER_BYTES 65536u
#define MAX_BUFFER_BYTES 1048576u
#define DEFAULT_READ_BYTES 16384u
#define MAX_READ_BYTES 32768u
/* The message around the records: segment table, root, the struct, and a word of padding. */
#define MESSAGE_EXTRA_BYTES 56u

struct ring_tap {
    struct object object;
    struct tap tap;
    uint32_t holds;                     /* atomic */
    phys_t frames;
    uint32_t pages;
    struct spinlock lock;               /* guards what follows */
    struct answer *waiter;
    uint32_t wait_bytes;
    struct list_node link;              /* guarded by taps_lock */
};

static struct slab_cache tap_cache;
static struct list_node taps = { &taps, &taps };
static struct spinlock taps_lock = SPINLOCK(LOCK_TAPS);

static struct ring_tap *of_object(struct object *object)
{
    return container_of(object, struct ring_tap, object);
}

/* --- reading ------------------------------------------------------------------------------------------------------- */

/* What a read gives, before it takes it. */
struct contents {
    uint32_t bytes, running;
    uint64_t lost;
};

/* ring->lock is held. */
static struct contents contents_of_locked(struct ring_tap *ring, uint32_t most_bytes)
{
    /* Before the buffer is looked at. Pairs with tap_process_ended: when this is 0, all records are there. */
    struct contents contents = { .running = atomic_load_acquire(&ring->tap.running) };

    lock_assert_held(&ring->lock);
    spin_lock(&ring->tap.lock);
    if (ring->tap.buffer.bytes)
        contents.bytes = tap_buffer_available(&ring->tap.buffer, most_bytes);
    else
        contents.running = 0; /* nothing will ever come */
    contents.lost = ring->tap.buffer.lost_total;
    spin_unlock(&ring->tap.lock);
    return contents;
}

/* What contents_of found. ring->lock is held since then, so no other reader took any; the tap may have been closed. */
static void copy_locked(struct ring_tap *ring, void *to, uint32_t bytes)
{
    lock_assert_held(&ring->lock);
    spin_lock(&ring->tap.lock);
    if (ring->tap.buffer.bytes)
        tap_buffer_copy(&ring->tap.buffer, to, bytes);
    spin_unlock(&ring->tap.lock);
}

/* What was copied, and is answered. */
static void drop_locked(struct ring_tap *ring, uint32_t bytes)
{
    lock_assert_held(&ring->lock);
    spin_lock(&ring->tap.lock);
    if (ring->tap.buffer.bytes)
        tap_buffer_drop(&ring->tap.buffer, bytes);
    spin_unlock(&ring->tap.lock);
}

static status_t clamp_read(struct capn_call *call, uint32_t *bytes)
{
    if (*bytes == 0)
        *bytes = DEFAULT_READ_BYTES;
    if (*bytes < TAP_RECORD_MAX_BYTES)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "maxBytes: %u, expected 0 or at least %u", *bytes,
                              (uint32_t)TAP_RECORD_MAX_BYTES);
    if (*bytes > MAX_READ_BYTES)
        *bytes = MAX_READ_BYTES;
    return STATUS_OK;
}

/* ring->lock is held. Both methods have the same results, so the generated types differ only in name. */
static status_t fill_poll_locked(struct ring_tap *ring, struct capn_call *call, const struct contents *contents,
                                 struct tap_reader_poll_results_builder *results)
{
    uint8_t *data;
    status_t status = tap_reader_poll_results_init_records(results, contents->bytes, &data);

    lock_assert_held(&ring->lock);
    tap_reader_poll_results_set_lost(results, contents->lost);
    tap_reader_poll_results_set_running(results, contents->running);
    if (status == STATUS_OK)
        copy_locked(ring, data, contents->bytes);
    /* An answer that cannot arrive must not lose what it tells. */
    if (status == STATUS_OK)
        status = kernel_call_commit(kernel_call_of(call));
    if (status == STATUS_OK)
        drop_locked(ring, contents->bytes);
    return status;
}

static status_t tap_poll(void *self, struct capn_call *call, const struct tap_reader_poll_params_reader *params,
                         struct tap_reader_poll_results_builder *results)
{
    struct ring_tap *ring = self;
    uint32_t most = tap_reader_poll_params_get_max_bytes(params);
    status_t status = clamp_read(call, &most);
    struct contents contents;

    if (status != STATUS_OK)
        return status;
    spin_lock(&ring->lock);
    contents = contents_of_locked(ring, most);
    status = fill_poll_locked(ring, call, &contents, results);
    spin_unlock(&ring->lock);
    return status;
}

static bool cancel_read(struct answer *answer, struct object *object, uint64_t id)
{
    struct ring_tap *ring = of_object(object);
    bool taken;

    spin_lock(&ring->lock);
    taken = ring->waiter == answer && answer->id == id;
    if (taken) {
        ring->waiter = NULL;
        ring->tap.awaited = false;
    }
    spin_unlock(&ring->lock);
    return taken;
}

static status_t wait_locked(struct ring_tap *ring, struct capn_call *call, uint32_t most)
{
    struct kernel_call *kernel_call = kernel_call_of(call);
    uint32_t room = kernel_call->result.bytes;

    lock_assert_held(&ring->lock);
    if (room < TAP_RECORD_MAX_BYTES + MESSAGE_EXTRA_BYTES)
        return STATUS_RESULT_TOO_LARGE;
    room -= MESSAGE_EXTRA_BYTES;
    ring->wait_bytes = most < room ? most : room;
    ring->waiter = kernel_call_defer(kernel_call, &ring->object, cancel_read);
    ring->tap.awaited = true;
    return STATUS_PENDING;
}

static status_t tap_read(void *self, struct capn_call *call, const struct tap_reader_read_params_reader *params,
                         struct tap_reader_read_results_builder *results)
{
    struct ring_tap *ring = self;
    uint32_t most = tap_reader_read_params_get_max_bytes(params);
    struct tap_reader_poll_results_builder poll_results = { results->b };
    struct contents contents;
    status_t status = clamp_read(call, &most);

    if (status != STATUS_OK)
        return status;
    spin_lock(&ring->lock);
    contents = contents_of_locked(ring, most);
    if (ring->waiter)
        status = capn_call_fail(call, STATUS_BUSY, "somebody reads this tap already");
    else if (contents.bytes != 0 || contents.running == 0)
        status = fill_poll_locked(ring, call, &contents, &poll_results);
    else
        status = wait_locked(ring, call, most);
    spin_unlock(&ring->lock);
    /* A record that came from another CPU in between found nobody waiting: the worker looks once in any case. */
    if (status == STATUS_PENDING)
        tap_worker_wake();
    return status;
}

/* The waiter's answer as a message, when there is something to say to it. False: there is not. ring->lock is held. */
static bool build_answer_locked(struct ring_tap *ring, void *message, size_t size, size_t *bytes)
{
    struct contents contents = contents_of_locked(ring, ring->wait_bytes);
    struct tap_reader_read_results_builder results;
    struct capn_builder builder;
    uint8_t *data;

    lock_assert_held(&ring->lock);
    if (contents.bytes == 0 && contents.running != 0)
        return false;
    capn_builder_init(&builder, message, size);
    if (tap_reader_read_results_build_root(&builder, &results) != STATUS_OK ||
        tap_reader_read_results_init_records(&results, contents.bytes, &data) != STATUS_OK)
        panic("the answer of a tap does not fit");
    tap_reader_read_results_set_lost(&results, contents.lost);
    tap_reader_read_results_set_running(&results, contents.running);
    copy_locked(ring, data, contents.bytes);
    drop_locked(ring, contents.bytes);
    if (capn_builder_finish(&builder, bytes) != STATUS_OK)
        panic("the answer of a tap does not fit");
    return true;
}

bool ring_tap_answer_one(void)
{
    static uint64_t message[(MAX_READ_BYTES + MESSAGE_EXTRA_BYTES) / 8];
    struct answer *answer = NULL;
    size_t bytes = 0;

    spin_lock(&taps_lock);
    for (struct list_node *node = taps.next; node != &taps && !answer; node = node->next) {
        struct ring_tap *ring = container_of(node, struct ring_tap, link);

        spin_lock(&ring->lock);
        if (ring->waiter && build_answer_locked(ring, message, sizeof(message), &bytes)) {
            answer = ring->waiter;
            ring->waiter = NULL;
            ring->tap.awaited = false;
        }
        spin_unlock(&ring->lock);
    }
    spin_unlock(&taps_lock);
    if (!answer)
        return false;
    answer_complete_message(answer, message, bytes);
    return true;
}

/* --- the object ---------------------------------------------------------------------------------------------------- */

static status_t tap_info(void *self, struct capn_call *call, const struct ring_tap_info_params_reader *params,
                         struct ring_tap_info_results_builder *results)
{
    struct ring_tap *ring = self;

    (void)call;
    (void)params;
    ring_tap_info_results_set_buffer_bytes(results, ring->tap.buffer.size);
    ring_tap_info_results_set_payload_bytes(results, ring->tap.payload_bytes);
    ring_tap_info_results_set_running(results, atomic_load_relaxed(&ring->tap.running));
    ring_tap_info_results_set_lost(results, ring->tap.buffer.lost_total);
    return STATUS_OK;
}

static const struct tap_reader_server reader_server = { .read = tap_read, .poll = tap_poll };
static const struct ring_tap_server server = { .info = tap_info, .tap_reader = &reader_server };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return ring_tap_dispatch(&server, of_object(object), method_id, &call->capn);
}

/* Nobody can read any more: the buffer goes. */
static void close_tap(struct ring_tap *ring)
{
    bool open;

    spin_lock(&ring->tap.lock);
    open = ring->tap.buffer.bytes != NULL;
    ring->tap.buffer.bytes = NULL;
    spin_unlock(&ring->tap.lock);
    for (uint32_t i = 0; open && i < ring->pages; i++)
        frame_free(ring->frames + i * PAGE_SIZE);
    if (ring->tap.awaited)
        tap_worker_wake();
}

static void hold_added(struct object *object, const struct cap_hold *hold)
{
    (void)hold;
    atomic_add_relaxed(&of_object(object)->holds, 1);
}

static void hold_dropped(struct object *object, const struct cap_hold *hold)
{
    (void)hold;
    /* Pairs with itself: the last hold sees what the others did. */
    if (atomic_sub_acq_rel(&of_object(object)->holds, 1) == 0)
        close_tap(of_object(object));
}

static void destroy(struct object *object)
{
    struct ring_tap *ring = of_object(object);

    spin_lock(&taps_lock);
    list_remove(&ring->link);
    spin_unlock(&taps_lock);
    close_tap(ring);
    slab_free(&tap_cache, ring);
}

struct object_kind ring_tap_kind = {
    .name = "ring tap",
    .interface = &ring_tap_interface,
    .dispatch = dispatch,
    .destroy = destroy,
    .hold_added = hold_added,
    .hold_dropped = hold_dropped,
    .waits_for = WAIT_REASON_TAP,
};

struct tap *ring_tap_of(const struct cap_hold *hold)
{
    struct object *object = hold->object;

    return object->kind == &ring_tap_kind && hold->interface_id == RING_TAP_INTERFACE_ID ? &of_object(object)->tap : NULL;
}

/* --- factories ----------------------------------------------------------------------------------------------------- */

static status_t create(uint32_t buffer_bytes, uint32_t payload_bytes, struct ring_tap **out)
{
    uint32_t size = PAGE_SIZE;
    struct ring_tap *ring;

    while (size < buffer_bytes)
        size *= 2;
    if (!tap_cache.name)
        slab_cache_init(&tap_cache, "ring_tap", sizeof(struct ring_tap));
    ring = slab_alloc(&tap_cache);
    if (!ring)
        return STATUS_NO_MEMORY;
    ring->pages = size / PAGE_SIZE;
    if (frame_alloc_contiguous(ring->pages, &ring->frames) != STATUS_OK) {
        slab_free(&tap_cache, ring);
        return STATUS_NO_MEMORY;
    }
    object_init(&ring->object, &ring_tap_kind);
    spin_init(&ring->lock, LOCK_RING_TAP);
    spin_init(&ring->tap.lock, LOCK_TAP);
    ring->object.charge_frames = ring->pages;
    tap_buffer_init(&ring->tap.buffer, phys_to_virt(ring->frames), size);
    ring->tap.payload_bytes = payload_bytes;
    ring->tap.owner = &ring->object;
    spin_lock(&taps_lock);
    list_append(&taps, &ring->link);
    spin_unlock(&taps_lock);
    *out = ring;
    return STATUS_OK;
}

static status_t make(struct capn_call *capn, uint32_t buffer_bytes, uint32_t payload_bytes, uint32_t *index)
{
    struct ring_tap *ring;
    struct cap_hold hold;
    status_t status;

    if (buffer_bytes == 0)
        buffer_bytes = DEFAULT_BUFFER_BYTES;
    if (buffer_bytes > MAX_BUFFER_BYTES)
        return capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "bufferBytes: %u, expected at most %u", buffer_bytes,
                              MAX_BUFFER_BYTES);
    status = create(buffer_bytes, payload_bytes, &ring);
    if (status != STATUS_OK)
        return capn_call_fail(capn, status, "no free frames for a buffer of %u bytes", buffer_bytes);
    hold = object_make_hold(&ring->object, CAP_ORIGIN_RESULT);
    status = kernel_call_add_capability(kernel_call_of(capn), &hold, index);
    object_put(&ring->object);
    return status == STATUS_QUOTA_EXCEEDED ? capn_call_fail(capn, status, "quota of frames or capability slots reached") : status;
}

static status_t factory_create(void *self, struct capn_call *call, const struct tap_factory_create_params_reader *params,
                               struct tap_factory_create_results_builder *results)
{
    uint32_t index;
    status_t status = make(call, tap_factory_create_params_get_buffer_bytes(params), 0, &index);

    (void)self;
    return status == STATUS_OK ? tap_factory_create_results_set_tap(results, index) : status;
}

static status_t factory_create_with_payload(void *self, struct capn_call *call,
                                            const struct payload_tap_factory_create_with_payload_params_reader *params,
                                            struct payload_tap_factory_create_with_payload_results_builder *results)
{
    uint32_t payload = payload_tap_factory_create_with_payload_params_get_payload_bytes(params);
    uint32_t index;
    status_t status;

    (void)self;
    if (payload == 0 || payload > TAP_PAYLOAD_MAX_BYTES)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "payloadBytes: %u, expected 1 to %u", payload, TAP_PAYLOAD_MAX_BYTES);
    status = make(call, payload_tap_factory_create_with_payload_params_get_buffer_bytes(params), payload, &index);
    return status == STATUS_OK ? payload_tap_factory_create_with_payload_results_set_tap(results, index) : status;
}

static const struct tap_factory_server factory_server = { .create = factory_create };
static const struct payload_tap_factory_server payload_factory_server = {
    .create_with_payload = factory_create_with_payload,
    .tap_factory = &factory_server,
};

static status_t factory_dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return tap_factory_dispatch(&factory_server, object, method_id, &call->capn);
}

static status_t payload_factory_dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return payload_tap_factory_dispatch(&payload_factory_server, object, method_id, &call->capn);
}

struct object_kind tap_factory_kind = {
    .name = "tap factory",
    .interface = &tap_factory_interface,
    .dispatch = factory_dispatch,
    .destroy = object_destroy_static,
};

struct object_kind payload_tap_factory_kind = {
    .name = "payload tap factory",
    .interface = &payload_tap_factory_interface,
    .dispatch = payload_factory_dispatch,
    .destroy = object_destroy_static,
};
