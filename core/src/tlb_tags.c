/* SPDX-License-Identifier: MIT */
/* Tags of translations: see core/tlb_tags.h. Taken in turn: a space that lost its tag pays with one flush. */
#include "core/tlb_tags.h"

uint32_t tlb_tags_load(struct tlb_tags *tags, uint64_t space, uint64_t changes, bool *keep)
{
    uint32_t at = tags->next;

    /*@ loop invariant 0 <= i <= TLB_TAGS;
        loop invariant at == tags->next;
        loop assigns i;
        loop variant TLB_TAGS - i; */
    for (uint32_t i = 0; i < TLB_TAGS; i++) {
        if (tags->tag[i].space == space) {
            *keep = tags->tag[i].changes == changes;
            tags->tag[i].changes = changes;
            return i + 1;
        }
    }
    *keep = false;
    tags->tag[at].space = space;
    tags->tag[at].changes = changes;
    tags->next = (at + 1) % TLB_TAGS;
    return at + 1;
}

enum tlb_work tlb_tags_change(struct tlb_tags *tags, uint32_t tag, uint64_t change)
{
    struct tlb_tag *record = &tags->tag[tag - 1];

    if (record->changes >= change)
        return TLB_NOTHING;
    if (record->changes != change - 1)
        return TLB_ALL;
    record->changes = change;
    return TLB_PAGES;
}

void tlb_tags_forgotten(struct tlb_tags *tags, uint32_t tag, uint64_t changes)
{
    tags->tag[tag - 1].changes = changes;
}
