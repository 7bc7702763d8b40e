/* SPDX-License-Identifier: MIT */
/*
 * Submissions at random, from values that are each nearly right, so that many get past the first checks. What must hold for
 * all of them: at most one completion each, with a documented status, and whatever stays unanswered can be cancelled.
 */
#include "ring.h"

#define BATCHES 1300u
#define BATCH RING_SQ_ENTRIES
#define SEED 0x2545f4914f6cdd1dull
#define MAX_CAPS 16u

struct pending {
    uint64_t id;
    uint64_t user_data;
    bool quiet;
    uint32_t completions;
    int32_t result;
};

struct generator {
    struct ring_test *test;
    uint64_t state;
    cap_id_t caps[MAX_CAPS];
    uint32_t cap_count;
};

/* SplitMix64. */
static uint64_t next(struct generator *generator)
{
    uint64_t z = generator->state += 0x9e3779b97f4a7c15ull;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    return z ^ z >> 31;
}

static uint32_t below(struct generator *generator, uint32_t bound)
{
    return (uint32_t)(next(generator) % bound);
}

/* Mostly a place inside the writable area. Never the ring: a result there would only end this process. */
static uint64_t pick_address(struct generator *generator)
{
    struct ring_test *test = generator->test;
    const uint64_t places[] = {
        0, USER_MIN, test->read_only, test->no_access, test->executable, USER_CAPSET_ADDRESS, (uintptr_t)test->area + 1,
        (uintptr_t)test->area + AREA_PAGES * PAGE_SIZE - 32, 0xffffffff80100000ull, 0xffff800000100000ull, USER_MAX - 16,
        UINT64_MAX - 7, 1ull << 47, USER_STACK_TOP - USER_STACK_BYTES - 16,
    };

    if (below(generator, 3) != 0)
        return (uintptr_t)test->area + 8 * below(generator, AREA_PAGES * PAGE_SIZE / 8 / 2);
    return places[below(generator, sizeof(places) / sizeof(places[0]))];
}

static uint32_t pick_len(struct generator *generator)
{
    static const uint32_t lens[] = { 0, 1, 7, 8, 16, 24, 64, 65, 255, 4096, 8192, MESSAGE_MAX_BYTES, MESSAGE_MAX_BYTES + 1,
                                     UINT32_MAX, 0x80000000u };

    return below(generator, 2) ? 24 + 8 * below(generator, 16) : lens[below(generator, sizeof(lens) / sizeof(lens[0]))];
}

static cap_id_t pick_cap(struct generator *generator)
{
    if (below(generator, 8) != 0)
        return generator->caps[below(generator, generator->cap_count)];
    return below(generator, 2) ? (cap_id_t)next(generator) : below(generator, 128);
}

/* What a program needs to go on must not be released, and the log should stay readable. */
static bool spares(struct generator *generator, const struct cap_sqe *sqe)
{
    struct kit *kit = generator->test->kit;
    const cap_id_t needed[] = { kit->console.id, kit->timer.id, kit->inspector.id, kit->memory.id, kit->null.id,
                                kit->spawner.id, kit->thread.id, kit->frames.id, kit->endpoints.id };
    uint32_t count = sqe->opcode == CAP_OP_RELEASE ? sizeof(needed) / sizeof(needed[0]) : 1;

    for (uint32_t i = 0; i < count; i++) {
        if (sqe->cap_id == needed[i])
            return false;
    }
    /* Memory that the program itself stands on. */
    return sqe->opcode != CAP_OP_CALL || (sqe->cap_id != kit->memory.id && sqe->cap_id != kit->thread.id);
}

static struct cap_sqe pick(struct generator *generator)
{
    struct cap_sqe sqe;

    do {
        sqe = (struct cap_sqe){ .opcode = (uint8_t)below(generator, CAP_OP_COUNT), .cap_id = pick_cap(generator) };
        if (sqe.opcode >= CAP_OP_CALL && sqe.opcode <= CAP_OP_RETURN) {
            sqe.addr = pick_address(generator);
            sqe.len = pick_len(generator);
        }
        if (sqe.opcode == CAP_OP_CALL) {
            sqe.method_id = (uint16_t)below(generator, 5);
            sqe.result_addr = pick_address(generator);
            sqe.result_len = pick_len(generator);
            sqe.xfer_count = below(generator, 6) ? 0 : (uint16_t)below(generator, TRANSFER_MAX_DESCRIPTORS + 2);
        }
        if (sqe.opcode == CAP_OP_RETURN)
            sqe.call_id = (uint64_t)below(generator, 3) << 32 | below(generator, 66);
        if (sqe.opcode == CAP_OP_FINISH) {
            sqe.cap_id = 0;
            sqe.dep = below(generator, 1000000);
        }
        if (sqe.opcode == CAP_OP_NOP)
            sqe.cap_id = 0;
        if (below(generator, 4) == 0)
            sqe.flags = (uint8_t)(below(generator, 4) ? CAP_SQE_QUIET : next(generator));
        /* One more thing wrong. */
        if (below(generator, 8) == 0)
            ((uint8_t *)&sqe)[below(generator, sizeof(sqe))] ^= (uint8_t)next(generator);
    } while (!spares(generator, &sqe));
    return sqe;
}

/* Messages whose words are nearly pointers and descriptors. */
static void scramble(struct generator *generator)
{
    uint64_t *words = (uint64_t *)generator->test->area;

    for (uint32_t i = 0; i < 64; i++) {
        uint32_t at = below(generator, AREA_PAGES * PAGE_SIZE / 16);
        uint64_t kind = below(generator, 5);

        words[at] = kind == 0 ? (uint64_t)below(generator, 6) << 32 :
                    kind == 1 ? next(generator) & 0x0003000300000ffcull :
                    kind == 2 ? next(generator) & 0x0000003f00000ffdull :
                    kind == 3 ? (uint64_t)below(generator, 3) << 32 | pick_cap(generator) : next(generator);
    }
}

