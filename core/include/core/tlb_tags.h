/* SPDX-License-Identifier: MIT */
/*
 * What one CPU remembers of which address space, when the processor tags translations (PCID on x86_64), so that a switch need not
 * forget them. The CPU has a few tags and gives them to the spaces that it loaded last.
 *
 * Every space has a number of its own, never used again, and counts the changes that take translations away. Beside each tag stands up
 * to which change its translations are right. A space that changed while this CPU had something else loaded is found out when it
 * is loaded next: nobody has to interrupt this CPU for it.
 *
 *   load:   say that the space is loaded, then read its count of changes, then tlb_tags_load
 *   change: alter the table, then draw a change number, then look who has the space loaded; these do what tlb_tags_change says
 *
 * One of the two sees the other. A set belongs to one CPU and is used by it alone.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define TLB_TAGS 12u
/* Of the kernel's own tables; the others are 1 to TLB_TAGS. */
#define TLB_TAG_KERNEL 0u

struct tlb_tag {
    uint64_t space;         /* 0: nobody's */
    uint64_t changes;       /* what is remembered is right up to this one */
};

struct tlb_tags {
    struct tlb_tag tag[TLB_TAGS];
    uint32_t next;          /* the one that is taken from its space next */
};

/* What a CPU that has a space loaded has to do for one change. */
enum tlb_work {
    TLB_NOTHING,            /* it knows already */
    TLB_PAGES,              /* forget the pages that changed */
    TLB_ALL,                /* forget all that the tag has, then tlb_tags_forgotten */
};

/*@ predicate tags_valid(struct tlb_tags *tags) = \valid(tags) && tags->next < TLB_TAGS; */

/*
 * The tag under which to load a space. *keep: what is remembered under it is this space's and right; else all of it is to be forgotten
 * with the load. changes: the count of the space, read after others can see that it is being loaded.
 */
/*@ requires tags_valid(tags) && \valid(keep) && \separated(tags, keep);
    requires space != 0;
    assigns *tags, *keep;
    ensures tags_valid(tags);
    ensures 1 <= \result <= TLB_TAGS;
    ensures tags->tag[\result - 1].space == space && tags->tag[\result - 1].changes == changes;
    ensures *keep ==> \exists integer i; 0 <= i < TLB_TAGS && i == \result - 1 &&
        \old(tags->tag[i].space) == space && \old(tags->tag[i].changes) == changes; */
uint32_t tlb_tags_load(struct tlb_tags *tags, uint64_t space, uint64_t changes, bool *keep);

/* What is to be done for change number `change` of the space that is loaded under the tag. TLB_PAGES is taken as done. */
/*@ requires tags_valid(tags) && 1 <= tag <= TLB_TAGS && change > 0;
    assigns tags->tag[tag - 1].changes;
    ensures \result == TLB_NOTHING || \result == TLB_PAGES || \result == TLB_ALL;
    ensures \result == TLB_NOTHING <==> \old(tags->tag[tag - 1].changes) >= change;
    ensures \result == TLB_PAGES <==> \old(tags->tag[tag - 1].changes) == change - 1;
    ensures \result == TLB_PAGES ==> tags->tag[tag - 1].changes == change;
    ensures \result != TLB_PAGES ==> tags->tag[tag - 1].changes == \old(tags->tag[tag - 1].changes); */
enum tlb_work tlb_tags_change(struct tlb_tags *tags, uint32_t tag, uint64_t change);

/* All that the tag had is forgotten. changes: the count of its space, read before that. */
/*@ requires tags_valid(tags) && 1 <= tag <= TLB_TAGS;
    assigns tags->tag[tag - 1].changes;
    ensures tags->tag[tag - 1].changes == changes; */
void tlb_tags_forgotten(struct tlb_tags *tags, uint32_t tag, uint64_t changes);
