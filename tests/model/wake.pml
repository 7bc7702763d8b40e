/* SPDX-License-Identifier: MIT */
/*
 * Two CPUs and a thread that blocks on one of them while the other completes what it waits for (kernel/ring/ring.c wait_for,
 * kernel/ring/completion.h, switch.h). The thread waits ROUNDS times; the completer, on the other CPU, completes each wait once, at any
 * moment, and when that wakes the thread it continues it there: the hand-off. Then the roles of the CPUs are changed, as the
 * thread runs where it was woken.
 *
 * What holds in every interleaving:
 *   - a thread that got what it waits for runs again: no wake-up is lost;
 *   - its context is continued only after it was saved, and by one CPU at a time;
 *   - it is woken once for each wait.
 * Mistakes that the model must find (run.sh): MISTAKE_CHECK looks at the completions before taking the lock; MISTAKE_ON_CPU continues a
 * thread without waiting for its CPU to let go; MISTAKE_ORDER lets go before the context is saved.
 */
#define ROUNDS 2

mtype = { RUNNING, BLOCKED, READY };
mtype state = RUNNING;
bool lock = false;              /* thread->lock */
bool on_cpu = true;             /* thread->arch.on_cpu */
bool saved = false;             /* its registers are in memory */
byte tail = 0, waits = 0;
byte running = 1;               /* CPUs that execute the thread */
byte place = 0;                 /* the CPU that runs it */
byte ready = 2;                 /* the CPU that woke it; 2: none */

inline acquire() { atomic { !lock -> lock = true } }
inline release() { lock = false }

/* The CPU that runs the thread. */
proctype Cpu(byte me)
{
    bool enough;
    do
    :: place == me && running == 1 && state == RUNNING && waits < ROUNDS ->
#ifdef MISTAKE_CHECK
        enough = (tail > waits);
        acquire();
#else
        acquire();
        enough = (tail > waits);
#endif
        if
        :: enough -> release(); waits++
        :: else ->
            state = BLOCKED;
            release();
            /* The switch away. */
            running--;
#ifdef MISTAKE_ORDER
            on_cpu = false;
            saved = true;
#else
            saved = true;
            on_cpu = false;
#endif
        fi
    :: ready == me ->
        /* The switch to it: arch_switch of a thread that this CPU woke. */
        ready = 2;
#ifndef MISTAKE_ON_CPU
        !on_cpu;
#endif
        assert(saved);
        on_cpu = true;
        saved = false;
        running++;
        assert(running == 1);
        place = me;
        state = RUNNING;
        waits++
    :: waits == ROUNDS -> break
    od
}

/* Completions from either CPU, which is not busy with the thread then. */
proctype Completer()
{
    byte from;
    do
    :: tail < ROUNDS && tail <= waits ->
        if
        :: from = 0
        :: from = 1
        fi;
        acquire();
        tail++;
        if
        :: state == BLOCKED ->
            assert(ready == 2);
            state = READY;
            ready = from
        :: else
        fi;
        release()
    :: tail == ROUNDS -> break
    od
}

init {
    atomic { run Cpu(0); run Cpu(1); run Completer() }
}
