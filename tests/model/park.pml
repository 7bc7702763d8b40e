/* SPDX-License-Identifier: MIT */
/*
 * A word, the queue of those that wait on it, and everybody who may end a wait (kernel/ring/park.c). Two threads wait until the word is 1:
 * one for ever, one with a deadline. A third writes the word and unparks,
 * maybe once before it wrote. The timer fires at any moment, or never. The process may
 * be ended by somebody else, who cancels what waits (FINISH does the same for one wait).
 *
 * What holds in every interleaving:
 *   - who waits for ever and was not cancelled gets through: no wake is lost (a state where nobody can go on is an error);
 *   - a wait completes once, whoever ends it;
 *   - a timer that fires late ends no later wait of the same record;
 *   - at the end no record is in the queue, and no timer is set.
 * Mistakes that the model must find (run.sh): MISTAKE_COMPARE reads the word before taking the queue's lock; MISTAKE_ONCE completes
 * a wait without looking whether it is still in the queue; MISTAKE_TICKET takes any wait of the record for the one whose deadline
 * passed; MISTAKE_TIMER leaves the timer set when somebody else ends the wait; MISTAKE_EXIT lets a thread
 * begin to wait when the process's waits were cancelled already.
 */
#define WAITERS 2
#define NOBODY 0

byte word = 0;
bool lock = false;                      /* the queue's */
bool queued[WAITERS];                   /* the record is in the queue */
bool armed[WAITERS];                    /* its timer is set */
byte ticket[WAITERS];                   /* of the wait that it is, or was */
byte tickets = 0;                       /* given out */
byte completions[WAITERS];              /* of the current wait; one exactly, then the thread takes it */
bool ending = false;                    /* the process is to end: nobody joins any more */
byte gone = 0;                          /* threads that have ended */

inline acquire() { atomic { !lock -> lock = true } }
inline release() { lock = false }

/* remove_locked and answer_complete. Taking a record off the queue is what gives the right to complete it. */
inline end_wait(i)
{
    queued[i] = false;
#ifndef MISTAKE_TIMER
    armed[i] = false;
#endif
    completions[i]++;
    assert(completions[i] == 1)
}

proctype Waiter(byte me; bool timed)
{
    bool joins;
    byte rounds = 0;
    byte seen;

    do
    :: ending || rounds == 2 -> break
    :: else ->
        rounds++;
        joins = false;
#ifdef MISTAKE_COMPARE
        seen = word;
        acquire();
#else
        acquire();
        seen = word;
#endif
#ifdef MISTAKE_EXIT
        if
        :: seen == 0 ->
#else
        if
        :: seen == 0 && !ending ->
#endif
            tickets++;
            assert(!queued[me]);
            /* The record of a wait that ended is free for the next: nothing of the old one may be left. */
            assert(!armed[me]);
            ticket[me] = tickets;
            completions[me] = 0;
            queued[me] = true;
            armed[me] = timed;
            joins = true
        :: else
        fi;
        release();
        if
        :: joins -> completions[me] > 0
        :: else -> break
        fi;
        /* Woken, late or cancelled: it looks again, once. */
        if
        :: word == 1 -> break
        :: else
        fi
    od;
    gone++
}

/* A thread of the same process. It may unpark without having written first: that wake means nothing to who gets it. */
proctype Waker()
{
    byte i = 0;

    if
    :: word = 1
    :: true
    fi;
    do
    :: ending -> break
    :: !ending && i < WAITERS ->
        acquire();
        if
        :: queued[i] -> end_wait(i)
        :: else
        fi;
        release();
        i++
    :: !ending && i == WAITERS && word == 0 ->
        word = 1;
        i = 0
    :: i == WAITERS && word == 1 -> break
    od;
    gone++
}

/* The timer of the second waiter: it notes whose deadline passed with the timers' lock, and takes the queue's only then. */
proctype Timer(byte who)
{
    byte due;
    byte fires = 0;

    do
    :: atomic { fires < 2 && armed[who] -> due = ticket[who] };
        fires++;
        acquire();
#ifdef MISTAKE_ONCE
        end_wait(who);
#else
#ifdef MISTAKE_TICKET
        if
        :: queued[who] ->
            assert(ticket[who] == due);
            end_wait(who)
#else
        if
        :: queued[who] && ticket[who] == due -> end_wait(who)
#endif
        :: else
        fi;
#endif
        release()
    :: gone == WAITERS + 2 -> break
    od
}

/* The end of the process, which may come at any time: who joins after this looked sees it, who joined before is cancelled. */
proctype Ender()
{
    byte i;

    if
    :: true ->
        acquire();
        ending = true;
        release();
        i = 0;
        do
        :: i < WAITERS ->
            acquire();
            if
            :: queued[i] -> end_wait(i)
            :: else
            fi;
            release();
            i++
        :: else -> break
        od
    :: true
    fi;
    gone++
}

/* When all have ended nothing is left behind. */
proctype Auditor()
{
    gone == WAITERS + 2;
    assert(!queued[0] && !queued[1] && !armed[0] && !armed[1])
}

init {
    atomic { run Waiter(0, false); run Waiter(1, true); run Waker(); run Ender(); run Timer(1); run Auditor() }
}
