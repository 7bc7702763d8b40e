/* SPDX-License-Identifier: MIT */
/*
 * A kept answer and the calls that name it (kernel/ipc/pipeline.c). The owning thread keeps an answer, names it by dependent calls,
 * finishes it and keeps the next one in the same record; another CPU settles each answer once, with the value of that answer, and sends on
 * the dependents that wait. A dependent that finds the record settled reads the value without the lock.
 *
 * Stores of different CPUs reach one another in program order here, as on x86-64; that state is the last store of a settling is what makes
 * this enough, and release and acquire say so to other machines and to the compiler.
 *
 * What holds in every interleaving:
 *   - a dependent gets the value of the answer that it named, never that of an older one;
 *   - every dependent gets one (a state where nothing can go on before that is an error);
 *   - the flag that says `dependents can go on` is set exactly while there are such: no store of another CPU takes it away, and a bit of the same
 *     word that another CPU sets under the lock stays.
 * Mistakes that the model must find (run.sh): MISTAKE_STATE_FIRST publishes the state before the value; MISTAKE_LOOK queues a dependent
 * without looking at the state again under the lock; MISTAKE_FLAG clears the flag by a read-modify-write without the lock.
 */
#define FREE 0
#define PENDING 1
#define SETTLED 2
#define ANSWERS 2
#define READY 1                         /* bits of the thread's flags */
#define CONTEXT 2

byte state = FREE;                      /* of the one record */
byte value = 0;                         /* what the answer brought: its number */
byte waiting = 0;                       /* dependents in the record's list */
byte flags = 0;                         /* of the owning thread */
byte got = 0;                           /* dependents of the current answer that have their value */
byte current = 0;                       /* the number of the answer that is kept */
bool asked = false;                     /* the call was sent: another CPU may settle it */
bool lock = false;                      /* the thread's */
bool bound = false;

inline acquire() { atomic { !lock -> lock = true } }
inline release() { lock = false }

/* A read-modify-write of the flags: two steps, unless a lock keeps others away. */
inline set_flag(which) { temporary = flags; flags = temporary | which }
inline clear_flag(which) { temporary = flags; flags = temporary & (255 - which) }

/* Takes what waits on the settled record. */
inline send_on()
{
    acquire();
    if
    :: state == SETTLED && waiting > 0 ->
        waiting--;
        assert(value == current);
        got++
    :: else
    fi;
#ifndef MISTAKE_FLAG
    if
    :: waiting == 0 -> clear_flag(READY)
    :: else
    fi;
#endif
    release()
}

/* Another CPU: the server of the calls. */
proctype Settler()
{
    byte number = 0, temporary;

    do
    :: number == ANSWERS -> break
    :: number < ANSWERS && asked ->
        asked = false;
        number++;
        acquire();
#ifdef MISTAKE_STATE_FIRST
        state = SETTLED;
        value = number;
#else
        value = number;
        state = SETTLED;
#endif
        if
        :: waiting > 0 -> set_flag(READY)
        :: else
        fi;
        release();
        send_on()
    od
}

/* A third CPU binds a context: another bit of the same word, under the lock. */
proctype Binder()
{
    byte temporary;

    acquire();
    set_flag(CONTEXT);
    release();
    bound = true
}

proctype Owner()
{
    byte temporary, sent;

    do
    :: current == ANSWERS -> break
    :: else ->
        current++;
        got = 0;
        acquire();
        state = PENDING;
        release();
        asked = true;
        /* Two dependents, at any time before and after the settling. */
        sent = 0;
        do
        :: sent == 2 -> break
        :: else ->
            sent++;
            if
            :: state == SETTLED ->
                assert(value == current);
                acquire();
                got++;
                release()
            :: else ->
                acquire();
                waiting++;
#ifndef MISTAKE_LOOK
                if
                :: state == SETTLED -> set_flag(READY)
                :: else
                fi;
#endif
                release()
            fi
        od;
        /* Until both have their value: pipeline_advance whenever the flag says so. */
        do
        :: got == 2 -> break
        :: got < 2 && (flags & READY) ->
#ifdef MISTAKE_FLAG
            clear_flag(READY);
#endif
            send_on()
        od;
        /* FINISH: the settling CPU is through with the record, since the answer's completion comes after. */
        acquire();
        assert(waiting == 0);
        state = FREE;
        release();
    od;
    bound;
    assert(flags & CONTEXT);
    assert(!(flags & READY))
}

init {
    atomic { run Settler(); run Binder(); run Owner() }
}
