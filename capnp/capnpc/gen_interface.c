/* SPDX-License-Identifier: MIT */
/* Interfaces, the serving side: descriptor, method numbers, table of methods, dispatch. */
#include "emit.h"

#include <inttypes.h>
#include <string.h>

#include "refuse.h"

/* How many of the methods that node has, its own and inherited ones, are called so. */
static unsigned same_named(const struct node *node, const char *c_name)
{
    unsigned count = 0;

    for (size_t k = 0; k <= node->ancestor_count; k++) {
        const struct node *owner = k ? node->ancestors[k - 1] : node;
        for (size_t i = 0; i < owner->method_count; i++)
            count += strcmp(owner->methods[i].c_name, c_name) == 0;
    }
    return count;
}

const char *method_name(const struct node *node, const struct node *owner, const struct method *method)
{
    if (owner == node || same_named(node, method->c_name) == 1)
        return method->c_name;
    return text_format("%s_%s", owner->c_name, method->c_name);
}

/* "FOO_METHOD_BAR". */
static char *number_name(const struct node *node, const struct node *owner, const struct method *method)
{
    return text_format("%s_METHOD_%s", name_to_upper(node->c_name), name_to_upper(method_name(node, owner, method)));
}

/* The member of a server's table that serves the ancestor: its name, or, when a method is called so, name_server. */
static const char *base_member(const struct node *node, const struct node *ancestor)
{
    for (size_t i = 0; i < node->method_count; i++)
        if (strcmp(node->methods[i].c_name, ancestor->c_name) == 0)
            return text_format("%s_server", ancestor->c_name);
    return name_to_identifier(ancestor->c_name);
}

static void emit_method_numbers(FILE *out, const struct node *node)
{
    if (node->method_count == 0 && node->ancestor_count == 0)
        return;
    claim(owner_of(node, NULL), text_format("enum %s_method", node->c_name));
    emit(out, "enum %s_method {", node->c_name);
    for (size_t k = 0; k <= node->ancestor_count; k++) {
        const struct node *owner = k ? node->ancestors[k - 1] : node;
        for (size_t i = 0; i < owner->method_count; i++) {
            char *name = number_name(node, owner, &owner->methods[i]);
            claim(owner_of(owner, owner->methods[i].name), name);
            emit(out, k ? "    %s = 0x%zx," : "    %s = %zu,", name, k << 12 | i);
        }
    }
    emit(out, "};");
}

static void emit_server(FILE *out, const struct node *node)
{
    const char *owner = owner_of(node, NULL);

    claim(owner, text_format("struct %s_server", node->c_name));
    claim(owner, text_format("%s_dispatch", node->c_name));
    emit(out, "/* What a server of %s implements; NULL members answer unimplemented. */", node->path);
    emit(out, "struct %s_server {", node->c_name);
    for (size_t i = 0; i < node->method_count; i++) {
        const struct method *method = &node->methods[i];
        claim(owner_of(node, method->name), text_format("%s_server.%s", node->c_name, name_to_identifier(method->c_name)));
        emit_doc(out, 4, method->doc);
        emit(out, "    status_t (*%s)(void *self, struct capn_call *call, const struct %s_reader *params, "
             "struct %s_builder *results);", name_to_identifier(method->c_name), method->params->c_name,
             method->results->c_name);
    }
    for (size_t k = 0; k < node->ancestor_count; k++) {
        const char *member = base_member(node, node->ancestors[k]);
        claim(owner_of(node->ancestors[k], NULL), text_format("%s_server.%s", node->c_name, member));
        emit(out, "    const struct %s_server *%s;", node->ancestors[k]->c_name, member);
    }
    emit(out, "};");
    emit(out, "MUST_CHECK status_t %s_dispatch(const struct %s_server *server, void *self, uint16_t method_id, "
         "struct capn_call *call);", node->c_name, node->c_name);
}

void generate_interface_header(FILE *out, const struct node *node)
{
    emit(out, "/* interface %s */", node->path);
    emit(out, "%s", "");
    emit_doc(out, 0, node->doc);
    emit_define(out, owner_of(node, NULL), text_format("%s_INTERFACE_ID", name_to_upper(node->c_name)),
                text_format("UINT64_C(0x%016" PRIx64 ")", node->id));
    claim(owner_of(node, NULL), text_format("%s_interface", node->c_name));
    emit(out, "extern const struct capn_interface %s_interface;", node->c_name);
    emit_method_numbers(out, node);
    emit(out, "%s", "");
    emit_server(out, node);
    emit(out, "%s", "");
}

