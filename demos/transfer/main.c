/* SPDX-License-Identifier: MIT */
/*
 * Capabilities on their way: gives some to a Locker (demos/locker) by copy and by move, gets them back in both ways, tries what must
 * fail, and at last shares memory with it, so that what is worked on is copied by nobody. Says what became of each.
 */
#include "output.h"

#include "demo.capnp.h"
#include "kernel.capnp.h"
#include "memory.capnp.h"

#define PAGES 16u
#define RECORDS 8u

struct client {
    struct rt *rt;
    struct output output;
    locker_t locker;
    frame_allocator_t frames;
    uint32_t wrong;
};

static void say(struct client *client, const char *what, bool right, status_t status)
{
    const char *reason = rt_last_reason(client->rt);

    if (right) {
        output_line(&client->output, "%s", what);
        return;
    }
    client->wrong++;
    output_line(&client->output, "WRONG: %s: %s %s", what, capn_status_text(status), reason);
}

static status_t put(struct client *client, cap_id_t item, enum cap_transfer_mode mode, uint32_t *ticket)
{
    struct locker_put_params_builder params;
    struct locker_put_results_reader results;
    struct capn_request request;
    uint32_t index;
    status_t status = locker_put_begin(&request, client->rt, client->locker, &params);

    if (status < 0)
        return status;
    status = capn_request_add_capability(&request, item, mode, &index);
    if (status == STATUS_OK)
        status = locker_put_params_set_item(&params, index);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = locker_put_results(&request, &results);
    if (status == STATUS_OK)
        *ticket = locker_put_results_get_ticket(&results);
    capn_request_end(&request);
    return status;
}

/* Whether the hold names this memory still: its size tells. */
static bool is_memory(struct client *client, cap_id_t cap)
{
    uint64_t bytes = 0;
    uint32_t pages;

    return memory_object_info(client->rt, (memory_object_t){ cap }, &pages, &bytes) == STATUS_OK && bytes == PAGES * PAGE_SIZE;
}

static void copies(struct client *client, memory_object_t memory)
{
    uint32_t ticket = 0, items = 0;
    cap_id_t back = CAP_ID_INVALID;
    status_t status = put(client, memory.id, CAP_TRANSFER_COPY, &ticket);

    say(client, "a copy to the locker: it is there, and still here", status == STATUS_OK && is_memory(client, memory.id), status);
    status = locker_look(client->rt, client->locker, ticket, &back);
    say(client, "a copy back: another hold of the same memory", status == STATUS_OK && back != memory.id && is_memory(client, back), status);
    rt_drop(client->rt, back);
    status = locker_count(client->rt, client->locker, &items);
    say(client, "the locker has one thing", status == STATUS_OK && items == 1, status);
    status = locker_take(client->rt, client->locker, ticket, &back);
    say(client, "moved back: here twice now", status == STATUS_OK && is_memory(client, back), status);
    rt_drop(client->rt, back);
    status = locker_take(client->rt, client->locker, ticket, &back);
    say(client, "and there no more", status == STATUS_FAILED, status);
}

/* The same memory all the time, held by one of us; returns what it is called now. */
static cap_id_t moves(struct client *client, cap_id_t cap)
{
    uint32_t ticket = 0, again = 0;
    cap_id_t back = CAP_ID_INVALID;
    status_t status = put(client, cap, CAP_TRANSFER_MOVE, &ticket);

    say(client, "moved to the locker: here no more", status == STATUS_OK && !is_memory(client, cap), status);
    status = put(client, cap, CAP_TRANSFER_MOVE, &again);
    say(client, "moved once more: refused, a move is not repeated", status == STATUS_STALE_CAP, status);
    status = locker_take(client->rt, client->locker, ticket, &back);
    say(client, "moved back: here again, under another id", status == STATUS_OK && back != cap && is_memory(client, back), status);
    return back;
}

