/* SPDX-License-Identifier: MIT */
/* CapabilityManager and Revoker, tried out. */
#include "lend.h"

/* What list says is what the CapSet says, in the same order. */
static void test_list(struct lend *lend)
{
    struct capability_manager_list_params_builder params;
    struct capability_manager_list_results_reader results;
    struct capn_request request;
    struct capn_list list;
    status_t status = capability_manager_list_begin_sized(&request, lend->kit.rt, lend->manager, &params, 0, 8192);

    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = capability_manager_list_results(&request, &results);
    if (status == STATUS_OK)
        status = capability_manager_list_results_get_capabilities(&results, &list);
    kit_expect(&lend->kit, "list", status, STATUS_OK);
    if (status < 0)
        return;
    kit_expect(&lend->kit, "holds in the list", list.count, rt_capset_count(lend->kit.rt));
    for (uint32_t i = 0; i < list.count; i++) {
        const struct capset_entry *entry = rt_capset_entry(lend->kit.rt, i);
        struct capability_info_reader info;

        status = capability_info_list_get(&list, i, &info);
        kit_check(&lend->kit, status == STATUS_OK && entry && capability_info_get_id(&info) == entry->cap_id &&
                  capability_info_get_interface_id(&info) == entry->interface_id && capability_info_get_live(&info) &&
                  !capability_info_get_lent(&info), "hold %u is not the CapSet's", i);
    }
    capn_request_end(&request);
}

int main(struct rt *rt)
{
    static struct lend lend;
    struct kit_totals before;
    status_t status;

    kit_open(&lend.kit, rt);
    status = rt_find(rt, "capabilities", CAPABILITY_MANAGER_INTERFACE_ID, &lend.manager.id);
    kit_expect(&lend.kit, "find capabilities", status, STATUS_OK);
    if (status == STATUS_OK) {
        cap_id_t facet;
        revoker_t revoker;

        test_list(&lend);
        /* The first one makes the slab of revokers, which stays. */
        kit_expect(&lend.kit, "lend", kit_lend(&lend.kit, lend.kit.null.id, &facet, &revoker), STATUS_OK);
        rt_drop(rt, facet);
        rt_drop(rt, revoker.id);
        /* And the first mappings make tables, which stay too. */
        test_narrow(&lend);
        kit_expect(&lend.kit, "flush", rt_flush_releases(rt), STATUS_OK);
        kit_expect(&lend.kit, "totals", kit_totals_read(&lend.kit, &before), STATUS_OK);
        test_narrow(&lend);
        test_revoke(&lend);
        kit_expect(&lend.kit, "flush", rt_flush_releases(rt), STATUS_OK);
        kit_totals_compare(&lend.kit, "narrowing and lending", &before);
    }
    return kit_close(&lend.kit);
}
