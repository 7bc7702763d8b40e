/* SPDX-License-Identifier: MIT */
/*
 * Interfaces, the calling side. Every method, inherited ones too, gets begin, begin_sized and results, and a promise for
 * each capability that it answers with; methods with simple parameters and results also get a function that makes the
 * whole call.
 */
#include "emit.h"

#include <string.h>

/* A method as seen from the interface through which it is called. */
struct stub {
    const struct node *node;
    const struct method *method;
    const char *name;                   /* node_method */
};

static bool type_is_number(const struct type *type)
{
    return type->kind != TYPE_VOID && !type_is_pointer(type);
}

/*
 * Whether one function can make the whole call. At most one capability comes back: of two, the first would have to be
 * dropped when the second is not what the schema says.
 */
static bool stub_is_simple(const struct method *method)
{
    unsigned capabilities = 0;

    if (method->params->discriminant_count || method->results->discriminant_count)
        return false;
    for (size_t i = 0; i < method->params->field_count; i++) {
        const struct field *field = &method->params->fields[i];
        if (field->is_group)
            return false;
        if (!type_is_number(&field->type) && field->type.kind != TYPE_TEXT && field->type.kind != TYPE_DATA &&
            !type_is_capability(&field->type))
            return false;
    }
    for (size_t i = 0; i < method->results->field_count; i++) {
        const struct field *field = &method->results->fields[i];
        if (field->is_group || (!type_is_number(&field->type) && !type_is_capability(&field->type)))
            return false;
        capabilities += type_is_capability(&field->type);
    }
    return capabilities <= 1;
}

static const char *handle_type(const struct type *type)
{
    return type->kind == TYPE_INTERFACE ? text_format("%s_t", type->node->c_name) : "cap_id_t";
}

/* A parameter of the one-line client must not have the name of one of its own variables. */
static const char *argument_name(const struct field *field)
{
    static const char *const taken[] = { "rt", "cap", "request", "params", "results", "status", "transfer" };

    for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
        if (strcmp(field->c_name, taken[i]) == 0)
            return text_format("%s_", field->c_name);
    return name_to_identifier(field->c_name);
}

static char *simple_prototype(const struct stub *stub)
{
    char *text = text_format("status_t %s(struct rt *rt, %s_t cap", stub->name, stub->node->c_name);

    for (size_t i = 0; i < stub->method->params->field_count; i++) {
        const struct field *field = &stub->method->params->fields[i];
        const char *type = type_is_capability(&field->type) ? handle_type(&field->type) : type_c_name(&field->type);
        text = text_format("%s, %s %s", text, type, argument_name(field));
    }
    for (size_t i = 0; i < stub->method->results->field_count; i++) {
        const struct field *field = &stub->method->results->fields[i];
        const char *type = type_is_capability(&field->type) ? handle_type(&field->type) : type_c_name(&field->type);
        text = text_format("%s, %s *%s_out", text, type, field->c_name);
    }
    return text_format("%s)", text);
}

static char *begin_prototype(const struct stub *stub)
{
    return text_format("status_t %s_begin(struct capn_request *request, struct rt *rt, %s_t cap, "
                       "struct %s_builder *params)", stub->name, stub->node->c_name, stub->method->params->c_name);
}

static char *begin_sized_prototype(const struct stub *stub)
{
    return text_format("status_t %s_begin_sized(struct capn_request *request, struct rt *rt, %s_t cap, "
                       "struct %s_builder *params, size_t params_extra, size_t results_extra)", stub->name,
                       stub->node->c_name, stub->method->params->c_name);
}

static char *results_prototype(const struct stub *stub)
{
    return text_format("status_t %s_results(struct capn_request *request, struct %s_reader *results)", stub->name,
                       stub->method->results->c_name);
}

/*
 * begin, begin_sized and results are inline: what they pass on are constants, and the parameters' builder and the
 * results' reader then need not be in memory.
 */
