/* SPDX-License-Identifier: MIT */
/* Grants that move: once, all or nothing, and only what is really there. */
#include "spawn_test.h"

#define COPIES 40u

/* A facet of ours to lose. */
static cap_id_t make_facet(struct kit *kit, endpoint_t endpoint)
{
    cap_id_t facet = CAP_ID_INVALID;

    if (endpoint_client(kit->rt, endpoint, TEST_INTERFACE_ID, &facet) < 0)
        rt_panic(kit->rt, "no facet");
    return facet;
}

static bool still_held(struct kit *kit, cap_id_t cap)
{
    struct cap_sqe sqe = { .opcode = CAP_OP_RECV, .cap_id = cap };

    /* Wrong for a facet, but only once it was found. */
    return kit_do(kit, sqe).result == STATUS_WRONG_INTERFACE;
}

static void move_once(struct kit *kit, endpoint_t endpoint)
{
    cap_id_t facet = make_facet(kit, endpoint);
    struct kit_grant grants[] = { { "a", KIT_GRANT_MOVE, facet, 0 }, { "a", KIT_GRANT_MEMORY, 0, 0 } };
    struct kit_child child = { .name = "move", .binary = "null-exit", .grants = grants, .grant_count = 2 };
    process_handle_t handle;

    kit_expect(kit, "a move and a mistake", kit_spawn(kit, &child, &handle, NULL), STATUS_FAILED);
    kit_check(kit, still_held(kit, facet), "a spawn that failed took a capability");
    child.grant_count = 1;
    kit_expect(kit, "a move", kit_spawn(kit, &child, &handle, NULL), STATUS_OK);
    kit_check(kit, !still_held(kit, facet), "a moved capability is still there");
    end_child(kit, handle);
    kit_expect(kit, "a move of what was moved", kit_spawn(kit, &child, &handle, NULL), STATUS_STALE_CAP);
    rt_drop(kit->rt, facet);
}

/* One descriptor named by many grants: a moved capability can go to one place only. */
static void move_many_times(struct kit *kit, endpoint_t endpoint, uint32_t times)
{
    static char names[COPIES + 1][8];
    struct kit_grant grants[COPIES + 1];
    cap_id_t facet = make_facet(kit, endpoint);
    struct kit_child child = { .name = "moves", .binary = "null-exit", .grants = grants, .grant_count = times };
    process_handle_t handle;
    status_t status;

    for (uint32_t i = 0; i < times; i++) {
        (void)rt_format(names[i], sizeof(names[i]), "g%u", i);
        grants[i] = (struct kit_grant){ names[i], i == 0 ? KIT_GRANT_MOVE : KIT_GRANT_INDEX, facet, 0 };
    }
    status = kit_spawn(kit, &child, &handle, NULL);
    kit_expect(kit, "one capability moved more than once", status, STATUS_INVALID_TRANSFER_DESCRIPTOR);
    if (status == STATUS_OK)
        end_child(kit, handle);
    kit_check(kit, still_held(kit, facet), "a capability was lost");
    /* Copies are another matter. */
    grants[0].kind = KIT_GRANT_COPY;
    kit_expect(kit, "one capability copied many times", kit_spawn(kit, &child, &handle, NULL), STATUS_OK);
    end_child(kit, handle);
    rt_drop(kit->rt, facet);
}

static void move_in_two_descriptors(struct kit *kit, endpoint_t endpoint)
{
    static const enum kit_grant_kind kinds[][2] = { { KIT_GRANT_MOVE, KIT_GRANT_MOVE }, { KIT_GRANT_MOVE, KIT_GRANT_COPY },
                                                    { KIT_GRANT_COPY, KIT_GRANT_MOVE } };
    cap_id_t facet = make_facet(kit, endpoint);

    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct kit_grant grants[] = { { "a", kinds[i][0], facet, 0 }, { "b", kinds[i][1], facet, 0 } };
        struct kit_child child = { .name = "move", .binary = "null-exit", .grants = grants, .grant_count = 2 };
        process_handle_t handle;
        status_t status = kit_spawn(kit, &child, &handle, NULL);

        kit_expect(kit, "one capability in two descriptors", status, STATUS_INVALID_TRANSFER_DESCRIPTOR);
        if (status == STATUS_OK)
            end_child(kit, handle);
        kit_check(kit, still_held(kit, facet), "a capability was lost");
    }
    rt_drop(kit->rt, facet);
}

/* The id that the call itself is about to give out cannot be sent along with it. */
static void move_the_result(struct kit *kit, endpoint_t endpoint)
{
    cap_id_t probe = make_facet(kit, endpoint);
    cap_id_t next = probe + (1u << CAP_ID_INDEX_BITS);
    struct kit_grant grants[] = { { "a", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID }, { "b", KIT_GRANT_MOVE, next, 0 },
                                  { "c", KIT_GRANT_MEMORY, 0, 0 } };
    struct kit_child child = { .name = "future", .binary = "null-exit", .grants = grants, .grant_count = 3 };
    process_handle_t handle;
    status_t status;

    /* Free slots are used last in, first out: the next hold gets probe's slot with the next generation. */
    rt_drop(kit->rt, probe);
    if (rt_flush_releases(kit->rt) < 0)
        return;
    status = kit_spawn(kit, &child, &handle, NULL);
    kit_check(kit, status == STATUS_INVALID_CAP || status == STATUS_STALE_CAP, "a capability from the future: %d", status);
    if (status == STATUS_OK)
        end_child(kit, handle);
}

void test_moves(struct kit *kit)
{
    endpoint_t endpoint;

    if (endpoint_factory_create(kit->rt, kit->endpoints, &endpoint) < 0)
        rt_panic(kit->rt, "no endpoint");
    move_once(kit, endpoint);
    move_many_times(kit, endpoint, 2);
    move_many_times(kit, endpoint, COPIES + 1);
    move_in_two_descriptors(kit, endpoint);
    move_the_result(kit, endpoint);
    rt_drop(kit->rt, endpoint.id);
}
