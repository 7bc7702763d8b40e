/* SPDX-License-Identifier: MIT */
/* One small enumerator per kind of name. */
#include "source.h"

#include "argument.h"
#include "commands.h"
#include "process.capnp.h"
#include "programs.h"
#include "session.capnp.h"

#define CANDIDATE_BYTES 96u

/* What all enumerators get. */
struct visit {
    struct shell *shell;
    const struct completion_context *where;
    completion_visit visit;
    void *context;
};

/* A candidate made of a prefix, a name and what naturally follows. */
static void give(const struct visit *visit, const char *prefix, struct capn_text name, const char *suffix)
{
    char candidate[CANDIDATE_BYTES];
    size_t len = rt_format(candidate, sizeof(candidate), "%s%.*s%s", prefix, (int)name.len, name.data, suffix);

    if (len < sizeof(candidate))
        visit->visit(visit->context, (struct capn_text){ .data = candidate, .len = (uint32_t)len });
}

static struct capn_text text_of(const char *string)
{
    return (struct capn_text){ .data = string, .len = (uint32_t)strlen(string) };
}

static void each_command(const struct visit *visit)
{
    for (const struct command *command = commands; command->name; command++)
        give(visit, "", text_of(command->name), "");
}

/* Whether a command would accept that capability where the cursor is. wanted: an interface, for those that ask for one. */
typedef bool (*accepts)(const struct visit *visit, const struct named_cap *cap, uint64_t wanted);

static void each_bound_that(const struct visit *visit, accepts accept, uint64_t wanted)
{
    for (uint32_t i = 0; i < visit->shell->names.count; i++) {
        const struct bound_name *bound = &visit->shell->names.bound[i];

        if (accept(visit, &bound->cap, wanted))
            give(visit, "$", text_of(bound->name), "");
    }
}

static void each_that(const struct visit *visit, accepts accept, uint64_t wanted)
{
    for (uint32_t i = 0; i < rt_capset_count(visit->shell->rt); i++) {
        struct capn_text name = text_of(rt_capset_entry(visit->shell->rt, i)->name);
        struct named_cap cap;

        if (names_find(&visit->shell->names, false, name, &cap) && accept(visit, &cap, wanted))
            give(visit, "@", name, "");
    }
    each_bound_that(visit, accept, wanted);
}

static bool accept_any(const struct visit *visit, const struct named_cap *cap, uint64_t wanted)
{
    (void)visit;
    (void)cap;
    (void)wanted;
    return true;
}

static bool accept_known(const struct visit *visit, const struct named_cap *cap, uint64_t wanted)
{
    struct capn_node interface;

    (void)wanted;
    return schemas_find(&visit->shell->schemas, cap->interface_id, &interface);
}

static bool accept_exactly(const struct visit *visit, const struct named_cap *cap, uint64_t wanted)
{
    (void)visit;
    return cap->interface_id == wanted;
}

static bool accept_grant(const struct visit *visit, const struct named_cap *cap, uint64_t wanted)
{
    (void)visit;
    (void)wanted;
    return cap->transfer_mode != CAP_TRANSFER_NONE;
}

/* Of an endpoint a client is made, which may be given away. */
static bool accept_facet(const struct visit *visit, const struct named_cap *cap, uint64_t wanted)
{
    return cap->interface_id == ENDPOINT_INTERFACE_ID || accept_grant(visit, cap, wanted);
}

static void each_target(const struct visit *visit)
{
    each_that(visit, accept_known, 0);
}

static void each_session(const struct visit *visit)
{
    each_that(visit, accept_exactly, SELECTABLE_SESSION_INTERFACE_ID);
}

static void each_facet(const struct visit *visit)
{
    each_that(visit, accept_facet, 0);
}

static void each_bound(const struct visit *visit)
{
    each_bound_that(visit, accept_any, 0);
}

static void each_process(const struct visit *visit)
{
    each_bound_that(visit, accept_exactly, PROCESS_HANDLE_INTERFACE_ID);
}

static void each_interface(const struct visit *visit)
{
    struct capn_node node;

    if (!visit->shell->schemas.open)
        return;
    for (uint32_t i = 0; capn_schema_interface(&visit->shell->schemas.schema, i, &node) == STATUS_OK; i++)
        give(visit, "", node.name, "");
}