static void emit_begin(FILE *out, const struct stub *stub)
{
    bool params_vary, results_vary;
    unsigned params_bytes = struct_full_bytes(stub->method->params, &params_vary);
    unsigned results_bytes = struct_full_bytes(stub->method->results, &results_vary);

    emit(out, "MUST_CHECK static inline %s", begin_sized_prototype(stub));
    emit(out, "{");
    emit(out, "    status_t status = capn_request_begin(request, rt, cap.id, %s_METHOD_%s, %u + params_extra, "
         "%u + results_extra);", name_to_upper(stub->node->c_name), name_to_upper(stub->method->c_name), params_bytes,
         results_bytes);
    emit(out, "    if (status)");
    emit(out, "        return status;");
    emit(out, "    status = %s_build_root(&request->params, params);", stub->method->params->c_name);
    emit(out, "    if (status)");
    emit(out, "        capn_request_end(request);");
    emit(out, "    return status;");
    emit(out, "}");
    emit(out, "MUST_CHECK static inline %s", begin_prototype(stub));
    emit(out, "{");
    emit(out, "    return %s_begin_sized(request, rt, cap, params, %s, %s);", stub->name,
         params_vary ? "CAPN_EXTRA_BYTES" : "0", results_vary ? "CAPN_EXTRA_BYTES" : "0");
    emit(out, "}");
    emit(out, "MUST_CHECK static inline %s", results_prototype(stub));
    emit(out, "{");
    emit(out, "    return %s_read_root(&request->results, results);", stub->method->results->c_name);
    emit(out, "}");
}

/*
 * The capabilities that a method's answer will bring, one function each. Servers add result capabilities in the order of the fields,
 * so a field's place among those that are capabilities is its ordinal. Which members of a union come, nobody knows before.
 */
static void emit_promises(FILE *out, const struct stub *stub)
{
    const struct node *results = stub->method->results;
    unsigned capabilities = 0, ordinal = 0;

    for (size_t i = 0; i < results->field_count; i++)
        capabilities += !results->fields[i].is_group && type_is_capability(&results->fields[i].type);
    if (results->discriminant_count)
        return;
    for (size_t i = 0; i < results->field_count; i++) {
        const struct field *field = &results->fields[i];
        const char *name = capabilities == 1 ? stub->name : text_format("%s_%s", stub->name, field->c_name);
        bool typed = field->type.kind == TYPE_INTERFACE;

        if (field->is_group || !type_is_capability(&field->type))
            continue;
        emit(out, "static inline %s %s_promise(struct capn_request *request)", handle_type(&field->type), name);
        emit(out, "{");
        if (typed)
            emit(out, "    return (%s){ capn_request_promise(request, %u) };", handle_type(&field->type), ordinal++);
        else
            emit(out, "    return capn_request_promise(request, %u);", ordinal++);
        emit(out, "}");
    }
}

static void stub_header(FILE *out, const struct stub *stub)
{
    emit_doc(out, 0, stub->method->doc);
    emit_begin(out, stub);
    emit_promises(out, stub);
    if (stub_is_simple(stub->method))
        emit(out, "MUST_CHECK %s;", simple_prototype(stub));
}

/* The statements that fill in one parameter. */
static void emit_argument(FILE *out, const struct method *method, const struct field *field)
{
    const char *prefix = method->params->c_name, *name = argument_name(field);

    if (type_is_number(&field->type)) {
        emit(out, "    %s_set_%s(&params, %s);", prefix, field->c_name, name);
        return;
    }
    if (type_is_capability(&field->type)) {
        emit(out, "    status = capn_request_add_capability(&request, %s%s, CAP_TRANSFER_COPY, &transfer);", name,
             field->type.kind == TYPE_INTERFACE ? ".id" : "");
        emit(out, "    if (status)");
        emit(out, "        goto end;");
        name = "transfer";
    }
    emit(out, "    status = %s_set_%s(&params, %s);", prefix, field->c_name, name);
    emit(out, "    if (status)");
    emit(out, "        goto end;");
}

