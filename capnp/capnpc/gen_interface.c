/* SPDX-License-Identifier: MIT */
/* Interfaces, the serving side: descriptor, method numbers, table of methods, dispatch. */
#include "emit.h"

#include <inttypes.h>
#include <string.h>

static void emit_method_numbers(FILE *out, const struct node *node)
{
    const char *upper = name_to_upper(node->c_name);

    if (node->method_count == 0 && node->ancestor_count == 0)
        return;
    emit(out, "enum %s_method {", node->c_name);
    for (size_t i = 0; i < node->method_count; i++)
        emit(out, "    %s_METHOD_%s = %zu,", upper, name_to_upper(node->methods[i].c_name), i);
    for (size_t k = 0; k < node->ancestor_count; k++)
        for (size_t i = 0; i < node->ancestors[k]->method_count; i++)
            emit(out, "    %s_METHOD_%s = 0x%zx,", upper, name_to_upper(node->ancestors[k]->methods[i].c_name),
                 (k + 1) << 12 | i);
    emit(out, "};");
}

/* Two methods of one name, one of them inherited, would get one C name. */
static void check_method_names(const struct node *node)
{
    for (size_t k = 0; k < node->ancestor_count; k++)
        for (size_t i = 0; i < node->ancestors[k]->method_count; i++)
            for (size_t j = 0; j < node->method_count; j++)
                if (strcmp(node->ancestors[k]->methods[i].c_name, node->methods[j].c_name) == 0)
                    die("%s.%s has the name of an inherited method", node->display_name, node->methods[j].name);
}

static void emit_server(FILE *out, const struct node *node)
{
    emit(out, "/* What a server of %s implements; NULL members answer unimplemented. */", node->path);
    emit(out, "struct %s_server {", node->c_name);
    for (size_t i = 0; i < node->method_count; i++) {
        const struct method *method = &node->methods[i];
        emit_doc(out, 4, method->doc);
        emit(out, "    status_t (*%s)(void *self, struct capn_call *call, const struct %s_reader *params, "
             "struct %s_builder *results);", name_to_identifier(method->c_name), method->params->c_name,
             method->results->c_name);
    }
    for (size_t k = 0; k < node->ancestor_count; k++)
        emit(out, "    const struct %s_server *%s;", node->ancestors[k]->c_name,
             name_to_identifier(node->ancestors[k]->c_name));
    emit(out, "};");
    emit(out, "MUST_CHECK status_t %s_dispatch(const struct %s_server *server, void *self, uint16_t method_id, "
         "struct capn_call *call);", node->c_name, node->c_name);
}

void generate_interface_header(FILE *out, const struct node *node)
{
    check_method_names(node);
    emit(out, "/* interface %s */", node->path);
    emit(out, "%s", "");
    emit_doc(out, 0, node->doc);
    emit(out, "#define %s_INTERFACE_ID UINT64_C(0x%016" PRIx64 ")", name_to_upper(node->c_name), node->id);
    emit(out, "extern const struct capn_interface %s_interface;", node->c_name);
    emit_method_numbers(out, node);
    emit(out, "%s", "");
    emit_server(out, node);
    emit(out, "%s", "");
}

static void emit_descriptor(FILE *out, const struct node *node)
{
    if (node->method_count) {
        emit(out, "static const char *const %s_method_names[] = {", node->c_name);
        for (size_t i = 0; i < node->method_count; i++)
            emit(out, "    \"%s\",", node->methods[i].name);
        emit(out, "};");
        emit(out, "%s", "");
    }
    if (node->ancestor_count) {
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
        const char *base = node->ancestors[k]->c_name;
        emit(out, "    if (CAPN_METHOD_ANCESTOR(method_id) == %zu && server->%s)", k + 1, name_to_identifier(base));
        emit(out, "        return %s_dispatch(server->%s, self, CAPN_METHOD_ORDINAL(method_id), call);", base,
             name_to_identifier(base));
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
