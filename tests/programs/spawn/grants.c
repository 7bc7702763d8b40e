/* SPDX-License-Identifier: MIT */
/* Names, binaries, grants and limits that spawn refuses, all or nothing. */
#include "spawn_test.h"

static const char long_name[] = "a-name-of-thirty-two-characters-";

/* Spawns null-exit and expects a refusal; when it succeeds all the same, the child is cleaned away. */
static void refused(struct kit *kit, const char *what, const struct kit_child *child, status_t expected)
{
    process_handle_t handle;
    status_t status = kit_spawn(kit, child, &handle, NULL);

    kit_expect(kit, what, status, expected);
    if (status == STATUS_OK)
        end_child(kit, handle);
}

static void wrong_names(struct kit *kit)
{
    static const char *const binaries[] = { "", "nope", "../null-exit", "null-exit ", "NULL-EXIT", "null", long_name };
    static const char *const names[] = { "", long_name, "\x1b[2J", "two\nlines", "tab\there", "\x7f", "\xff" };
    static const char *const grant_names[] = { "", long_name, "Upper", "two words", "a/b", "a=b", "\xc3\xa9", "\x01" };

    for (size_t i = 0; i < COUNT(binaries); i++)
        refused(kit, "a binary that is not there", &(struct kit_child){ .name = "x", .binary = binaries[i] }, STATUS_FAILED);
    for (size_t i = 0; i < COUNT(names); i++)
        refused(kit, "a process name that is not one", &(struct kit_child){ .name = names[i], .binary = "null-exit" },
                STATUS_FAILED);
    for (size_t i = 0; i < COUNT(grant_names); i++) {
        struct kit_grant grant = { grant_names[i], KIT_GRANT_MEMORY, 0, 0 };

        refused(kit, "a grant name that is not one",
                &(struct kit_child){ .name = "x", .binary = "null-exit", .grants = &grant, .grant_count = 1 }, STATUS_FAILED);
    }
}

static void one_grant(struct kit *kit, const char *what, struct kit_grant grant, status_t expected)
{
    struct kit_child child = { .name = "x", .binary = "null-exit", .grants = &grant, .grant_count = 1 };

    grant.name = "grant";
    refused(kit, what, &child, expected);
}

static void wrong_grants(struct kit *kit)
{
    endpoint_t endpoint, stale;
    process_handle_t nap;
    cap_id_t facet;

    if (endpoint_factory_create(kit->rt, kit->endpoints, &endpoint) < 0 ||
        endpoint_client(kit->rt, endpoint, TEST_INTERFACE_ID, &facet) < 0 ||
        endpoint_factory_create(kit->rt, kit->endpoints, &stale) < 0)
        rt_panic(kit->rt, "no endpoints");
    rt_drop(kit->rt, stale.id);
    nap = must_spawn(kit, "block", NULL, 0, NULL);
    one_grant(kit, "what was never sent", (struct kit_grant){ NULL, KIT_GRANT_INDEX, 0, 0 }, STATUS_FAILED);
    one_grant(kit, "index 31", (struct kit_grant){ NULL, KIT_GRANT_INDEX, 0, 31 }, STATUS_FAILED);
    one_grant(kit, "index 2^32 - 1", (struct kit_grant){ NULL, KIT_GRANT_INDEX, 0, UINT32_MAX }, STATUS_FAILED);
    one_grant(kit, "nothing", (struct kit_grant){ NULL, KIT_GRANT_NOTHING, 0, 0 }, STATUS_FAILED);
    one_grant(kit, "our VirtualMemory", (struct kit_grant){ NULL, KIT_GRANT_COPY, kit->memory.id, 0 },
              STATUS_TRANSFER_NOT_SUPPORTED);
    one_grant(kit, "our VirtualMemory, moved", (struct kit_grant){ NULL, KIT_GRANT_MOVE, kit->memory.id, 0 },
              STATUS_TRANSFER_NOT_SUPPORTED);
    one_grant(kit, "our ThreadControl", (struct kit_grant){ NULL, KIT_GRANT_COPY, kit->thread.id, 0 },
              STATUS_TRANSFER_NOT_SUPPORTED);
    one_grant(kit, "our endpoint", (struct kit_grant){ NULL, KIT_GRANT_COPY, endpoint.id, 0 }, STATUS_TRANSFER_NOT_SUPPORTED);
    one_grant(kit, "our endpoint, moved", (struct kit_grant){ NULL, KIT_GRANT_MOVE, endpoint.id, 0 },
              STATUS_TRANSFER_NOT_SUPPORTED);
    one_grant(kit, "our child", (struct kit_grant){ NULL, KIT_GRANT_COPY, nap.id, 0 }, STATUS_TRANSFER_NOT_SUPPORTED);
    one_grant(kit, "what was released", (struct kit_grant){ NULL, KIT_GRANT_COPY, stale.id, 0 }, STATUS_STALE_CAP);
    one_grant(kit, "what never was", (struct kit_grant){ NULL, KIT_GRANT_COPY, 0x00100000, 0 }, STATUS_INVALID_CAP);
    one_grant(kit, "an endpoint for nobody", (struct kit_grant){ NULL, KIT_GRANT_ENDPOINT, 0, 0 }, STATUS_FAILED);
    one_grant(kit, "an endpoint for Endpoint", (struct kit_grant){ NULL, KIT_GRANT_ENDPOINT, 0, ENDPOINT_INTERFACE_ID },
              STATUS_FAILED);
    one_grant(kit, "a facet of the null object",
              (struct kit_grant){ NULL, KIT_GRANT_CLIENT_OF, kit->null.id, TEST_INTERFACE_ID }, STATUS_FAILED);
    one_grant(kit, "a facet of a facet", (struct kit_grant){ NULL, KIT_GRANT_CLIENT_OF, facet, TEST_INTERFACE_ID },
              STATUS_FAILED);
    one_grant(kit, "a facet of nothing", (struct kit_grant){ NULL, KIT_GRANT_CLIENT_OF, endpoint.id, 0 }, STATUS_FAILED);
    one_grant(kit, "a facet that looks like Endpoint",
              (struct kit_grant){ NULL, KIT_GRANT_CLIENT_OF, endpoint.id, ENDPOINT_INTERFACE_ID }, STATUS_FAILED);
    end_child(kit, nap);
    rt_drop(kit->rt, facet);
    rt_drop(kit->rt, endpoint.id);
}

