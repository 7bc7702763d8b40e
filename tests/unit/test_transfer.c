/* SPDX-License-Identifier: MIT */
/* Transfers: every refusal leaves both tables byte for byte as they were, every commit moves exactly what was asked. */
#include "core/transfer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

#define CHUNKS 2

/* A table whose chunks lie with it, so that all of it can be copied and compared. */
struct side {
    struct cap_table table;
    struct cap_slot slots[CHUNKS][CAP_TABLE_CHUNK_SLOTS];
};

static struct side from;
static struct side to;
static struct side from_before;
static struct side to_before;
static struct transfer_plan plan;
/* In `from`: what a test can name. */
static cap_id_t cap_copy, cap_copy2, cap_move, cap_none, cap_stale;

static cap_id_t side_insert(struct side *side, uintptr_t object, uint8_t transfer_mode)
{
    struct cap_hold hold = {
        .object = (void *)object,
        .interface_id = object * 11,
        .epoch = (uint32_t)object,
        .transfer_mode = transfer_mode,
        .origin = CAP_ORIGIN_SPAWN_GRANT,
        .facet = 3,
        .disclosure_scope = object * 5,
    };
    cap_id_t id;

    assert_int_equal(cap_table_insert(&side->table, &hold, &id), STATUS_OK);
    return id;
}

static void side_begin(struct side *side, uint32_t chunks)
{
    memset(side, 0, sizeof(*side));
    cap_table_init(&side->table);
    for (uint32_t i = 0; i < chunks; i++)
        assert_int_equal(cap_table_add_chunk(&side->table, side->slots[i]), STATUS_OK);
}

static int set_up(void **state)
{
    (void)state;
    side_begin(&from, 1);
    side_begin(&to, 1);
    cap_copy = side_insert(&from, 0x10, CAP_TRANSFER_COPY);
    cap_copy2 = side_insert(&from, 0x20, CAP_TRANSFER_COPY);
    cap_move = side_insert(&from, 0x30, CAP_TRANSFER_MOVE);
    cap_none = side_insert(&from, 0x40, CAP_TRANSFER_NONE);
    cap_stale = side_insert(&from, 0x50, CAP_TRANSFER_COPY);
    assert_int_equal(cap_table_remove(&from.table, cap_stale, NULL), STATUS_OK);
    side_insert(&to, 0x60, CAP_TRANSFER_COPY);
    return 0;
}

static void remember(void)
{
    from_before = from;
    to_before = to;
}

static void check_as_before(void)
{
    assert_memory_equal(&from, &from_before, sizeof(from));
    assert_memory_equal(&to, &to_before, sizeof(to));
}

static status_t prepare(const struct cap_transfer_descriptor *descriptors, uint32_t count)
{
    return transfer_prepare(&plan, &from.table, descriptors, count, CAP_SCOPE_SAME_SESSION);
}

static const struct cap_hold *hold_of(struct side *side, cap_id_t id)
{
    struct cap_hold *hold;

    assert_int_equal(cap_table_lookup(&side->table, id, &hold), STATUS_OK);
    return hold;
}

static status_t lookup_of(struct side *side, cap_id_t id)
{
    struct cap_hold *hold;

    return cap_table_lookup(&side->table, id, &hold);
}

