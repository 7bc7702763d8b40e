/* SPDX-License-Identifier: MIT */
/*
 * The four words of a ring's header that two sides share without a lock (abi/ring.h), and how each is read and written. A thread of
 * the process publishes with the first of each pair what the kernel, on whatever CPU the thread is entered or completed for, reads
 * with the second, and the other way round:
 *
 *     written by      with                    pairs with              on the side of
 *     process         ring_publish_sq_tail    ring_read_sq_tail       kernel      entries are written before the tail shows them
 *     kernel          ring_publish_sq_head    ring_read_sq_head       process     entries are read before they may be used again
 *     kernel          ring_publish_cq_tail    ring_read_cq_tail       process     completions are written before the tail shows them
 *     process         ring_publish_cq_head    ring_read_cq_head       kernel      completions are read before they may be overwritten
 *
 * What is read is a claim of the other side: check it with ring_valid (core/ring_index.h) first, unless that side is the kernel.
 */
#pragma once

#include "abi/ring.h"
#include "core/atomic.h"

static inline void ring_publish_sq_tail(struct ring_page *ring, uint32_t tail)
{
    atomic_store_release(&ring->header.sq_tail, tail); /* pairs with ring_read_sq_tail */
}
static inline uint32_t ring_read_sq_tail(const struct ring_page *ring)
{
    return atomic_load_acquire(&ring->header.sq_tail); /* pairs with ring_publish_sq_tail */
}

static inline void ring_publish_sq_head(struct ring_page *ring, uint32_t head)
{
    atomic_store_release(&ring->header.sq_head, head); /* pairs with ring_read_sq_head */
}
static inline uint32_t ring_read_sq_head(const struct ring_page *ring)
{
    return atomic_load_acquire(&ring->header.sq_head); /* pairs with ring_publish_sq_head */
}

static inline void ring_publish_cq_tail(struct ring_page *ring, uint32_t tail)
{
    atomic_store_release(&ring->header.cq_tail, tail); /* pairs with ring_read_cq_tail */
}
static inline uint32_t ring_read_cq_tail(const struct ring_page *ring)
{
    return atomic_load_acquire(&ring->header.cq_tail); /* pairs with ring_publish_cq_tail */
}

static inline void ring_publish_cq_head(struct ring_page *ring, uint32_t head)
{
    atomic_store_release(&ring->header.cq_head, head); /* pairs with ring_read_cq_head */
}
/* Relaxed: on account of it the kernel only stores into completions, and only behind a branch on what was read here. */
static inline uint32_t ring_read_cq_head(const struct ring_page *ring)
{
    return atomic_load_relaxed(&ring->header.cq_head);
}