/* count grants of VirtualMemory, all of another name, or the last as the first. */
static void many_grants(struct kit *kit, const char *what, uint32_t count, bool duplicate, status_t expected)
{
    static char names[100][8];
    static struct kit_grant grants[100];
    struct kit_child child = { .name = "many", .binary = "null-exit", .grants = grants, .grant_count = count };

    for (uint32_t i = 0; i < count; i++) {
        (void)rt_format(names[i], sizeof(names[i]), "g%u", duplicate && i == count - 1 ? 0 : i);
        grants[i] = (struct kit_grant){ names[i], KIT_GRANT_MEMORY, 0, 0 };
    }
    refused(kit, what, &child, expected);
}

static void wrong_limits(struct kit *kit)
{
    const struct kit_grant two[] = { { "a", KIT_GRANT_MEMORY, 0, 0 }, { "b", KIT_GRANT_MEMORY, 0, 0 } };
    const struct kit_grant endpoints[] = { { "a", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID },
                                           { "b", KIT_GRANT_ENDPOINT, 0, TEST_INTERFACE_ID } };
    struct kit_child child = { .name = "limits", .binary = "null-exit", .grants = two, .grant_count = 2 };

    for (uint32_t pages = 1; pages < 30; pages++) {
        child.limits = (struct kit_limits){ .frame_pages = pages };
        refused(kit, "a child of few pages", &child, STATUS_OVERLOADED);
    }
    child.limits = (struct kit_limits){ .cap_slots = 1 };
    refused(kit, "two grants into one slot", &child, STATUS_OVERLOADED);
    child.limits = (struct kit_limits){ .endpoints = 1 };
    child.grants = endpoints;
    refused(kit, "two endpoints of one", &child, STATUS_OVERLOADED);
    child.limits = (struct kit_limits){ .cap_slots = UINT32_MAX, .frame_pages = UINT32_MAX, .virtual_pages = UINT32_MAX,
                                        .endpoints = UINT32_MAX, .processes = UINT32_MAX, .threads = UINT32_MAX };
    refused(kit, "limits without limit", &child, STATUS_OK);
}

/* A spawner that was limited to one binary starts that one. */
static void limited_spawner(struct kit *kit)
{
    const process_spawner_t all = kit->spawner;

    kit->spawner = kit->launcher;
    refused(kit, "a binary that is not for us", &(struct kit_child){ .name = "x", .binary = "deed" }, STATUS_FAILED);
    refused(kit, "the init of the system", &(struct kit_child){ .name = "x", .binary = "conductor" }, STATUS_FAILED);
    refused(kit, "a binary that is", &(struct kit_child){ .name = "x", .binary = "null-exit" }, STATUS_OK);
    kit->spawner = all;
}

void test_grants(struct kit *kit)
{
    limited_spawner(kit);
    wrong_names(kit);
    wrong_grants(kit);
    many_grants(kit, "two grants of one name", 2, true, STATUS_FAILED);
    many_grants(kit, "84 grants, the last twice", CAPSET_MAX_ENTRIES, true, STATUS_FAILED);
    many_grants(kit, "84 grants", CAPSET_MAX_ENTRIES, false, STATUS_OK);
    many_grants(kit, "85 grants", CAPSET_MAX_ENTRIES + 1, false, STATUS_FAILED);
    wrong_limits(kit);
}
