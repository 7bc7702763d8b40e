/* SPDX-License-Identifier: MIT */
/*
 * Several CPUs that load address spaces under tags, take pages away and free their frames, in random order, a small step at a time. Each has
 * a model of the processor's memory of translations, which keeps everything that nobody told it to forget. What must never
 * happen: that a CPU uses a translation to a frame that was freed. The steps are those of kernel/arch/x86_64/tlb.c. With a mistake
 * planted in one of them it must happen: this is how the test is tested.
 */
#include "core/tlb_tags.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

#define CPUS 4u
#define SPACES 20u              /* more than there are tags */
#define PAGES 6u
#define STEPS 40000u
#define FRAMES_MAX (STEPS + 1)
#define KERNEL SPACES           /* loaded: the kernel's own tables */

enum mistake { NO_MISTAKE, LOAD_ORDER, CHANGE_NOT_COUNTED, COUNT_READ_LATE, FREED_EARLY, NUMBER_USED_AGAIN, MISTAKES };

struct space {
    uint64_t number, changes;
    uint32_t frames[PAGES];     /* the page table; 0: nothing there */
};

/* What a CPU is in the middle of, and is not interrupted in. */
enum doing { USER, LOAD_PUBLISHED, LOAD_READ, UNMAP_COUNT, UNMAP_LOOK, UNMAP_WAIT };

struct cpu {
    enum doing doing;
    uint32_t published, hardware;       /* spaces: what others see, what the processor uses */
    uint32_t tag, next_tag, next_space;
    bool keep;
    struct tlb_tags tags;
    uint32_t tlb[TLB_TAGS + 1][PAGES];
    /* Its request, and who has not answered it; the others' that it has to answer. */
    uint32_t space, first, pages, pending, asked_by;
    uint64_t change;
    uint32_t removed[PAGES];
    /* In the middle of an answer. */
    bool flushing;
    uint32_t answering;
    uint64_t seen_changes;
};

static struct {
    struct random random;
    enum mistake mistake;
    struct space spaces[SPACES];
    struct cpu cpus[CPUS];
    bool freed[FRAMES_MAX];
    uint32_t frames;
    uint64_t last_number;
    uint64_t kept, stale;
} world;

static uint32_t any(uint32_t bound)
{
    return (uint32_t)random_below(&world.random, bound);
}

/* Mostly one of a few, so that CPUs meet; sometimes any, so that tags run out. */
static uint32_t any_space(void)
{
    return any(4) == 0 ? any(SPACES) : any(2);
}

static void space_create(struct space *space)
{
    uint64_t number = world.mistake == NUMBER_USED_AGAIN && space->number ? space->number : ++world.last_number;

    *space = (struct space){ .number = number };
}

static void forget(struct cpu *cpu, uint32_t first, uint32_t pages)
{
    memset(&cpu->tlb[cpu->tag][first], 0, pages * sizeof cpu->tlb[0][0]);
}

/* The processor remembers a translation, at any time. */
static void walk(struct cpu *cpu)
{
    uint32_t page = any(PAGES);

    if (cpu->hardware != KERNEL && cpu->tlb[cpu->tag][page] == 0)
        cpu->tlb[cpu->tag][page] = world.spaces[cpu->hardware].frames[page];
}

static void use(const struct cpu *cpu)
{
    if (cpu->hardware != KERNEL && world.freed[cpu->tlb[cpu->tag][any(PAGES)]])
        world.stale++;
}

static void load_begin(struct cpu *cpu)
{
    cpu->next_space = any(8) == 0 ? KERNEL : any_space();
    if (world.mistake != LOAD_ORDER)
        cpu->published = cpu->next_space;
    else if (cpu->next_space != KERNEL)
        cpu->seen_changes = world.spaces[cpu->next_space].changes;
    cpu->doing = LOAD_PUBLISHED;
}

static void load_read(struct cpu *cpu)
{
    cpu->next_tag = TLB_TAG_KERNEL;
    cpu->keep = true;
    cpu->published = cpu->next_space;
    if (cpu->published != KERNEL) {
        const struct space *space = &world.spaces[cpu->published];

        if (world.mistake != LOAD_ORDER)
            cpu->seen_changes = space->changes;
        cpu->next_tag = tlb_tags_load(&cpu->tags, space->number, cpu->seen_changes, &cpu->keep);
        assert_in_range(cpu->next_tag, 1, TLB_TAGS);
    }
    cpu->doing = LOAD_READ;
}

