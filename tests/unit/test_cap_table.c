/* SPDX-License-Identifier: MIT */
/* The capability table: literal life cycles, then random use against a list of what every id ever was. */
#include "core/cap_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

/* A table and its chunks, each its own allocation, so that the address sanitiser sees every step outside. */
struct fixture {
    struct cap_table table;
    struct cap_slot *chunks[CAP_TABLE_MAX_CHUNKS];
    uint32_t chunk_count;
};

static void fixture_add_chunk(struct fixture *fixture)
{
    struct cap_slot *slots = calloc(CAP_TABLE_CHUNK_SLOTS, sizeof(*slots));

    assert_non_null(slots);
    fixture->chunks[fixture->chunk_count++] = slots;
    assert_int_equal(cap_table_add_chunk(&fixture->table, slots), STATUS_OK);
}

static void fixture_begin(struct fixture *fixture)
{
    memset(&fixture->table, 0xa5, sizeof(fixture->table));
    fixture->chunk_count = 0;
    cap_table_init(&fixture->table);
}

static void fixture_end(struct fixture *fixture)
{
    while (fixture->chunk_count > 0)
        free(fixture->chunks[--fixture->chunk_count]);
}

static struct cap_hold hold_make(uint64_t number)
{
    return (struct cap_hold){
        .object = (void *)(uintptr_t)(0x1000 + number),
        .interface_id = number * 3,
        .epoch = (uint32_t)number,
        .facet = 1,
    };
}

static status_t lookup(struct fixture *fixture, cap_id_t id)
{
    struct cap_hold *hold;

    return cap_table_lookup(&fixture->table, id, &hold);
}

static cap_id_t insert(struct fixture *fixture, uint64_t number)
{
    struct cap_hold hold = hold_make(number);
    cap_id_t id = CAP_ID_INVALID;

    assert_int_equal(cap_table_insert(&fixture->table, &hold, &id), STATUS_OK);
    return id;
}

static void check_counts(const struct cap_table *table, uint32_t live, uint32_t free_slots, uint32_t retired)
{
    assert_int_equal(table->live_count, live);
    assert_int_equal(table->free_count, free_slots);
    assert_int_equal(table->retired_count, retired);
}

static void test_empty_table(void **state)
{
    struct fixture fixture;
    struct cap_hold hold = hold_make(1);
    cap_id_t id;

    (void)state;
    fixture_begin(&fixture);
    assert_int_equal(lookup(&fixture, 0), STATUS_INVALID_CAP);
    assert_int_equal(lookup(&fixture, CAP_ID_INVALID), STATUS_INVALID_CAP);
    assert_int_equal(cap_table_insert(&fixture.table, &hold, &id), STATUS_TABLE_FULL);
    assert_int_equal(cap_table_reserve(&fixture.table, &id), STATUS_TABLE_FULL);
    assert_int_equal(cap_table_remove(&fixture.table, 0, NULL), STATUS_INVALID_CAP);
    assert_int_equal(cap_table_lock(&fixture.table, 0), STATUS_INVALID_CAP);
    fixture_end(&fixture);
}

static void test_insert_lookup_remove(void **state)
{
    struct fixture fixture;
    struct cap_hold *found;
    struct cap_hold out;
    struct cap_hold expected = hold_make(7);
    cap_id_t id;

    (void)state;
    fixture_begin(&fixture);
    fixture_add_chunk(&fixture);
    check_counts(&fixture.table, 0, 64, 0);
    id = insert(&fixture, 7);
    assert_int_equal(id, 0);
    assert_int_equal(insert(&fixture, 8), 1);
    check_counts(&fixture.table, 2, 62, 0);
    assert_int_equal(cap_table_lookup(&fixture.table, id, &found), STATUS_OK);
    assert_memory_equal(found, &expected, sizeof(expected));
    assert_int_equal(cap_table_remove(&fixture.table, id, &out), STATUS_OK);
    assert_memory_equal(&out, &expected, sizeof(expected));
    /* The old id is stale; the new one (generation 1) is not handed out yet. */
    assert_int_equal(lookup(&fixture, id), STATUS_STALE_CAP);
    assert_int_equal(cap_table_remove(&fixture.table, id, NULL), STATUS_STALE_CAP);
    assert_int_equal(lookup(&fixture, 0x01000000), STATUS_INVALID_CAP);
    assert_int_equal(insert(&fixture, 9), 0x01000000);
    assert_int_equal(lookup(&fixture, 0x01000000), STATUS_OK);
    assert_int_equal(lookup(&fixture, id), STATUS_STALE_CAP);
    assert_int_equal(lookup(&fixture, 0x02000000), STATUS_STALE_CAP);
    assert_int_equal(lookup(&fixture, 0x01000040), STATUS_INVALID_CAP);
    assert_int_equal(lookup(&fixture, CAP_ID_INVALID), STATUS_INVALID_CAP);
    fixture_end(&fixture);
}

