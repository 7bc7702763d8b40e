/* SPDX-License-Identifier: MIT */
/* PARK and UNPARK. The states and rules are in park.h. */
#include "ring/park.h"

#include "arch/time.h"
#include "arch/uaccess.h"
#include "core/atomic.h"
#include "mem/address_space_priv.h"
#include "ring/deadlines.h"
#include "ring/park_queue.h"
#include "ring/submission.h"
#include "sched/timers.h"
#include "sched/upcall.h"

/* Wakes between two looks at interrupts. */
#define WAKES_PER_STEP 16u

static const struct sqe_mask park_mask = { { SQE_FLAGS_EXCEPT(0) | SQE_METHOD, 0, 0, SQE_RESULT_LEN, SQE_ALL, 0, SQE_ALL, SQE_ALL } };
static const struct sqe_mask unpark_mask = { { SQE_FLAGS_EXCEPT(CAP_SQE_QUIET) | SQE_METHOD, 0, 0, SQE_RESULT_LEN, SQE_ALL, SQE_ALL,
                                               SQE_ALL, SQE_ALL } };

/* A word and where its waiters are. */
struct place {
    struct cap_hold hold;               /* of a shared word, with references; else its object is NULL */
    struct object *owner;               /* of the queue: the process or the memory object */
    struct park_queue *queue;
    uint64_t word;
};

static bool cancel_park(struct answer *answer, struct object *object, uint64_t id);

bool answer_is_park(const struct answer *answer)
{
    return answer->cancel == cancel_park;
}

/* --- whose word it is ----------------------------------------------------------------------------------------------- */

/* The authority: private needs no reference, since a process does not vanish under its own thread. */
static status_t find_space(const struct submission *submission, struct place *place)
{
    struct process *process = submission->process;
    struct cap_hold *hold;
    status_t status;

    spin_lock(&process->lock);
    status = cap_table_lookup(&process->table, submission->sqe.cap_id, &hold);
    if (status == STATUS_OK) {
        const struct object *object = hold->object;

        if (object->kind->parks == PARKS_PRIVATE) {
            place->hold.object = NULL;
        } else if (object->kind->parks != PARKS_SHARED) {
            status = STATUS_WRONG_INTERFACE;
        } else if (!object_hold_live(hold)) {
            status = STATUS_DISCONNECTED;
        } else {
            place->hold = *hold;
            hold_get(hold);
        }
    }
    spin_unlock(&process->lock);
    return status;
}

/* Where an address of a mapping lies in its object. space->lock is held. */
static status_t find_shared_locked(const struct submission *submission, struct place *place)
{
    struct object *space = place->hold.object;
    struct shared_words *memory = space->kind->shared_words(space);
    const struct region *region = address_space_find_locked(&submission->process->space, submission->sqe.addr);

    lock_assert_held(&submission->process->space.lock);
    if (!region || region->kind != REGION_OBJECT || region->object != &memory->pages)
        return STATUS_INVALID_BUFFER;
    place->owner = &memory->pages.object;
    place->queue = &memory->parks;
    place->word = park_shared_word(submission->sqe.addr, region->start, region->object_page);
    return STATUS_OK;
}

static void find_private(const struct submission *submission, struct place *place)
{
    place->owner = &submission->process->object;
    place->queue = &submission->process->parks[park_queue_of(submission->sqe.addr)];
    place->word = submission->sqe.addr;
}

/* Inline, so that the mask is known and most of its words are no instruction. */
static inline __attribute__((always_inline)) status_t check(const struct submission *submission, const struct sqe_mask *mask,
                                                            struct place *place)
{
    if (!sqe_clean(&submission->sqe, mask))
        return STATUS_INVALID_REQUEST;
    if (!park_address_valid(submission->sqe.addr))
        return STATUS_INVALID_BUFFER;
    return find_space(submission, place);
}

/* --- waiting -------------------------------------------------------------------------------------------------------- */

static inline void remove_locked(struct park_queue *queue, struct answer *answer)
{
    lock_assert_held(&queue->lock);
    atomic_sub_relaxed(&answer->thread->process->parking, 1);
    park_queue_remove(queue, answer);
    if (answer->park.timed)
        answer_cancel_park_deadline(answer);
}

/* Off the queue if it is in there, with that ticket or, for 0, whatever ticket it has, and with that id. */
static bool take(struct park_queue *queue, struct answer *answer, uint64_t ticket, uint64_t id)
{
    bool found;

    spin_lock(&queue->lock);
    found = park_queue_has(queue, answer) && (ticket ? answer->park.ticket == ticket : answer->id == id);
    if (found)
        remove_locked(queue, answer);
    spin_unlock(&queue->lock);
    return found;
}

