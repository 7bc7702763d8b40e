/* SPDX-License-Identifier: MIT */
/* Limits, one after the other. The conductor starts this program with small ones for queued calls and log bytes. */
#include "kit.h"

#include "notification.capnp.h"

#define MADE_MAX 600u
#define LARGE_BYTES 61440u
#define QUEUED 8u
#define SECOND_NS 1000000000ull

static cap_id_t made[MADE_MAX];
static uint64_t addresses[8192];
static uint8_t large[LARGE_BYTES] __attribute__((aligned(8)));

static void expect_reason(struct kit *kit, const char *what, const char *reason)
{
    const char *last = rt_last_reason(kit->rt);

    kit_check(kit, strlen(last) == strlen(reason) && memcmp(last, reason, strlen(reason)) == 0, "%s: \"%s\", expected \"%s\"", what,
              last, reason);
}

static status_t make_endpoint(struct kit *kit, cap_id_t *out)
{
    return endpoint_factory_create(kit->rt, kit->endpoints, (endpoint_t *)out);
}

static status_t make_notification(struct kit *kit, cap_id_t *out)
{
    return endpoint_factory_create_notification(kit->rt, kit->endpoints, (notification_t *)out);
}

static status_t make_frames(struct kit *kit, cap_id_t *out)
{
    return frame_allocator_alloc_contiguous(kit->rt, kit->frames, 64, (memory_object_t *)out);
}

static status_t make_frame(struct kit *kit, cap_id_t *out)
{
    return frame_allocator_alloc_contiguous(kit->rt, kit->frames, 1, (memory_object_t *)out);
}

static endpoint_t facets_of;
static status_t make_facet(struct kit *kit, cap_id_t *out)
{
    return endpoint_client(kit->rt, facets_of, NULL_CAP_INTERFACE_ID, out);
}

/* Until it is refused, twice. */
static void use_up(struct kit *kit, const char *what, status_t (*make)(struct kit *kit, cap_id_t *out), const char *reason)
{
    uint32_t first = 0;

    for (int round = 0; round < 2; round++) {
        status_t status = STATUS_OK;
        uint32_t count = 0;

        while (count < MADE_MAX && (status = make(kit, &made[count])) == STATUS_OK)
            count++;
        kit_expect(kit, what, status, STATUS_OVERLOADED);
        expect_reason(kit, what, reason);
        kit_check(kit, count > 0 && (round == 0 || count == first), "%s: %u, then %u", what, first, count);
        first = count;
        for (uint32_t i = 0; i < count; i++)
            rt_drop(kit->rt, made[i]);
        kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    }
}

/* Address space: many small ranges, then large ones. */
static void use_up_addresses(struct kit *kit, uint64_t bytes, const char *reason)
{
    status_t status = STATUS_OK;
    uint32_t count = 0;

    while (count < sizeof(addresses) / sizeof(addresses[0]) &&
           (status = virtual_memory_reserve(kit->rt, kit->memory, 0, bytes, &addresses[count])) == STATUS_OK)
        count++;
    kit_expect(kit, "reserve", status, STATUS_OVERLOADED);
    expect_reason(kit, "reserve", reason);
    while (count-- > 0)
        kit_expect(kit, "unmap", virtual_memory_unmap(kit->rt, kit->memory, addresses[count], bytes), STATUS_OK);
}

/* Calls to an endpoint of ours that nobody receives from: how many wait before one is refused. All are given up again. */
static uint32_t fill_queue(struct kit *kit, cap_id_t facet, uint32_t bytes, uint32_t most)
{
    uint64_t ids[RING_SQ_ENTRIES];
    static uint8_t results[256] __attribute__((aligned(8)));
    struct cap_sqe call = { .opcode = CAP_OP_CALL, .cap_id = facet, .addr = (uintptr_t)large, .len = bytes, .user_data = 8,
                            .result_addr = (uintptr_t)results, .result_len = sizeof(results) };
    uint32_t count = 0;

    while (count < most) {
        ids[count] = rt_raw_submit(kit->rt, &call);
        if (rt_raw_enter(0, 0) > 0)
            break; /* answered at once: refused */
        count++;
    }
    (void)kit_drain(kit);
    for (uint32_t i = 0; i < count; i++)
        rt_raw_submit(kit->rt, &(struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = ids[i], .user_data = 16 });
    (void)rt_raw_enter(2 * count, TIME_FOREVER);
    kit_expect(kit, "given up", kit_drain(kit), 2 * count);
    return count;
}

static void queues(struct kit *kit)
{
    endpoint_t endpoint;
    cap_id_t facet;

    kit_expect(kit, "endpoint", make_endpoint(kit, &endpoint.id), STATUS_OK);
    kit_expect(kit, "facet", endpoint_client(kit->rt, endpoint, NULL_CAP_INTERFACE_ID, &facet), STATUS_OK);
    for (int round = 0; round < 2; round++) {
        kit_expect(kit, "calls that wait", fill_queue(kit, facet, 16, 12), QUEUED);
        kit_expect(kit, "long calls that wait", fill_queue(kit, facet, LARGE_BYTES, 12), 262144 / LARGE_BYTES);
    }
    rt_drop(kit->rt, facet);
    rt_drop(kit->rt, endpoint.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}

static void log_bytes(struct kit *kit)
{
    static uint8_t text[2048];
    struct capn_data data = { text, sizeof(text) };
    status_t status = STATUS_OK;

    memset(text, '.', sizeof(text));
    text[sizeof(text) - 1] = '\n';
    for (int i = 0; i < 64 && status == STATUS_OK; i++)
        status = console_write(kit->rt, kit->console, data);
    kit_expect(kit, "a flood of log", status, STATUS_OVERLOADED);
    expect_reason(kit, "a flood of log", "the limit of log bytes (8192) is reached");
    for (int i = 0; i < 20 && status == STATUS_OVERLOADED; i++) {
        kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, SECOND_NS / 2), STATUS_OK);
        status = console_write(kit->rt, kit->console, data);
    }
    kit_expect(kit, "later", status, STATUS_OK);
    kit_expect(kit, "sleep", timer_sleep(kit->rt, kit->timer, 4 * SECOND_NS), STATUS_OK); /* room for what is to be said */
}