static void test_generation_wrap_retires_the_slot(void **state)
{
    struct fixture fixture;

    (void)state;
    fixture_begin(&fixture);
    fixture_add_chunk(&fixture);
    for (uint32_t generation = 0; generation < 256; generation++) {
        cap_id_t id = insert(&fixture, generation);

        assert_int_equal(id, generation << CAP_ID_INDEX_BITS);
        assert_int_equal(cap_table_remove(&fixture.table, id, NULL), STATUS_OK);
        assert_int_not_equal(lookup(&fixture, id), STATUS_OK);
    }
    check_counts(&fixture.table, 0, 63, 1);
    for (uint32_t generation = 0; generation < 256; generation++)
        assert_int_not_equal(lookup(&fixture, generation << CAP_ID_INDEX_BITS), STATUS_OK);
    assert_int_equal(cap_table_remove(&fixture.table, 0xff000000, NULL), STATUS_INVALID_CAP);
    assert_int_equal(cap_table_lock(&fixture.table, 0xff000000), STATUS_INVALID_CAP);
    /* The next 63 inserts never see index 0 again. */
    for (uint32_t i = 1; i < 64; i++)
        assert_int_equal(insert(&fixture, i), i);
    check_counts(&fixture.table, 63, 0, 1);
    fixture_end(&fixture);
}

static void test_moving_is_invisible(void **state)
{
    struct fixture fixture;
    struct cap_hold out, *found;
    cap_id_t id;

    (void)state;
    fixture_begin(&fixture);
    fixture_add_chunk(&fixture);
    id = insert(&fixture, 5);
    assert_int_equal(cap_table_lock(&fixture.table, id), STATUS_OK);
    assert_int_equal(lookup(&fixture, id), STATUS_INVALID_CAP);
    assert_int_equal(cap_table_find(&fixture.table, id, &found), STATUS_OK);
    assert_ptr_equal(found->object, hold_make(5).object);
    assert_int_equal(cap_table_lock(&fixture.table, id), STATUS_INVALID_CAP);
    check_counts(&fixture.table, 1, 63, 0);
    cap_table_unlock(&fixture.table, id);
    assert_int_equal(lookup(&fixture, id), STATUS_OK);
    assert_int_equal(cap_table_lock(&fixture.table, id), STATUS_OK);
    assert_int_equal(cap_table_remove(&fixture.table, id, &out), STATUS_OK);
    assert_ptr_equal(out.object, hold_make(5).object);
    check_counts(&fixture.table, 0, 64, 0);
    fixture_end(&fixture);
}

static void test_reserved_is_invisible(void **state)
{
    struct fixture fixture;
    struct cap_hold hold = hold_make(6);
    cap_id_t id;
    cap_id_t again;

    (void)state;
    fixture_begin(&fixture);
    fixture_add_chunk(&fixture);
    assert_int_equal(cap_table_reserve(&fixture.table, &id), STATUS_OK);
    assert_int_equal(lookup(&fixture, id), STATUS_INVALID_CAP);
    assert_int_equal(cap_table_remove(&fixture.table, id, NULL), STATUS_INVALID_CAP);
    assert_int_equal(cap_table_lock(&fixture.table, id), STATUS_INVALID_CAP);
    check_counts(&fixture.table, 0, 63, 0);
    cap_table_cancel(&fixture.table, id);
    check_counts(&fixture.table, 0, 64, 0);
    assert_int_equal(cap_table_reserve(&fixture.table, &again), STATUS_OK);
    assert_int_equal(again, id);
    cap_table_fill(&fixture.table, again, &hold);
    assert_int_equal(lookup(&fixture, again), STATUS_OK);
    check_counts(&fixture.table, 1, 63, 0);
    fixture_end(&fixture);
}

