/* SPDX-License-Identifier: MIT */
/* One small enumerator per kind of name. */
#include "source.h"

#include "commands.h"
#include "programs.h"

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

static void each_bound(const struct visit *visit)
{
    for (uint32_t i = 0; i < visit->shell->names.count; i++)
        give(visit, "$", text_of(visit->shell->names.bound[i].name), "");
}

static void each_capability(const struct visit *visit)
{
    for (uint32_t i = 0; i < rt_capset_count(visit->shell->rt); i++)
        give(visit, "@", text_of(rt_capset_entry(visit->shell->rt, i)->name), "");
    each_bound(visit);
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
    each_capability(visit);
    each_interface(visit);
}

static void each_grant(const struct visit *visit)
{
    each_capability(visit);
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

/* The interface of the capability that the line names. */
static bool subject_interface(const struct visit *visit, struct capn_node *out)
{
    struct capn_text subject = visit->where->subject;
    struct capn_text name = { .data = subject.data + 1, .len = subject.len - 1 };
    struct named_cap cap;

    return subject.len > 1 && names_find(&visit->shell->names, subject.data[0] == '$', name, &cap) &&
           schemas_find(&visit->shell->schemas, cap.interface_id, out);
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

static void each_parameter(const struct visit *visit)
{
    struct capn_node interface;
    struct capn_method method;
    struct capn_member member;

    if (!subject_interface(visit, &interface) ||
        capn_node_find_method(&interface, visit->where->method, &method) != STATUS_OK)
        return;
    for (uint32_t i = 0; capn_node_member(&method.params, i, &member) == STATUS_OK; i++)
        give(visit, "", member.name, ": ");
}

static bool give_binary(void *context, struct capn_text name)
{
    give(context, "\"", name, "\"");
    return true;
}

/* No launcher, or one that does not answer: no candidates. */
static void each_binary(const struct visit *visit)
{
    struct visit copy = *visit;

    (void)programs_each(visit->shell, give_binary, &copy);
}

static void each_threads(const struct visit *visit)
{
    give(visit, "", CAPN_TEXT("threads"), "");
}

static void each_own(const struct visit *visit)
{
    for (uint32_t i = 0; i < OWN_GRANT_COUNT; i++)
        give(visit, "", text_of(own_grant_names[i]), "");
}

static void each(void *context, const struct completion_context *where, completion_visit visit, void *visit_context)
{
    static void (*const enumerators[])(const struct visit *visit) = {
        [COMPLETE_COMMAND] = each_command,
        [COMPLETE_CAPABILITY] = each_capability,
        [COMPLETE_TARGET] = each_capability,
        [COMPLETE_BOUND] = each_bound,
        [COMPLETE_INTERFACE] = each_interface,
        [COMPLETE_CAPABILITY_OR_INTERFACE] = each_capability_or_interface,
        [COMPLETE_METHOD] = each_method,
        [COMPLETE_PARAMETER] = each_parameter,
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
