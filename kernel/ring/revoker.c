/* SPDX-License-Identifier: MIT */
/* Revokers: the tree, and the calls that end with it. See revoker.h; object/revoker.c has the methods. */
#include "ring/revoker.h"

#include "core/atomic.h"
#include "mem/slab.h"
#include "ring/answer.h"

static struct slab_cache revoker_cache;
static struct spinlock tree_lock = SPINLOCK(LOCK_TREE);       /* guards all children lists */

bool revoker_live(const struct revoker *revoker)
{
    for (; revoker; revoker = revoker->parent) {
        /* A hint where the call is not in a list yet; after revoker_add_call, for certain: see the fence there. */
        if (atomic_load_relaxed(&revoker->revoked))
            return false;
    }
    return true;
}

bool object_lent_hold_live(const struct cap_hold *hold)
{
    const struct object *object = hold->object;

    return object_epoch(object) == hold->epoch && revoker_live(hold->revoker);
}

void hold_lent_get(const struct cap_hold *hold)
{
    object_get(&((struct revoker *)hold->revoker)->object);
}

void hold_lent_put(const struct cap_hold *hold)
{
    object_put(&((struct revoker *)hold->revoker)->object);
}

void revoker_add_call(struct revoker *revoker, struct answer *answer)
{
    debug_assert(!answer->via);
    object_get(&revoker->object);
    answer->via = revoker;
    spin_lock(&revoker->lock);
    list_append(&revoker->calls, &answer->via_link);
    spin_unlock(&revoker->lock);
    /* Before the next look at `revoked`: either that sees the mark, or revoker_cut() sees the call. Pairs with the lock in first_call. */
    atomic_fence_full();
}

void revoker_remove_call(struct answer *answer)
{
    struct revoker *revoker = answer->via;

    kernel_assert(revoker != NULL);
    answer->via = NULL;
    spin_lock(&revoker->lock);
    list_remove(&answer->via_link);
    spin_unlock(&revoker->lock);
    object_put(&revoker->object);
}

/* Its object, with a reference, and its id: the record may be in use for something else as soon as the lock is let go. */
static struct answer *first_call(struct revoker *revoker, struct object **object, uint64_t *id)
{
    struct answer *answer = NULL;

    spin_lock(&revoker->lock);
    if (!list_empty(&revoker->calls)) {
        answer = container_of(revoker->calls.next, struct answer, via_link);
        *object = answer->object;
        *id = answer->id;
        object_get(*object);
    }
    spin_unlock(&revoker->lock);
    return answer;
}

/* Ends the calls of one revoker. */
static uint32_t end_calls(struct revoker *revoker)
{
    struct object *object;
    struct answer *answer;
    uint32_t count = 0;
    uint64_t id;

    while ((answer = first_call(revoker, &object, &id))) {
        /* Not there: another CPU is just completing it, or is about to put it there. It will not stay in the list. */
        if (answer->cancel(answer, object, id)) {
            answer_fail(answer, STATUS_GONE, "the capability was revoked");
            count++;
        }
        object_put(object);
        cpu_interrupt_window();
    }
    return count;
}

/* The next revoker of the tree below root, in pre-order; NULL after the last. */
static struct revoker *next_below(struct revoker *root, struct revoker *at)
{
    if (!list_empty(&at->children))
        return container_of(at->children.next, struct revoker, sibling);
    while (at != root) {
        if (at->sibling.next != &at->parent->children)
            return container_of(at->sibling.next, struct revoker, sibling);
        at = at->parent;
    }
    return NULL;
}

uint32_t revoker_cut(struct revoker *revoker)
{
    uint32_t count = 0;

    /* Pairs with the fence in revoker_add_call, through the lock in first_call. */
    atomic_store_relaxed(&revoker->revoked, true);
    object_get(&revoker->object);
    for (struct revoker *at = revoker; at;) {
        struct revoker *next;

        count += end_calls(at);
        spin_lock(&tree_lock);
        /* One that is being destroyed on another CPU has no calls and nothing below it. */
        next = next_below(revoker, at);
        while (next && !object_try_get(&next->object))
            next = next_below(revoker, next);
        spin_unlock(&tree_lock);
        object_put(&at->object);
        /* Others may have lent on as often as they have slots. */
        cpu_interrupt_window();
        at = next;
    }
    return count;
}

void revoker_destroy(struct object *object)
{
    struct revoker *revoker = container_of(object, struct revoker, object);
    struct revoker *parent = revoker->parent;

    spin_lock(&tree_lock);
    list_remove(&revoker->sibling);
    spin_unlock(&tree_lock);
    slab_free(&revoker_cache, revoker);
    if (parent)
        object_put(&parent->object);
}

status_t revoker_create(struct revoker *parent, struct revoker **out)
{
    struct revoker *revoker;

    if (parent && parent->depth == REVOKER_MAX_DEPTH)
        return STATUS_OUT_OF_RANGE;
    if (!revoker_cache.name)
        slab_cache_init(&revoker_cache, "revoker", sizeof(struct revoker));
    revoker = slab_alloc(&revoker_cache);
    if (!revoker)
        return STATUS_NO_MEMORY;
    object_init(&revoker->object, &revoker_kind);
    spin_init(&revoker->lock, LOCK_REVOKER);
    revoker->depth = parent ? parent->depth + 1 : 1;
    revoker->parent = parent;
    list_init(&revoker->calls);
    list_init(&revoker->children);
    list_init(&revoker->sibling);
    if (parent) {
        object_get(&parent->object);
        spin_lock(&tree_lock);
        list_append(&parent->children, &revoker->sibling);
        spin_unlock(&tree_lock);
    }
    *out = revoker;
    return STATUS_OK;
}
