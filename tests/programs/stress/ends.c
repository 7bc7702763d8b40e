/* SPDX-License-Identifier: MIT */
/* How an actor ends. The orderly end checks most: every operation can be ended, and what is then held is what was granted. */
#include "core/atomic.h"
#include "crew.h"

#define ROUNDS 4u
#define ROUNDS_MAX 200u
#define WRITERS_AWAITED 40u

static void finish_all(struct actor *actor)
{
    for (uint32_t i = 0; i < OPEN_MAX; i++) {
        struct operation *target = &actor->operations[i], *operation;

        if (target->kind == OPERATION_NONE || target->kind == OPERATION_FINISH || target->finishing)
            continue;
        while (!(operation = operation_begin(actor, OPERATION_FINISH, true)))
            actor_enter(actor, 1, TIME_FOREVER);
        /* Answered meanwhile? Then FINISH is refused, and that is right. */
        target->finishing = target->kind != OPERATION_NONE;
        operation->target = i;
        operation->target_number = target->number;
        operation_submit(actor, operation, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = target->answer_id });
    }
    /* An answer that does not come here never comes. */
    while (actor->open != 0)
        actor_enter(actor, actor->open < RING_CQ_ENTRIES ? 1 : 0, TIME_FOREVER);
}

static bool was_granted(const struct actor *actor, cap_id_t id)
{
    for (uint32_t i = 0; i < rt_capset_count(actor->kit.rt); i++) {
        if (rt_capset_entry(actor->kit.rt, i)->cap_id == id)
            return true;
    }
    return false;
}

/* Releases what was not granted, as far as one page lists it; how many that were, or a negative status. By the typed client:
 * nothing raw is under way any more. */
static int32_t release_listed(struct actor *actor)
{
    struct capability_manager_list_params_builder params;
    struct capability_manager_list_results_reader results;
    cap_id_t ids[256];
    struct capn_request request;
    struct capn_list list;
    uint32_t count = 0;
    status_t status = capability_manager_list_begin_sized(&request, actor->kit.rt, actor->manager, &params, 0, 32768);

    if (status < 0)
        return status;
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = capability_manager_list_results(&request, &results);
    if (status == STATUS_OK)
        status = capability_manager_list_results_get_capabilities(&results, &list);
    for (uint32_t i = 0; status == STATUS_OK && i < list.count; i++) {
        struct capability_info_reader info;

        status = capability_info_list_get(&list, i, &info);
        if (status == STATUS_OK && !was_granted(actor, capability_info_get_id(&info)) && count < 256)
            ids[count++] = capability_info_get_id(&info);
    }
    capn_request_end(&request);
    for (uint32_t i = 0; status == STATUS_OK && i < count; i++) {
        struct cap_cqe cqe = kit_do(&actor->kit, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = ids[i] });

        actor_check(actor, cqe.result == STATUS_OK, "release of a listed hold: %d", cqe.result);
    }
    return status == STATUS_OK ? (int32_t)count : status;
}

/* The last one that is still there: everything of the process has ended but itself. */
static int end_orderly(struct actor *actor)
{
    uint32_t quiet = 0;

    finish_all(actor);
    if (!crew_gather(actor))
        return (int)actor->done;
    /* The driver may grant and take back in between, and a thread that just ended got something with its last breath: once is
     * not enough, but soon it is. */
    for (uint32_t i = 0; i < ROUNDS_MAX && quiet < ROUNDS; i++) {
        int32_t left = release_listed(actor);

        /* The session is over; or those that have little have used it up. */
        if (left == STATUS_GONE || left == STATUS_NO_MEMORY)
            return (int)actor->done;
        actor_check(actor, left >= 0, "list: %s", capn_status_text(left));
        quiet = left == 0 ? quiet + 1 : 0;
    }
    actor_check(actor, quiet == ROUNDS, "there are always more holds after all were released");
    return (int)crew_done(actor->crew);
}

/* A thread of an actor that ends in order, but not the first. */
static _Noreturn void leave_orderly(struct actor *actor)
{
    uint32_t way = below(actor, 3);

    if (way != 0)
        finish_all(actor);
    while (way == 2 && !atomic_load_full(&actor->crew->over))
        park_word(actor, &actor->crew->over, 0, TIME_FOREVER);
    crew_leave(actor);
}

/* Takes a page away from members that write to it at this moment, on whatever CPU. Comes back when nobody did. */
static void take_page_from_writers(struct actor *actor)
{
    uint64_t page = below(actor, LOOSE_PAGES), words[] = { actor->loose + page * PAGE_SIZE, PAGE_SIZE, PROT_READ };

    if (actor->crew->count == 1 || actor->loose == 0 || !actor->loose_mapped[page] || !actor->loose_writable[page])
        return;
    atomic_store_release(&actor->crew->target, (uint32_t *)(uintptr_t)words[0]);
    for (uint32_t i = 0; i < WRITERS_AWAITED && !atomic_load_full(&actor->crew->writing); i++)
        await_any(actor);
    if (below(actor, 2))
        (void)kernel_call(actor, actor->kit.memory.id, VIRTUAL_MEMORY_METHOD_UNMAP, words, 2, CAP_ID_INVALID, NULL);
    else
        (void)kernel_call(actor, actor->kit.memory.id, VIRTUAL_MEMORY_METHOD_PROTECT, words, 3, CAP_ID_INVALID, NULL);
}

/* Somebody else ends the process: at any moment of this. */
static _Noreturn void go_on(struct actor *actor)
{
    switch (below(actor, 6)) {
    case 0:
        crew_leave(actor);
    case 1:
        crew_hang(actor);
    case 2:
        for (;;)
            park_word(actor, &actor->crew->over, 0, TIME_FOREVER);
    default:
        for (;;) {
            crew_write_target(actor);
            actor_step(actor);
        }
    }
}

static int end_by_fault(struct actor *actor)
{
    volatile uintptr_t nowhere = 8;

    if (below(actor, 2))
        take_page_from_writers(actor);
    *(volatile int *)nowhere = (int)actor->done;
    return -1;
}

static int end_by_ring(struct actor *actor)
{
    rt_raw_set_sq_tail(actor->kit.rt, rt_raw_ring(actor->kit.rt)->header.sq_head + RING_SQ_ENTRIES + 1);
    (void)rt_raw_enter(0, 0);
    return -1;
}

/* Half of them wait for ever, the others never let go of the processor. */
static int end_never(struct actor *actor)
{
    volatile bool spin = below(actor, 2);

    while (spin)
        ;
    while (!spin)
        actor_enter(actor, RING_CQ_ENTRIES, TIME_FOREVER);
    return -1;
}

static int end_as_it_is(struct actor *actor)
{
    return (int)actor->done;
}

int actor_end(struct actor *actor)
{
    static int (*const ends[ACTOR_ENDINGS])(struct actor *) = {
        [ACTOR_ORDERLY] = end_orderly,       [ACTOR_LEAVES] = end_as_it_is, [ACTOR_FAULTS] = end_by_fault,
        [ACTOR_BREAKS_RING] = end_by_ring,   [ACTOR_HANGS] = end_never,
    };

    if (actor->index == actor->crew->ender)
        return ends[actor->plan.ending](actor);
    if (actor->plan.ending == ACTOR_ORDERLY)
        leave_orderly(actor);
    if (actor->crew->ender == CREW_MAX)
        crew_leave(actor);
    go_on(actor);
}
