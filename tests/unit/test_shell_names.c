/* SPDX-License-Identifier: MIT */
/* services/shell/names: binding, growing and giving up names, on a heap that can be told to be full. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "names.h"

#define TERMINAL 3u
#define TERMINAL_ID 0x9a6e03c7f1d4b285ull

/* --- the part of the runtime that names use ------------------------------------------------------------------------ */

static bool heap_full;
static cap_id_t dropped[512];
static uint32_t dropped_count;
static const struct capset_entry granted[] = {
    { .name = "terminal", .cap_id = TERMINAL, .interface_id = TERMINAL_ID, .transfer_mode = CAP_TRANSFER_COPY },
    { .name = "other", .cap_id = 4, .interface_id = TERMINAL_ID, .transfer_mode = CAP_TRANSFER_COPY },
};

void *rt_realloc(struct rt *rt, void *pointer, size_t bytes)
{
    (void)rt;
    return heap_full ? NULL : realloc(pointer, bytes);
}

void rt_drop(struct rt *rt, cap_id_t cap)
{
    (void)rt;
    dropped[dropped_count++] = cap;
}

uint32_t rt_capset_count(const struct rt *rt)
{
    (void)rt;
    return sizeof(granted) / sizeof(granted[0]);
}

const struct capset_entry *rt_capset_entry(const struct rt *rt, uint32_t index)
{
    (void)rt;
    return &granted[index];
}

static bool panicked;
static jmp_buf panic_jump;
_Noreturn void rt_panic(struct rt *rt, const char *format, ...)
{
    (void)rt;
    (void)format;
    panicked = true;
    longjmp(panic_jump, 1);
}

/* --- helpers -------------------------------------------------------------------------------------------------------- */

static struct names names;

static int setup(void **state)
{
    (void)state;
    heap_full = false;
    dropped_count = 0;
    names_init(&names, NULL, TERMINAL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    free(names.bound);
    return 0;
}

static struct capn_text text(const char *string)
{
    return (struct capn_text){ .data = string, .len = (uint32_t)strlen(string) };
}

static void bind(const char *name, const char *part, cap_id_t cap)
{
    struct named_cap value = { .cap = cap };

    names_bind(&names, text(name), text(part), &value);
}

static cap_id_t find(const char *name)
{
    struct named_cap cap;

    return names_find(&names, true, text(name), &cap) ? cap.cap : CAP_ID_INVALID;
}

/* --- tests ---------------------------------------------------------------------------------------------------------- */

static void there_is_no_number_of_names_that_is_too_many(void **state)
{
    char name[16];

    (void)state;
    for (uint32_t i = 0; i < 300; i++) {
        assert_int_equal(names_reserve(&names, 1), STATUS_OK);
        (void)snprintf(name, sizeof(name), "n%u", i);
        bind(name, "", 100 + i);
    }
    for (uint32_t i = 0; i < 300; i++) {
        (void)snprintf(name, sizeof(name), "n%u", i);
        assert_int_equal(find(name), 100 + i);
    }
    assert_int_equal(dropped_count, 0);
}

static void what_is_reserved_can_be_bound_without_memory(void **state)
{
    char part[16];

    (void)state;
    assert_int_equal(names_reserve(&names, 90), STATUS_OK);
    heap_full = true;
    for (uint32_t i = 0; i < 90; i++) {
        (void)snprintf(part, sizeof(part), "%u", i);
        bind("x", part, i);
    }
    assert_int_equal(find("x.89"), 89);
    /* What was bound stays when more cannot be had. */
    assert_int_equal(names_reserve(&names, 1000), STATUS_NO_MEMORY);
    assert_int_equal(names.count, 90);
    assert_int_equal(find("x.0"), 0);
    assert_int_equal(names_drop(&names, text("x")), 90);
    assert_int_equal(dropped_count, 90);
}

static void binding_without_room_is_a_mistake_of_ours(void **state)
{
    (void)state;
    heap_full = true;
    assert_int_equal(names_reserve(&names, 1), STATUS_NO_MEMORY);
    panicked = false;
    if (setjmp(panic_jump) == 0)
        bind("x", "", 1);
    assert_true(panicked);
}

static void a_name_that_is_bound_again_loses_what_it_had(void **state)
{
    (void)state;
    assert_int_equal(names_reserve(&names, 3), STATUS_OK);
    bind("a", "", 1);
    bind("b", "part", 2);
    bind("a", "", 3);
    assert_int_equal(find("a"), 3);
    assert_int_equal(dropped_count, 1);
    assert_int_equal(dropped[0], 1);
    /* A part is not the whole, and a longer name is not a part. */
    assert_int_equal(find("b"), CAP_ID_INVALID);
    bind("bb", "", 4);
    assert_int_equal(names_drop(&names, text("b")), 1);
    assert_int_equal(find("bb"), 4);
}

static void what_was_moved_away_is_forgotten_and_not_dropped(void **state)
{
    (void)state;
    assert_int_equal(names_reserve(&names, 2), STATUS_OK);
    bind("a", "", 7);
    bind("b", "", 8);
    names_forget(&names, 7);
    assert_int_equal(find("a"), CAP_ID_INVALID);
    assert_int_equal(find("b"), 8);
    assert_int_equal(dropped_count, 0);
}

static void the_terminal_is_known_by_the_object(void **state)
{
    struct named_cap cap;

    (void)state;
    assert_true(names_find(&names, false, text("terminal"), &cap));
    assert_true(cap.is_terminal);
    /* The same interface, and another terminal. */
    assert_true(names_find(&names, false, text("other"), &cap));
    assert_int_equal(cap.interface_id, TERMINAL_ID);
    assert_false(cap.is_terminal);
    assert_false(names_find(&names, false, text("nothing"), &cap));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(there_is_no_number_of_names_that_is_too_many, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_reserved_can_be_bound_without_memory, setup, teardown),
        cmocka_unit_test_setup_teardown(binding_without_room_is_a_mistake_of_ours, setup, teardown),
        cmocka_unit_test_setup_teardown(a_name_that_is_bound_again_loses_what_it_had, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_moved_away_is_forgotten_and_not_dropped, setup, teardown),
        cmocka_unit_test_setup_teardown(the_terminal_is_known_by_the_object, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