static status_t run_child(struct kit *kit, const char *name, uint32_t frames, struct kit_exit *exit)
{
    return kit_run(kit, &(struct kit_child){ .name = name, .binary = "null-exit", .limits = { .frame_pages = frames } }, exit);
}

/* What we hold ourselves is missing to our children. */
static void nested_frames(struct kit *kit)
{
    uint32_t count = 0;
    struct kit_exit exit;

    kit_expect(kit, "a child", run_child(kit, "child", 0, &exit), STATUS_OK);
    kit_expect(kit, "a child without room", run_child(kit, "child", 10, &exit), STATUS_OVERLOADED);
    expect_reason(kit, "a child without room", "the limit of frames (10) is reached");
    while (count < MADE_MAX && make_frames(kit, &made[count]) == STATUS_OK)
        count++;
    while (count < MADE_MAX && make_frame(kit, &made[count]) == STATUS_OK)
        count++;
    kit_expect(kit, "a child when we have nothing left", run_child(kit, "child", 0, &exit), STATUS_OVERLOADED);
    expect_reason(kit, "a child when we have nothing left", "the limit of frames (4096) is reached");
    while (count-- > 0)
        rt_drop(kit->rt, made[count]);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    kit_expect(kit, "a child again", run_child(kit, "child", 0, &exit), STATUS_OK);
}

static process_handle_t start_deed(struct kit *kit, const char *name, cap_id_t done)
{
    const struct kit_grant grants[] = { { "spawner", KIT_GRANT_COPY, kit->spawner.id, 0 }, { "done", KIT_GRANT_COPY, done, 0 },
                                        { "console", KIT_GRANT_COPY, kit->console.id, 0 },
                                        { "timer", KIT_GRANT_COPY, kit->timer.id, 0 } };
    process_handle_t handle = { CAP_ID_INVALID };

    kit_expect(kit, name, kit_spawn(kit, &(struct kit_child){ .name = name, .binary = "deed", .grants = grants, .grant_count = 4 },
                                    &handle, NULL), STATUS_OK);
    return handle;
}

static void nested_processes(struct kit *kit)
{
    struct kit_exit exit = { 0 };
    process_handle_t handle;
    notification_t done;
    uint64_t bits = 0;

    kit_expect(kit, "notification", make_notification(kit, &done.id), STATUS_OK);
    /* More generations than levels: each leaves the tree when it has ended. */
    handle = start_deed(kit, "heir-60", done.id);
    kit_expect(kit, "the last heir", notification_wait(kit->rt, done, &bits), STATUS_OK);
    rt_drop(kit->rt, handle.id);
    /* Init is the first, we are the second. */
    handle = start_deed(kit, "nest-60", done.id);
    kit_expect(kit, "wait", kit_wait(kit, handle, &exit), STATUS_OK);
    kit_expect(kit, "levels below the first", exit.code, 32 - 3);
    rt_drop(kit->rt, handle.id);
    handle = start_deed(kit, "flood", done.id);
    kit_expect(kit, "wait", kit_wait(kit, handle, &exit), STATUS_OK);
    kit_expect(kit, "a flood", exit.code, 7);
    rt_drop(kit->rt, handle.id);
    rt_drop(kit->rt, done.id);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}

int main(struct rt *rt)
{
    struct kit_ledger before = { 0 }, after = { 0 };
    static struct kit kit;

    kit_open(&kit, rt);
    for (int round = 0; round < 2; round++) {
        /* The first time makes page tables that stay ours. */
        kit_expect(&kit, "ledger", kit_ledger_read(&kit, rt_pid(rt), &before), STATUS_OK);
        use_up(&kit, "endpoints", make_endpoint, "the limit of endpoints (32) is reached");
        use_up(&kit, "notifications", make_notification, "the limit of notifications (128) is reached");
        use_up(&kit, "frames", make_frames, "the limit of frames (4096) is reached");
        kit_expect(&kit, "endpoint", make_endpoint(&kit, &facets_of.id), STATUS_OK);
        use_up(&kit, "slots", make_facet, "the limit of capability slots (256) is reached");
        rt_drop(rt, facets_of.id);
        use_up_addresses(&kit, PAGE_SIZE, "the limit of mappings (4096) is reached");
        use_up_addresses(&kit, 65536ull * PAGE_SIZE, "the limit of virtual pages (262144) is reached");
        queues(&kit);
        nested_frames(&kit);
        nested_processes(&kit);
        kit_expect(&kit, "ledger", kit_ledger_read(&kit, rt_pid(rt), &after), STATUS_OK);
    }
    kit_check(&kit, memcmp(&before, &after, sizeof(before)) == 0, "the ledger changed: slots %lu -> %lu, frames %lu -> %lu",
              (unsigned long)before.cap_slots, (unsigned long)after.cap_slots, (unsigned long)before.frames,
              (unsigned long)after.frames);
    log_bytes(&kit);
    return kit_close(&kit);
}
