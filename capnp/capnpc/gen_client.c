/* SPDX-License-Identifier: MIT */
/*
 * Interfaces, the calling side. Every method, inherited ones too, gets begin, begin_sized and results, and a promise for
 * each capability that it answers with; methods with simple parameters and results also get a function that makes the
 * whole call.
 */
#include "emit.h"

#include <string.h>

#include "refuse.h"

/* A method as seen from the interface through which it is called. */
struct stub {
    const struct node *node;
    const struct method *method;
    const char *owner;                  /* of the names that are made */
    const char *number;                 /* NODE_METHOD_METHOD */
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

void generate_handle(FILE *out, const struct node *node)
{
    claim(owner_of(node, NULL), text_format("%s_t", node->c_name));
    emit(out, "typedef struct {");
    emit(out, "    cap_id_t id;");
    emit(out, "} %s_t;", node->c_name);
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

/* "x_out"; `x_out_` when a parameter is called so. */
static const char *result_name(const struct method *method, const struct field *field)
{
    char *name = text_format("%s_out", field->c_name);

    for (size_t i = 0; i < method->params->field_count; i++)
        if (strcmp(argument_name(&method->params->fields[i]), name) == 0)
            return text_format("%s_", name);
    return name;
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
        text = text_format("%s, %s *%s", text, type, result_name(stub->method, field));
    }
    return text_format("%s)", text);
}

/* An inline function of a stub, up to its brace. */
static void stub_function(FILE *out, const struct stub *stub, const char *ending, const char *arguments)
{
    emit_function(out, stub->owner, "status_t", text_format("%s_%s", stub->name, ending), arguments);
}

/*
 * The root of a message. In a header that lies in a circle with that of the struct, the struct's own functions may come later.
 */
static const char *root_function(const struct stub *stub, const struct node *node, const char *verb)
{
    if (stub->node->file->in_circle && node->file != stub->node->file)
        return NULL;
    return text_format("%s_%s_root", node->c_name, verb);
}

static const char *build_root(const struct stub *stub)
{
    const struct node *node = stub->method->params;
    const char *function = root_function(stub, node, "build");

    if (function)
        return text_format("%s(&request->params, params)", function);
    return text_format("capn_builder_root(&request->params, %u, %u, &params->b)", node->data_words, node->pointer_count);
}

static const char *read_root(const struct stub *stub)
{
    const char *function = root_function(stub, stub->method->results, "read");

    return function ? text_format("%s(&request->results, results)", function)
                    : "capn_message_root(&request->results, &results->s)";
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

    char *begin = text_format("struct capn_request *request, struct rt *rt, %s_t cap, struct %s_builder *params",
                              stub->node->c_name, stub->method->params->c_name);

    stub_function(out, stub, "begin_sized", text_format("%s, size_t params_extra, size_t results_extra", begin));
    emit(out, "    status_t status = capn_request_begin(request, rt, cap.id, %s, %u + params_extra, "
         "%u + results_extra);", stub->number, params_bytes, results_bytes);
    emit(out, "    if (status)");
    emit(out, "        return status;");
    emit(out, "    status = %s;", build_root(stub));
    emit(out, "    if (status)");
    emit(out, "        capn_request_end(request);");
    emit(out, "    return status;");
    emit(out, "}");
    stub_function(out, stub, "begin", begin);
    emit(out, "    return %s_begin_sized(request, rt, cap, params, %s, %s);", stub->name,
         params_vary ? "CAPN_EXTRA_BYTES" : "0", results_vary ? "CAPN_EXTRA_BYTES" : "0");
    emit(out, "}");
    stub_function(out, stub, "results",
                  text_format("struct capn_request *request, struct %s_reader *results", stub->method->results->c_name));
    emit(out, "    return %s;", read_root(stub));
    emit(out, "}");
}

/*
 * The capabilities that a method's answer will bring, one function each. Servers add result capabilities in the order of the
 * fields, so a field's place among those that are capabilities is its ordinal. Which member of a union comes is known after.
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
        emit_function(out, stub->owner, handle_type(&field->type), text_format("%s_promise", name),
                      "struct capn_request *request");
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
    if (!stub_is_simple(stub->method))
        return;
    claim(stub->owner, stub->name);
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
        emit(out, "    *%s = %s_get_%s(&results);", result_name(method, field), prefix, field->c_name);
        return;
    }
    emit(out, "    status = %s_get_%s(&results, &transfer);", prefix, field->c_name);
    emit(out, "    if (status)");
    emit(out, "        goto end;");
    if (field->type.kind == TYPE_INTERFACE)
        emit(out, "    status = capn_request_take_capability(&request, transfer, %s_INTERFACE_ID, &%s->id);",
             name_to_upper(field->type.node->c_name), result_name(method, field));
    else
        emit(out, "    status = capn_request_take_capability(&request, transfer, 0, %s);", result_name(method, field));
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
            const char *name = method_name(node, owner, method);
            struct stub stub = {
                .node = node, .method = method, .owner = owner_of(owner, method->name),
                .number = text_format("%s_METHOD_%s", name_to_upper(node->c_name), name_to_upper(name)),
                .name = text_format("%s_%s", node->c_name, name),
            };
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
