/* SPDX-License-Identifier: MIT */
/*
 * How fast one counter runs, told by another. Both go on while the host gives this CPU no time, so a gap between two readings does
 * no harm; a gap inside of one does: then the two were not read together. Hence each reading of the reference is taken between two
 * of the other counter, several times over, and the one with the tightest bracket counts. What the brackets leave open is the
 * error, and the measurement goes on until it is small enough.
 *
 * Rejected: to wait for a fixed time and to look at the counter before and after. On a host with other work it came out wrong by a fifth.
 */
#include "arch/x86_64/clock_priv.h"

#define ERROR_GOOD_PPM 100u
#define ERROR_BAD_PPM 20000u        /* beyond this there is no use in it */
#define SPAN_MIN_US 1000u
#define SPAN_MAX_US 40000u          /* the 16 bits of the PIT last for 54 ms */
#define FIRST_TRIES 16u
#define TRIES 4u
#define ATTEMPTS 5u
#define STILL_POLLS 10000u          /* readings after which a counter that shows the same is taken to stand */
#define POLLS_MAX 1000000u
/* A counter that wraps within this many spans may have wrapped in a gap that is long beside the rest. What was found before the gap
 * stands; behind it the measurement begins anew, so that a busy host, which stops this CPU after every few milliseconds, is measured
 * within those. */
#define NARROW_SPANS 64u
#define GAP_PART 8u
#define NEW_SPANS 10u

struct sample {
    uint64_t ticks;             /* the middle of the bracket */
    uint64_t width;             /* of the bracket */
    uint64_t count;
};

static struct sample sample_take(uint64_t (*ticks)(void), uint64_t (*counter)(void), uint32_t tries)
{
    struct sample best = { .width = UINT64_MAX };

    for (uint32_t i = 0; i < tries; i++) {
        uint64_t before = ticks(), count = counter(), width = ticks() - before;

        if (width < best.width)
            best = (struct sample){ .ticks = before + width / 2, .width = width, .count = count };
    }
    return best;
}

/* Each end lies within half of its bracket, and both counters show where their last step began. */
static uint32_t error_ppm(const struct sample *first, const struct sample *last, uint64_t counts)
{
    uint64_t ticks = last->ticks - first->ticks;
    uint64_t unsure = first->width / 2 + last->width / 2 + ticks / counts + 2;

    return unsure > ticks / 4 ? UINT32_MAX : (uint32_t)(unsure * 1000000 / ticks);
}

/* What is being measured. */
struct span {
    struct sample first, last;
    uint64_t counts, longest_gap;
};

static void span_add(struct span *span, const struct sample *now, uint64_t mask)
{
    uint64_t gap = now->ticks - span->last.ticks;

    span->longest_gap = gap > span->longest_gap ? gap : span->longest_gap;
    span->counts += (now->count - span->last.count) & mask;
    span->last = *now;
}

static bool span_has_long_gap(const struct span *span)
{
    return span->longest_gap > (span->last.ticks - span->first.ticks) / GAP_PART;
}

/* One measurement, or several until one is good; the best is in *best unless its error_ppm is UINT32_MAX. False: the counter stands or
 * creeps, and another attempt would find the same. */
static bool attempt(uint64_t (*ticks)(void), uint64_t (*counter)(void), uint64_t mask, uint64_t hz,
                    struct clock_measurement *best)
{
    const uint64_t span_max = hz * SPAN_MAX_US / 1000000, span_min = hz * SPAN_MIN_US / 1000000;
    const bool narrow = span_max * NARROW_SPANS > mask;
    struct span span = { .first = sample_take(ticks, counter, FIRST_TRIES) };
    uint32_t spans = 0;

    span.last = span.first;
    best->error_ppm = UINT32_MAX;
    for (uint32_t polls = 0; span.counts < span_max && best->error_ppm > ERROR_GOOD_PPM; polls++) {
        struct sample now = sample_take(ticks, counter, TRIES);

        if (polls == POLLS_MAX || (polls == STILL_POLLS && span.counts == 0 && spans == 0))
            return best->error_ppm != UINT32_MAX;
        span_add(&span, &now, mask);
        if (span.counts < span_min)
            continue;
        if (narrow && span_has_long_gap(&span)) {
            if (++spans == NEW_SPANS)
                break;
            now = sample_take(ticks, counter, FIRST_TRIES);
            span = (struct span){ .first = now, .last = now };
        } else if (error_ppm(&span.first, &now, span.counts) < best->error_ppm) {
            *best = (struct clock_measurement){ .ticks = now.ticks - span.first.ticks, .counts = span.counts,
                                                .error_ppm = error_ppm(&span.first, &now, span.counts) };
        }
    }
    return true;
}

bool clock_measure(uint64_t (*ticks)(void), uint64_t (*counter)(void), uint64_t mask, uint64_t hz, struct clock_measurement *out)
{
    out->error_ppm = ERROR_BAD_PPM;
    for (uint32_t i = 0; i < ATTEMPTS && out->error_ppm > ERROR_GOOD_PPM; i++) {
        struct clock_measurement found;

        if (!attempt(ticks, counter, mask, hz, &found))
            break;
        if (found.error_ppm < out->error_ppm)
            *out = found;
    }
    return out->error_ppm < ERROR_BAD_PPM;
}
