/* SPDX-License-Identifier: MIT */
/*
 * A red-black tree after Cormen et al., Introduction to Algorithms, chapter 13, with NULL for the black leaves (so the
 * repair after a removal carries the parent of a leaf along). Rules: the root is black, a red node has no red child, and
 * every way down from a node passes the same number of black nodes.
 */
#include "core/rb_tree.h"

static bool is_red(const struct rb_node *node)
{
    return node && node->red;
}

/* Puts `with` (may be NULL) where `node` hangs. */
static void node_replace(struct rb_tree *tree, struct rb_node *node, struct rb_node *with)
{
    struct rb_node *parent = node->parent;

    if (!parent)
        tree->root = with;
    else if (parent->left == node)
        parent->left = with;
    else
        parent->right = with;
    if (with)
        with->parent = parent;
}

static void rotate_left(struct rb_tree *tree, struct rb_node *node)
{
    struct rb_node *up = node->right;

    node->right = up->left;
    if (up->left)
        up->left->parent = node;
    node_replace(tree, node, up);
    up->left = node;
    node->parent = up;
}

static void rotate_right(struct rb_tree *tree, struct rb_node *node)
{
    struct rb_node *up = node->left;

    node->left = up->right;
    if (up->right)
        up->right->parent = node;
    node_replace(tree, node, up);
    up->right = node;
    node->parent = up;
}

/* Repairs "a red node has a red parent" upwards from node. */
static void insert_repair(struct rb_tree *tree, struct rb_node *node)
{
    while (is_red(node->parent)) {
        struct rb_node *parent = node->parent;
        struct rb_node *grand = parent->parent; /* exists: a red node is not the root */
        bool left = parent == grand->left;
        struct rb_node *uncle = left ? grand->right : grand->left;

        if (is_red(uncle)) {
            parent->red = false;
            uncle->red = false;
            grand->red = true;
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
        parent->red = false;
        grand->red = true;
        if (left)
            rotate_right(tree, grand);
        else
            rotate_left(tree, grand);
        break;
    }
    tree->root->red = false;
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
    *node = (struct rb_node){ .parent = parent, .red = true };
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

    if (sibling->red) {
        sibling->red = false;
        parent->red = true;
        rotate_left(tree, parent);
        sibling = parent->right;
    }
    if (!is_red(sibling->left) && !is_red(sibling->right)) {
        sibling->red = true;
        return parent;
    }
    if (!is_red(sibling->right)) {
        sibling->left->red = false;
        sibling->red = true;
        rotate_right(tree, sibling);
        sibling = parent->right;
    }
    sibling->red = parent->red;
    parent->red = false;
    sibling->right->red = false;
    rotate_left(tree, parent);
    return NULL;
}

/* The mirror image of remove_repair_left. */
static struct rb_node *remove_repair_right(struct rb_tree *tree, struct rb_node *parent)
{
    struct rb_node *sibling = parent->left;

    if (sibling->red) {
        sibling->red = false;
        parent->red = true;
        rotate_right(tree, parent);
        sibling = parent->left;
    }
    if (!is_red(sibling->left) && !is_red(sibling->right)) {
        sibling->red = true;
        return parent;
    }
    if (!is_red(sibling->left)) {
        sibling->right->red = false;
        sibling->red = true;
        rotate_left(tree, sibling);
        sibling = parent->left;
    }
    sibling->red = parent->red;
    parent->red = false;
    sibling->left->red = false;
    rotate_right(tree, parent);
    return NULL;
}

static void remove_repair(struct rb_tree *tree, struct rb_node *node, struct rb_node *parent)
{
    while (parent && !is_red(node)) {
        node = node == parent->left ? remove_repair_left(tree, parent) : remove_repair_right(tree, parent);
        if (!node)
            return;
        parent = node->parent;
    }
    if (node)
        node->red = false;
}

/* Takes a node with two children out by putting its successor (no left child) in its place. Returns as below. */
static struct rb_node *replace_by_successor(struct rb_tree *tree, struct rb_node *node, struct rb_node **parent,
                                            bool *lost_black)
{
    struct rb_node *next = rb_next(node);
    struct rb_node *child = next->right;

    *lost_black = !next->red;
    *parent = next->parent;
    if (next->parent == node) {
        *parent = next;
    } else {
        node_replace(tree, next, child);
        next->right = node->right;
        next->right->parent = next;
    }
    node_replace(tree, node, next);
    next->left = node->left;
    next->left->parent = next;
    next->red = node->red;
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
        parent = node->parent;
        lost_black = !node->red;
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
    for (up = node->parent; up && node == up->right; up = up->parent)
        node = up;
    return up;
}

struct rb_node *rb_prev(const struct rb_node *node)
{
    struct rb_node *up;

    if (node->left) {
        up = node->left;
        while (up->right)
            up = up->right;
        return up;
    }
    for (up = node->parent; up && node == up->left; up = up->parent)
        node = up;
    return up;
}
