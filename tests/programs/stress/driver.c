/* SPDX-License-Identifier: MIT */
/* What the driver does all the time. See driver.h. */
#include "driver.h"

#include "actor.h"

#include "rt/notification.h"

/* Lives are short: whoever is still there after this, in time of the machine, waits for what never comes. */
#define LIFE_MAX_NS 120000000000ull
#define WAIT_MAX_NS 60000000000ull
#define HANG_NS 5000000ull
#define TICK_NS 1500000u
/* The first actors make slabs and tables that stay. */
#define WARM_UP 100u
/* Slabs keep what the busiest moment needed, in parts. */
#define FRAME_SLACK 160u
#define PROGRESS 250u

static void arm_tick(struct driver *driver)
{
    uint64_t deadline = kit_after(&driver->kit, 100000 + kit_random_below(&driver->random, TICK_NS));

    kit_expect(&driver->kit, "tick", timer_notify(driver->kit.rt, driver->kit.timer, deadline,
                                                  (notification_signal_t){ driver->bell.id }, TICK_BIT), STATUS_OK);
}

static void watch_hub(struct driver *driver)
{
    kit_expect(&driver->kit, "the hub", start_service(driver, "hub", &driver->hub), STATUS_OK);
    kit_expect(&driver->kit, "notify of its end",
               process_handle_notify(driver->kit.rt, driver->hub.handle, (notification_signal_t){ driver->bell.id }, HUB_BIT), STATUS_OK);
    driver->hubs++;
}

/* The system answers somebody who did nothing wrong: one call, with words that must come back. False: it does not. */
static bool control_call(struct driver *driver)
{
    struct echo_echo_params_builder params;
    struct echo_echo_results_reader results;
    struct block64_builder words;
    struct block64_reader back;
    struct capn_request request;
    uint64_t word = kit_random_next(&driver->random);
    status_t status = echo_echo_begin(&request, driver->kit.rt, (echo_t){ driver->control.facet }, &params);

    if (status < 0)
        return false;
    status = echo_echo_params_init_words(&params, &words);
    block64_set_h(&words, word);
    if (status == STATUS_OK)
        status = capn_request_submit(&request);
    if (status == STATUS_OK)
        status = capn_request_wait(&request, kit_after(&driver->kit, WAIT_MAX_NS));
    if (status == STATUS_OK)
        status = echo_echo_results(&request, &results);
    if (status == STATUS_OK)
        status = echo_echo_results_get_words(&results, &back);
    kit_check(&driver->kit, status == STATUS_OK && block64_get_h(&back) == word, "control call: %s", capn_status_text(status));
    capn_request_end(&request);
    driver->controls++;
    return status == STATUS_OK;
}

static void kill(struct driver *driver, struct slot *slot)
{
    slot->killed = true;
    driver->killed++;
    kit_expect(&driver->kit, "kill", process_handle_kill(driver->kit.rt, slot->handle), STATUS_OK);
}

static void cut_loan(struct driver *driver)
{
    uint32_t calls, at = kit_random_below(&driver->random, driver->loan_count);

    kit_expect(&driver->kit, "revoke", revoker_revoke(driver->kit.rt, driver->loans[at], &calls), STATUS_OK);
    rt_drop(driver->kit.rt, driver->loans[at].id);
    driver->loans[at] = driver->loans[--driver->loan_count];
    driver->revoked++;
}

static void count_threads(struct driver *driver)
{
    struct kit_totals now = { 0 };

    kit_expect(&driver->kit, "totals", kit_totals_read(&driver->kit, &now), STATUS_OK);
    if (now.threads > now.processes + driver->most_threads)
        driver->most_threads = now.threads - now.processes;
}

/* Something random, and the end of those that hang. False: somebody has been there too long. */
static bool tick(struct driver *driver)
{
    uint64_t now = kit_after(&driver->kit, 0);
    struct slot *victim = &driver->slots[kit_random_below(&driver->random, ACTORS_MAX)];

    if (victim->used && !victim->killed && kit_random_below(&driver->random, 24) == 0)
        kill(driver, victim);
    if (victim->used && kit_random_below(&driver->random, 3) == 0)
        give(driver, victim);
    else if (victim->used && kit_random_below(&driver->random, 4) == 0)
        take_back(driver, victim);
    if (driver->loan_count != 0 && kit_random_below(&driver->random, 8) == 0)
        cut_loan(driver);
    if (kit_random_below(&driver->random, 12) == 0)
        change_session(driver);
    if (kit_random_below(&driver->random, 4) == 0)
        count_threads(driver);
    for (uint32_t i = 0; i < ACTORS_MAX; i++) {
        struct slot *slot = &driver->slots[i];

        if (!slot->used)
            continue;
        if (slot->plan.ending == ACTOR_HANGS && !slot->killed && now - slot->start_ns > HANG_NS)
            kill(driver, slot);
        if (now - slot->start_ns > LIFE_MAX_NS) {
            report_wedge(driver, "an actor does not end");
            return false;
        }
    }
    arm_tick(driver);
    return true;
}