static void test_all_chunks(void **state)
{
    struct fixture fixture;
    struct cap_slot one_more[CAP_TABLE_CHUNK_SLOTS] = { 0 };
    struct cap_hold hold = hold_make(1);
    uint32_t all = CAP_TABLE_MAX_CHUNKS * CAP_TABLE_CHUNK_SLOTS;
    cap_id_t id;

    (void)state;
    fixture_begin(&fixture);
    for (uint32_t i = 0; i < CAP_TABLE_MAX_CHUNKS; i++) {
        fixture_add_chunk(&fixture);
        for (uint32_t k = 0; k < CAP_TABLE_CHUNK_SLOTS; k++)
            assert_int_equal(insert(&fixture, k), i * CAP_TABLE_CHUNK_SLOTS + k);
    }
    assert_int_equal(cap_table_add_chunk(&fixture.table, one_more), STATUS_TABLE_FULL);
    assert_int_equal(cap_table_insert(&fixture.table, &hold, &id), STATUS_TABLE_FULL);
    check_counts(&fixture.table, all, 0, 0);
    assert_int_equal(lookup(&fixture, all - 1), STATUS_OK);
    assert_int_equal(lookup(&fixture, all), STATUS_INVALID_CAP);
    fixture_end(&fixture);
}

struct visitor {
    struct fixture *fixture;
    cap_id_t seen[CAP_TABLE_CHUNK_SLOTS];
    uint32_t count;
    uint32_t stop_after;
};

static bool visit_and_remove(void *context, cap_id_t id, const struct cap_hold *hold)
{
    struct visitor *visitor = context;

    assert_ptr_equal(hold->object, hold_make(id).object);
    visitor->seen[visitor->count++] = id;
    assert_int_equal(cap_table_remove(&visitor->fixture->table, id, NULL), STATUS_OK);
    return visitor->count < visitor->stop_after;
}

static void test_for_each(void **state)
{
    struct fixture fixture;
    struct visitor visitor = { .fixture = &fixture, .stop_after = 5 };
    cap_id_t reserved;

    (void)state;
    fixture_begin(&fixture);
    fixture_add_chunk(&fixture);
    for (uint32_t i = 0; i < 10; i++)
        insert(&fixture, i);
    assert_int_equal(cap_table_reserve(&fixture.table, &reserved), STATUS_OK);
    assert_int_equal(cap_table_lock(&fixture.table, 2), STATUS_OK);
    cap_table_for_each(&fixture.table, 64, visit_and_remove, &visitor);
    cap_table_for_each(&fixture.table, UINT32_MAX, visit_and_remove, &visitor);
    assert_int_equal(visitor.count, 0);
    cap_table_for_each(&fixture.table, 0, visit_and_remove, &visitor);
    visitor.stop_after = 1000;
    cap_table_for_each(&fixture.table, 7, visit_and_remove, &visitor);
    assert_int_equal(visitor.count, 8);
    cap_table_for_each(&fixture.table, 6, visit_and_remove, &visitor);
    /* All but the moving slot, once; in order, but for what stood before slot 7. */
    assert_int_equal(visitor.count, 9);
    for (uint32_t i = 0; i < 8; i++)
        assert_int_equal(visitor.seen[i], i < 2 ? i : i < 5 ? i + 1 : i + 2);
    assert_int_equal(visitor.seen[8], 6);
    check_counts(&fixture.table, 1, 62, 0);
    fixture_end(&fixture);
}

/* The model: for each id that was ever handed out, what became of it. */
enum model_state { MODEL_GONE, MODEL_LIVE, MODEL_RESERVED, MODEL_MOVING };

#define MODEL_IDS 60000

struct model {
    struct {
        cap_id_t id;
        enum model_state state;
        uint64_t number;
    } ids[MODEL_IDS];
    uint32_t count;
    uint32_t in_state[4];
};

static void model_set(struct model *model, uint32_t at, enum model_state state)
{
    model->in_state[model->ids[at].state]--;
    model->ids[at].state = state;
    model->in_state[state]++;
}

static void model_new(struct model *model, cap_id_t id, enum model_state state, uint64_t number)
{
    model->ids[model->count].id = id;
    model->ids[model->count].state = state;
    model->ids[model->count].number = number;
    model->count++;
    model->in_state[state]++;
}

/* One lookup of an id from the past must agree with the model. */
static void model_check_one(struct model *model, struct fixture *fixture, uint32_t at)
{
    struct cap_hold *hold;
    status_t status = cap_table_lookup(&fixture->table, model->ids[at].id, &hold);

    if (model->ids[at].state == MODEL_LIVE) {
        assert_int_equal(status, STATUS_OK);
        assert_ptr_equal(hold->object, hold_make(model->ids[at].number).object);
    } else {
        assert_true(status == STATUS_INVALID_CAP || status == STATUS_STALE_CAP);
        status = cap_table_find(&fixture->table, model->ids[at].id, &hold);
        assert_int_equal(status == STATUS_OK, model->ids[at].state == MODEL_MOVING);
    }
}