static void load_finish(struct cpu *cpu)
{
    cpu->hardware = cpu->published;
    cpu->tag = cpu->next_tag;
    world.kept += cpu->keep;
    if (!cpu->keep)
        forget(cpu, 0, PAGES);
    cpu->doing = USER;
}

/* Under the space's lock, and with what page_table_unmap does for the CPU itself. */
static void unmap_begin(struct cpu *cpu)
{
    struct space *space;

    cpu->space = any_space();
    cpu->first = any(PAGES);
    cpu->pages = 1 + any(PAGES - cpu->first);
    space = &world.spaces[cpu->space];
    for (uint32_t i = 0; i < cpu->pages; i++) {
        cpu->removed[i] = space->frames[cpu->first + i];
        space->frames[cpu->first + i] = 0;
    }
    if (cpu->hardware == cpu->space)
        forget(cpu, cpu->first, cpu->pages);
    cpu->doing = UNMAP_COUNT;
}

static void unmap_count(struct cpu *cpu)
{
    struct space *space = &world.spaces[cpu->space];

    if (world.mistake != CHANGE_NOT_COUNTED)
        space->changes++;
    cpu->change = space->changes;
    if (cpu->published == cpu->space && cpu->change != 0)
        (void)tlb_tags_change(&cpu->tags, cpu->tag, cpu->change);
    cpu->doing = UNMAP_LOOK;
}

/* Who has it loaded, and some who have not. */
static void unmap_look(struct cpu *cpu)
{
    for (uint32_t i = 0; i < CPUS; i++) {
        struct cpu *other = &world.cpus[i];

        if (other == cpu || (other->published != cpu->space && any(4) != 0))
            continue;
        cpu->pending |= 1u << i;
        other->asked_by |= 1u << (cpu - world.cpus);
    }
    cpu->doing = UNMAP_WAIT;
}

static void unmap_free(struct cpu *cpu)
{
    for (uint32_t i = 0; i < cpu->pages; i++) {
        if (cpu->removed[i] != 0)
            world.freed[cpu->removed[i]] = true;
    }
}

static void answer_finish(struct cpu *cpu)
{
    for (uint32_t i = 0; i < CPUS; i++) {
        if (cpu->answering & 1u << i)
            world.cpus[i].pending &= ~(1u << (cpu - world.cpus));
    }
    cpu->answering = 0;
}

/* One step of an answer: the requests are taken and looked at; a flush of everything is a step of its own, after the count was read. */
static void answer(struct cpu *cpu)
{
    if (cpu->flushing) {
        if (world.mistake == COUNT_READ_LATE)
            cpu->seen_changes = world.spaces[cpu->published].changes;
        else
            forget(cpu, 0, PAGES);
        tlb_tags_forgotten(&cpu->tags, cpu->tag, cpu->seen_changes);
        cpu->flushing = false;
        answer_finish(cpu);
        return;
    }
    cpu->answering = cpu->asked_by;
    cpu->asked_by = 0;
    for (uint32_t i = 0; i < CPUS; i++) {
        const struct cpu *asker = &world.cpus[i];

        if (!(cpu->answering & 1u << i) || asker->space != cpu->published || asker->change == 0)
            continue;
        switch (tlb_tags_change(&cpu->tags, cpu->tag, asker->change)) {
        case TLB_NOTHING:
            break;
        case TLB_PAGES:
            forget(cpu, asker->first, asker->pages);
            break;
        case TLB_ALL:
            cpu->flushing = true;
            break;
        }
    }
    if (cpu->flushing && world.mistake == COUNT_READ_LATE)
        forget(cpu, 0, PAGES);
    else if (cpu->flushing)
        cpu->seen_changes = world.spaces[cpu->published].changes;
    else
        answer_finish(cpu);
}

static void unmap_wait(struct cpu *cpu)
{
    if (world.mistake == FREED_EARLY)
        unmap_free(cpu);
    if (cpu->pending != 0)
        return;
    unmap_free(cpu);
    cpu->doing = USER;
}

static void map(void)
{
    uint32_t *frame = &world.spaces[any_space()].frames[any(PAGES)];

    if (*frame == 0)
        *frame = ++world.frames;
}

/* Its frames are freed without a word to anybody: nobody has it loaded, and nobody is about to take a page from it. */
static void destroy(struct space *space)
{
    uint32_t index = (uint32_t)(space - world.spaces);

    for (uint32_t i = 0; i < CPUS; i++) {
        const struct cpu *cpu = &world.cpus[i];

        if (cpu->published == index || cpu->hardware == index || cpu->next_space == index || (cpu->doing >= UNMAP_COUNT && cpu->space == index))
            return;
    }
    for (uint32_t i = 0; i < PAGES; i++) {
        if (space->frames[i] != 0)
            world.freed[space->frames[i]] = true;
    }
    space_create(space);
}

