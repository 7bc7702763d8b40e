/* SPDX-License-Identifier: MIT */
/*
 * What owns pages that address spaces map without owning them: frames in a row, behind an object that each mapping keeps alive. What else the
 * object is (object/memory_object.c) does not matter here.
 */
#pragma once

#include "arch/paging.h"
#include "base/object.h"

struct page_provider {
    struct object object;
    phys_t first;
    uint64_t pages;
};

/* page < pages. */
static inline phys_t page_provider_frame(const struct page_provider *provider, uint64_t page)
{
    return provider->first + page * PAGE_SIZE;
}
