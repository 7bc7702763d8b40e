/* SPDX-License-Identifier: MIT */
/*
 * Two CPUs take pages away and free their frames, one page each, while a third runs the process, copies into its memory from kernel code through
 * the direct map, waits for a lock, has something else loaded, or idles (kernel/arch/x86_64/tlb.c, core/tlb_tags.h,
 * kernel/ring/user_buffer.h, mem/address_space_range.c). The frame is used again as soon as it was freed. The processor tags translations, so
 * what is remembered outlives that something else is loaded.
 *
 * What holds in every interleaving:
 *   - nobody touches a frame after it was freed, by a remembered translation or by a copy that began before;
 *   - the one who waits gets its answer, also when the other one waits for the lock that it holds, and when two ask at once.
 * Mistakes that the model must find (run.sh): MISTAKE_FREE frees before the answer; MISTAKE_TICKET takes the requests that it answers
 * after it has forgotten; MISTAKE_FENCE looks at the other's idleness before the change is to be seen; MISTAKE_SPIN does not answer while it
 * waits for a lock; MISTAKE_HOLD keeps a place in memory across a lock; MISTAKE_LOAD keeps what is remembered without a look at the
 * count of changes; MISTAKE_STEP takes one change for all that came before it. That the count is read before all is forgotten takes more
 * CPUs to show: tests/unit/test_tlb_tags.c.
 */
#define ROUNDS 2

bool mapped[2] = true;          /* the entries in the page table */
byte generation = 0;            /* of the space: raised with each change */
byte changes = 0;               /* of the space: drawn with each change that takes something away */
bool freed[2] = false;          /* the frame is somebody else's */
bool tlb[2] = false;            /* the third CPU remembers the translation */
byte known = 0;                 /* what it remembers is right up to this change */
bool loaded = true;             /* it has the space loaded */
bool quiescent = false;         /* it waits for an interrupt */
byte change[2];                 /* the requests */
bool asked[2] = false;          /* not looked at yet by the third CPU */
bool pending[2] = false;        /* not answered yet */
bool kernel_lock = false;       /* some lock that all take */
byte over = 0;

/* What a processor may do at any time while the space is loaded. */
inline walk(i) { atomic { if :: mapped[i] && loaded -> tlb[i] = true :: true fi } }
inline forget() { d_step { tlb[0] = false; tlb[1] = false } }
inline take() { atomic { seen[0] = asked[0]; seen[1] = asked[1]; asked[0] = false; asked[1] = false } }

/* One request: tlb_tags_change. */
inline look(i)
{
    if
    :: seen[i] && loaded ->
        if
        :: known >= change[i]
#ifdef MISTAKE_STEP
        :: known < change[i] -> tlb[i] = false; known = change[i]
#else
        :: known + 1 == change[i] -> tlb[i] = false; known = change[i]
        :: known + 1 < change[i] -> all = true
#endif
        fi
    :: else
    fi
}

inline answer()
{
    if
    :: asked[0] || asked[1] ->
        all = false;
#ifdef MISTAKE_TICKET
        seen[0] = asked[0];
        seen[1] = asked[1];
#else
        take();
#endif
        look(0);
        look(1);
        if
        :: all ->
            count = changes;
            forget();
            known = count
        :: else
        fi;
        walk(0);
        walk(1);
#ifdef MISTAKE_TICKET
        take();
#endif
        if :: seen[0] -> pending[0] = false :: else fi;
        if :: seen[1] -> pending[1] = false :: else fi;
        seen[0] = false;
        seen[1] = false
    :: else
    fi
}

/* Unmap, shootdown, free; map a fresh frame. */
proctype Unmapper(byte page)
{
    byte rounds = 0;
    bool ask, kept;
    do
    :: rounds < ROUNDS ->
        atomic { !kernel_lock -> kernel_lock = true };
#ifdef MISTAKE_FENCE
        ask = !quiescent || loaded;
        mapped[page] = false;
        generation++;
        atomic { changes++; change[page] = changes };
#else
        mapped[page] = false;
        generation++;
        atomic { changes++; change[page] = changes };
        ask = !quiescent;
        if
        :: !ask -> ask = loaded
        :: else
        fi;
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
            pending[page] = true;
            asked[page] = true;
            !pending[page]
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
    byte count, armed;
    bool place, all, seen[2];
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
    /* Something else is loaded, or nothing is to be done: then the kernel's own tables are, and nothing is used until the interrupt
     * has said so. What is remembered stays. */
    :: over < 2 ->
        loaded = false;
        if
        :: quiescent = true; quiescent = false
        :: answer()
        fi;
        /* The timer's interrupt completes something: looks, and uses. */
        atomic { place = mapped[0]; armed = generation };
        if
        :: place && armed == generation -> assert(!freed[0])
        :: else
        fi;
        /* Back. */
        loaded = true;
        count = changes;
#ifndef MISTAKE_LOAD
        if
        :: known != count -> forget()
        :: else
        fi;
#endif
        known = count
    od
}

init {
    atomic { run Unmapper(0); run Unmapper(1); run Other() }
}
