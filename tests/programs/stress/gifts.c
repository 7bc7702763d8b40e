/* SPDX-License-Identifier: MIT */
/* What the driver grants to actors that run, and takes back from them. */
#include "driver.h"

#define IDS_MAX 16u

void give(struct driver *driver, struct slot *slot)
{
    char name[CAPSET_NAME_BYTES];
    cap_id_t id;
    size_t len = rt_format(name, sizeof(name), "peer-%u", driver->gifts);
    status_t status = capability_manager_grant(driver->kit.rt, driver->manager, slot->handle, pick_peer(driver),
                                               (struct capn_text){ name, (uint32_t)len }, &id);

    /* It may have ended, have no room, or be about to; and the facet may be one that its server cut. */
    kit_check(&driver->kit, status == STATUS_OK || status == STATUS_GONE || status == STATUS_OVERLOADED || status == STATUS_DISCONNECTED,
              "grant: %s (%s)", capn_status_text(status), rt_last_reason(driver->kit.rt));
    driver->gifts += status == STATUS_OK;
}

static bool is_peer(const struct capability_info_reader *info)
{
    struct capn_text name;

    return capability_info_get_name(info, &name) == STATUS_OK && name.len > 2 && name.data[0] == 'p' && name.data[1] == 'e';
}

/* Peers that it was granted and still holds; how many. */
static uint32_t list_granted(struct driver *driver, struct slot *slot, cap_id_t *ids)
{
    struct capability_manager_granted_params_builder params;
    struct capability_manager_granted_results_reader results;
    struct capn_request request;
    struct capn_list list;
    uint32_t index, count = 0;
    status_t status = capability_manager_granted_begin_sized(&request, driver->kit.rt, driver->manager, &params, 0, 16384);

    if (status < 0)
        return 0;
    status = capn_request_add_capability(&request, slot->handle.id, CAP_TRANSFER_COPY, &index);
    if (status == STATUS_OK)
        status = capability_manager_granted_params_set_child(&params, index);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = capability_manager_granted_results(&request, &results);
    if (status == STATUS_OK)
        status = capability_manager_granted_results_get_capabilities(&results, &list);
    kit_expect(&driver->kit, "granted", status, STATUS_OK);
    for (uint32_t i = 0; status == STATUS_OK && i < list.count && count < IDS_MAX; i++) {
        struct capability_info_reader info;

        status = capability_info_list_get(&list, i, &info);
        if (status == STATUS_OK && is_peer(&info))
            ids[count++] = capability_info_get_id(&info);
    }
    capn_request_end(&request);
    return count;
}

void take_back(struct driver *driver, struct slot *slot)
{
    cap_id_t ids[IDS_MAX];
    uint32_t calls, count = list_granted(driver, slot, ids);
    status_t status;

    if (count == 0)
        return;
    status = capability_manager_revoke(driver->kit.rt, driver->manager, slot->handle, ids[kit_random_below(&driver->random, count)], &calls);
    /* It may have ended or released it since the list. */
    kit_check(&driver->kit, status == STATUS_OK || status == STATUS_GONE || status == STATUS_FAILED, "taking back: %s (%s)",
              capn_status_text(status), rt_last_reason(driver->kit.rt));
    driver->taken_back += status == STATUS_OK;
}
