/* SPDX-License-Identifier: MIT */
/*
 * ProcessSpawner: starting processes. Everything is built before anything shows: the child is assembled, with what the parent's table
 * hides of it; then the call commits (ipc/kernel_call.h), and the child runs.
 */
#include "object/process_spawner.h"

#include "base/string.h"
#include "ipc/kernel_call.h"
#include "ipc/session.h"
#include "mem/slab.h"
#include "object/package.h"
#include "object/process_spawner_priv.h"
#include "object/ring_tap.h"
#include "object/singletons.h"
#include "object/sources.h"
#include "sched/spawn.h"

static struct slab_cache spawner_cache;

static bool text_equal(struct capn_text a, struct capn_text b)
{
    return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

static bool spawner_allows(const struct process_spawner *spawner, struct capn_text name)
{
    for (uint32_t i = 0; i < spawner->count; i++) {
        if (text_equal(spawner->allowed[i], name))
            return true;
    }
    return spawner->count == 0;
}

/* For people and for the log, which it must not be able to rewrite. */
static bool process_name_valid(struct capn_text name)
{
    if (name.len == 0 || name.len >= PROCESS_NAME_BYTES)
        return false;
    for (uint32_t i = 0; i < name.len; i++) {
        if (name.data[i] < ' ' || name.data[i] > '~')
            return false;
    }
    return true;
}

static status_t add_handle(struct granting *granting)
{
    struct cap_hold hold = object_make_hold(&granting->spawn->process->object, CAP_ORIGIN_RESULT);
    uint32_t index;
    status_t status = kernel_call_add_capability(granting->call, &hold, &index);

    return status == STATUS_OK ? process_spawner_spawn_results_set_handle(granting->results, index) : status;
}

static status_t read_limits(const struct process_spawner_spawn_params_reader *params, uint64_t limits[LEDGER_RESOURCE_COUNT])
{
    struct resource_limits_reader reader;
    status_t status = process_spawner_spawn_params_get_limits(params, &reader);

    if (status == STATUS_OK)
        source_read_limits(&reader, limits);
    process_default_limits(limits);
    return status;
}

/* Lets the caller's tap read along, if it gave one. */
static status_t attach_tap(struct granting *granting, const struct process_spawner_spawn_params_reader *params)
{
    struct cap_hold hold;
    struct tap *tap;
    uint32_t index;
    status_t status;

    if (!process_spawner_spawn_params_has_tap(params))
        return STATUS_OK;
    status = process_spawner_spawn_params_get_tap(params, &index);
    if (status == STATUS_OK)
        status = kernel_call_param_owned(granting->call, index, &hold);
    if (status != STATUS_OK)
        return status;
    tap = ring_tap_of(&hold);
    if (tap)
        tap_attach(granting->spawn->process, tap);
    hold_put(&hold);
    return tap ? STATUS_OK : capn_call_fail(granting->capn, STATUS_INVALID_ARGUMENT, "tap: a RingTap is needed, not a facet of one");
}

/* The child, not running, with its grants, and the call committed; or nothing. */
static status_t build(struct granting *granting, const struct process_spawner *spawner,
                      const struct process_spawner_spawn_params_reader *params, struct capn_text name, struct capn_data file)
{
    uint64_t limits[LEDGER_RESOURCE_COUNT];
    char process_name[PROCESS_NAME_BYTES] = { 0 };
    const char *reason;
    status_t status = read_limits(params, limits);

    if (status != STATUS_OK)
        return status;
    memcpy(process_name, name.data, name.len);
    status = spawn_begin(granting->call->process, process_name, file.data, file.len, limits, granting->spawn, &reason);
    if (status == STATUS_BAD_IMAGE && reason)
        return capn_call_fail(granting->capn, status, "binaryName: the executable is refused: %s", reason);
    if (status == STATUS_OUT_OF_RANGE)
        return capn_call_fail(granting->capn, STATUS_QUOTA_EXCEEDED, "the limit of nested processes (%u) is reached",
                              LEDGER_MAX_DEPTH);
    if (status != STATUS_OK)
        return status;
    status = attach_tap(granting, params);
    if (status == STATUS_OK)
        status = process_spawner_choose_session(granting->call, spawner, params, granting->spawn->process);
    granting->needed_scope = session_scope_needed(granting->call->process, granting->spawn->process);
    /* A launcher with a session is the way for what only services may give on. */
    if (spawner->session && granting->needed_scope > CAP_SCOPE_SERVICE_REGRANT)
        granting->needed_scope = CAP_SCOPE_SERVICE_REGRANT;
    /* Before the facets: result capabilities come in the order of the fields, for callers that pipeline. */
    if (status == STATUS_OK)
        status = add_handle(granting);
    if (status == STATUS_OK)
        status = process_spawner_apply_grants(granting, params);
    if (status == STATUS_OK)
        status = kernel_call_commit(granting->call);
    if (status != STATUS_OK) {
        kernel_call_drop_results(granting->call); /* handle and facets go before what they name */
        spawn_abort(granting->spawn);
    }
    return status;
}

static status_t spawner_spawn(void *self, struct capn_call *capn, const struct process_spawner_spawn_params_reader *params,
                              struct process_spawner_spawn_results_builder *results)
{
    struct spawn spawn;
    struct granting granting = { .capn = capn, .call = kernel_call_of(capn), .spawn = &spawn, .results = results };
    struct capn_text name, binary;
    struct capn_data file;
    status_t status = process_spawner_spawn_params_get_name(params, &name);

    if (status == STATUS_OK)
        status = process_spawner_spawn_params_get_binary_name(params, &binary);
    if (status != STATUS_OK)
        return status;
    if (!process_name_valid(name))
        return capn_call_fail(capn, STATUS_INVALID_ARGUMENT, "name: 1 to %u printable ASCII characters", PROCESS_NAME_BYTES - 1);
    if (!spawner_allows(self, binary) || package_find_binary(binary, &file) != STATUS_OK)
        return capn_call_fail(capn, STATUS_NOT_FOUND, "binaryName: no binary \"%.*s\" here",
                              binary.len > 40 ? 40 : (int)binary.len, binary.data);
    status = build(&granting, self, params, name, file);
    if (status != STATUS_OK)
        return status;
    spawn_commit(&spawn);
    object_put(&spawn.process->object);
    return STATUS_OK;
}

static const struct process_spawner_server server = { .spawn = spawner_spawn, .binaries = process_spawner_binaries, .fix = process_spawner_fix };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return process_spawner_dispatch(&server, object, method_id, &call->capn);
}

