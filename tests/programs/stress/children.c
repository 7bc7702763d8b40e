/* SPDX-License-Identifier: MIT */
/* Actors and services: what they are given, and how they end. */
#include "driver.h"

#define PEERS_MAX 3u
#define GRANTS_MAX 20u

status_t start_service(struct driver *driver, const char *name, struct service *service)
{
    const struct kit_grant grants[] = { { "memory", KIT_GRANT_MEMORY, 0, 0 }, { "console", KIT_GRANT_COPY, driver->kit.console.id, 0 },
                                        { "echo", KIT_GRANT_ENDPOINT, 0, ECHO_INTERFACE_ID } };
    struct kit_child child = { .name = name, .binary = "echo", .grants = grants, .grant_count = 3 };

    return kit_spawn(&driver->kit, &child, &service->handle, &service->facet);
}

void end_service(struct driver *driver, struct service *service)
{
    struct kit_exit exit;

    kit_expect(&driver->kit, "kill", process_handle_kill(driver->kit.rt, service->handle), STATUS_OK);
    kit_expect(&driver->kit, "wait", kit_wait(&driver->kit, service->handle, &exit), STATUS_OK);
    rt_drop(driver->kit.rt, service->handle.id);
    rt_drop(driver->kit.rt, service->facet);
}

cap_id_t pick_peer(struct driver *driver)
{
    const struct slot *slot = &driver->slots[kit_random_below(&driver->random, ACTORS_MAX)];

    return slot->used && kit_random_below(&driver->random, 4) != 0 ? slot->facet : driver->hub.facet;
}

/* Its server may have cut a facet that we hold. */
static bool was_cut(status_t status)
{
    return status == STATUS_DISCONNECTED || status == STATUS_GONE;
}

/* Copied or lent; a loan is cut some time later, or at the end. careful: what nobody cuts. lent: to drop after the spawn, or CAP_ID_INVALID. */
static struct kit_grant peer_grant(struct driver *driver, const char *name, bool careful, cap_id_t *lent)
{
    struct kit_grant grant = { name, KIT_GRANT_COPY, careful ? driver->hub.facet : pick_peer(driver), 0 };
    status_t status;

    *lent = CAP_ID_INVALID;
    if (careful || driver->loan_count == LOANS_MAX || kit_random_below(&driver->random, 3) != 0)
        return grant;
    status = kit_lend(&driver->kit, grant.cap, lent, &driver->loans[driver->loan_count]);
    kit_check(&driver->kit, status == STATUS_OK || was_cut(status), "lend: %s", capn_status_text(status));
    if (status == STATUS_OK) {
        driver->loan_count++;
        grant.cap = *lent;
    }
    return grant;
}

static uint32_t fill_grants(struct driver *driver, struct kit_grant *grants, const struct actor_plan *plan, bool careful, cap_id_t *lent)
{
    static const char *const names[PEERS_MAX] = { "peer0", "peer1", "peer2" };
    const struct kit *kit = &driver->kit;
    const struct kit_grant all[] = {
        { "console", KIT_GRANT_COPY, kit->console.id, 0 }, { "timer", KIT_GRANT_COPY, kit->timer.id, 0 },
        { "null", KIT_GRANT_COPY, kit->null.id, 0 },        { "memory", KIT_GRANT_MEMORY, 0, 0 },
        { "frames", KIT_GRANT_FRAMES, 0, 0 },               { "endpoints", KIT_GRANT_ENDPOINTS, 0, 0 },
        { "capabilities", KIT_GRANT_CAPABILITIES, 0, 0 },   { "serve", KIT_GRANT_ENDPOINT, 0, ACTOR_INTERFACE_BASE + plan->serial },
        { "thread", KIT_GRANT_THREAD, 0, 0 },               { "threads", KIT_GRANT_THREADS, 0, 0 },
        { "park", KIT_GRANT_PARK, 0, 0 },                   { "spawner", KIT_GRANT_COPY, kit->spawner.id, 0 },
    };
    uint32_t count = sizeof(all) / sizeof(all[0]);

    memcpy(grants, all, sizeof(all));
    if (kit_random_below(&driver->random, 12) != 0)
        count--;                        /* few may start others */
    for (uint32_t i = 0; i < PEERS_MAX; i++)
        grants[count++] = peer_grant(driver, names[i], careful, &lent[i]);
    return count;
}

