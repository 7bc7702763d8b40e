/* SPDX-License-Identifier: MIT */
/*
 * Two CPUs take pages away and free their frames, one page each, while a third runs the process, copies into its memory from kernel code through
 * the direct map, waits for a lock, or idles (kernel/arch/x86_64/smp.c, kernel/cap/user_buffer.h, mem/address_space_range.c). The
 * frame is used again as soon as it was freed.
 *
 * What holds in every interleaving:
 *   - nobody touches a frame after it was freed, by a remembered translation or by a copy that began before;
 *   - the one who waits gets its answer, also when the other one waits for the lock that it holds, and when two ask at once.
 * Mistakes that the model must find (run.sh): MISTAKE_FREE frees before the answer; MISTAKE_TICKET answers with a number that is read
 * after the flush; MISTAKE_FENCE looks at the other's idleness before the change is to be seen; MISTAKE_SPIN does not answer while it
 * waits for a lock; MISTAKE_HOLD keeps a place in memory across a lock.
 */
#define ROUNDS 2

bool mapped[2] = true;          /* the entries in the page table */
byte generation = 0;            /* of the space: raised with each change */
bool freed[2] = false;          /* the frame is somebody else's */
bool tlb[2] = false;            /* the third CPU remembers the translation */
bool quiescent = false;         /* it waits for an interrupt */
byte requested = 0, answered = 0;
bool kernel_lock = false;       /* some lock that all take */
byte over = 0;

/* What a processor may do at any time while the space is loaded. */
inline walk(i) { atomic { if :: mapped[i] -> tlb[i] = true :: true fi } }
inline forget() { d_step { tlb[0] = false; tlb[1] = false } }

inline answer()
{
    if
    :: requested != answered ->
#ifdef MISTAKE_TICKET
        forget();
        walk(0);
        walk(1);
        answered = requested
#else
        seen = requested;
        forget();
        walk(0);
        walk(1);
        answered = seen
#endif
    :: else
    fi
}

/* Unmap, shootdown, free; map a fresh frame. */
proctype Unmapper(byte page)
{
    byte ticket, rounds = 0;
    bool ask, kept;
    do
    :: rounds < ROUNDS ->
        atomic { !kernel_lock -> kernel_lock = true };
#ifdef MISTAKE_FENCE
        ask = !quiescent;
        mapped[page] = false;
        generation++;
#else
        mapped[page] = false;
        generation++;
        ask = !quiescent;
#endif
#ifdef MISTAKE_FREE
        freed[page] = true;
#endif
        /* unmap_step lets go first; who runs out of frames holds any locks while it waits. */
        if
        :: kept = true
        :: kept = false; kernel_lock = false
        fi;
        if
        :: ask ->
            atomic { requested++; ticket = requested };
            answered >= ticket
        :: else
        fi;
#ifndef MISTAKE_FREE
        freed[page] = true;
#endif
        if
        :: kept -> kernel_lock = false
        :: else
        fi;
        atomic { freed[page] = false; generation++; mapped[page] = true };
        rounds++
    :: rounds == ROUNDS -> break
    od;
    over++
}

/* The third CPU. Interrupts are taken in user mode and in the idle loop only. */
proctype Other()
{
    byte seen, armed;
    bool place;
    do
    :: over == 2 -> break
    /* User mode. */
    :: over < 2 ->
        if
        :: answer()                                     /* the interrupt */
        :: walk(0)
        :: walk(1)
        :: atomic { tlb[0] -> assert(!freed[0]) }       /* a store */
        :: atomic { tlb[1] -> assert(!freed[1]) }
        :: skip
        fi
    /* A call that copies into the process's memory: armed, a lock taken, looked at again, used. */
    :: over < 2 ->
        atomic { place = mapped[0]; armed = generation };
        do
        :: atomic { !kernel_lock -> kernel_lock = true }; break
#ifdef MISTAKE_SPIN
        :: !kernel_lock -> skip
#else
        :: else -> answer()
#endif
        od;
#ifdef MISTAKE_HOLD
        if
        :: place -> assert(!freed[0])
        :: else
        fi;
#else
        /* Looked at and used with nothing between that an answer could come from; the frame may be unmapped meanwhile. */
        if
        :: place && armed == generation -> assert(!freed[0])
        :: else
        fi;
#endif
        kernel_lock = false
    /* Nothing to do: the kernel's own tables are loaded, and nothing is used until the interrupt has said so. */
    :: over < 2 ->
        forget();
        quiescent = true;
        quiescent = false;
        /* The timer's interrupt completes something: looks, and uses. */
        atomic { place = mapped[0]; armed = generation };
        if
        :: place && armed == generation -> assert(!freed[0])
        :: else
        fi
    od
}

init {
    atomic { run Unmapper(0); run Unmapper(1); run Other() }
}