static void emit_descriptor(FILE *out, const struct node *node)
{
    const char *owner = owner_of(node, NULL);

    if (node->method_count) {
        claim(owner, text_format("%s_method_names", node->c_name));
        emit(out, "static const char *const %s_method_names[] = {", node->c_name);
        for (size_t i = 0; i < node->method_count; i++)
            emit(out, "    \"%s\",", node->methods[i].name);
        emit(out, "};");
        emit(out, "%s", "");
    }
    if (node->ancestor_count) {
        claim(owner, text_format("%s_ancestors", node->c_name));
        emit(out, "static const struct capn_interface *const %s_ancestors[] = {", node->c_name);
        for (size_t k = 0; k < node->ancestor_count; k++)
            emit(out, "    &%s_interface,", node->ancestors[k]->c_name);
        emit(out, "};");
        emit(out, "%s", "");
    }
    emit(out, "const struct capn_interface %s_interface = {", node->c_name);
    emit(out, "    .id = %s_INTERFACE_ID,", name_to_upper(node->c_name));
    emit(out, "    .name = \"%s\",", node->path);
    emit(out, "    .method_count = %zu,", node->method_count);
    emit(out, "    .transfer_mode = %u,", node->transfer_mode);
    if (node->method_count)
        emit(out, "    .method_names = %s_method_names,", node->c_name);
    if (node->ancestor_count) {
        emit(out, "    .ancestors = %s_ancestors,", node->c_name);
        emit(out, "    .ancestor_count = %zu,", node->ancestor_count);
    }
    emit(out, "};");
    emit(out, "%s", "");
}

static void emit_serve(FILE *out, const struct node *node, const struct method *method)
{
    const char *member = name_to_identifier(method->c_name);
    bool has_params = method->params->data_words + method->params->pointer_count > 0;

    claim(owner_of(node, method->name), text_format("%s_%s_serve", node->c_name, method->c_name));
    emit(out, "CAPN_NO_STACK_PROTECTOR");
    emit(out, "static status_t %s_%s_serve(const struct %s_server *server, void *self, struct capn_call *call)",
         node->c_name, method->c_name, node->c_name);
    emit(out, "{");
    /* There is nothing to read in a struct without fields, so its message is not even looked at. */
    emit(out, "    struct %s_reader params%s;", method->params->c_name,
         has_params ? "" : " = { { .message = &call->params } }");
    emit(out, "    struct %s_builder results;", method->results->c_name);
    emit(out, "    status_t status;");
    emit(out, "%s", "");
    emit(out, "    if (!server->%s)", member);
    emit(out, "        return STATUS_UNIMPLEMENTED;");
    if (has_params) {
        emit(out, "    status = %s_read_root(&call->params, &params);", method->params->c_name);
        emit(out, "    if (status)");
        emit(out, "        return status;");
    }
    emit(out, "    status = %s_build_root(&call->results, &results);", method->results->c_name);
    emit(out, "    if (status)");
    emit(out, "        return status;");
    emit(out, "    return server->%s(self, call, &params, &results);", member);
    emit(out, "}");
    emit(out, "%s", "");
}

static void emit_dispatch(FILE *out, const struct node *node)
{
    emit(out, "status_t %s_dispatch(const struct %s_server *server, void *self, uint16_t method_id, "
         "struct capn_call *call)", node->c_name, node->c_name);
    emit(out, "{");
    if (node->method_count) {
        emit(out, "    static status_t (*const serve[])(const struct %s_server *, void *, struct capn_call *) = {",
             node->c_name);
        for (size_t i = 0; i < node->method_count; i++)
            emit(out, "        %s_%s_serve,", node->c_name, node->methods[i].c_name);
        emit(out, "    };");
        emit(out, "%s", "");
        emit(out, "    if (method_id < sizeof(serve) / sizeof(serve[0]))");
        emit(out, "        return serve[method_id](server, self, call);");
    } else {
        emit(out, "    (void)server, (void)self, (void)method_id, (void)call;");
    }
    for (size_t k = 0; k < node->ancestor_count; k++) {
        const char *member = base_member(node, node->ancestors[k]);
        emit(out, "    if (CAPN_METHOD_ANCESTOR(method_id) == %zu && server->%s)", k + 1, member);
        emit(out, "        return %s_dispatch(server->%s, self, CAPN_METHOD_ORDINAL(method_id), call);",
             node->ancestors[k]->c_name, member);
    }
    emit(out, "    return STATUS_UNIMPLEMENTED;");
    emit(out, "}");
    emit(out, "%s", "");
}

void generate_interface_source(FILE *out, const struct node *node)
{
    emit(out, "/* interface %s */", node->path);
    emit(out, "%s", "");
    emit_descriptor(out, node);
    for (size_t i = 0; i < node->method_count; i++)
        emit_serve(out, node, &node->methods[i]);
    emit_dispatch(out, node);
}
