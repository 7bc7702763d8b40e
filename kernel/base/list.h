/* SPDX-License-Identifier: MIT */
/* Intrusive doubly linked lists with a sentinel. An unlinked node points to itself. Not locked. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/log.h"
#include "core/rb_tree.h"

struct list_node {
    struct list_node *next;
    struct list_node *prev;
};

static inline void list_init(struct list_node *node)
{
    node->next = node;
    node->prev = node;
}
static inline bool list_empty(const struct list_node *head)
{
    return head->next == head;
}
static inline void list_append(struct list_node *head, struct list_node *node)
{
    debug_assert(head->next->prev == head && head->prev->next == head && head != node);
    node->prev = head->prev;
    node->next = head;
    head->prev->next = node;
    head->prev = node;
}
static inline void list_prepend(struct list_node *head, struct list_node *node)
{
    list_append(head->next, node);
}
/* Unlinking an unlinked node does nothing. */
static inline void list_remove(struct list_node *node)
{
    debug_assert(node->next->prev == node && node->prev->next == node);
    node->prev->next = node->next;
    node->next->prev = node->prev;
    list_init(node);
}
/* The first node, unlinked; NULL when empty. */
static inline struct list_node *list_take_first(struct list_node *head)
{
    struct list_node *node = head->next;

    if (node == head)
        return NULL;
    list_remove(node);
    return node;
}