/* Whether it is one of the object's: what a record says of its queue may be old, or part of another operation. */
static bool has_queue(struct object *owner, const struct park_queue *queue)
{
    if (owner->kind != &process_kind)
        return queue == &container_of(owner, struct shared_words, pages.object)->parks;
    for (uint32_t i = 0; i < PARK_QUEUES; i++) {
        if (queue == &container_of(owner, struct process, object)->parks[i])
            return true;
    }
    return false;
}

static bool cancel_park(struct answer *answer, struct object *object, uint64_t id)
{
    /* A hint, which has_queue and then the ticket under the queue's lock confirm. */
    struct park_queue *queue = atomic_load_relaxed(&answer->park.queue);

    return has_queue(object, queue) && take(queue, answer, 0, id);
}

void park_expire(struct answer *answer, struct park_queue *queue, uint64_t ticket)
{
    if (take(queue, answer, ticket, 0))
        answer_complete(answer, PARK_TIMED_OUT, 0, 0, answer->id);
}

static void join_locked(const struct submission *submission, const struct place *place)
{
    struct park_queue *queue = place->queue;
    struct answer *answer;

    lock_assert_held(&place->queue->lock);
    /* First, before this CPU may wait for another one's lock: somebody_waits relies on it. */
    queue->count++;
    answer = submission_defer(submission, place->owner, cancel_park);
    answer->result.bytes = 0;
    answer->result.address = submission->sqe.addr;
    answer->park.queue = queue;
    answer->park.ticket = ++queue->tickets;
    answer->park.word = place->word;
    answer->park.timed = submission->sqe.dep != TIME_FOREVER;
    park_queue_insert(queue, answer);
    if (answer->park.timed)
        answer_add_park_deadline(answer, submission->sqe.dep);
    if (place->hold.object && place->hold.revoker)
        revoker_add_call(place->hold.revoker, answer);
}

/* The word is read and the queue joined under the queue's lock. True: it waits now. False: *result says why not. */
static bool compare_and_join(const struct submission *submission, const struct place *place, int32_t *result)
{
    const struct cap_sqe *sqe = &submission->sqe;
    bool joins = false;
    uint32_t value;

    /* Before the word is read. Pairs with park_pages_gone: a CPU that took the page away and finds no count took it before we look. */
    atomic_add_full(&submission->process->parking, 1);
    spin_lock(&place->queue->lock);
    *result = load_user_word(&value, (__force const uint32_t __user *)(uintptr_t)sqe->addr);
    if (*result != STATUS_OK) {
        /* Not mapped, or not readable. */
    } else if (value != sqe->len) {
        *result = PARK_VALUE_MISMATCH;
    } else if (sqe->dep != TIME_FOREVER && sqe->dep <= clock_now_ns()) {
        *result = PARK_TIMED_OUT;
    } else if (place->queue->count == PARK_QUEUE_MAX) {
        *result = STATUS_OVERLOADED;
    } else {
        join_locked(submission, place);
        joins = true;
    }
    spin_unlock(&place->queue->lock);
    if (!joins)
        atomic_sub_relaxed(&submission->process->parking, 1);
    return joins;
}

/* Under the space's lock, so that the address cannot come to show something else before the word is read. */
static bool park_shared(const struct submission *submission, struct place *place, int32_t *result)
{
    struct address_space *space = &submission->process->space;
    bool joins = false;

    spin_lock(&space->lock);
    *result = find_shared_locked(submission, place);
    if (*result == STATUS_OK)
        joins = compare_and_join(submission, place, result);
    spin_unlock(&space->lock);
    return joins;
}

void submission_park(const struct submission *submission)
{
    struct place place;
    int32_t result = check(submission, &park_mask, &place);
    bool joins = false;

    if (result == STATUS_OK) {
        if (place.hold.object) {
            joins = park_shared(submission, &place, &result);
            /* Who revoked it meanwhile on another CPU may have looked before the wait was there to be ended. */
            if (joins && place.hold.revoker && !object_hold_live(&place.hold))
                answer_end_revoked(submission->thread, submission->id);
            hold_put(&place.hold);
        } else {
            find_private(submission, &place);
            joins = compare_and_join(submission, &place, &result);
        }
    }
    if (!joins)
        submission_complete(submission, result, result >= 0 ? submission->id : 0);
}

/* --- waking --------------------------------------------------------------------------------------------------------- */