static void destroy(struct object *object)
{
    struct process_spawner *spawner = container_of(object, struct process_spawner, object);
    struct session *session = spawner->session;

    slab_free(&spawner_cache, spawner);
    if (session)
        object_put(&session->object);
}

static struct object_kind process_spawner_kind = {
    .name = "process spawner",
    .interface = &process_spawner_interface,
    .dispatch = dispatch,
    .destroy = destroy,
};

struct process_spawner *process_spawner_alloc(void)
{
    struct process_spawner *spawner;

    if (!spawner_cache.name)
        slab_cache_init(&spawner_cache, "spawner", sizeof(struct process_spawner));
    spawner = slab_alloc(&spawner_cache);
    if (spawner)
        object_init(&spawner->object, &process_spawner_kind);
    return spawner;
}

status_t process_spawner_create(const struct capn_list *allowed, struct object **out)
{
    uint32_t count = allowed ? allowed->count : 0;
    struct process_spawner *spawner;

    if (count > PROCESS_SPAWNER_MAX_BINARIES)
        return STATUS_OUT_OF_RANGE;
    spawner = process_spawner_alloc();
    if (!spawner)
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        if (capn_list_get_text(allowed, i, &spawner->allowed[i]) != STATUS_OK) {
            object_put(&spawner->object);
            return STATUS_MALFORMED;
        }
    }
    spawner->count = count;
    *out = &spawner->object;
    return STATUS_OK;
}
