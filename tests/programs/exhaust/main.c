/* SPDX-License-Identifier: MIT */
#include "kit.h"

#define TEST_INTERFACE_ID 0xf00dull
/* More than a spawn needs. */
#define STEPS_MAX 400u
/* One after the other, until each has succeeded once. */
enum need { NEED_FRAME, NEED_RUN, NEED_MAPPING, NEED_FAR_MAPPING, NEED_ENDPOINT, NEED_SPAWN, NEED_COUNT };

static process_handle_t start_eater(struct kit *kit, cap_id_t *facet)
{
    const struct kit_grant grants[] = { { "serve", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID },
                                        { "memory", KIT_GRANT_MEMORY, 0, 0 } };
    struct kit_child child = { .name = "eat-frames", .binary = "deed", .grants = grants, .grant_count = 2,
                               .limits = { .frame_pages = UINT32_MAX, .virtual_pages = UINT32_MAX } };
    process_handle_t handle = { CAP_ID_INVALID };

    if (kit_spawn(kit, &child, &handle, facet) < 0)
        rt_panic(kit->rt, "no eater: %s", rt_last_reason(kit->rt));
    return handle;
}

/* Takes one thing that needs memory and gives it back. */
static status_t try_need(struct kit *kit, enum need need, uint32_t round)
{
    const struct kit_grant grants[] = { { "serve", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID },
                                        { "memory", KIT_GRANT_MEMORY, 0, 0 } };
    struct kit_child child = { .name = "hungry", .binary = "null-exit", .grants = grants, .grant_count = 2 };
    struct kit_exit exit;
    uint64_t address = 0;
    cap_id_t made;
    status_t status;

    switch (need) {
    case NEED_FRAME:
        status = frame_allocator_alloc_frame(kit->rt, kit->frames, (memory_object_t *)&made);
        break;
    case NEED_RUN:
        status = frame_allocator_alloc_contiguous(kit->rt, kit->frames, 8, (memory_object_t *)&made);
        break;
    case NEED_ENDPOINT:
        status = endpoint_factory_create(kit->rt, kit->endpoints, (endpoint_t *)&made);
        break;
    case NEED_MAPPING:
    case NEED_FAR_MAPPING:
        /* Far: where there are no page tables yet. The tables of a mapping that failed stay, and serve the next try. */
        if (need == NEED_FAR_MAPPING)
            address = (64ull + round) << 39;
        status = virtual_memory_map(kit->rt, kit->memory, address, 8 * PAGE_SIZE, PROT_READ | PROT_WRITE, &address);
        if (status == STATUS_OK)
            status = virtual_memory_unmap(kit->rt, kit->memory, address, 8 * PAGE_SIZE);
        return status;
    default:
        return kit_run(kit, &child, &exit);
    }
    if (status == STATUS_OK) {
        rt_drop(kit->rt, made);
        if (rt_flush_releases(kit->rt) < 0)
            status = STATUS_INTERNAL;
    }
    return status;
}

/* One frame more is free after each step; what a need took without success must be free again as well. */
static void feed(struct kit *kit, cap_id_t facet, uint32_t round)
{
    static const char *const names[NEED_COUNT] = { "a frame", "8 frames in a row", "a mapping", "a far mapping", "an endpoint",
                                                   "a process" };
    bool done[NEED_COUNT] = { false };
    uint32_t left = NEED_COUNT;

    for (uint32_t step = 0; step < STEPS_MAX && left != 0; step++) {
        for (uint32_t need = 0; need < NEED_COUNT; need++) {
            status_t status;

            if (done[need])
                continue;
            status = try_need(kit, (enum need)need, round);
            kit_check(kit, status == STATUS_OVERLOADED || status == STATUS_OK, "%s at step %u: %s (%s)", names[need], step,
                      capn_status_text(status), rt_last_reason(kit->rt));
            done[need] = status == STATUS_OK;
            left -= done[need];
        }
        /* The eater gives one page back before it answers. */
        kit_refused(kit, "the eater", (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = facet }, 0);
    }
    kit_expect(kit, "what still failed in the end", left, 0);
}

int main(struct rt *rt)
{
    struct kit_totals before, full = { 0 };
    static struct kit kit;

    kit_open(&kit, rt);
    /* Slabs, tables and buffers that are made once. */
    for (uint32_t need = 0; need < NEED_COUNT; need++)
        kit_expect(&kit, "with memory", try_need(&kit, (enum need)need, 0), STATUS_OK);
    for (uint32_t round = 0; round < 2; round++) {
        process_handle_t eater;
        struct kit_exit exit;
        cap_id_t facet;

        if (kit_totals_read(&kit, &before) < 0)
            return 1;
        eater = start_eater(&kit, &facet);
        kit_refused(&kit, "the eater", (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = facet }, 0);
        kit_expect(&kit, "totals", kit_totals_read(&kit, &full), STATUS_OK);
        kit_check(&kit, full.free_frames < 64, "%lu frames are free", (unsigned long)full.free_frames);
        feed(&kit, facet, round + 1);
        kit_expect(&kit, "kill", process_handle_kill(rt, eater), STATUS_OK);
        kit_expect(&kit, "wait", kit_wait(&kit, eater, &exit), STATUS_OK);
        rt_drop(rt, eater.id);
        rt_drop(rt, facet);
        /* The far mappings left page tables of ours, so the frames are only nearly the same. */
        kit_expect(&kit, "releases", rt_flush_releases(rt), STATUS_OK);
        kit_expect(&kit, "totals", kit_totals_read(&kit, &full), STATUS_OK);
        kit_check(&kit, full.free_frames + 3 * STEPS_MAX > before.free_frames, "%lu frames were free, %lu are",
                  (unsigned long)before.free_frames, (unsigned long)full.free_frames);
        for (uint32_t need = 0; need < NEED_COUNT; need++)
            kit_expect(&kit, "with memory again", try_need(&kit, (enum need)need, 0), STATUS_OK);
    }
    return kit_close(&kit);
}
