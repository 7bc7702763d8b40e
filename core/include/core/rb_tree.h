/* SPDX-License-Identifier: MIT */
/* An intrusive red-black tree with its first node cached: memory regions by address, timers by deadline, parked threads by word. Not locked. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rb_node {
    uintptr_t parent_red;       /* address of the parent; bit 0: the node is red. Three words, because records have several nodes */
    struct rb_node *left;
    struct rb_node *right;
};
_Static_assert(_Alignof(struct rb_node) >= 2, "bit 0 of an address is free");

struct rb_tree {
    struct rb_node *root;
    struct rb_node *first;
};

static inline struct rb_node *rb_parent(const struct rb_node *node)
{
    return (struct rb_node *)(node->parent_red & ~(uintptr_t)1);
}
static inline bool rb_is_red(const struct rb_node *node)
{
    return node->parent_red & 1;
}

/* Equal keys are kept in insertion order. */
typedef bool (*rb_less_fn)(const struct rb_node *a, const struct rb_node *b);

void rb_insert(struct rb_tree *tree, struct rb_node *node, rb_less_fn less);
void rb_remove(struct rb_tree *tree, struct rb_node *node);
/* The same for a tree that is empty, and for the only node of one: no order is needed, and nothing is called. */
static inline void rb_insert_alone(struct rb_tree *tree, struct rb_node *node)
{
    *node = (struct rb_node){ 0 };
    tree->root = tree->first = node;
}
static inline void rb_remove_alone(struct rb_tree *tree)
{
    tree->root = tree->first = NULL;
}
struct rb_node *rb_next(const struct rb_node *node);
static inline struct rb_node *rb_first(const struct rb_tree *tree)
{
    return tree->first;
}

#define container_of(pointer, type, member) ((type *)((char *)(pointer) - offsetof(type, member)))
