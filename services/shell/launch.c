/* SPDX-License-Identifier: MIT */
/*
 * Decode, then commit: every grant is looked up and checked, and room is made for what the answer brings, before the request is
 * built; what fails afterwards is the spawner's answer. Facets of endpoints that we hold are made first and dropped again when the
 * child has its copy.
 */
#include "launch.h"

#include "kernel.capnp.h"
#include "programs.h"
#include "report.h"
#include "session.capnp.h"

#define PARAMS_BYTES 8192u
#define RESULTS_BYTES 8192u

struct plan_grant {
    struct named_cap cap;
    uint64_t interface_id;      /* GRANT_ENDPOINT */
    bool own_facet;             /* cap was made here and is dropped at the end */
};

struct plan {
    struct shell *shell;
    const struct parser *parser;
    const struct spawn_command *command;
    process_spawner_t launcher;
    cap_id_t tap;               /* CAP_ID_INVALID: none */
    cap_id_t session;           /* the same */
    bool add[OWN_GRANT_COUNT];  /* of the child's own, beside what the command names */
    enum ask_how how;     /* the child may read the terminal that we read, as soon as it runs */
    uint32_t cap_count;         /* that travel with the call */
    uint32_t ready;             /* grants that were resolved */
    struct plan_grant grants[SPAWN_MAX_GRANTS];
};

/* One way for all calls of a command: what waits for ^C is not changed meanwhile. */
static status_t plan_ask(const struct plan *plan, struct capn_request *request)
{
    return ask(&plan->shell->input, plan->how, request);
}

/* --- decode ------------------------------------------------------------------------------------------------------- */

enum ask_how launch_how(const struct shell *shell, const struct spawn_command *command)
{
    struct named_cap cap;

    for (uint32_t i = 0; i < command->grant_count; i++) {
        const struct grant *grant = &command->grants[i];

        if ((grant->kind == GRANT_CAPABILITY || grant->kind == GRANT_CLIENT) &&
            names_find(&shell->names, grant->cap.bound, grant->cap.name, &cap) && cap.is_terminal)
            return ASK_BESIDE_READER;
    }
    return ASK_ALONE;
}

static bool resolve_interface(struct plan *plan, const struct grant *grant, uint64_t *id)
{
    struct capn_node interface;

    if (!schemas_find_name(&plan->shell->schemas, grant->interface, &interface)) {
        report_at(plan->shell, plan->parser, grant->interface_column, "expected an interface; Tab lists them");
        return false;
    }
    *id = interface.id;
    return true;
}

/* Endpoint.client. What calls itself an endpoint may be the facet of a service. */
static status_t facet_create(struct plan *plan, endpoint_t endpoint, uint64_t interface_id, cap_id_t *facet)
{
    struct endpoint_client_params_builder params;
    struct capn_request request;
    status_t status = endpoint_client_begin(&request, plan->shell->rt, endpoint, &params);

    if (status != STATUS_OK)
        return status;
    endpoint_client_params_set_interface_id(&params, interface_id);
    status = plan_ask(plan, &request);
    if (status == STATUS_OK)
        status = capn_request_take_capability(&request, 0, 0, facet);
    capn_request_end(&request);
    return status;
}

/* An endpoint itself cannot be given away; a facet of it can. What is no endpoint is a client facet already. */
static bool resolve_facet(struct plan *plan, const struct grant *grant, struct plan_grant *out)
{
    endpoint_t endpoint = { .id = out->cap.cap };
    uint64_t id;
    cap_id_t facet;

    if (grant->interface.len == 0) {
        report_at(plan->shell, plan->parser, grant->cap.column,
                  "expected client @endpoint INTERFACE: what the child shall see");
        return false;
    }
    if (!resolve_interface(plan, grant, &id))
        return false;
    status_t status = facet_create(plan, endpoint, id, &facet);

    if (status != STATUS_OK) {
        report_status(plan->shell, status);
        return false;
    }
    out->cap = (struct named_cap){ .cap = facet, .interface_id = id, .transfer_mode = CAP_TRANSFER_COPY };
    out->own_facet = true;
    return true;
}

