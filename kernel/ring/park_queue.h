/* SPDX-License-Identifier: MIT */
/*
 * The waiters of one queue of ring/park.h, ordered by word and then by how long they have waited: however many wait for other words,
 * finding those of one takes a few steps. Nearly always there is one waiter, or none, so that case is done here and now.
 * The queue's lock is held for everything.
 */
#pragma once

#include "abi/compiler.h"
#include "core/atomic.h"
#include "ring/answer.h"
#include "ring/park.h"

static inline struct answer *park_answer_of(const struct rb_node *node)
{
    return container_of(node, struct answer, park.place);
}

/* Ties stay in the order of insertion, which is that of their tickets. */
static inline bool park_word_less(const struct rb_node *a, const struct rb_node *b)
{
    return park_answer_of(a)->park.word < park_answer_of(b)->park.word;
}

/* The first that is not before (word, ticket); NULL. */
static inline struct answer *park_queue_from(const struct park_queue *queue, uint64_t word, uint64_t ticket)
{
    struct rb_node *node = queue->waiters.root;
    struct answer *found = NULL;

    while (node) {
        struct answer *at = park_answer_of(node);

        if (at->park.word > word || (at->park.word == word && at->park.ticket >= ticket)) {
            found = at;
            node = node->left;
        } else {
            node = node->right;
        }
    }
    return found;
}

/* word and ticket are set, and it is counted already: see join_locked. */
static inline void park_queue_insert(struct park_queue *queue, struct answer *answer)
{
    if (!queue->waiters.root)
        rb_insert_alone(&queue->waiters, &answer->park.place);
    else
        rb_insert(&queue->waiters, &answer->park.place, park_word_less);
}

static inline void park_queue_remove(struct park_queue *queue, struct answer *answer)
{
    if (likely(queue->count == 1))
        rb_remove_alone(&queue->waiters);
    else
        rb_remove(&queue->waiters, &answer->park.place);
    queue->count--;
}

/* Whether the record is in the queue. It may be in use for anything else, or change under our eyes, when it is not. */
static inline bool park_queue_has(const struct park_queue *queue, const struct answer *answer)
{
    return park_queue_from(queue, atomic_load_relaxed(&answer->park.word), answer->park.ticket) == answer;
}