static void test_copy_and_move(void **state)
{
    struct cap_transfer_descriptor descriptors[] = {
        { cap_copy, CAP_TRANSFER_COPY, { 0 } },
        { cap_move, CAP_TRANSFER_MOVE, { 0 } },
        { cap_copy2, CAP_TRANSFER_MOVE, { 0 } },
    };
    struct cap_result_record records[3];

    (void)state;
    memset(records, 0xa5, sizeof(records));
    assert_int_equal(prepare(descriptors, 3), STATUS_OK);
    assert_int_equal(plan.count, 3);
    /* While it is prepared the sources of moves are invisible, the source of a copy is not. */
    assert_int_equal(lookup_of(&from, cap_copy), STATUS_OK);
    assert_int_equal(lookup_of(&from, cap_move), STATUS_INVALID_CAP);
    assert_int_equal(lookup_of(&from, cap_copy2), STATUS_INVALID_CAP);
    assert_int_equal(transfer_reserve(&plan, &to.table), STATUS_OK);
    transfer_commit(&plan, &from.table, &to.table, records);

    assert_int_equal(from.table.live_count, 2);
    assert_int_equal(to.table.live_count, 4);
    assert_int_equal(lookup_of(&from, cap_copy), STATUS_OK);
    assert_int_equal(lookup_of(&from, cap_move), STATUS_STALE_CAP);
    assert_int_equal(lookup_of(&from, cap_copy2), STATUS_STALE_CAP);
    for (uint32_t i = 0; i < 3; i++) {
        static const uintptr_t objects[] = { 0x10, 0x30, 0x20 };
        const struct cap_hold *hold = hold_of(&to, records[i].cap_id);

        assert_ptr_equal(hold->object, (void *)objects[i]);
        assert_true(hold->interface_id == objects[i] * 11 && records[i].interface_id == hold->interface_id);
        assert_true(hold->disclosure_scope == objects[i] * 5);
        assert_int_equal(hold->epoch, objects[i]);
        assert_int_equal(hold->origin, CAP_ORIGIN_TRANSFER);
        assert_int_equal(hold->facet, 3);
        assert_int_equal(hold->transfer_mode, i == 1 ? CAP_TRANSFER_MOVE : CAP_TRANSFER_COPY);
        assert_int_equal(records[i].transfer_mode, hold->transfer_mode);
        assert_int_equal(records[i].reserved[0] | records[i].reserved[1] | records[i].reserved[2], 0);
    }
    assert_int_equal(hold_of(&from, cap_copy)->origin, CAP_ORIGIN_SPAWN_GRANT);
}

static void test_nothing_to_transfer(void **state)
{
    (void)state;
    remember();
    assert_int_equal(prepare(NULL, 0), STATUS_OK);
    assert_int_equal(transfer_reserve(&plan, &to.table), STATUS_OK);
    transfer_commit(&plan, &from.table, &to.table, NULL);
    check_as_before();
}

/* The bad descriptor comes last, so that the others have to be rolled back. */
static void check_refused(struct cap_transfer_descriptor bad, status_t expected)
{
    struct cap_transfer_descriptor descriptors[] = {
        { cap_move, CAP_TRANSFER_MOVE, { 0 } },
        { cap_copy2, CAP_TRANSFER_COPY, { 0 } },
        bad,
    };

    remember();
    assert_int_equal(prepare(descriptors, 3), expected);
    check_as_before();
    assert_int_equal(prepare(&bad, 1), expected);
    check_as_before();
}

