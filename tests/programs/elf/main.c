/* SPDX-License-Identifier: MIT */
#include "kit.h"

#define NAMES_BYTES 16384u
#define NAME_BYTES 48u
#define NAMES_MAX 200u

struct names {
    uint32_t count;
    char names[NAMES_MAX][NAME_BYTES];
};

static bool begins(const char *name, const char *with)
{
    size_t len = strlen(with);

    return strlen(name) >= len && memcmp(name, with, len) == 0;
}

static status_t read_names(const struct process_spawner_binaries_results_reader *results, struct names *names)
{
    struct capn_list list;
    status_t status = process_spawner_binaries_results_get_names(results, &list);

    for (uint32_t i = 0; status == STATUS_OK && i < list.count && names->count < NAMES_MAX; i++) {
        struct capn_text name;

        status = capn_list_get_text(&list, i, &name);
        if (status == STATUS_OK && name.len < NAME_BYTES)
            memcpy(names->names[names->count++], name.data, name.len + 1);
    }
    return status;
}

static status_t list_names(struct kit *kit, struct names *names)
{
    struct process_spawner_binaries_params_builder params;
    struct process_spawner_binaries_results_reader results;
    struct capn_request request;
    status_t status = process_spawner_binaries_begin_sized(&request, kit->rt, kit->spawner, &params, 0, NAMES_BYTES);

    if (status < 0)
        return status;
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = process_spawner_binaries_results(&request, &results);
    if (status == STATUS_OK)
        status = read_names(&results, names);
    capn_request_end(&request);
    return status;
}

static void must_be_refused(struct kit *kit, const struct kit_child *child, status_t expected, const char *reason)
{
    process_handle_t handle;
    struct kit_exit exit;
    status_t status = kit_spawn(kit, child, &handle, NULL);

    kit_check(kit, status == expected && begins(rt_last_reason(kit->rt), reason), "%s: %s (%s)", child->binary,
              capn_status_text(status), rt_last_reason(kit->rt));
    if (status == STATUS_OK && kit_wait(kit, handle, &exit) == STATUS_OK)
        rt_drop(kit->rt, handle.id);
}

static void must_end(struct kit *kit, const struct kit_child *child, enum exit_kind kind)
{
    struct kit_exit exit = { 0 };
    status_t status = kit_run(kit, child, &exit);

    kit_check(kit, status == STATUS_OK && exit.kind == kind && (kind == EXIT_KIND_FAULTED || exit.code == 0),
              "%s: %s (%s), kind %u, code %ld %s", child->binary, capn_status_text(status), rt_last_reason(kit->rt), exit.kind,
              (long)exit.code, exit.detail);
}

static bool try_binary(struct kit *kit, const char *name)
{
    struct kit_child child = { .name = "elf", .binary = name };
    struct kit_totals before;

    if (kit_totals_read(kit, &before) < 0)
        return false;
    if (begins(name, "bad-"))
        must_be_refused(kit, &child, STATUS_FAILED, "binaryName: the executable is refused: ");
    else if (begins(name, "big-"))
        must_be_refused(kit, &child, STATUS_OVERLOADED, "");
    else if (begins(name, "good-"))
        must_end(kit, &child, EXIT_KIND_EXITED);
    else if (begins(name, "dies-"))
        must_end(kit, &child, EXIT_KIND_FAULTED);
    else
        return false;
    kit_totals_compare(kit, name, &before);
    return true;
}

int main(struct rt *rt)
{
    static struct names names;
    static struct kit kit;
    uint32_t tried = 0;

    kit_open(&kit, rt);
    kit_expect(&kit, "binaries", list_names(&kit, &names), STATUS_OK);
    for (uint32_t i = 0; i < names.count; i++)
        tried += try_binary(&kit, names.names[i]);
    rt_log(rt, "%u executables", tried);
    return kit_close(&kit);
}