static bool handle(struct driver *driver, uint64_t bits)
{
    for (uint32_t i = 0; i < ACTORS_MAX; i++) {
        if (bits & 1ull << i)
            collect_actor(driver, &driver->slots[i]);
    }
    if (bits & HUB_BIT) {
        /* Somebody called its `exit`, or it was broken by one: the exit code tells, and any but a fault is allowed. */
        struct kit_exit exit = { 0 };

        kit_expect(&driver->kit, "wait", kit_wait(&driver->kit, driver->hub.handle, &exit), STATUS_OK);
        kit_check(&driver->kit, exit.kind == EXIT_KIND_EXITED, "the hub: kind %u, %s", exit.kind, exit.detail);
        rt_drop(driver->kit.rt, driver->hub.handle.id);
        rt_drop(driver->kit.rt, driver->hub.facet);
        watch_hub(driver);
    }
    return !(bits & TICK_BIT) || tick(driver);
}

/* Until so many have been started and all have ended. */
static void run(struct driver *driver, uint32_t until)
{
    while (!driver->wedged && (driver->started < until || driver->live != 0)) {
        uint64_t bits = 0;
        status_t status;

        while (driver->started < until && driver->live < ACTORS_MAX && driver->kit.wrong == 0)
            start_actor(driver);
        if (driver->kit.wrong != 0)
            until = driver->started;    /* what went wrong is enough to see */
        if (!control_call(driver)) {
            report_wedge(driver, "the control service does not answer");
            break;
        }
        status = rt_notification_wait(driver->kit.rt, (struct rt_notification){ .cap = driver->bell.id },
                                      kit_after(&driver->kit, WAIT_MAX_NS), &bits);
        if (status != STATUS_OK) {
            report_wedge(driver, "nothing happens");
            break;
        }
        if (!handle(driver, bits))
            break;
        if (driver->controls % (PROGRESS * 4) == 0)
            rt_log(driver->kit.rt, "%u started, %u alive, %u control calls answered", driver->started, driver->live, driver->controls);
    }
}

/* Actors of actors are nobody's children by now; they end by themselves. */
static void settle(struct driver *driver, const struct kit_totals *before)
{
    struct kit_totals now;

    for (uint32_t i = 0; i < 200 && kit_totals_read(&driver->kit, &now) == STATUS_OK && now.processes > before->processes; i++)
        kit_expect(&driver->kit, "sleep", timer_sleep(driver->kit.rt, driver->kit.timer, 20000000), STATUS_OK);
    if (now.processes > before->processes)
        report_wedge(driver, "an actor of an actor does not end");
}

static void open_all(struct driver *driver)
{
    kit_expect(&driver->kit, "bell", endpoint_factory_create_notification(driver->kit.rt, driver->kit.endpoints, &driver->bell), STATUS_OK);
    kit_expect(&driver->kit, "the control service", start_service(driver, "control", &driver->control), STATUS_OK);
    watch_hub(driver);
    sessions_open(driver);
    arm_tick(driver);
}

static void close_all(struct driver *driver)
{
    while (driver->loan_count != 0)
        cut_loan(driver);
    sessions_close(driver);
    end_service(driver, &driver->hub);
    end_service(driver, &driver->control);
    rt_drop(driver->kit.rt, driver->bell.id);
    kit_expect(&driver->kit, "releases", rt_flush_releases(driver->kit.rt), STATUS_OK);
}

/* One after the other: to bring what stays into being, and then for the count. */
static void round(struct driver *driver, uint32_t actors, const struct kit_totals *before)
{
    open_all(driver);
    run(driver, actors);
    close_all(driver);
    if (!driver->wedged)
        settle(driver, before);
}

int driver_main(struct rt *rt)
{
    static struct driver driver;
    struct kit_totals before = { 0 };

    kit_open(&driver.kit, rt);
    kit_expect(&driver.kit, "capabilities", rt_find(rt, "capabilities", CAPABILITY_MANAGER_INTERFACE_ID, &driver.manager.id), STATUS_OK);
    kit_expect(&driver.kit, "sessions", rt_find(rt, "sessions", SESSION_FACTORY_INTERFACE_ID, &driver.factory.id), STATUS_OK);
    parameters_read(&driver);
    rt_log(rt, "seed %lu, %u actors, %u at a time", driver.seed, driver.actors, ACTORS_MAX);
    kit_expect(&driver.kit, "totals", kit_totals_read(&driver.kit, &before), STATUS_OK);
    round(&driver, WARM_UP, &before);
    kit_expect(&driver.kit, "totals", kit_totals_read(&driver.kit, &before), STATUS_OK);
    driver.started = 0;
    if (driver.kit.wrong == 0 && !driver.wedged)
        round(&driver, driver.actors, &before);
    driver.kit.frame_slack = FRAME_SLACK;
    if (!driver.wedged)
        kit_totals_compare(&driver.kit, "the whole run", &before);
    report_end(&driver);
    return driver.kit.wrong != 0;
}