static void test_refusals(void **state)
{
    cap_id_t moving = side_insert(&from, 0x70, CAP_TRANSFER_COPY);
    cap_id_t reserved;

    (void)state;
    assert_int_equal(cap_table_lock(&from.table, moving), STATUS_OK);
    assert_int_equal(cap_table_reserve(&from.table, &reserved), STATUS_OK);
    check_refused((struct cap_transfer_descriptor){ cap_copy, CAP_TRANSFER_NONE, { 0 } }, STATUS_INVALID_TRANSFER_DESCRIPTOR);
    check_refused((struct cap_transfer_descriptor){ cap_copy, 255, { 0 } }, STATUS_INVALID_TRANSFER_DESCRIPTOR);
    for (uint32_t i = 0; i < 3; i++) {
        struct cap_transfer_descriptor bad = { cap_copy, CAP_TRANSFER_COPY, { 0 } };

        bad.reserved[i] = 1;
        check_refused(bad, STATUS_INVALID_TRANSFER_DESCRIPTOR);
    }
    check_refused((struct cap_transfer_descriptor){ cap_none, CAP_TRANSFER_COPY, { 0 } }, STATUS_TRANSFER_NOT_SUPPORTED);
    check_refused((struct cap_transfer_descriptor){ cap_none, CAP_TRANSFER_MOVE, { 0 } }, STATUS_TRANSFER_NOT_SUPPORTED);
    check_refused((struct cap_transfer_descriptor){ cap_stale, CAP_TRANSFER_COPY, { 0 } }, STATUS_STALE_CAP);
    check_refused((struct cap_transfer_descriptor){ 63, CAP_TRANSFER_MOVE, { 0 } }, STATUS_INVALID_CAP);
    check_refused((struct cap_transfer_descriptor){ 64, CAP_TRANSFER_MOVE, { 0 } }, STATUS_INVALID_CAP);
    check_refused((struct cap_transfer_descriptor){ CAP_ID_INVALID, CAP_TRANSFER_COPY, { 0 } }, STATUS_INVALID_CAP);
    check_refused((struct cap_transfer_descriptor){ moving, CAP_TRANSFER_COPY, { 0 } }, STATUS_INVALID_CAP);
    check_refused((struct cap_transfer_descriptor){ moving, CAP_TRANSFER_MOVE, { 0 } }, STATUS_INVALID_CAP);
    check_refused((struct cap_transfer_descriptor){ reserved, CAP_TRANSFER_COPY, { 0 } }, STATUS_INVALID_CAP);
}

static void test_move_hold_cannot_be_copied(void **state)
{
    struct cap_transfer_descriptor descriptors[] = {
        { cap_copy, CAP_TRANSFER_MOVE, { 0 } },
        { cap_move, CAP_TRANSFER_COPY, { 0 } },
    };

    (void)state;
    remember();
    assert_int_equal(prepare(descriptors, 2), STATUS_TRANSFER_NOT_SUPPORTED);
    check_as_before();
}

static void test_duplicates(void **state)
{
    /* mode of the first, of the second, and what comes of it. */
    static const struct {
        uint8_t first, second;
        status_t expected;
    } cases[] = {
        { CAP_TRANSFER_MOVE, CAP_TRANSFER_MOVE, STATUS_INVALID_TRANSFER_DESCRIPTOR },
        { CAP_TRANSFER_MOVE, CAP_TRANSFER_COPY, STATUS_INVALID_TRANSFER_DESCRIPTOR },
        { CAP_TRANSFER_COPY, CAP_TRANSFER_MOVE, STATUS_INVALID_TRANSFER_DESCRIPTOR },
        { CAP_TRANSFER_COPY, CAP_TRANSFER_COPY, STATUS_OK },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct cap_transfer_descriptor descriptors[] = {
            { cap_copy, cases[i].first, { 0 } },
            { cap_copy2, CAP_TRANSFER_MOVE, { 0 } },
            { cap_copy, cases[i].second, { 0 } },
        };

        remember();
        /* Apart, then side by side. */
        for (uint32_t round = 0; round < 2; round++) {
            assert_int_equal(prepare(descriptors, 3), cases[i].expected);
            if (cases[i].expected == STATUS_OK)
                transfer_abort(&plan, &from.table, &to.table);
            check_as_before();
            descriptors[1] = descriptors[2];
            descriptors[2] = (struct cap_transfer_descriptor){ cap_copy2, CAP_TRANSFER_MOVE, { 0 } };
        }
    }
}

