/* SPDX-License-Identifier: MIT */
/* User page tables against a model: what is mapped, with which flags, and that every table frame comes back. */
#include "arch/paging.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "abi/limits.h"
#include "arch/x86_64/paging_priv.h"
#include "kernel_fakes.h"
#include "random.h"

#define PAGES 600
#define USER_FLAGS (PAGE_WRITE | PAGE_EXECUTE | PAGE_OWNED | PAGE_UNCACHED)

/* Addresses that share tables, some that share none, and some that are spread over all parts of tables. */
static uint64_t address_of(uint64_t page)
{
    static const uint64_t bases[] = {0x400000, 0x3fffe000, 0x7ffffff000, 0x100000000000, 0x7fff00000000};

    if (page % 6 == 5)
        return 0x200000000000 + page * 0x2f3f5000;
    return bases[page % 5] + page / 5 * PAGE_SIZE;
}

struct model {
    struct page_table table;
    struct {
        bool mapped, present;
        phys_t frame;
        uint32_t flags;
    } pages[PAGES];
    uint64_t mapped;
};

static void model_init(struct model *model)
{
    memset(model, 0, sizeof *model);
    assert_int_equal(page_table_create(&model->table), STATUS_OK);
}

static void check_page(struct model *model, uint64_t page)
{
    phys_t frame;
    uint32_t flags;
    status_t status = page_table_lookup(&model->table, address_of(page), &frame, &flags);

    if (!model->pages[page].mapped) {
        assert_int_equal(status, STATUS_NOT_FOUND);
        assert_null(page_table_user_page(&model->table, address_of(page), false));
        return;
    }
    bool present = model->pages[page].present;
    bool writable = (model->pages[page].flags & PAGE_WRITE) != 0;
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(frame, model->pages[page].frame);
    assert_int_equal(flags, model->pages[page].flags | PAGE_USER | (present ? PAGE_PRESENT : 0));
    assert_ptr_equal(page_table_user_page(&model->table, address_of(page), false), present ? phys_to_virt(frame) : NULL);
    assert_ptr_equal(page_table_user_page(&model->table, address_of(page), true),
                     present && writable ? phys_to_virt(frame) : NULL);
}

static void step_map(struct model *model, struct random *random, uint64_t page)
{
    phys_t frame = (1 + random_below(random, 1u << 30)) << PAGE_SHIFT;
    uint32_t flags = (uint32_t)random_next(random) & USER_FLAGS;
    bool present = random_below(random, 4) != 0;
    status_t status = page_table_map(&model->table, address_of(page), frame, flags, present);

    if (model->pages[page].mapped) {
        assert_int_equal(status, STATUS_ALREADY_EXISTS);
        return;
    }
    assert_int_equal(status, STATUS_OK);
    model->pages[page].mapped = true;
    model->pages[page].present = present;
    model->pages[page].frame = frame;
    model->pages[page].flags = flags;
    model->mapped++;
}

static void step_protect(struct model *model, struct random *random, uint64_t page)
{
    uint32_t flags = (uint32_t)random_next(random) & USER_FLAGS;
    bool present = random_below(random, 2) != 0;
    status_t status = page_table_protect(&model->table, address_of(page), flags, present);

    if (!model->pages[page].mapped) {
        assert_int_equal(status, STATUS_NOT_FOUND);
        return;
    }
    assert_int_equal(status, STATUS_OK);
    model->pages[page].present = present;
    model->pages[page].flags = (flags & ~(uint32_t)PAGE_OWNED) | (model->pages[page].flags & PAGE_OWNED);
}

static void step_unmap(struct model *model, uint64_t page)
{
    phys_t frame;
    uint32_t flags;
    status_t status = page_table_unmap(&model->table, address_of(page), &frame, &flags);

    if (!model->pages[page].mapped) {
        assert_int_equal(status, STATUS_NOT_FOUND);
        return;
    }
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(frame, model->pages[page].frame);
    assert_int_equal(flags & PAGE_OWNED, model->pages[page].flags & PAGE_OWNED);
    model->pages[page].mapped = false;
    model->mapped--;
}

static void drop_page(void *context, uint64_t address, phys_t frame, uint32_t flags)
{
    struct model *model = context;

    (void)flags;
    for (uint64_t page = 0; page < PAGES; page++) {
        if (address_of(page) == address && model->pages[page].mapped) {
            assert_int_equal(frame, model->pages[page].frame);
            model->pages[page].mapped = false;
            model->mapped--;
            return;
        }
    }
    fail_msg("dropped a page that was not mapped: %lx", address);
}

/* Clears in steps of max_pages; each step drops at most that many and the cursor never goes back. */
static void clear_all(struct model *model, uint32_t max_pages)
{
    uint64_t cursor = 0, before_cursor, before_pages;
    bool done;

    do {
        before_cursor = cursor;
        before_pages = model->mapped;
        done = page_table_clear(&model->table, &cursor, max_pages, drop_page, model);
        assert_true(cursor >= before_cursor);
        assert_true(before_pages - model->mapped <= max_pages);
        assert_true(done || cursor > before_cursor);
    } while (!done);
    assert_int_equal(model->mapped, 0);
    assert_int_equal(model->table.table_frames, 1);
}

static void test_random_use(void **state)
{
    static struct model model;
    struct random random = {11};

    (void)state;
    for (uint32_t max_pages = 1; max_pages <= 1000; max_pages = max_pages * 7 + 1) {
        uint64_t frames = fake_frames_live;
        model_init(&model);
        for (uint32_t i = 0; i < 5000; i++) {
            uint64_t page = random_below(&random, PAGES), what = random_below(&random, 5);
            if (what < 3)
                step_map(&model, &random, page);
            else if (what == 3)
                step_protect(&model, &random, page);
            else
                step_unmap(&model, page);
            check_page(&model, page);
        }
        for (uint64_t page = 0; page < PAGES; page++)
            check_page(&model, page);
        assert_int_equal(fake_frames_live - frames, model.table.table_frames);
        clear_all(&model, max_pages);
        page_table_destroy(&model.table);
        assert_int_equal(fake_frames_live, frames);
    }
}