static bool resolve_cap(struct plan *plan, const struct grant *grant, struct plan_grant *out)
{
    struct shell *shell = plan->shell;

    if (!names_find(&shell->names, grant->cap.bound, grant->cap.name, &out->cap)) {
        report_at(shell, plan->parser, grant->cap.column, "expected a capability; `caps` lists them");
        return false;
    }
    if (plan->cap_count == TRANSFER_MAX_DESCRIPTORS) {
        report_at(shell, plan->parser, grant->cap.column, "expected at most %u capabilities for one child",
                  TRANSFER_MAX_DESCRIPTORS);
        return false;
    }
    if (grant->kind == GRANT_CLIENT && out->cap.interface_id == ENDPOINT_INTERFACE_ID &&
        !resolve_facet(plan, grant, out))
        return false;
    if (out->cap.transfer_mode == CAP_TRANSFER_NONE) {
        report_at(shell, plan->parser, grant->cap.column,
                  "expected a capability that may be given away; this one may not");
        return false;
    }
    plan->cap_count++;
    return true;
}

static bool name_is(struct capn_text name, const char *text)
{
    return name.len == strlen(text) && memcmp(name.data, text, name.len) == 0;
}

/* Whose the child will be. Any other session fails at the spawner as well, with less to say. */
static bool resolve_session(struct plan *plan)
{
    const struct cap_reference *session = &plan->command->session;
    struct named_cap cap;

    if (!names_find(&plan->shell->names, session->bound, session->name, &cap) ||
        cap.interface_id != SELECTABLE_SESSION_INTERFACE_ID) {
        report_at(plan->shell, plan->parser, session->column, "expected a SelectableSession; `caps` lists what there is");
        return false;
    }
    plan->session = cap.cap;
    plan->cap_count++;
    return true;
}

static bool plan_decode_grant(struct plan *plan, const struct grant *grant, struct plan_grant *out)
{
    for (uint32_t i = 0; i < OWN_GRANT_COUNT; i++)
        plan->add[i] = plan->add[i] && !name_is(grant->name, own_grant_names[i]);
    if (grant->kind == GRANT_OWN)
        return true;
    return grant->kind == GRANT_ENDPOINT ? resolve_interface(plan, grant, &out->interface_id) : resolve_cap(plan, grant, out);
}

static uint32_t grant_total(const struct plan *plan)
{
    uint32_t count = plan->command->grant_count;

    for (uint32_t i = 0; i < OWN_GRANT_COUNT; i++)
        count += plan->add[i];
    return count;
}

static bool plan_decode(struct plan *plan)
{
    const struct spawn_command *command = plan->command;

    /* Another one fails at the spawner as well, with less to say. */
    status_t status = programs_find(plan->shell, plan->how, command->binary);

    if (status == STATUS_CANCELLED)
        report_status(plan->shell, status);
    else if (status != STATUS_OK)
        report_at(plan->shell, plan->parser, command->binary_column, "expected the name of a program; `programs` lists them");
    if (status != STATUS_OK)
        return false;
    if (command->has_session && !resolve_session(plan))
        return false;
    plan->add[OWN_MEMORY] = plan->add[OWN_THREAD] = !command->bare;
    for (; plan->ready < command->grant_count; plan->ready++) {
        if (!plan_decode_grant(plan, &command->grants[plan->ready], &plan->grants[plan->ready]))
            return false;
    }
    if (grant_total(plan) > CAPSET_MAX_ENTRIES) {
        report_at(plan->shell, plan->parser, command->binary_column, "expected at most %u names for one child, and these are %u",
                  CAPSET_MAX_ENTRIES, grant_total(plan));
        return false;
    }
    /* The handle, and a client for each fresh endpoint at most. */
    return shell_reserve_names(plan->shell, "nothing was started", 1 + command->grant_count);
}

static void plan_end(struct plan *plan)
{
    for (uint32_t i = 0; i < plan->command->grant_count; i++) {
        if (plan->grants[i].own_facet)
            rt_drop(plan->shell->rt, plan->grants[i].cap.cap);
    }
}

/* --- build -------------------------------------------------------------------------------------------------------- */

static void set_own(const struct cap_grant_source_builder *source, enum own_grant own)
{
    static void (*const setters[OWN_GRANT_COUNT])(const struct cap_grant_source_builder *source) = {
        [OWN_MEMORY] = cap_grant_source_set_virtual_memory,
        [OWN_THREAD] = cap_grant_source_set_thread_control,
        [OWN_THREADS] = cap_grant_source_set_thread_spawner,
        [OWN_PARK] = cap_grant_source_set_park_space,
        [OWN_SESSION] = cap_grant_source_set_session,
        [OWN_CAPABILITIES] = cap_grant_source_set_capability_manager,
        [OWN_FRAMES] = cap_grant_source_set_frame_allocator,
        [OWN_ENDPOINTS] = cap_grant_source_set_endpoint_factory,
    };

    setters[own](source);
}

