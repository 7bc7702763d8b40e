/* SPDX-License-Identifier: MIT */
/*
 * One thread's ring: its user code submits, reaps and enters the kernel; other CPUs complete its answers at any moment, also
 * while the thread runs in user mode. The index arithmetic is the real one (core/ring_index.h), with the real sizes, across
 * the wrap of the 32-bit counters.
 *
 * What holds in every interleaving:
 *   - a completion is never written over one that was not reaped, and is whole before its tail is seen;
 *   - each consumed submission gets exactly one completion, FINISH or not;
 *   - nothing stays: whoever keeps reaping and entering gets every answer.
 * With HOSTILE the user writes any head and tail it likes: the kernel ends it, or its own accounts still hold.
 * MISTAKE_CREDIT, MISTAKE_ORDER and MISTAKE_HEAD each plant one mistake that the model must find (run.sh).
 */
c_decl {
\#include "core/ring_index.h"
}

#define SUBMISSIONS 34              /* more than a completion queue has entries */
#define FIRST -12                   /* as a uint32_t: twelve before the counters wrap */

/* The page. User space owns sq_tail and cq_head. */
int sq_tail = FIRST, cq_head = FIRST, cq_tail_seen = FIRST;
/* The kernel's own copies. */
int sq_head = FIRST, cq_tail = FIRST;
byte reserved = 0;                  /* promised completions: consumed, not answered yet */
byte writing = 0;                   /* the entry at cq_tail: 1 half written, 2 whole, 0 nobody writes */
byte submitted = 0, consumed = 0, completed = 0, reaped = 0;
bool ended = false;                 /* the kernel has ended the process */

/* The real functions. In brackets, because spin takes a call inside c_expr for a side effect. */
#define USED(head, tail) ((ring_used)((uint32_t)now.head, (uint32_t)now.tail))
#define VALID(head, tail, entries) ((ring_valid)((uint32_t)now.head, (uint32_t)now.tail, entries))
#define CREDIT ((ring_cq_credit)((uint32_t)now.cq_head, (uint32_t)now.cq_tail, now.reserved))
#define SLOT(index) ((ring_slot)((uint32_t)now.index, RING_CQ_ENTRIES))
#define HALF_WRITTEN(index) (now.writing == 1 && SLOT(index) == SLOT(cq_tail))

/* What read_header() of kernel/ring/ring.c refuses. */
inline check_header()
{
    if
    :: c_expr { !VALID(sq_head, sq_tail, RING_SQ_ENTRIES) } -> ended = true
#ifdef MISTAKE_HEAD
    :: c_expr { !VALID(cq_head, cq_tail, RING_CQ_ENTRIES) } -> ended = true
#else
    :: c_expr { !VALID(cq_head, cq_tail, RING_CQ_ENTRIES - now.reserved) } -> ended = true
#endif
    :: else
    fi
}

inline account_holds()
{
    assert(c_expr { now.reserved <= RING_CQ_ENTRIES });
    assert(consumed == completed + reserved)
}

/* Consumes until the queue is empty or no completion is free. The thread holds its own lock: no completion in between. */
inline drain()
{
    do
#ifdef MISTAKE_CREDIT
    :: !ended && c_expr { now.sq_head != now.sq_tail && USED(cq_head, cq_tail) < RING_CQ_ENTRIES } ->
#else
    :: !ended && c_expr { now.sq_head != now.sq_tail && CREDIT != 0 } ->
#endif
        sq_head++; reserved++; consumed++;
        assert(c_expr { now.reserved <= RING_CQ_ENTRIES })
    :: else -> break
    od
}

active proctype user()
{
    do
#ifdef HOSTILE
    :: atomic { !ended && submitted < 3 ->
        submitted++;
        if
        :: sq_tail = sq_head + 15
        :: sq_tail = sq_head + 16
        :: sq_tail = sq_head + 17
        :: sq_tail = sq_head - 1
        fi;
        if
        :: cq_head = cq_tail
        :: cq_head = cq_tail + 1
        :: cq_head = cq_tail - 1
        :: cq_head = cq_tail - 31
        :: cq_head = cq_tail - 32
        :: cq_head = cq_tail - 33
        fi }
    :: ended || submitted == 3 -> break
#else
    :: atomic { submitted < SUBMISSIONS && c_expr { USED(sq_head, sq_tail) < RING_SQ_ENTRIES } -> sq_tail++; submitted++ }
    /* cq_tail_seen is loaded with acquire, then the entry is read. */
    :: atomic { cq_head != cq_tail_seen ->
        assert(c_expr { USED(cq_head, cq_tail_seen) <= RING_CQ_ENTRIES });
        assert(c_expr { !HALF_WRITTEN(cq_head) });
        cq_head++; reaped++ }
    :: reaped == SUBMISSIONS -> break
#endif
    :: atomic { !ended && writing == 0 -> check_header(); drain(); account_holds() }
    od;
#ifndef HOSTILE
    assert(consumed == SUBMISSIONS && completed == SUBMISSIONS && reserved == 0)
#endif
}

/* Any other CPU, under the thread's lock: `writing` is that lock. Writes an entry, then publishes the tail with release. */
active proctype completer()
{
end:
    do
    :: atomic { writing == 0 && reserved > 0 ->
#ifndef HOSTILE
        assert(c_expr { USED(cq_head, cq_tail) < RING_CQ_ENTRIES });
#endif
#ifdef MISTAKE_ORDER
        cq_tail_seen = cq_tail + 1;
#endif
        writing = 1 }
    :: atomic { writing == 1 -> writing = 2 }
    :: atomic { writing == 2 ->
        cq_tail++; reserved--; completed++; cq_tail_seen = cq_tail; writing = 0; account_holds() }
    od
}