/* The oldest waiter on the word that is not younger than the ticket, off its queue; NULL. */
static inline struct answer *take_oldest_locked(struct park_queue *queue, uint64_t word, uint64_t youngest)
{
    struct answer *answer = park_queue_from(queue, word, 0);

    lock_assert_held(&queue->lock);
    if (!answer || answer->park.word != word || answer->park.ticket > youngest)
        return NULL;
    remove_locked(queue, answer);
    return answer;
}

/* Those that wait now, at most count: who comes meanwhile, on another CPU, is not meant. */
static uint32_t wake(struct park_queue *queue, uint64_t word, uint32_t count)
{
    uint32_t woken = 0;
    uint64_t youngest;

    spin_lock(&queue->lock);
    youngest = queue->tickets;
    for (;;) {
        struct answer *answer = take_oldest_locked(queue, word, youngest);

        spin_unlock(&queue->lock);
        if (!answer)
            return woken;
        answer_complete(answer, PARK_WOKEN, 0, 0, answer->id);
        if (++woken == count)
            return woken;
        if (woken % WAKES_PER_STEP == 0)
            cpu_interrupt_window();
        spin_lock(&queue->lock);
    }
}

void submission_unpark(const struct submission *submission)
{
    const struct cap_sqe *sqe = &submission->sqe;
    struct place place;
    int32_t result = sqe->len == 0 ? STATUS_INVALID_REQUEST : check(submission, &unpark_mask, &place);

    if (result == STATUS_OK && place.hold.object) {
        spin_lock(&submission->process->space.lock);
        result = find_shared_locked(submission, &place);
        spin_unlock(&submission->process->space.lock);
        if (result == STATUS_OK)
            result = (int32_t)wake(place.queue, place.word, sqe->len);
        hold_put(&place.hold);
    } else if (result == STATUS_OK) {
        find_private(submission, &place);
        result = (int32_t)wake(place.queue, place.word, sqe->len);
    }
    submission_complete(submission, result, result >= 0 ? submission->id : 0);
}

/* --- words that go -------------------------------------------------------------------------------------------------- */

/* Words [from, to) of a queue, those waiters of the process whose addresses are in [start, end). */
struct range {
    const struct process *process;
    uint64_t start, end;
    uint64_t from, to;
};

/* The first that waits in the range, off the queue, and the place of the next in range->from; NULL. */
static struct answer *take_in_range(struct park_queue *queue, struct range *range)
{
    struct answer *found = NULL;

    spin_lock(&queue->lock);
    for (struct answer *at = park_queue_from(queue, range->from, 0); at && at->park.word < range->to;) {
        struct rb_node *next = rb_next(&at->park.place);

        if (at->thread->process == range->process && park_in_range(at->result.address, range->start, range->end)) {
            found = at;
            range->from = at->park.word;
            remove_locked(queue, at);
            break;
        }
        at = next ? park_answer_of(next) : NULL;
    }
    spin_unlock(&queue->lock);
    return found;
}

/* In some of the process's queues; without their locks. Whoever read a word of pages that are gone did so before the shootdown, and did
 * not answer that before its count was there: between the two it waits for nobody. */
static bool somebody_waits(const struct process *process)
{
    uint32_t waiters = 0;

    /* Nobody, mostly, and every unmapping asks. Pairs with the unlock in compare_and_join or remove_locked. */
#pragma GCC unroll 16
    for (uint32_t i = 0; i < PARK_QUEUES; i++)
        waiters |= atomic_load_acquire(&process->parks[i].count);
    return waiters != 0;
}

static void drain(struct park_queue *queue, struct range *range)
{
    struct answer *answer;

    while ((answer = take_in_range(queue, range))) {
        answer_complete(answer, STATUS_INVALID_BUFFER, 0, 0, 0);
        cpu_interrupt_window();
    }
}

void park_pages_gone(struct address_space *space, struct page_provider *object, uint64_t start, uint64_t end)
{
    struct process *process = container_of(space, struct process, space);
    bool waited = somebody_waits(process);

    /* After every CPU has forgotten the pages. Pairs with compare_and_join. */
    if (atomic_load_full(&process->parking) == 0)
        return;
    /* Private words are addresses. Of a shared one the name in the queue does not tell who sees it here, so all are looked at. */
    for (uint32_t i = 0; waited && i < PARK_QUEUES; i++)
        drain(&process->parks[i], &(struct range){ process, start, end, start, end });
    if (object)
        drain(&container_of(object, struct shared_words, pages)->parks, &(struct range){ process, start, end, 0, UINT64_MAX });
}
