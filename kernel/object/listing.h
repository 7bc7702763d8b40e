/* SPDX-License-Identifier: MIT */
/*
 * One page of a list, for methods that answer with `next` (the contract is in schema/process.capnp, at Inspector).
 *
 * The entries are walked over twice: once to count them, up to listing_room, and once to write them into a list of that length. What is
 * listed may change between the two walks, or while the lock is let go of within one. Room is therefore taken for the largest entry,
 * whichever entries come to be written: a page that was begun always fits.
 *
 *   count entries, at most listing_room --> init the list with that count --> for each entry: listing_full? write it : stop
 *     --> listing_finish, and its result is `next`
 */
#pragma once

#include "capnp/builder.h"

struct listing {
    struct capn_list_builder list;
    uint32_t index;                     /* entries that are written */
    uint32_t next;                      /* key of the first one behind the page; 0: none */
    status_t status;                    /* of writing; not STATUS_OK ends the walk */
};

/* Words of a text that needs at most so many bytes with its zero. */
#define LISTING_TEXT_WORDS(bytes) (((bytes) + 7u) / 8u)

/* How many structs of at most entry_words, with all that belongs to each, fit behind what the results hold already. At least 1: when that
 * one does not fit either, writing it fails with STATUS_NO_SPACE, which the caller is told as RESULT_TOO_LARGE. */
static inline uint32_t listing_room(const struct capn_builder *results, uint32_t entry_words)
{
    uint32_t taken = results->used_words + 1; /* and the list's tag */
    uint32_t left = results->capacity_words > taken ? results->capacity_words - taken : 0;

    return left / entry_words > 0 ? left / entry_words : 1;
}

/* Before each entry is written: whether the page ends before it. key (not 0, unless it is the very first): what the following page
 * begins with. One that appeared after the count found nothing is left to a later walk. */
static inline bool listing_full(struct listing *listing, uint32_t key)
{
    if (listing->index < listing->list.count)
        return false;
    if (listing->list.count != 0)
        listing->next = key;
    return true;
}

/* The list gets as long as it became. Returns `next`. */
static inline uint32_t listing_finish(struct listing *listing)
{
    capn_list_truncate(&listing->list, listing->index);
    return listing->next;
}
