/* SPDX-License-Identifier: MIT */
/* Memory objects, for the address space that maps them and the allocator that makes them. */
#pragma once

#include "arch/paging.h"
#include "object/object.h"

struct memory_object;
struct park_queue;

/* pages zeroed frames in a row. STATUS_NO_MEMORY. One reference, the caller's. */
MUST_CHECK status_t memory_object_create(uint64_t pages, struct memory_object **out);
struct object *memory_object_header(struct memory_object *object);
struct memory_object *memory_object_of(struct object *object);
uint64_t memory_object_pages(const struct memory_object *object);
/* Of the threads that wait on its words (cap/park.h). */
struct park_queue *memory_object_parks(struct memory_object *object);
/* page < pages. */
phys_t memory_object_frame(const struct memory_object *object, uint64_t page);