static void test_too_many(void **state)
{
    struct cap_transfer_descriptor descriptors[TRANSFER_MAX_DESCRIPTORS + 1];

    (void)state;
    for (uint32_t i = 0; i <= TRANSFER_MAX_DESCRIPTORS; i++)
        descriptors[i] = (struct cap_transfer_descriptor){ cap_copy, CAP_TRANSFER_COPY, { 0 } };
    remember();
    assert_int_equal(prepare(descriptors, TRANSFER_MAX_DESCRIPTORS + 1), STATUS_INVALID_TRANSFER_DESCRIPTOR);
    assert_int_equal(prepare(NULL, UINT32_MAX), STATUS_INVALID_TRANSFER_DESCRIPTOR);
    check_as_before();
    assert_int_equal(prepare(descriptors, TRANSFER_MAX_DESCRIPTORS), STATUS_OK);
    assert_int_equal(transfer_reserve(&plan, &to.table), STATUS_OK);
    transfer_commit(&plan, &from.table, &to.table, NULL);
    assert_int_equal(to.table.live_count, 1 + TRANSFER_MAX_DESCRIPTORS);
}

static void test_receiver_runs_out_of_slots(void **state)
{
    struct cap_transfer_descriptor descriptors[] = {
        { cap_copy, CAP_TRANSFER_COPY, { 0 } },
        { cap_move, CAP_TRANSFER_MOVE, { 0 } },
        { cap_copy2, CAP_TRANSFER_MOVE, { 0 } },
    };

    (void)state;
    while (to.table.free_count > 2)
        side_insert(&to, 0x80, CAP_TRANSFER_COPY);
    remember();
    assert_int_equal(prepare(descriptors, 3), STATUS_OK);
    assert_int_equal(transfer_reserve(&plan, &to.table), STATUS_TABLE_FULL);
    assert_memory_equal(&to, &to_before, sizeof(to));
    transfer_abort(&plan, &from.table, &to.table);
    check_as_before();

    /* The same again, but the receiver gets another chunk in between. */
    assert_int_equal(prepare(descriptors, 3), STATUS_OK);
    assert_int_equal(transfer_reserve(&plan, &to.table), STATUS_TABLE_FULL);
    assert_int_equal(cap_table_add_chunk(&to.table, to.slots[1]), STATUS_OK);
    assert_int_equal(transfer_reserve(&plan, &to.table), STATUS_OK);
    transfer_commit(&plan, &from.table, &to.table, NULL);
    assert_int_equal(to.table.live_count, 65);
    assert_int_equal(from.table.live_count, 2);
}

static void test_within_one_table(void **state)
{
    struct cap_transfer_descriptor descriptors[] = {
        { cap_copy, CAP_TRANSFER_COPY, { 0 } },
        { cap_move, CAP_TRANSFER_MOVE, { 0 } },
    };
    struct cap_result_record records[2];

    (void)state;
    remember();
    assert_int_equal(prepare(descriptors, 2), STATUS_OK);
    assert_int_equal(transfer_reserve(&plan, &from.table), STATUS_OK);
    transfer_abort(&plan, &from.table, &from.table);
    check_as_before();
    assert_int_equal(prepare(descriptors, 2), STATUS_OK);
    assert_int_equal(transfer_reserve(&plan, &from.table), STATUS_OK);
    transfer_commit(&plan, &from.table, &from.table, records);
    assert_int_equal(lookup_of(&from, cap_move), STATUS_STALE_CAP);
    assert_ptr_equal(hold_of(&from, cap_copy)->object, (void *)0x10);
    assert_ptr_equal(hold_of(&from, records[0].cap_id)->object, (void *)0x10);
    assert_ptr_equal(hold_of(&from, records[1].cap_id)->object, (void *)0x30);
    assert_int_equal(from.table.live_count, 5);
}

static void random_descriptors(struct random *random, struct cap_transfer_descriptor *descriptors, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        descriptors[i] = (struct cap_transfer_descriptor){
            .cap_id = (cap_id_t)(random_below(random, 36) | random_below(random, 30) / 29 << CAP_ID_INDEX_BITS),
            .mode = random_below(random, 40) ? random_below(random, 2) : 2,
        };
        if (random_below(random, 100) == 0)
            descriptors[i].reserved[random_below(random, 3)] = 1;
    }
}

