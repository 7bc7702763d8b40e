/* SPDX-License-Identifier: MIT */
/*
 * A red-black tree after Cormen et al., Introduction to Algorithms, chapter 13, with NULL for the black leaves (so the
 * repair after a removal carries the parent of a leaf along). Rules: the root is black, a red node has no red child, and
 * every way down from a node passes the same number of black nodes.
 */
#include "core/rb_tree.h"

static bool is_red(const struct rb_node *node)
{
    return node && rb_is_red(node);
}

static void set_parent(struct rb_node *node, struct rb_node *parent)
{
    node->parent_red = (uintptr_t)parent | (node->parent_red & 1);
}

static void set_red(struct rb_node *node, bool red)
{
    node->parent_red = (node->parent_red & ~(uintptr_t)1) | red;
}

/* Puts `with` (may be NULL) where `node` hangs. */
static void node_replace(struct rb_tree *tree, struct rb_node *node, struct rb_node *with)
{
    struct rb_node *parent = rb_parent(node);

    if (!parent)
        tree->root = with;
    else if (parent->left == node)
        parent->left = with;
    else
        parent->right = with;
    if (with)
        set_parent(with, parent);
}

static void rotate_left(struct rb_tree *tree, struct rb_node *node)
{
    struct rb_node *up = node->right;

    node->right = up->left;
    if (up->left)
        set_parent(up->left, node);
    node_replace(tree, node, up);
    up->left = node;
    set_parent(node, up);
}

static void rotate_right(struct rb_tree *tree, struct rb_node *node)
{
    struct rb_node *up = node->left;

    node->left = up->right;
    if (up->right)
        set_parent(up->right, node);
    node_replace(tree, node, up);
    up->right = node;
    set_parent(node, up);
}

/* Repairs "a red node has a red parent" upwards from node. */
static void insert_repair(struct rb_tree *tree, struct rb_node *node)
{
    while (is_red(rb_parent(node))) {
        struct rb_node *parent = rb_parent(node);
        struct rb_node *grand = rb_parent(parent); /* exists: a red node is not the root */
        bool left = parent == grand->left;
        struct rb_node *uncle = left ? grand->right : grand->left;

        if (is_red(uncle)) {
            set_red(parent, false);
            set_red(uncle, false);
            set_red(grand, true);
            node = grand;
            continue;
        }
        if (left && node == parent->right) {
            rotate_left(tree, parent);
            parent = node;
        } else if (!left && node == parent->left) {
            rotate_right(tree, parent);
            parent = node;
        }
        set_red(parent, false);
        set_red(grand, true);
        if (left)
            rotate_right(tree, grand);
        else
            rotate_left(tree, grand);
        break;
    }
    set_red(tree->root, false);
}

void rb_insert(struct rb_tree *tree, struct rb_node *node, rb_less_fn less)
{
    struct rb_node *parent = NULL;
    struct rb_node **link = &tree->root;
    bool first = true;

    while (*link) {
        parent = *link;
        if (less(node, parent)) {
            link = &parent->left;
        } else {
            link = &parent->right;
            first = false;
        }
    }
    *node = (struct rb_node){ .parent_red = (uintptr_t)parent | 1 };
    *link = node;
    if (first)
        tree->first = node;
    insert_repair(tree, node);
}

/*
 * The way down to `node` (a child of `parent`, NULL for a leaf) has one black node too few. One step: either repaired
 * (returns NULL) or the same problem one level up (returns the node that is now short).
 */
static struct rb_node *remove_repair_left(struct rb_tree *tree, struct rb_node *parent)
{
    struct rb_node *sibling = parent->right; /* exists: its side has the black node that ours lacks */

    if (rb_is_red(sibling)) {
        set_red(sibling, false);
        set_red(parent, true);
        rotate_left(tree, parent);
        sibling = parent->right;
    }
    if (!is_red(sibling->left) && !is_red(sibling->right)) {
        set_red(sibling, true);
        return parent;
    }
    if (!is_red(sibling->right)) {
        set_red(sibling->left, false);
        set_red(sibling, true);
        rotate_right(tree, sibling);
        sibling = parent->right;
    }
    set_red(sibling, rb_is_red(parent));
    set_red(parent, false);
    set_red(sibling->right, false);
    rotate_left(tree, parent);
    return NULL;
}

/* The mirror image of remove_repair_left. */
static struct rb_node *remove_repair_right(struct rb_tree *tree, struct rb_node *parent)
{
    struct rb_node *sibling = parent->left;

    if (rb_is_red(sibling)) {
        set_red(sibling, false);
        set_red(parent, true);
        rotate_right(tree, parent);
        sibling = parent->left;
    }
    if (!is_red(sibling->left) && !is_red(sibling->right)) {
        set_red(sibling, true);
        return parent;
    }
    if (!is_red(sibling->left)) {
        set_red(sibling->right, false);
        set_red(sibling, true);
        rotate_left(tree, sibling);
        sibling = parent->left;
    }
    set_red(sibling, rb_is_red(parent));
    set_red(parent, false);
    set_red(sibling->left, false);
    rotate_right(tree, parent);
    return NULL;
}

static void remove_repair(struct rb_tree *tree, struct rb_node *node, struct rb_node *parent)
{
    while (parent && !is_red(node)) {
        node = node == parent->left ? remove_repair_left(tree, parent) : remove_repair_right(tree, parent);
        if (!node)
            return;
        parent = rb_parent(node);
    }
    if (node)
        set_red(node, false);
}

/* Takes a node with two children out by putting its successor (no left child) in its place. Returns as below. */
static struct rb_node *replace_by_successor(struct rb_tree *tree, struct rb_node *node, struct rb_node **parent,
                                            bool *lost_black)
{
    struct rb_node *next = rb_next(node);
    struct rb_node *child = next->right;

    *lost_black = !rb_is_red(next);
    *parent = rb_parent(next);
    if (rb_parent(next) == node) {
        *parent = next;
    } else {
        node_replace(tree, next, child);
        next->right = node->right;
        set_parent(next->right, next);
    }
    node_replace(tree, node, next);
    next->left = node->left;
    set_parent(next->left, next);
    set_red(next, rb_is_red(node));
    return child;
}

void rb_remove(struct rb_tree *tree, struct rb_node *node)
{
    struct rb_node *child;  /* what moved up into the gap, maybe NULL */
    struct rb_node *parent; /* of the gap */
    bool lost_black;

    if (tree->first == node)
        tree->first = rb_next(node);
    if (node->left && node->right) {
        child = replace_by_successor(tree, node, &parent, &lost_black);
    } else {
        child = node->left ? node->left : node->right;
        parent = rb_parent(node);
        lost_black = !rb_is_red(node);
        node_replace(tree, node, child);
    }
    if (lost_black)
        remove_repair(tree, child, parent);
    *node = (struct rb_node){ 0 };
}

struct rb_node *rb_next(const struct rb_node *node)
{
    struct rb_node *up;

    if (node->right) {
        up = node->right;
        while (up->left)
            up = up->left;
        return up;
    }
    for (up = rb_parent(node); up && node == up->right; up = rb_parent(up))
        node = up;
    return up;
}
