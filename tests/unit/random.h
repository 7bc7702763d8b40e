/* SPDX-License-Identifier: MIT */
/*
 * Seeded random numbers for the randomised tests: the same sequence on every machine, so a failure repeats.
 * SplitMix64 (Steele, Lea, Flood 2014).
 */
#pragma once

#include <stdint.h>

struct random {
    uint64_t state;
};

static inline uint64_t random_next(struct random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15ull;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    return z ^ z >> 31;
}

/* In [0, bound); bound is not 0. */
static inline uint64_t random_below(struct random *random, uint64_t bound)
{
    return random_next(random) % bound;
}