static void each_capability_or_interface(const struct visit *visit)
{
    each_that(visit, accept_any, 0);
    each_interface(visit);
}

static void each_grant(const struct visit *visit)
{
    each_that(visit, accept_grant, 0);
    give(visit, "", CAPN_TEXT("client"), " ");
    give(visit, "", CAPN_TEXT("endpoint"), " ");
}

static void each_with(const struct visit *visit)
{
    give(visit, "", CAPN_TEXT("with"), " {");
}

static void each_run(const struct visit *visit)
{
    give(visit, "", CAPN_TEXT("run"), "");
}

/* The capability that the line calls. */
static bool subject_find(const struct visit *visit, struct named_cap *out)
{
    struct capn_text subject = visit->where->subject;
    struct capn_text name = { .data = subject.data + 1, .len = subject.len - 1 };

    return subject.len > 1 && names_find(&visit->shell->names, subject.data[0] == '$', name, out);
}

static bool subject_interface(const struct visit *visit, struct capn_node *out)
{
    struct named_cap cap;

    return subject_find(visit, &cap) && schemas_find(&visit->shell->schemas, cap.interface_id, out);
}

static void each_method(const struct visit *visit)
{
    struct capn_node interface;
    struct capn_method method;

    if (!subject_interface(visit, &interface))
        return;
    for (uint32_t i = 0; capn_node_method(&interface, i, &method) == STATUS_OK; i++)
        give(visit, "", method.name, method.params.members.count == 0 ? "()" : "(");
}

static bool accept_argument(const struct visit *visit, const struct named_cap *cap, uint64_t wanted)
{
    struct named_cap target;

    return subject_find(visit, &target) && argument_fits(&visit->shell->schemas, cap, wanted) &&
           argument_may_go(cap, target.interface_id);
}

static void give_arguments(void *context, uint64_t interface_id)
{
    each_that(context, accept_argument, interface_id);
}

static void each_argument(const struct visit *visit)
{
    struct visit copy = *visit;
    struct completion_arguments to = { visit->visit, visit->context, give_arguments, &copy };
    struct capn_node interface;
    struct capn_method method;

    if (subject_interface(visit, &interface) && capn_node_find_method(&interface, visit->where->method, &method) == STATUS_OK)
        completion_each_argument(visit->where, &method.params, &to);
}

static bool give_binary(void *context, struct capn_text name)
{
    give(context, "\"", name, "\"");
    return true;
}

/* No launcher, or one that does not answer at once: no candidates. */
static void each_binary(const struct visit *visit)
{
    struct visit copy = *visit;

    if (programs_each(visit->shell, ASK_AT_ONCE, give_binary, &copy) != STATUS_OK)
        return;
}

static void each_threads(const struct visit *visit)
{
    give(visit, "", CAPN_TEXT("threads"), "");
}

static void each_own(const struct visit *visit)
{
    for (uint32_t i = 0; i < OWN_GRANT_COUNT; i++) {
        if (!completion_is_given(visit->where, visit->where->open, text_of(own_grant_names[i])))
            give(visit, "", text_of(own_grant_names[i]), "");
    }
}

static void each(void *context, const struct completion_context *where, completion_visit visit, void *visit_context)
{
    static void (*const enumerators[])(const struct visit *visit) = {
        [COMPLETE_COMMAND] = each_command,
        [COMPLETE_TARGET] = each_target,
        [COMPLETE_SESSION] = each_session,
        [COMPLETE_FACET] = each_facet,
        [COMPLETE_BOUND] = each_bound,
        [COMPLETE_PROCESS] = each_process,
        [COMPLETE_INTERFACE] = each_interface,
        [COMPLETE_CAPABILITY_OR_INTERFACE] = each_capability_or_interface,
        [COMPLETE_METHOD] = each_method,
        [COMPLETE_ARGUMENT] = each_argument,
        [COMPLETE_BINARY] = each_binary,
        [COMPLETE_WITH] = each_with,
        [COMPLETE_RUN] = each_run,
        [COMPLETE_GRANT] = each_grant,
        [COMPLETE_OWN] = each_own,
        [COMPLETE_THREADS] = each_threads,
    };
    struct visit all = { .shell = context, .where = where, .visit = visit, .context = visit_context };

    enumerators[where->kind](&all);
}

struct completion_source source_of(struct shell *shell)
{
    return (struct completion_source){ .context = shell, .each = each };
}