/* One bad capability in a list takes the good ones with it: none of them goes. */
static void all_or_nothing(struct client *client, cap_id_t good)
{
    struct locker_put_params_builder params;
    struct capn_request request;
    cap_id_t stay = CAP_ID_INVALID;
    uint32_t index, items = 0;
    status_t status = rt_find(client->rt, "memory", VIRTUAL_MEMORY_INTERFACE_ID, &stay);

    if (status == STATUS_OK)
        status = locker_put_begin(&request, client->rt, client->locker, &params);
    if (status < 0) {
        say(client, "a call with two capabilities", false, status);
        return;
    }
    status = capn_request_add_capability(&request, good, CAP_TRANSFER_MOVE, &index);
    if (status == STATUS_OK)
        status = locker_put_params_set_item(&params, index);
    /* Our own address space is nobody else's: such a capability never leaves. */
    if (status == STATUS_OK)
        status = capn_request_add_capability(&request, stay, CAP_TRANSFER_COPY, &index);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    capn_request_end(&request);
    say(client, "a good one with one that must stay: refused", status == STATUS_TRANSFER_NOT_SUPPORTED, status);
    status = locker_count(client->rt, client->locker, &items);
    say(client, "and the good one is here, not there", status == STATUS_OK && items == 0 && is_memory(client, good), status);
}

/* One record, written here, worked on there, seen here. Only two numbers travel. */
static status_t work(struct client *client, uint8_t *memory, uint32_t offset, uint32_t bytes)
{
    uint64_t sum = 0, expected = 0;
    status_t status;

    for (uint32_t i = 0; i < bytes; i++)
        expected += memory[offset + i] = (uint8_t)(offset / 251 + i);
    status = locker_work(client->rt, client->locker, offset, bytes, &sum);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < bytes; i++) {
        if (memory[offset + i] != (uint8_t)~(offset / 251 + i))
            return STATUS_MALFORMED;
    }
    return sum == expected ? STATUS_OK : STATUS_MALFORMED;
}

static void share(struct client *client, cap_id_t cap)
{
    const uint32_t bytes = PAGES * PAGE_SIZE / RECORDS;
    memory_object_t memory = { cap };
    uint64_t address = 0, sum;
    status_t status = memory_object_map(client->rt, memory, 0, 0, PAGES * PAGE_SIZE, PROT_READ | PROT_WRITE, &address);

    if (status == STATUS_OK)
        status = locker_share(client->rt, client->locker, memory);
    for (uint32_t i = 0; i < RECORDS && status == STATUS_OK; i++)
        status = work(client, (uint8_t *)(uintptr_t)address, i * bytes, bytes);
    say(client, "64 KiB shared: 8 records worked on where they lie, none of them copied", status == STATUS_OK, status);
    status = locker_work(client->rt, client->locker, PAGES * PAGE_SIZE - 1, 2, &sum);
    say(client, "one byte too far: refused", status == STATUS_FAILED, status);
    status = memory_object_unmap(client->rt, memory, address, PAGES * PAGE_SIZE);
    rt_drop(client->rt, cap);
    if (status == STATUS_OK)
        status = locker_work(client->rt, client->locker, 0, 16, &sum);
    say(client, "given up here: the locker still has it", status == STATUS_OK, status);
}

int main(struct rt *rt)
{
    static struct client client;
    memory_object_t memory;
    status_t status;

    client.rt = rt;
    output_open(&client.output, rt);
    status = rt_find(rt, "locker", LOCKER_INTERFACE_ID, &client.locker.id);
    if (status == STATUS_OK)
        status = rt_find(rt, "frames", FRAME_ALLOCATOR_INTERFACE_ID, &client.frames.id);
    if (status < 0) {
        output_line(&client.output, "needs locker (Locker) and frames (FrameAllocator): %s", capn_status_text(status));
        return 2;
    }
    status = frame_allocator_alloc_contiguous(rt, client.frames, PAGES, &memory);
    if (status < 0) {
        output_line(&client.output, "no memory: %s", capn_status_text(status));
        return 1;
    }
    copies(&client, memory);
    memory.id = moves(&client, memory.id);
    all_or_nothing(&client, memory.id);
    share(&client, memory.id);
    return client.wrong != 0;
}
