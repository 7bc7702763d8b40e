/* SPDX-License-Identifier: MIT */
/*
 * Deadlines: per CPU a tree of threads that wait in cap_enter, one of alarms of notifications and sessions, two of unfinished answers
 * (ring/deadlines.c), and one one-shot hardware timer. Nothing ticks: with no deadline and no other thread ready the timer stays off.
 */
#include "sched/timers.h"

#include "abi/limits.h"
#include "arch/time.h"
#include "arch/timer.h"
#include "arch/upcall.h"
#include "sched/cpu.h"
#include "sched/scheduler.h"
#include "sched/thread.h"
#include "sched/upcall.h"

static bool deadline_less(const struct rb_node *a, const struct rb_node *b)
{
    return container_of(a, struct thread, timer_node)->wait_deadline_ns <
           container_of(b, struct thread, timer_node)->wait_deadline_ns;
}

static bool alarm_less(const struct rb_node *a, const struct rb_node *b)
{
    return container_of(a, struct scheduler_alarm, node)->deadline_ns < container_of(b, struct scheduler_alarm, node)->deadline_ns;
}

void timers_program_locked(struct cpu *cpu)
{
    uint64_t earliest = cpu->slice_end_ns < cpu->budget_end_ns ? cpu->slice_end_ns : cpu->budget_end_ns;
    struct rb_node *node = rb_first(&cpu->thread_timers);

    lock_assert_held(&cpu->lock);
    if (node && container_of(node, struct thread, timer_node)->wait_deadline_ns < earliest)
        earliest = container_of(node, struct thread, timer_node)->wait_deadline_ns;
    node = rb_first(&cpu->alarms);
    if (node && container_of(node, struct scheduler_alarm, node)->deadline_ns < earliest)
        earliest = container_of(node, struct scheduler_alarm, node)->deadline_ns;
    if (answers_next_deadline_locked(cpu) < earliest)
        earliest = answers_next_deadline_locked(cpu);
    if (earliest < cpu->armed_ns) {
        cpu->armed_ns = earliest;
        timer_arm(earliest);
    }
}

void scheduler_add_deadline_locked(struct thread *thread, uint64_t deadline_ns)
{
    struct cpu *cpu = cpu_current();

    lock_assert_held(&thread->lock);
    spin_lock(&cpu->lock);
    thread->wait_deadline_ns = deadline_ns;
    thread->in_timer_queue = true;
    thread->timer_cpu = cpu;
    rb_insert(&cpu->thread_timers, &thread->timer_node, deadline_less);
    timers_program_locked(cpu);
    spin_unlock(&cpu->lock);
}

void scheduler_cancel_deadline_locked(struct thread *thread)
{
    struct cpu *cpu = thread->timer_cpu;

    lock_assert_held(&thread->lock);
    spin_lock(&cpu->lock);
    if (thread->in_timer_queue) {
        thread->in_timer_queue = false;
        rb_remove(&cpu->thread_timers, &thread->timer_node);
    }
    spin_unlock(&cpu->lock);
}

void scheduler_add_alarm(struct scheduler_alarm *alarm, uint64_t deadline_ns)
{
    struct cpu *cpu = cpu_current();

    spin_lock(&cpu->lock);
    alarm->deadline_ns = deadline_ns;
    alarm->set = true;
    alarm->cpu = cpu;
    rb_insert(&cpu->alarms, &alarm->node, alarm_less);
    timers_program_locked(cpu);
    spin_unlock(&cpu->lock);
}

void scheduler_cancel_alarm(struct scheduler_alarm *alarm)
{
    struct cpu *cpu = alarm->cpu;

    if (!cpu)
        return;
    spin_lock(&cpu->lock);
    if (alarm->set)
        rb_remove(&cpu->alarms, &alarm->node);
    alarm->set = false;
    spin_unlock(&cpu->lock);
}

struct scheduler_alarm *scheduler_take_alarm(enum scheduler_alarm_owner owner, uint64_t now_ns)
{
    struct scheduler_alarm *alarm = NULL, *earliest;
    struct cpu *cpu = cpu_current();
    struct rb_node *node;

    spin_lock(&cpu->lock);
    node = rb_first(&cpu->alarms);
    earliest = node ? container_of(node, struct scheduler_alarm, node) : NULL;
    if (earliest && earliest->deadline_ns <= now_ns && earliest->owner == owner) {
        alarm = earliest;
        rb_remove(&cpu->alarms, node);
        alarm->set = false;
    }
    spin_unlock(&cpu->lock);
    return alarm;
}

/*
 * Ends the first wait whose time has come. The thread's lock comes before the CPU's in the order, so it is only tried: whoever has it
 * may be waiting for this CPU's. With both held it is certain that this wait is ended and no later one, and that the thread
 * does not go away.
 */
static bool expire_thread(struct cpu *cpu, uint64_t now)
{
    struct thread *thread;
    struct rb_node *node;
    uint64_t turns = 0;

    for (;;) {
        spin_lock(&cpu->lock);
        node = rb_first(&cpu->thread_timers);
        thread = node ? container_of(node, struct thread, timer_node) : NULL;
        if (!thread || thread->wait_deadline_ns > now) {
            spin_unlock(&cpu->lock);
            return false;
        }
        if (spin_trylock(&thread->lock))
            break;
        spin_unlock(&cpu->lock);
        cpu_relax();
        lock_count_wait(&turns, "a thread whose time is over");
    }
    rb_remove(&cpu->thread_timers, node);
    thread->in_timer_queue = false;
    spin_unlock(&cpu->lock);
    if (thread->state == THREAD_BLOCKED)
        scheduler_wake_locked(thread);
    else if (thread->postponed)
        scheduler_end_postponement_locked(thread);
    spin_unlock(&thread->lock);
    return true;
}

void timer_interrupt(void)
{
    struct cpu *cpu = cpu_current();
    uint64_t now = clock_now_ns();

    cpu->interrupts++;
    cpu->timer_interrupts++;
    cpu->armed_ns = TIME_FOREVER;
    while (expire_thread(cpu, now))
        ;
    answers_expire_sleeps(cpu, now);
    while (notification_fire_due(now) || session_expire_due(now))
        ;
    answers_expire_parks(cpu, now);
    spin_lock(&cpu->lock);
    if (cpu->budget_end_ns <= now) {
        cpu->budget_end_ns = TIME_FOREVER;
        cpu->need_reschedule = true;
    }
    if (cpu->slice_end_ns <= now) {
        cpu->slice_end_ns = TIME_FOREVER;
        cpu->need_reschedule = true;
    }
    timers_program_locked(cpu);
    spin_unlock(&cpu->lock);
}
