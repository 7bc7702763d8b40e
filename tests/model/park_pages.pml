/* SPDX-License-Identifier: MIT */
/*
 * Words whose page goes, and spaces that are revoked, while somebody is about to wait (kernel/ring/park.c, object/revoker.c). Two threads of a
 * process run on CPUs of their own and park in a page that shows a memory object: CPU 0 by the private address, CPU 1 by a space
 * of the object, which was lent. A third CPU may unmap the page, end the waits there, and map another object at the same address. A fourth may revoke
 * the space. Nobody unparks until all that is over.
 *
 * What holds in every interleaving:
 *   - who waits by the object has read the object's word, and nothing that lies there now;
 *   - when the address shows something else, nobody waits there for what it showed before;
 *   - after the revocation nobody waits by the space;
 *   - a wait completes once.
 * Mistakes that the model must find (run.sh): MISTAKE_LOOKUP lets go of the space's lock between finding the mapping and reading;
 * MISTAKE_COUNT reads the word and may answer a shootdown before the queue's count shows that somebody comes; MISTAKE_DRAIN
 * ends the waits before every CPU has answered; MISTAKE_AGAIN does not look at the revocation again after joining; MISTAKE_ONCE
 * completes a wait without looking whether it is in the queue.
 */
#define NOTHING 0
#define OLD 1
#define NEW 2

byte region = OLD;              /* what the process has mapped there, under space_lock */
byte table = OLD;               /* the page table entry */
byte tlb[2] = OLD;              /* what the CPU remembers of it */
byte requested[2], answered[2]; /* shootdowns */

bool space_lock = false;
bool queue_lock[2];             /* 0: of the private words; 1: of the object's */
byte count[2];
bool queued[2];
byte completions[2];

bool revoker_lock = false;
bool revoked = false;
bool listed = false;            /* the wait of CPU 1, with the revoker */

bool reused = false;
byte settled = 0;               /* of two waiters, the unmapper and the revoker */

inline answer(me) { d_step { if :: requested[me] != answered[me] -> tlb[me] = NOTHING; answered[me] = requested[me] :: else fi } }

/* A CPU that waits for a lock answers meanwhile. */
inline acquire(me, lock)
{
    do
    :: atomic { !lock -> lock = true }; break
    :: requested[me] != answered[me] -> answer(me)
    od
}

/* Through what the CPU remembers, or the page table. */
inline load(me)
{
    d_step {
        if
        :: tlb[me] == NOTHING -> tlb[me] = table
        :: else
        fi;
        seen = tlb[me]
    }
}

/* Whoever takes it off the queue completes it. */
inline end_wait(q)
{
    atomic { !queue_lock[q] -> queue_lock[q] = true };
#ifdef MISTAKE_ONCE
    if
    :: completions[q] == 0 || queued[q] || count[q] == 0 ->
#else
    if
    :: queued[q] ->
#endif
        queued[q] = false;
        count[q] = 0;
        completions[q]++;
        assert(completions[q] == 1)
    :: else
    fi;
    queue_lock[q] = false
}

proctype Waiter(byte me)
{
    byte seen;
    bool joins = false, finds = true;

    if
    :: me == 1 ->
        acquire(me, space_lock);
        finds = (region == OLD);
#ifdef MISTAKE_LOOKUP
        space_lock = false
#endif
    :: else
    fi;
    if
    :: finds ->
        acquire(me, queue_lock[me]);
        load(me);
        assert(me == 0 || seen == OLD || seen == NOTHING);
        if
        :: seen == OLD ->
#ifdef MISTAKE_COUNT
            answer(me);
            count[me]++;
#else
            count[me]++;
            /* The record is made, under the thread's lock: this CPU may wait for that. */
            answer(me);
#endif
            queued[me] = true;
            if
            :: me == 1 ->
                acquire(me, revoker_lock);
                listed = true;
                revoker_lock = false
            :: else
            fi;
            joins = true
        :: else                         /* not mapped, or another value */
        fi;
        queue_lock[me] = false
    :: else
    fi;
#ifndef MISTAKE_LOOKUP
    if
    :: me == 1 -> space_lock = false
    :: else
    fi;
#endif
#ifndef MISTAKE_AGAIN
    if
    :: me == 1 && joins && revoked -> end_wait(1)
    :: else
    fi;
#endif
    settled++;
    /* It sleeps, or does something else; the interrupt comes through. */
    do
    :: requested[me] != answered[me] -> answer(me)
    :: settled == 5 -> break
    od;
    assert(!joins || completions[me] == 1)
}

inline drain(q)
{
    if
    :: count[q] != 0 -> end_wait(q)
    :: else
    fi
}

proctype Unmapper()
{
    if
    :: true ->
        atomic { !space_lock -> space_lock = true };
        region = NOTHING;
        table = NOTHING;
        space_lock = false;
#ifdef MISTAKE_DRAIN
        drain(0);
        drain(1);
#endif
        requested[0]++;
        requested[1]++;
        answered[0] == requested[0] && answered[1] == requested[1];
#ifndef MISTAKE_DRAIN
        drain(0);
        drain(1);
#endif
        atomic { !space_lock -> space_lock = true };
        region = NEW;
        table = NEW;
        reused = true;
        space_lock = false
    :: true
    fi;
    settled++
}

proctype Revoker()
{
    bool found;

    if
    :: true ->
        revoked = true;
        atomic { !revoker_lock -> revoker_lock = true };
        found = listed;
        revoker_lock = false;
        if
        :: found -> end_wait(1)
        :: else
        fi
    :: true
    fi;
    settled++
}

/* When all that is over: who waits rightly is woken. */
proctype Finisher()
{
    settled == 4;
    assert(!reused || (!queued[0] && !queued[1]));
    assert(!revoked || !queued[1]);
    if
    :: queued[0] -> end_wait(0)
    :: else
    fi;
    if
    :: queued[1] -> end_wait(1)
    :: else
    fi;
    settled++
}

init {
    atomic { run Waiter(0); run Waiter(1); run Unmapper(); run Revoker(); run Finisher() }
}
