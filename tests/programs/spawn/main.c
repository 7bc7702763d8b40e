/* SPDX-License-Identifier: MIT */
#include "spawn_test.h"

process_handle_t must_spawn(struct kit *kit, const char *deed, const struct kit_grant *grants, uint32_t count, cap_id_t *facet)
{
    struct kit_child child = { .name = deed, .binary = "deed", .grants = grants, .grant_count = count };
    process_handle_t handle = { CAP_ID_INVALID };
    status_t status = kit_spawn(kit, &child, &handle, facet);

    if (status < 0)
        rt_panic(kit->rt, "cannot spawn %s: %s (%s)", deed, capn_status_text(status), rt_last_reason(kit->rt));
    return handle;
}

void end_child(struct kit *kit, process_handle_t child)
{
    struct kit_exit exit = { 0 };

    kit_expect(kit, "kill", process_handle_kill(kit->rt, child), STATUS_OK);
    kit_expect(kit, "wait", kit_wait(kit, child, &exit), STATUS_OK);
    rt_drop(kit->rt, child.id);
}

/* Each part leaves nothing behind. */
static void run_part(struct kit *kit, const char *name, void (*part)(struct kit *kit))
{
    struct kit_totals before;

    if (rt_flush_releases(kit->rt) < 0 || kit_totals_read(kit, &before) < 0)
        rt_panic(kit->rt, "no totals");
    part(kit);
    kit_totals_compare(kit, name, &before);
}

int main(struct rt *rt)
{
    static struct kit kit;

    kit_open(&kit, rt);
    run_part(&kit, "grants", test_grants);
    run_part(&kit, "moves", test_moves);
    run_part(&kit, "life", test_life);
    run_part(&kit, "calls", test_calls);
    run_part(&kit, "transfers", test_transfers);
    run_part(&kit, "queues", test_queues);
    chains_warm_up(&kit);
    run_part(&kit, "chains", test_chains);
    run_part(&kit, "many", test_many);
    return kit_close(&kit);
}