/* Objects are counted over both tables: a copy adds one, a move keeps the sum, a refusal changes no byte. */
static void test_random_is_all_or_nothing(void **state)
{
    struct random random = { 6 };
    uint32_t committed = 0;
    uint32_t refused = 0;
    uint32_t aborted = 0;

    (void)state;
    for (int step = 0; step < 20000; step++) {
        struct cap_transfer_descriptor descriptors[TRANSFER_MAX_DESCRIPTORS];
        uint32_t count = random_below(&random, TRANSFER_MAX_DESCRIPTORS + 1);
        uint32_t moves = 0;

        if (step % 50 == 0) {
            set_up(NULL);
            for (int i = 0; i < 55; i++) /* nearly full: now and then the receiver runs out of slots */
                side_insert(&to, 0x200 + i, CAP_TRANSFER_COPY);
            for (int i = 0; i < 30; i++)
                side_insert(&from, 0x100 + i, random_below(&random, 5) ? CAP_TRANSFER_COPY : CAP_TRANSFER_MOVE);
        }
        random_descriptors(&random, descriptors, count);
        for (uint32_t i = 0; i < count; i++)
            moves += descriptors[i].mode == CAP_TRANSFER_MOVE;
        remember();
        if (prepare(descriptors, count) != STATUS_OK) {
            refused++;
            check_as_before();
            continue;
        }
        if (transfer_reserve(&plan, &to.table) != STATUS_OK || random_below(&random, 3) == 0) {
            aborted++;
            transfer_abort(&plan, &from.table, &to.table);
            check_as_before();
            continue;
        }
        transfer_commit(&plan, &from.table, &to.table, NULL);
        committed++;
        assert_int_equal(from.table.live_count, from_before.table.live_count - moves);
        assert_int_equal(to.table.live_count, to_before.table.live_count + count);
    }
    assert_true(committed > 500 && refused > 500 && aborted > 500);
}

/* A list with one hold whose scope is too narrow: nothing is prepared, and the sources of moves are as before. */
static void test_scope(void **state)
{
    const struct cap_transfer_descriptor descriptors[] = {
        { cap_move, CAP_TRANSFER_MOVE, { 0 } },
        { cap_copy, CAP_TRANSFER_COPY, { 0 } },
        { cap_copy2, CAP_TRANSFER_COPY, { 0 } },
    };
    struct cap_hold *holds[3];

    (void)state;
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(cap_table_lookup(&from.table, descriptors[i].cap_id, &holds[i]), STATUS_OK);
        holds[i]->transfer_scope = CAP_SCOPE_CROSS_SESSION;
    }
    holds[2]->transfer_scope = CAP_SCOPE_SERVICE_REGRANT;
    from_before = from;
    assert_int_equal(transfer_prepare(&plan, &from.table, descriptors, 3, CAP_SCOPE_CROSS_SESSION), STATUS_TRANSFER_SCOPE);
    assert_memory_equal(&from, &from_before, sizeof(from));
    assert_int_equal(transfer_prepare(&plan, &from.table, descriptors, 3, CAP_SCOPE_SERVICE_REGRANT), STATUS_OK);
    assert_int_equal(plan.holds[2].transfer_scope, CAP_SCOPE_SERVICE_REGRANT);
    transfer_abort(&plan, &from.table, &to.table);
    assert_memory_equal(&from, &from_before, sizeof(from));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_copy_and_move, set_up),
        cmocka_unit_test_setup(test_scope, set_up),
        cmocka_unit_test_setup(test_nothing_to_transfer, set_up),
        cmocka_unit_test_setup(test_refusals, set_up),
        cmocka_unit_test_setup(test_move_hold_cannot_be_copied, set_up),
        cmocka_unit_test_setup(test_duplicates, set_up),
        cmocka_unit_test_setup(test_too_many, set_up),
        cmocka_unit_test_setup(test_receiver_runs_out_of_slots, set_up),
        cmocka_unit_test_setup(test_within_one_table, set_up),
        cmocka_unit_test_setup(test_random_is_all_or_nothing, set_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