static void count_drop(void *context, uint64_t address, phys_t frame, uint32_t flags)
{
    (void)address;
    (void)frame;
    (void)flags;
    ++*(uint64_t *)context;
}

/* Where tables are missing a walk may leap, and never over a page that is mapped. */
static void test_skip(void **state)
{
    static const uint64_t mapped[] = {0x400000, 0x600000 - PAGE_SIZE, 0x40000000, 0x7fffffffe000};
    struct page_table table;
    uint64_t address = 0, found = 0, cursor = 0, frames = fake_frames_live;
    uint32_t steps = 0;
    phys_t frame;
    uint32_t flags;

    (void)state;
    assert_int_equal(page_table_create(&table), STATUS_OK);
    assert_int_equal(page_table_skip(&table, 0x1234000), 1ull << 39);
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(page_table_map(&table, mapped[i], 0x1000, PAGE_WRITE, i % 2 == 0), STATUS_OK);
    while (address < USER_MAX) {
        uint64_t next = page_table_skip(&table, address);

        assert_true(next >= address && next % PAGE_SIZE == 0);
        if (next == address) {
            found += page_table_lookup(&table, address, &frame, &flags) == STATUS_OK;
            next += PAGE_SIZE;
        }
        address = next;
        steps++;
    }
    assert_int_equal(found, 4);
    assert_true(steps < 6000);
    while (!page_table_clear(&table, &cursor, 100, count_drop, &found))
        assert_true(cursor > 0);
    assert_int_equal(found, 8);
    page_table_destroy(&table);
    assert_int_equal(fake_frames_live, frames);
}

static void test_kernel_half_is_shared(void **state)
{
    struct page_table table;

    (void)state;
    assert_int_equal(page_table_create(&table), STATUS_OK);
    const uint64_t *root = phys_to_virt(table.root), *kernel = phys_to_virt(page_table_kernel_root());
    for (uint32_t i = 0; i < TABLE_ENTRIES; i++) {
        if (i != ROOT_SPACE && i != ROOT_CHANGES)
            assert_int_equal(root[i], i < KERNEL_HALF_FIRST ? 0 : kernel[i]);
    }
    page_table_destroy(&table);
}

/* The words beside the entries are not present, whatever they say; numbers are not used again. */
static void test_root_words(void **state)
{
    uint64_t last = 0;

    (void)state;
    for (uint32_t i = 0; i < 100; i++) {
        struct page_table table;

        assert_int_equal(page_table_create(&table), STATUS_OK);
        uint64_t number = *root_word(table.root, ROOT_SPACE);
        assert_false(number & ENTRY_PRESENT);
        assert_true(number > last);
        assert_int_equal(*root_word(table.root, ROOT_CHANGES), 0);
        last = number;
        page_table_destroy(&table);
    }
}

/* Whatever table cannot be had, the map fails, nothing is mapped and nothing is lost. */
static void test_out_of_frames(void **state)
{
    uint64_t frames = fake_frames_live;

    (void)state;
    for (uint64_t left = 0; left < 5; left++) {
        struct page_table table = {0};
        phys_t frame;
        uint32_t flags;
        fake_frames_left = left;
        if (page_table_create(&table) == STATUS_OK) {
            status_t status = page_table_map(&table, 0x400000, 0x1000, PAGE_WRITE, true);
            assert_int_equal(status, left < 4 ? STATUS_NO_MEMORY : STATUS_OK);
            assert_int_equal(page_table_lookup(&table, 0x400000, &frame, &flags), left < 4 ? STATUS_NOT_FOUND : STATUS_OK);
            page_table_destroy(&table);
        } else {
            assert_int_equal(left, 0);
        }
        assert_int_equal(fake_frames_live, frames);
    }
    fake_frames_left = UINT64_MAX;
}

/* The hardware's view: a page that may not be touched is not present, and only executable ones lack the NX bit. */
static void test_entry_bits(void **state)
{
    struct page_table table;

    (void)state;
    assert_int_equal(page_table_create(&table), STATUS_OK);
    assert_int_equal(page_table_map(&table, 0, 0xabc000, PAGE_WRITE, true), STATUS_OK);
    assert_int_equal(page_table_map(&table, PAGE_SIZE, 0xdef000, PAGE_EXECUTE | PAGE_OWNED, false), STATUS_OK);
    uint64_t entry = ((uint64_t *)phys_to_virt(table.root))[0];
    for (uint32_t level = 3; level > 1; level--) {
        assert_int_equal(entry & 7, ENTRY_PRESENT | ENTRY_WRITE | ENTRY_USER);
        entry = table_of(entry)[0];
    }
    const uint64_t *leaves = table_of(entry);
    assert_int_equal(leaves[0], 0xabc000 | ENTRY_PRESENT | ENTRY_WRITE | ENTRY_USER | ENTRY_KEPT | ENTRY_NO_EXECUTE);
    assert_int_equal(leaves[1], 0xdef000 | ENTRY_OWNED | ENTRY_KEPT);
    page_table_destroy(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_use),
        cmocka_unit_test(test_skip),
        cmocka_unit_test(test_kernel_half_is_shared),
        cmocka_unit_test(test_root_words),
        cmocka_unit_test(test_out_of_frames),
        cmocka_unit_test(test_entry_bits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
