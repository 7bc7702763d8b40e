/* SPDX-License-Identifier: MIT */
/* An intrusive red-black tree with its first node cached: memory regions by address, timers by deadline. Not locked. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct rb_node {
    struct rb_node *parent;
    struct rb_node *left;
    struct rb_node *right;
    bool red;
};

struct rb_tree {
    struct rb_node *root;
    struct rb_node *first;
};

/* Equal keys are kept in insertion order. */
typedef bool (*rb_less_fn)(const struct rb_node *a, const struct rb_node *b);

void rb_insert(struct rb_tree *tree, struct rb_node *node, rb_less_fn less);
void rb_remove(struct rb_tree *tree, struct rb_node *node);
struct rb_node *rb_next(const struct rb_node *node);
struct rb_node *rb_prev(const struct rb_node *node);
static inline struct rb_node *rb_first(const struct rb_tree *tree)
{
    return tree->first;
}

#define container_of(pointer, type, member) ((type *)((char *)(pointer) - offsetof(type, member)))