/* Handle and facet of a new process for the slot. careful: with nothing that somebody else may have cut. */
static status_t try_start(struct driver *driver, struct slot *slot, struct kit_child *child, bool careful)
{
    struct kit_grant grants[GRANTS_MAX];
    cap_id_t lent[PEERS_MAX];
    status_t status;

    child->grants = grants;
    child->grant_count = fill_grants(driver, grants, &slot->plan, careful, lent);
    status = kit_spawn(&driver->kit, child, &slot->handle, &slot->facet);
    for (uint32_t i = 0; i < PEERS_MAX; i++) {
        if (lent[i] != CAP_ID_INVALID)
            rt_drop(driver->kit.rt, lent[i]);
    }
    return status;
}

void start_actor(struct driver *driver)
{
    struct kit_child child = { .binary = "stress", .session = pick_session(driver) };
    struct slot *slot = driver->slots;
    char name[PROCESS_NAME_BYTES];
    status_t status;

    while (slot->used)
        slot++;
    *slot = (struct slot){ .plan = { .serial = driver->started + 1, .seed = kit_random_next(&driver->random) } };
    slot->plan.ending = actor_ending_of(slot->plan.seed);
    /* Every third has little: what is sent to it, or made by it, is often too much. */
    if (kit_random_below(&driver->random, 3) == 0)
        child.limits = (struct kit_limits){ .cap_slots = 16 + kit_random_below(&driver->random, 24), .notifications = 4, .endpoints = 3,
                                            .threads = 2 + kit_random_below(&driver->random, 5),
                                            .frame_pages = 100 + kit_random_below(&driver->random, 60) };
    (void)rt_format(name, sizeof(name), ACTOR_NAME_FORMAT, slot->plan.serial, slot->plan.seed);
    child.name = name;
    status = try_start(driver, slot, &child, false);
    if (was_cut(status))
        status = try_start(driver, slot, &child, true);
    kit_check(&driver->kit, status == STATUS_OK, "start of %s: %s (%s)", name, capn_status_text(status), rt_last_reason(driver->kit.rt));
    driver->started++;
    if (status < 0)
        return;
    slot->used = true;
    slot->start_ns = kit_after(&driver->kit, 0);
    driver->live++;
    kit_expect(&driver->kit, "notify of its end",
               process_handle_notify(driver->kit.rt, slot->handle, (notification_signal_t){ driver->bell.id },
                                     1ull << (slot - driver->slots)), STATUS_OK);
}

static bool as_planned(const struct slot *slot, const struct kit_exit *exit)
{
    static const enum exit_kind kinds[ACTOR_ENDINGS] = {
        [ACTOR_ORDERLY] = EXIT_KIND_EXITED,          [ACTOR_LEAVES] = EXIT_KIND_EXITED, [ACTOR_FAULTS] = EXIT_KIND_FAULTED,
        [ACTOR_BREAKS_RING] = EXIT_KIND_PROTOCOL,    [ACTOR_HANGS] = EXIT_KIND_KILLED,
    };

    if (exit->kind == EXIT_KIND_EXITED && exit->code < 0)
        return false;
    return exit->kind == kinds[slot->plan.ending] || (exit->kind == EXIT_KIND_KILLED && slot->killed);
}

void collect_actor(struct driver *driver, struct slot *slot)
{
    struct kit_exit exit = { 0 };

    kit_expect(&driver->kit, "wait", kit_wait(&driver->kit, slot->handle, &exit), STATUS_OK);
    kit_check(&driver->kit, as_planned(slot, &exit), "actor %u (seed %lx) planned to end as %u: kind %u, code %ld %s", slot->plan.serial,
              slot->plan.seed, slot->plan.ending, exit.kind, (long)exit.code, exit.detail);
    driver->ended[slot->plan.ending]++;
    driver->done += exit.kind == EXIT_KIND_EXITED ? (uint64_t)exit.code : 0;
    rt_drop(driver->kit.rt, slot->handle.id);
    rt_drop(driver->kit.rt, slot->facet);
    slot->used = false;
    driver->live--;
}
