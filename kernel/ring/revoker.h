/* SPDX-License-Identifier: MIT */
/*
 * Revokers: a hold that was lent names one, and so does every hold derived from it. Revoking cuts them all in one call,
 * wherever they are: they are checked when they are used, and what is under way through them is ended.
 *
 * Lending what was lent makes a child: revokers form a tree of depth REVOKER_MAX_DEPTH at most, and cutting one cuts what is
 * below it. A revoker lives while a hold on it or through it does.
 */
#pragma once

#include "base/list.h"
#include "base/lock.h"
#include "base/object.h"

struct answer;

#define REVOKER_MAX_DEPTH 8u

struct revoker {
    struct object object;
    struct revoker *parent;             /* one reference; NULL for a hold that was not lent before */
    uint32_t depth;                     /* 1 without a parent */
    bool revoked;
    struct spinlock lock;               /* guards calls */
    struct list_node calls;             /* unfinished answers of calls through holds of this revoker */
    struct list_node children;          /* guarded by one lock for all trees, as is sibling */
    struct list_node sibling;
};

/* The kind, with the methods (object/revoker.c), and its destroy. */
extern struct object_kind revoker_kind;
void revoker_destroy(struct object *object);

/* STATUS_OUT_OF_RANGE: lent too often. STATUS_NO_MEMORY. One reference, the caller's. */
MUST_CHECK status_t revoker_create(struct revoker *parent, struct revoker **out);
/* The exception for the first of them (object/revoker.c). */
status_t revoker_too_deep(struct capn_call *call);
/* Whether holds of this revoker still work. */
bool revoker_live(const struct revoker *revoker);
/* A call through a hold of this revoker completes later: it ends when that is revoked. */
void revoker_add_call(struct revoker *revoker, struct answer *answer);
/* Cuts what was derived from it, for ever; returns how many calls that ended. Twice is no error. No lock is held. */
uint32_t revoker_cut(struct revoker *revoker);
/* The answer is about to end in another way. */
void revoker_remove_call(struct answer *answer);