static status_t grant_build(const struct plan *plan, uint32_t index, struct capn_request *request,
                            const struct cap_grant_builder *builder)
{
    struct cap_grant_source_builder source = cap_grant_get_source_builder(builder);
    const struct grant *grant = &plan->command->grants[index];
    const struct named_cap *cap = &plan->grants[index].cap;
    uint32_t ordinal;
    status_t status = cap_grant_set_name(builder, grant->name);

    if (status != STATUS_OK)
        return status;
    if (grant->kind == GRANT_OWN) {
        set_own(&source, grant->own);
        return STATUS_OK;
    }
    if (grant->kind == GRANT_ENDPOINT) {
        cap_grant_source_set_endpoint(&source, plan->grants[index].interface_id);
        return STATUS_OK;
    }
    status = capn_request_add_capability(request, cap->cap, (enum cap_transfer_mode)cap->transfer_mode, &ordinal);
    return status == STATUS_OK ? cap_grant_source_set_capability(&source, ordinal) : status;
}

static status_t own_grants_build(const struct plan *plan, const struct capn_list_builder *grants)
{
    uint32_t index = plan->command->grant_count;
    status_t status = STATUS_OK;

    for (uint32_t i = 0; status == STATUS_OK && i < OWN_GRANT_COUNT; i++) {
        struct capn_text name = { .data = own_grant_names[i], .len = (uint32_t)strlen(own_grant_names[i]) };
        struct cap_grant_source_builder source;
        struct cap_grant_builder grant;

        if (!plan->add[i])
            continue;
        status = cap_grant_list_at(grants, index++, &grant);
        if (status == STATUS_OK)
            status = cap_grant_set_name(&grant, name);
        source = cap_grant_get_source_builder(&grant);
        if (status == STATUS_OK)
            set_own(&source, (enum own_grant)i);
    }
    return status;
}

static status_t params_build(const struct plan *plan, struct capn_request *request,
                             const struct process_spawner_spawn_params_builder *params)
{
    const struct spawn_command *command = plan->command;
    struct capn_list_builder grants;
    struct cap_grant_builder grant;
    uint32_t tap, session;
    status_t status = process_spawner_spawn_params_set_name(params, command->binary);

    if (status == STATUS_OK && plan->tap != CAP_ID_INVALID) {
        status = capn_request_add_capability(request, plan->tap, CAP_TRANSFER_COPY, &tap);
        if (status == STATUS_OK)
            status = process_spawner_spawn_params_set_tap(params, tap);
    }
    if (status == STATUS_OK && plan->session != CAP_ID_INVALID) {
        status = capn_request_add_capability(request, plan->session, CAP_TRANSFER_COPY, &session);
        if (status == STATUS_OK)
            status = process_spawner_spawn_params_set_session(params, session);
    }
    if (status == STATUS_OK)
        status = process_spawner_spawn_params_set_binary_name(params, command->binary);
    if (status == STATUS_OK)
        status = process_spawner_spawn_params_init_grants(params, grant_total(plan), &grants);
    for (uint32_t i = 0; status == STATUS_OK && i < command->grant_count; i++) {
        status = cap_grant_list_at(&grants, i, &grant);
        if (status == STATUS_OK)
            status = grant_build(plan, i, request, &grant);
    }
    return status == STATUS_OK ? own_grants_build(plan, &grants) : status;
}

/* --- results ------------------------------------------------------------------------------------------------------ */

/* Takes the client of a fresh endpoint. */
static status_t facet_take(struct capn_request *request, const struct endpoint_facet_reader *facet, struct named_cap *out)
{
    uint32_t index;
    status_t status = endpoint_facet_get_client(facet, &index);

    if (status != STATUS_OK)
        return status;
    if (index >= request->result_cap_count)
        return STATUS_MALFORMED;
    *out = (struct named_cap){
        .interface_id = request->result_caps[index].interface_id,
        .transfer_mode = request->result_caps[index].transfer_mode,
    };
    return capn_request_take_capability(request, index, 0, &out->cap);
}

