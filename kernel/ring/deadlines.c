/* SPDX-License-Identifier: MIT */
/* Deadlines of unfinished answers: sleeps and timed waits on words, two trees in each CPU's data. See deadlines.h; sched/timers.c has the timer. */
#include "ring/deadlines.h"

#include "abi/limits.h"
#include "core/atomic.h"
#include "ring/answer.h"
#include "ring/park.h"
#include "sched/cpu.h"
#include "sched/timers.h"
#include "sched/upcall.h"

static bool sleep_less(const struct rb_node *a, const struct rb_node *b)
{
    return container_of(a, struct answer, timer.node)->timer.deadline_ns <
           container_of(b, struct answer, timer.node)->timer.deadline_ns;
}

static bool park_less(const struct rb_node *a, const struct rb_node *b)
{
    return container_of(a, struct answer, park.node)->park.deadline_ns < container_of(b, struct answer, park.node)->park.deadline_ns;
}

uint64_t answers_next_deadline_locked(const struct cpu *cpu)
{
    uint64_t earliest = TIME_FOREVER;
    struct rb_node *node;

    lock_assert_held(&cpu->lock);
    node = rb_first(&cpu->sleep_timers);
    if (node)
        earliest = container_of(node, struct answer, timer.node)->timer.deadline_ns;
    node = rb_first(&cpu->park_timers);
    if (node && container_of(node, struct answer, park.node)->park.deadline_ns < earliest)
        earliest = container_of(node, struct answer, park.node)->park.deadline_ns;
    return earliest;
}

/* --- Timer.sleep ---------------------------------------------------------------------------------------------------- */

/* The link is what says that it is there: its neighbours in the record are used for other things as well. */
void answer_add_sleep(struct answer *answer, uint64_t deadline_ns)
{
    struct cpu *cpu = cpu_current();

    spin_lock(&cpu->lock);
    answer->timer.deadline_ns = deadline_ns;
    answer->timer.cpu_index = cpu->arch.index;
    rb_insert(&cpu->sleep_timers, &answer->timer.node, sleep_less);
    list_append(&cpu->sleepers, &answer->link);
    timers_program_locked(cpu);
    spin_unlock(&cpu->lock);
}

static void remove_sleep_locked(struct cpu *cpu, struct answer *answer)
{
    lock_assert_held(&cpu->lock);
    rb_remove(&cpu->sleep_timers, &answer->timer.node);
    list_remove(&answer->link);
}

bool answer_cancel_sleep(struct answer *answer, struct object *object, uint64_t id)
{
    /* If the record is in use for something else by now, this is any number, and the lock shows that. */
    uint32_t index = atomic_load_relaxed(&answer->timer.cpu_index);
    struct cpu *cpu;
    bool taken;

    (void)object;
    if (index >= cpu_count)
        return false;
    cpu = cpu_table[index];
    spin_lock(&cpu->lock);
    taken = answer->id == id && !list_empty(&answer->link) && answer->timer.cpu_index == index;
    if (taken)
        remove_sleep_locked(cpu, answer);
    spin_unlock(&cpu->lock);
    return taken;
}

static struct answer *take_expired_sleep(struct cpu *cpu, uint64_t now)
{
    struct answer *answer = NULL;
    struct rb_node *node;

    spin_lock(&cpu->lock);
    node = rb_first(&cpu->sleep_timers);
    if (node && container_of(node, struct answer, timer.node)->timer.deadline_ns <= now) {
        answer = container_of(node, struct answer, timer.node);
        remove_sleep_locked(cpu, answer);
    }
    spin_unlock(&cpu->lock);
    return answer;
}

void answers_expire_sleeps(struct cpu *cpu, uint64_t now_ns)
{
    struct answer *answer;

    while ((answer = take_expired_sleep(cpu, now_ns)))
        answer_complete_message(answer, NULL, 0);
}

/* --- PARK ------------------------------------------------------------------------------------------------------------- */

void answer_add_park_deadline(struct answer *answer, uint64_t deadline_ns)
{
    struct cpu *cpu = cpu_current();

    spin_lock(&cpu->lock);
    answer->park.cpu = cpu;
    answer->park.deadline_ns = deadline_ns;
    rb_insert(&cpu->park_timers, &answer->park.node, park_less);
    timers_program_locked(cpu);
    spin_unlock(&cpu->lock);
}

void answer_cancel_park_deadline(struct answer *answer)
{
    struct cpu *cpu = answer->park.cpu;

    spin_lock(&cpu->lock);
    rb_remove(&cpu->park_timers, &answer->park.node);
    spin_unlock(&cpu->lock);
}

/* Ends the first wait on a word whose time has come, if there is one. It stays in the tree until its queue's lock is held, which is
 * taken before this one; so it is only looked at here, and whatever ends it first takes it out. */
static bool expire_park(struct cpu *cpu, uint64_t now)
{
    struct park_queue *queue = NULL;
    struct object *owner = NULL;
    struct answer *answer = NULL;
    struct rb_node *node;
    uint64_t ticket = 0;

    spin_lock(&cpu->lock);
    node = rb_first(&cpu->park_timers);
    if (node && container_of(node, struct answer, park.node)->park.deadline_ns <= now) {
        answer = container_of(node, struct answer, park.node);
        queue = answer->park.queue;
        ticket = answer->park.ticket;
        owner = answer->object;
        object_get(owner); /* the queue is part of it */
    }
    spin_unlock(&cpu->lock);
    if (!answer)
        return false;
    park_expire(answer, queue, ticket);
    object_put(owner);
    return true;
}

void answers_expire_parks(struct cpu *cpu, uint64_t now_ns)
{
    while (expire_park(cpu, now_ns))
        ;
}
