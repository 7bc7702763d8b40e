/* SPDX-License-Identifier: MIT */
/* A generator of test programs (splitmix64): the same seed gives the same numbers on every machine. */
#pragma once

#include <stdint.h>

struct kit_random {
    uint64_t state;
};

static inline uint64_t kit_random_next(struct kit_random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15ull;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    return z ^ z >> 31;
}

/* 0 to bound - 1; bound is not 0. */
static inline uint32_t kit_random_below(struct kit_random *random, uint32_t bound)
{
    return (uint32_t)(kit_random_next(random) % bound);
}