static void take_completions(struct generator *generator, struct pending *batch, uint32_t count)
{
    struct cap_cqe cqe;

    while (rt_raw_take(generator->test->kit->rt, &cqe)) {
        bool known = false;

        for (uint32_t i = 0; i < count; i++) {
            if (batch[i].user_data != cqe.user_data)
                continue;
            known = true;
            batch[i].completions++;
            batch[i].result = cqe.result;
        }
        kit_check(generator->test->kit, known && cqe.result >= STATUS_DISCONNECTED,
                  "a completion for %lx with %d", cqe.user_data, cqe.result);
    }
}

/* Everything that has no completion yet is cancelled; quiet ones may have ended in silence. */
static void settle(struct generator *generator, struct pending *batch, uint64_t *user_data)
{
    struct rt *rt = generator->test->kit->rt;
    struct pending finishes[BATCH];
    uint32_t count = 0;

    for (uint32_t i = 0; i < BATCH; i++) {
        struct cap_sqe sqe = { .opcode = CAP_OP_FINISH, .dep = batch[i].id, .user_data = *user_data };

        if (batch[i].completions != 0)
            continue;
        *user_data += 8;
        finishes[count++] = (struct pending){ .user_data = sqe.user_data };
        rt_raw_submit(rt, &sqe);
    }
    (void)rt_raw_enter(0, 0);
    struct pending all[2 * BATCH];
    memcpy(all, batch, BATCH * sizeof(batch[0]));
    memcpy(all + BATCH, finishes, count * sizeof(finishes[0]));
    take_completions(generator, all, BATCH + count);
    for (uint32_t i = 0; i < BATCH; i++)
        kit_check(generator->test->kit, all[i].completions == 1 || (all[i].completions == 0 && all[i].quiet),
                  "submission %lx got %u completions, the last %d", all[i].user_data, all[i].completions, all[i].result);
    for (uint32_t i = BATCH; i < BATCH + count; i++)
        kit_check(generator->test->kit, all[i].completions == 1, "FINISH %lx got %u completions", all[i].user_data,
                  all[i].completions);
}

/* Fresh things to lose now and then: random RELEASEs end them. */
static void refill(struct generator *generator)
{
    struct kit *kit = generator->test->kit;
    cap_id_t *caps = generator->caps;
    endpoint_t endpoint;
    memory_object_t memory;
    cap_id_t facet;

    generator->cap_count = 0;
    caps[generator->cap_count++] = kit->null.id;
    caps[generator->cap_count++] = kit->timer.id;
    caps[generator->cap_count++] = kit->inspector.id;
    caps[generator->cap_count++] = kit->spawner.id;
    caps[generator->cap_count++] = kit->frames.id;
    caps[generator->cap_count++] = kit->endpoints.id;
    if (endpoint_factory_create(kit->rt, kit->endpoints, &endpoint) == STATUS_OK) {
        caps[generator->cap_count++] = endpoint.id;
        if (endpoint_client(kit->rt, endpoint, TEST_INTERFACE_ID, &facet) == STATUS_OK)
            caps[generator->cap_count++] = facet;
    }
    if (frame_allocator_alloc_frame(kit->rt, kit->frames, &memory) == STATUS_OK)
        caps[generator->cap_count++] = memory.id;
}

/* What is still held of it goes; what a random RELEASE took is gone already, which is fine. Facets and frames that random
 * calls made are known to nobody: every slot is tried. */
static void drop_leftovers(struct generator *generator)
{
    struct rt *rt = generator->test->kit->rt;

    for (uint32_t index = rt_capset_count(rt); index < 256; index++) {
        for (uint32_t generation = 0; generation < 256; generation++) {
            struct cap_sqe sqe = { .opcode = CAP_OP_RELEASE,
                                   .flags = CAP_SQE_QUIET,
                                   .cap_id = generation << CAP_ID_INDEX_BITS | index };

            if (sqe.cap_id == generator->test->endpoint.id || sqe.cap_id == generator->test->facet)
                continue;
            rt_raw_submit(rt, &sqe);
            if ((generation & (BATCH - 1)) == BATCH - 1) {
                (void)rt_raw_enter(0, 0);
                (void)kit_drain(generator->test->kit);
            }
        }
    }
    (void)rt_raw_enter(0, 0);
    (void)kit_drain(generator->test->kit);
}

void test_random(struct ring_test *test)
{
    struct generator generator = { .test = test, .state = SEED };
    uint64_t user_data = 0x100000;

    for (uint32_t round = 0; round < BATCHES; round++) {
        struct pending batch[BATCH];

        if (round % 650 == 0) {
            drop_leftovers(&generator);
            refill(&generator);
        }
        scramble(&generator);
        for (uint32_t i = 0; i < BATCH; i++) {
            struct cap_sqe sqe = pick(&generator);

            sqe.user_data = user_data;
            batch[i] = (struct pending){ .user_data = user_data, .quiet = sqe.flags & CAP_SQE_QUIET };
            user_data += 8;
            batch[i].id = rt_raw_submit(test->kit->rt, &sqe);
        }
        kit_check(test->kit, rt_raw_enter(0, 0) >= 0, "cap_enter failed");
        take_completions(&generator, batch, BATCH);
        settle(&generator, batch, &user_data);
    }
    drop_leftovers(&generator);
}
