/* SPDX-License-Identifier: MIT */
/* The red-black tree against a sorted array: order, stability of equal keys, colours, black heights, the cached first. */
#include "core/rb_tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "random.h"

#define ITEMS 300

struct item {
    struct rb_node node;
    uint32_t key;
    bool in_tree;
};

static struct item items[ITEMS];
static struct item *model[ITEMS]; /* in the order that the tree must have */
static size_t model_count;

static struct item *item_of(const struct rb_node *node)
{
    return node ? container_of(node, struct item, node) : NULL;
}

static bool item_less(const struct rb_node *a, const struct rb_node *b)
{
    return item_of(a)->key < item_of(b)->key;
}

static void model_insert(struct item *item)
{
    size_t at = model_count;

    while (at > 0 && item->key < model[at - 1]->key) {
        model[at] = model[at - 1];
        at--;
    }
    model[at] = item;
    model_count++;
}

static void model_remove(struct item *item)
{
    size_t at = 0;

    while (model[at] != item)
        at++;
    for (model_count--; at < model_count; at++)
        model[at] = model[at + 1];
}

/* Checks parents and colours below node; returns the number of black nodes on every way down. */
static int black_height(const struct rb_node *node, const struct rb_node *parent)
{
    int left;

    if (!node)
        return 1;
    assert_ptr_equal(rb_parent(node), parent);
    if (rb_is_red(node)) {
        assert_false(node->left && rb_is_red(node->left));
        assert_false(node->right && rb_is_red(node->right));
    }
    left = black_height(node->left, node);
    assert_int_equal(left, black_height(node->right, node));
    return left + !rb_is_red(node);
}

static void check(const struct rb_tree *tree)
{
    const struct rb_node *node = rb_first(tree);

    assert_false(tree->root && rb_is_red(tree->root));
    black_height(tree->root, NULL);
    for (size_t i = 0; i < model_count; i++) {
        assert_ptr_equal(item_of(node), model[i]);
        node = rb_next(node);
    }
    assert_null(node);
}

static void toggle(struct rb_tree *tree, struct item *item, uint32_t key)
{
    /* The short ways for one node, every other time. */
    bool alone = model_count <= 1 && key % 2 == 1;

    if (item->in_tree) {
        if (alone)
            rb_remove_alone(tree);
        else
            rb_remove(tree, &item->node);
        model_remove(item);
    } else {
        item->key = key;
        if (alone && model_count == 0)
            rb_insert_alone(tree, &item->node);
        else
            rb_insert(tree, &item->node, item_less);
        model_insert(item);
    }
    item->in_tree = !item->in_tree;
}

static void reset(struct rb_tree *tree)
{
    *tree = (struct rb_tree){ 0 };
    model_count = 0;
    for (size_t i = 0; i < ITEMS; i++)
        items[i] = (struct item){ 0 };
}

static void test_empty_and_one(void **state)
{
    struct rb_tree tree;

    (void)state;
    reset(&tree);
    assert_null(rb_first(&tree));
    toggle(&tree, &items[0], 7);
    check(&tree);
    toggle(&tree, &items[0], 0);
    check(&tree);
    assert_null(tree.root);
    assert_null(rb_first(&tree));
}

static void test_ascending_descending_equal(void **state)
{
    struct rb_tree tree;

    (void)state;
    for (int order = 0; order < 3; order++) {
        reset(&tree);
        for (uint32_t i = 0; i < ITEMS; i++) {
            toggle(&tree, &items[i], order == 0 ? i : order == 1 ? ITEMS - i : 5);
            check(&tree);
        }
        for (uint32_t i = 0; i < ITEMS; i++) {
            toggle(&tree, &items[(i * 7) % ITEMS], 0);
            check(&tree);
        }
        assert_null(tree.root);
    }
}

static void test_random(void **state)
{
    struct random random = { 3 };
    struct rb_tree tree;

    (void)state;
    for (int keys = 1; keys <= 1000; keys *= 10) {
        reset(&tree);
        for (int step = 0; step < 4000; step++) {
            toggle(&tree, &items[random_below(&random, ITEMS)], random_below(&random, keys));
            check(&tree);
        }
    }
}

/* Every order of inserting and removing six nodes: all repair cases, however rare. */
static void permute(struct rb_tree *tree, uint32_t used, bool inserting)
{
    for (uint32_t i = 0; i < 6; i++) {
        struct rb_tree saved_tree = *tree;
        struct item saved_items[6];
        struct item *saved_model[6];
        size_t saved_count = model_count;

        if (used & 1u << i)
            continue;
        for (uint32_t k = 0; k < 6; k++) {
            saved_items[k] = items[k];
            saved_model[k] = model[k];
        }
        toggle(tree, &items[i], i);
        check(tree);
        if ((used | 1u << i) != 0x3f)
            permute(tree, used | 1u << i, inserting);
        else if (inserting)
            permute(tree, 0, false);
        for (uint32_t k = 0; k < 6; k++) {
            items[k] = saved_items[k];
            model[k] = saved_model[k];
        }
        model_count = saved_count;
        *tree = saved_tree;
    }
}

static void test_all_orders_of_six(void **state)
{
    struct rb_tree tree;

    (void)state;
    reset(&tree);
    permute(&tree, 0, true);
    assert_null(tree.root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_and_one),
        cmocka_unit_test(test_ascending_descending_equal),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_all_orders_of_six),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