/* The clients come in the order of the grants that made endpoints. */
static void facets_bind(const struct plan *plan, struct capn_request *request, const struct capn_list *facets, struct capn_text bind)
{
    struct shell *shell = plan->shell;
    struct endpoint_facet_reader facet;
    struct named_cap cap = { 0 };
    uint32_t next = 0;

    for (uint32_t i = 0; i < plan->command->grant_count && next < facets->count; i++) {
        const struct grant *grant = &plan->command->grants[i];

        if (grant->kind != GRANT_ENDPOINT)
            continue;
        status_t status = endpoint_facet_list_get(facets, next++, &facet);

        if (status == STATUS_OK)
            status = facet_take(request, &facet, &cap);
        cap.has_terminal = plan->how == ASK_BESIDE_READER;
        if (status == STATUS_OK)
            names_bind(&shell->names, bind, grant->name, &cap);
        out_format(&shell->out, status == STATUS_OK ? "$%.*s.%.*s is its client\n" : "there is no $%.*s.%.*s: the launcher gave no client\n",
                   (int)bind.len, bind.data, (int)grant->name.len, grant->name.data);
    }
}

static status_t results_take(struct plan *plan, struct capn_request *request, struct capn_text bind,
                             struct launched *out)
{
    struct process_spawner_spawn_results_reader results;
    struct capn_list facets;
    uint32_t index;
    status_t status = process_spawner_spawn_results(request, &results);

    if (status == STATUS_OK)
        status = process_spawner_spawn_results_get_handle(&results, &index);
    if (status == STATUS_OK)
        status = process_spawner_spawn_results_get_facets(&results, &facets);
    if (status != STATUS_OK)
        return status;
    if (index >= request->result_cap_count)
        return STATUS_MALFORMED;
    out->handle_mode = request->result_caps[index].transfer_mode;
    status = capn_request_take_capability(request, index, PROCESS_HANDLE_INTERFACE_ID, &out->handle.id);
    if (status != STATUS_OK || bind.len == 0)
        return status;
    /* What the name stood for before goes only now that there is something new. */
    (void)names_drop(&plan->shell->names, bind);
    facets_bind(plan, request, &facets, bind);
    return STATUS_OK;
}

static void moved_forget(const struct plan *plan)
{
    for (uint32_t i = 0; i < plan->command->grant_count; i++) {
        enum grant_kind kind = plan->command->grants[i].kind;

        if ((kind == GRANT_CAPABILITY || kind == GRANT_CLIENT) && plan->grants[i].cap.transfer_mode == CAP_TRANSFER_MOVE)
            names_forget(&plan->shell->names, plan->grants[i].cap.cap);
    }
}

static status_t plan_commit(struct plan *plan, struct capn_text bind, struct launched *out)
{
    struct process_spawner_spawn_params_builder params;
    struct capn_request request;
    status_t status = process_spawner_spawn_begin_sized(&request, plan->shell->rt, plan->launcher, &params,
                                                        PARAMS_BYTES, RESULTS_BYTES);

    if (status != STATUS_OK)
        return status;
    status = params_build(plan, &request, &params);
    if (status == STATUS_OK)
        status = plan_ask(plan, &request);
    if (status == STATUS_OK) {
        moved_forget(plan);
        status = results_take(plan, &request, bind, out);
    }
    capn_request_end(&request);
    return status;
}

/* 0: the handle does not say. */
static uint32_t handle_pid(const struct plan *plan, process_handle_t handle)
{
    struct process_observer_info_params_builder params;
    struct process_observer_info_results_reader results;
    struct capn_request request;
    uint32_t pid = 0;
    status_t status = process_handle_info_begin(&request, plan->shell->rt, handle, &params);

    if (status != STATUS_OK)
        return 0;
    status = plan_ask(plan, &request);
    if (status == STATUS_OK)
        status = process_handle_info_results(&request, &results);
    if (status == STATUS_OK)
        pid = process_observer_info_results_get_pid(&results);
    capn_request_end(&request);
    return pid;
}

bool launch(struct shell *shell, const struct parser *parser, const struct spawn_command *command,
            struct capn_text bind, cap_id_t tap, struct launched *out)
{
    static struct plan plan;
    bool started = false;

    plan = (struct plan){ .shell = shell, .parser = parser, .command = command, .tap = tap,
                           .session = CAP_ID_INVALID, .how = launch_how(shell, command) };
    if (!shell_find(shell, "launcher", PROCESS_SPAWNER_INTERFACE_ID, &plan.launcher.id))
        return false;
    if (plan_decode(&plan)) {
        status_t status = plan_commit(&plan, bind, out);

        started = status == STATUS_OK;
        if (!started)
            report_status(shell, status);
    }
    plan_end(&plan);
    if (started) {
        out->how = plan.how;
        out->pid = handle_pid(&plan, out->handle);
    }
    return started;
}