static void emit_result(FILE *out, const struct method *method, const struct field *field)
{
    const char *prefix = method->results->c_name;

    if (type_is_number(&field->type)) {
        emit(out, "    *%s_out = %s_get_%s(&results);", field->c_name, prefix, field->c_name);
        return;
    }
    emit(out, "    status = %s_get_%s(&results, &transfer);", prefix, field->c_name);
    emit(out, "    if (status)");
    emit(out, "        goto end;");
    if (field->type.kind == TYPE_INTERFACE)
        emit(out, "    status = capn_request_take_capability(&request, transfer, %s_INTERFACE_ID, &%s_out->id);",
             name_to_upper(field->type.node->c_name), field->c_name);
    else
        emit(out, "    status = capn_request_take_capability(&request, transfer, 0, %s_out);", field->c_name);
}

/* What the variable parameters need: " + text.len + 8" for each, the 8 for rounding and the terminating zero. */
static char *params_extra(const struct method *method)
{
    char *extra = text_format("%s", "");

    for (size_t i = 0; i < method->params->field_count; i++) {
        const struct field *field = &method->params->fields[i];
        if (field->type.kind == TYPE_TEXT || field->type.kind == TYPE_DATA)
            extra = text_format("%s%s(size_t)%s.len + 8", extra, *extra ? " + " : "", argument_name(field));
    }
    return *extra ? extra : text_format("0");
}

static void emit_simple(FILE *out, const struct stub *stub)
{
    const struct method *method = stub->method;
    bool transfers = false, jumps = false;

    for (size_t i = 0; i < method->params->field_count; i++) {
        transfers |= type_is_capability(&method->params->fields[i].type);
        jumps |= type_is_pointer(&method->params->fields[i].type);
    }
    for (size_t i = 0; i < method->results->field_count; i++)
        transfers |= type_is_capability(&method->results->fields[i].type);
    jumps |= method->results->field_count > 0;

    emit(out, "%s", simple_prototype(stub));
    emit(out, "{");
    emit(out, "    struct capn_request request;");
    emit(out, "    struct %s_builder params;", method->params->c_name);
    if (method->results->field_count)
        emit(out, "    struct %s_reader results;", method->results->c_name);
    if (transfers)
        emit(out, "    uint32_t transfer;");
    emit(out, "    status_t status = %s_begin_sized(&request, rt, cap, &params, %s, 0);", stub->name,
         params_extra(method));
    emit(out, "%s", "");
    emit(out, "    if (status)");
    emit(out, "        return status;");
    for (size_t i = 0; i < method->params->field_count; i++)
        emit_argument(out, method, &method->params->fields[i]);
    emit(out, "    status = capn_request_call(&request);");
    if (method->results->field_count) {
        emit(out, "    if (status)");
        emit(out, "        goto end;");
        emit(out, "    status = %s_read_root(&request.results, &results);", method->results->c_name);
        emit(out, "    if (status)");
        emit(out, "        goto end;");
        /* Numbers first: taking a capability can fail, and then nothing more must happen. */
        for (int capabilities = 0; capabilities < 2; capabilities++)
            for (size_t i = 0; i < method->results->field_count; i++)
                if (type_is_capability(&method->results->fields[i].type) == (capabilities == 1))
                    emit_result(out, method, &method->results->fields[i]);
    }
    if (jumps)
        emit(out, "end:");
    emit(out, "    capn_request_end(&request);");
    emit(out, "    return status;");
    emit(out, "}");
    emit(out, "%s", "");
}

static void stub_source(FILE *out, const struct stub *stub)
{
    if (stub_is_simple(stub->method))
        emit_simple(out, stub);
}

static void for_each_stub(FILE *out, const struct node *node, void (*generate)(FILE *, const struct stub *))
{
    for (size_t k = 0; k <= node->ancestor_count; k++) {
        const struct node *owner = k ? node->ancestors[k - 1] : node;
        for (size_t i = 0; i < owner->method_count; i++) {
            const struct method *method = &owner->methods[i];
            struct stub stub = { node, method, text_format("%s_%s", node->c_name, method->c_name) };
            generate(out, &stub);
        }
    }
}

void generate_client_header(FILE *out, const struct node *node)
{
    if (node->method_count + node->ancestor_count == 0)
        return;
    emit(out, "/* Calls to %s. */", node->path);
    emit(out, "%s", "");
    for_each_stub(out, node, stub_header);
    emit(out, "%s", "");
}

void generate_client_source(FILE *out, const struct node *node)
{
    for_each_stub(out, node, stub_source);
}
