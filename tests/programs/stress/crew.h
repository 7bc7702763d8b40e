/* SPDX-License-Identifier: MIT */
/*
 * The threads of one actor. Members are made before the first step and are actors themselves, each with a ring, a book of operations and
 * loose pages of its own; capabilities, words and memory they share. Hands are made at any time, know nothing but their own ring
 * page, do one thing and end.
 *
 * In an actor that ends in order every thread comes to its end, and the first one waits for all of them. In any other one
 * member, the ender, ends the process while the others are at whatever they do.
 */
#pragma once

#include "actor.h"

#include "rt/thread.h"

#define CREW_MAX 4u
#define CREW_WORDS 4u
#define CREW_CAPS 8u
#define CREW_CALLS 4u
/* In the life of an actor. */
#define HANDS_MAX 8u
#define HAND_STACK 3072u
#define HAND_BUFFER 512u

/* What a thread that knows only its ring page needs. Filled by who makes it. */
struct hand {
    uint32_t taken;
    uint32_t deed;
    struct crew *crew;
    cap_id_t cap;                       /* that the deed uses */
    cap_id_t control, timer, park;
    uint64_t until_ns, seed;
    uint32_t *word;                     /* of a pair: whose turn it is */
    uint32_t side, turn;
    uint8_t buffer[HAND_BUFFER] __attribute__((aligned(8)));
    uint8_t stack[HAND_STACK] __attribute__((aligned(16)));
};

struct crew {
    struct actor *members[CREW_MAX];    /* 0: the first thread */
    struct rt_thread *threads[CREW_MAX];
    uint32_t count;
    uint32_t ender;                     /* which member ends the process; CREW_MAX: whoever is last */
    bool may_exit;                      /* the process may end by an exit at any time */
    uint64_t fs_base;                   /* of the first thread; hands have it, too */
    uint32_t go;                        /* the members may begin */
    uint32_t over;                      /* whoever waits for the end may end */
    uint32_t alive;                     /* members but the first, and hands */
    uint32_t words[CREW_WORDS];         /* what is waited on at random */
    uint32_t *target;                   /* in a page that is about to be taken from whoever writes there */
    uint32_t writing;                   /* who writes there */
    uint32_t busy;                      /* what follows is somebody's; nobody waits for it */
    struct held_cap caps[CREW_CAPS];
    struct received_call calls[CREW_CALLS];
    struct hand hands[HANDS_MAX];
};

/* --- crew.c --------------------------------------------------------------------------------------------------------------- */

/* Ends the calling thread, with everything open. In a session that ended it cannot: the process ends then, if it may. */
_Noreturn void crew_leave(struct actor *actor);
/* Waits in the kernel for good. */
_Noreturn void crew_hang(struct actor *actor);
/* Writes where somebody is about to take the page away, if somebody is: does not come back then. */
void crew_write_target(struct actor *actor);
/* Lets go of everybody who waits for the end, and waits until they have ended. False: the session is over, nobody can. */
bool crew_gather(struct actor *first);
/* What all members did. */
uint32_t crew_done(const struct crew *crew);
