/* SPDX-License-Identifier: MIT */
#include "ring.h"

static status_t make_memory(struct ring_test *test)
{
    struct kit *kit = test->kit;
    uint64_t address;
    status_t status = virtual_memory_reserve(kit->rt, kit->memory, 0, (AREA_PAGES + 1) * PAGE_SIZE, &address);

    if (status == STATUS_OK)
        status = virtual_memory_commit(kit->rt, kit->memory, address, AREA_PAGES * PAGE_SIZE, PROT_READ | PROT_WRITE);
    test->area = (uint8_t *)(uintptr_t)address;
    if (status == STATUS_OK)
        status = virtual_memory_map(kit->rt, kit->memory, 0, PAGE_SIZE, PROT_READ, &test->read_only);
    if (status == STATUS_OK)
        status = virtual_memory_map(kit->rt, kit->memory, 0, PAGE_SIZE, PROT_NONE, &test->no_access);
    if (status == STATUS_OK)
        status = virtual_memory_map(kit->rt, kit->memory, 0, PAGE_SIZE, PROT_READ | PROT_EXECUTE, &test->executable);
    return status;
}

static status_t make_targets(struct ring_test *test)
{
    struct kit *kit = test->kit;
    endpoint_t released;
    status_t status = endpoint_factory_create(kit->rt, kit->endpoints, &test->endpoint);

    if (status == STATUS_OK)
        status = endpoint_client(kit->rt, test->endpoint, TEST_INTERFACE_ID, &test->facet);
    if (status == STATUS_OK)
        status = endpoint_factory_create(kit->rt, kit->endpoints, &released);
    if (status < 0)
        return status;
    test->stale = released.id;
    rt_drop(kit->rt, released.id);
    return rt_flush_releases(kit->rt);
}

int main(struct rt *rt)
{
    static struct ring_test test;
    static struct kit kit;
    status_t status;

    kit_open(&kit, rt);
    test.kit = &kit;
    status = make_memory(&test);
    if (status == STATUS_OK)
        status = make_targets(&test);
    if (status < 0)
        rt_panic(rt, "cannot prepare: %s", capn_status_text(status));
    test_fields(&test);
    test_targets(&test);
    test_buffers(&test);
    test_messages(&test);
    test_waits(&test);
    test_random(&test);
    return kit_close(&kit);
}
