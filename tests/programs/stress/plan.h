/* SPDX-License-Identifier: MIT */
/*
 * What driver and actors agree upon without talking: an actor's name says its serial number and its seed, and the first number
 * of the seed says how it will end.
 */
#pragma once

#include "kit.h"
#include "random.h"

/* Interface of an actor's facets: the low bits are its serial number, so that whoever holds one knows whose it is. */
#define ACTOR_INTERFACE_BASE 0x57e5500000000000ull
/* Serial of actors that actors started. Nobody waits for those without a deadline. */
#define ACTOR_SERIAL_NONE 0xffffffu

enum actor_ending {
    ACTOR_ORDERLY,              /* takes back and releases everything, and counts what it holds: exit code 0 */
    ACTOR_LEAVES,               /* exit code 0, with everything open */
    ACTOR_FAULTS,
    ACTOR_BREAKS_RING,
    ACTOR_HANGS,                /* until it is killed */
    ACTOR_ENDINGS,
};

struct actor_plan {
    uint32_t serial;
    uint64_t seed;
    enum actor_ending ending;
};

/* Most end in order, because that checks most. */
static inline enum actor_ending actor_ending_of(uint64_t seed)
{
    static const enum actor_ending endings[] = {
        ACTOR_ORDERLY, ACTOR_ORDERLY, ACTOR_ORDERLY, ACTOR_ORDERLY, ACTOR_ORDERLY, ACTOR_ORDERLY, ACTOR_ORDERLY, ACTOR_ORDERLY,
        ACTOR_LEAVES,  ACTOR_LEAVES,  ACTOR_LEAVES,  ACTOR_FAULTS,  ACTOR_FAULTS,  ACTOR_BREAKS_RING, ACTOR_HANGS,
    };
    struct kit_random random = { seed };

    return endings[kit_random_below(&random, sizeof(endings) / sizeof(endings[0]))];
}

#define ACTOR_NAME_FORMAT "actor-%06x-%016lx"
#define ACTOR_NAME_PREFIX "actor-"