static void user_step(struct cpu *cpu)
{
    uint32_t what = any(16);

    if (cpu->flushing || (cpu->asked_by != 0 && any(3) == 0))
        answer(cpu);
    else if (what == 0)
        load_begin(cpu);
    else if (what == 1)
        unmap_begin(cpu);
    else if (what < 8)
        use(cpu);
}

static void step(void)
{
    struct cpu *cpu = &world.cpus[any(CPUS)];

    walk(&world.cpus[any(CPUS)]);
    if (any(4) == 0)
        map();
    if (any(64) == 0)
        destroy(&world.spaces[any(SPACES)]);
    switch (cpu->doing) {
    case USER:
        user_step(cpu);
        break;
    case LOAD_PUBLISHED:
        load_read(cpu);
        break;
    case LOAD_READ:
        load_finish(cpu);
        break;
    case UNMAP_COUNT:
        unmap_count(cpu);
        break;
    case UNMAP_LOOK:
        unmap_look(cpu);
        break;
    case UNMAP_WAIT:
        if (cpu->flushing || cpu->asked_by != 0)
            answer(cpu);
        else
            unmap_wait(cpu);
        break;
    }
}

/* Gives how often something stale was used. */
static uint64_t run(uint64_t seed, enum mistake mistake)
{
    memset(&world, 0, sizeof world);
    world.random.state = seed;
    world.mistake = mistake;
    for (uint32_t i = 0; i < SPACES; i++)
        space_create(&world.spaces[i]);
    for (uint32_t i = 0; i < CPUS; i++)
        world.cpus[i].published = world.cpus[i].hardware = world.cpus[i].next_space = KERNEL;
    for (uint32_t i = 0; i < STEPS; i++)
        step();
    return world.stale;
}

static void test_nothing_stale_is_used(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        assert_int_equal(run(seed, NO_MISTAKE), 0);
        assert_true(world.kept > 100 && world.frames > 1000);
    }
}

static void test_mistakes_are_found(void **state)
{
    (void)state;
    for (enum mistake mistake = NO_MISTAKE + 1; mistake < MISTAKES; mistake++) {
        uint64_t stale = 0;

        for (uint64_t seed = 1; seed <= 100 && stale == 0; seed++)
            stale = run(seed, mistake);
        if (stale == 0)
            fail_msg("mistake %d was not found", (int)mistake);
    }
}

static void test_tags_are_taken_in_turn(void **state)
{
    struct tlb_tags tags = { 0 };
    bool keep;

    (void)state;
    for (uint32_t i = 1; i <= TLB_TAGS; i++) {
        assert_int_equal(tlb_tags_load(&tags, i, 7, &keep), i);
        assert_false(keep);
    }
    for (uint32_t i = 1; i <= TLB_TAGS; i++) {
        assert_int_equal(tlb_tags_load(&tags, i, 7, &keep), i);
        assert_true(keep);
    }
    assert_int_equal(tlb_tags_load(&tags, 99, 7, &keep), 1);
    assert_false(keep);
    assert_int_equal(tlb_tags_load(&tags, 1, 7, &keep), 2);
    assert_false(keep);
}

static void test_changes(void **state)
{
    struct tlb_tags tags = { 0 };
    bool keep;

    (void)state;
    assert_int_equal(tlb_tags_load(&tags, 5, 10, &keep), 1);
    assert_int_equal(tlb_tags_change(&tags, 1, 10), TLB_NOTHING);
    assert_int_equal(tlb_tags_change(&tags, 1, 11), TLB_PAGES);
    assert_int_equal(tlb_tags_change(&tags, 1, 11), TLB_NOTHING);
    assert_int_equal(tlb_tags_change(&tags, 1, 13), TLB_ALL); /* 12 has not come yet */
    tlb_tags_forgotten(&tags, 1, 14);
    assert_int_equal(tlb_tags_change(&tags, 1, 12), TLB_NOTHING);
    assert_int_equal(tlb_tags_load(&tags, 5, 14, &keep), 1);
    assert_true(keep);
    assert_int_equal(tlb_tags_load(&tags, 5, 15, &keep), 1);
    assert_false(keep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tags_are_taken_in_turn),
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_nothing_stale_is_used),
        cmocka_unit_test(test_mistakes_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