static void random_take(struct random *random, struct model *model, struct fixture *fixture)
{
    uint64_t number = random_next(random) & 0xffff;
    struct cap_hold hold = hold_make(number);
    bool reserve = random_below(random, 2);
    bool full = fixture->table.free_count == 0;
    cap_id_t id;
    status_t status = reserve ? cap_table_reserve(&fixture->table, &id) : cap_table_insert(&fixture->table, &hold, &id);

    assert_int_equal(status, full ? STATUS_TABLE_FULL : STATUS_OK);
    if (!full)
        model_new(model, id, reserve ? MODEL_RESERVED : MODEL_LIVE, number);
}

static void random_change(struct random *random, struct model *model, struct fixture *fixture, uint32_t at)
{
    cap_id_t id = model->ids[at].id;
    struct cap_hold hold = hold_make(model->ids[at].number);
    struct cap_hold out;

    switch (model->ids[at].state) {
    case MODEL_GONE:
        assert_int_not_equal(cap_table_remove(&fixture->table, id, &out), STATUS_OK);
        assert_int_not_equal(cap_table_lock(&fixture->table, id), STATUS_OK);
        break;
    case MODEL_RESERVED:
        assert_int_not_equal(cap_table_remove(&fixture->table, id, &out), STATUS_OK);
        if (random_below(random, 2)) {
            cap_table_fill(&fixture->table, id, &hold);
            model_set(model, at, MODEL_LIVE);
        } else {
            /* The id was never visible: it may be handed out again, so the model forgets it. */
            cap_table_cancel(&fixture->table, id);
            model_set(model, at, MODEL_GONE);
            model->ids[at].id = CAP_ID_INVALID;
        }
        break;
    case MODEL_MOVING:
        if (random_below(random, 2)) {
            cap_table_unlock(&fixture->table, id);
            model_set(model, at, MODEL_LIVE);
            break;
        }
        /* fall through */
    case MODEL_LIVE:
        if (model->ids[at].state == MODEL_LIVE && random_below(random, 3) == 0) {
            assert_int_equal(cap_table_lock(&fixture->table, id), STATUS_OK);
            model_set(model, at, MODEL_MOVING);
            break;
        }
        assert_int_equal(cap_table_remove(&fixture->table, id, &out), STATUS_OK);
        assert_ptr_equal(out.object, hold.object);
        model_set(model, at, MODEL_GONE);
        break;
    }
}

static void test_random_against_model(void **state)
{
    struct random random = { 5 };
    struct model *model = calloc(1, sizeof(*model));
    struct fixture fixture;

    (void)state;
    assert_non_null(model);
    fixture_begin(&fixture);
    fixture_add_chunk(&fixture);
    while (model->count < MODEL_IDS) {
        struct cap_table *table = &fixture.table;

        if (table->free_count == 0 && table->chunk_count < 2 && random_below(&random, 50) == 0)
            fixture_add_chunk(&fixture);
        if (table->retired_count == table->chunk_count * CAP_TABLE_CHUNK_SLOTS)
            fixture_add_chunk(&fixture);
        if (model->count < 100 || random_below(&random, 3) == 0) {
            random_take(&random, model, &fixture);
        } else {
            /* Mostly the recent past, now and then any. */
            uint32_t span = random_below(&random, 4) ? 100 : model->count;

            random_change(&random, model, &fixture, model->count - 1 - random_below(&random, span));
        }
        if (model->count > 0)
            model_check_one(model, &fixture, random_below(&random, model->count));
        assert_int_equal(table->live_count, model->in_state[MODEL_LIVE] + model->in_state[MODEL_MOVING]);
        assert_int_equal(table->free_count + table->live_count + table->retired_count + model->in_state[MODEL_RESERVED],
                         table->chunk_count * CAP_TABLE_CHUNK_SLOTS);
        if (table->free_count == 0 && table->chunk_count >= 2)
            for (uint32_t i = 0; i < model->count; i++)
                if (model->ids[i].state != MODEL_GONE)
                    random_change(&random, model, &fixture, i);
    }
    for (uint32_t i = 0; i < model->count; i++)
        model_check_one(model, &fixture, i);
    assert_true(fixture.table.retired_count > 0);
    fixture_end(&fixture);
    free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_table),
        cmocka_unit_test(test_insert_lookup_remove),
        cmocka_unit_test(test_generation_wrap_retires_the_slot),
        cmocka_unit_test(test_moving_is_invisible),
        cmocka_unit_test(test_reserved_is_invisible),
        cmocka_unit_test(test_all_chunks),
        cmocka_unit_test(test_for_each),
        cmocka_unit_test(test_random_against_model),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
