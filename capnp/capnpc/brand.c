/* SPDX-License-Identifier: MIT */
#include "brand.h"

#include <string.h>

/* Of types in types. `struct A(T) { next @0 :A(List(T)); }` has a new instance at each level, without end. */
#define DEPTH_LIMIT 3u

static const struct brand_scope *brand_scope(const struct brand *brand, uint64_t scope_id)
{
    for (size_t i = 0; brand && i < brand->count; i++)
        if (brand->scopes[i].scope_id == scope_id)
            return &brand->scopes[i];
    return NULL;
}

const struct brand *brand_bind(const struct brand *brand, const struct brand *outer)
{
    struct brand *bound;

    if (!brand || !outer)
        return brand;
    bound = memory_take(1, sizeof(*bound));
    bound->count = brand->count;
    bound->scopes = memory_take(bound->count, sizeof(*bound->scopes));
    for (size_t i = 0; i < bound->count; i++) {
        struct brand_scope *scope = &bound->scopes[i];
        const struct brand_scope *inherited = brand_scope(outer, brand->scopes[i].scope_id);
        *scope = brand->scopes[i];
        if (scope->inherits && inherited)
            *scope = *inherited;
        else if (scope->count) {
            scope->bindings = memory_take(scope->count, sizeof(*scope->bindings));
            for (size_t j = 0; j < scope->count; j++)
                scope->bindings[j] = type_bind(&brand->scopes[i].bindings[j], outer);
        }
    }
    return bound;
}

struct type type_bind(const struct type *type, const struct brand *brand)
{
    struct type bound = *type;
    const struct brand_scope *scope;

    if (type->kind == TYPE_LIST) {
        bound.element = memory_take(1, sizeof(*bound.element));
        *bound.element = type_bind(type->element, brand);
    } else if (type->kind == TYPE_ANY_POINTER && type->any == ANY_PARAMETER) {
        scope = brand_scope(brand, type->parameter_scope);
        if (scope && type->parameter < scope->count)
            bound = scope->bindings[type->parameter];
    } else {
        bound.brand = brand_bind(type->brand, brand);
    }
    return bound;
}

bool type_is_specific(const struct type *type)
{
    return type->kind != TYPE_ANY_POINTER || (type->any != ANY_POINTER && type->any != ANY_PARAMETER);
}

static bool brand_is_specific(const struct brand *brand)
{
    for (size_t i = 0; brand && i < brand->count; i++)
        for (size_t j = 0; j < brand->scopes[i].count; j++)
            if (type_is_specific(&brand->scopes[i].bindings[j]))
                return true;
    return false;
}

static unsigned brand_depth(const struct brand *brand);

static unsigned type_depth(const struct type *type)
{
    return type->kind == TYPE_LIST ? 1 + type_depth(type->element) : 1 + brand_depth(type->brand);
}

static unsigned brand_depth(const struct brand *brand)
{
    unsigned deepest = 0;

    for (size_t i = 0; brand && i < brand->count; i++)
        for (size_t j = 0; j < brand->scopes[i].count; j++) {
            unsigned depth = type_depth(&brand->scopes[i].bindings[j]);
            deepest = depth > deepest ? depth : deepest;
        }
    return deepest;
}

/* ---- names of types: once as C identifiers, once as the schema spells them ---- */

static const char *any_name(const struct type *type, bool spelt)
{
    static const char *const names[][2] = {
        [ANY_POINTER] = { "any_pointer", "AnyPointer" },   [ANY_STRUCT] = { "any_struct", "AnyStruct" },
        [ANY_LIST] = { "any_list", "AnyList" },            [ANY_CAPABILITY] = { "capability", "Capability" },
        [ANY_PARAMETER] = { "any_pointer", "AnyPointer" },
    };
    return names[type->any][spelt];
}

static const char *brand_name(const struct node *node, const struct brand *brand, bool spelt);

static const char *type_name(const struct type *type, bool spelt)
{
    static const char *const names[][2] = {
        [TYPE_VOID] = { "void", "Void" },        [TYPE_BOOL] = { "bool", "Bool" },
        [TYPE_INT8] = { "int8", "Int8" },        [TYPE_INT16] = { "int16", "Int16" },
        [TYPE_INT32] = { "int32", "Int32" },     [TYPE_INT64] = { "int64", "Int64" },
        [TYPE_UINT8] = { "uint8", "UInt8" },     [TYPE_UINT16] = { "uint16", "UInt16" },
        [TYPE_UINT32] = { "uint32", "UInt32" },  [TYPE_UINT64] = { "uint64", "UInt64" },
        [TYPE_FLOAT32] = { "float32", "Float32" }, [TYPE_FLOAT64] = { "float64", "Float64" },
        [TYPE_TEXT] = { "text", "Text" },        [TYPE_DATA] = { "data", "Data" },
    };

    if (type->kind == TYPE_ANY_POINTER)
        return any_name(type, spelt);
    if (type->kind == TYPE_LIST)
        return text_format(spelt ? "List(%s)" : "list_of_%s", type_name(type->element, spelt));
    return type->node ? brand_name(type->node, type->brand, spelt) : names[type->kind][spelt];
}

/* What the scope's own parameters are bound to, "" when it has none. */
static const char *scope_bindings(const struct node *scope, const struct brand *brand, const char *separator, bool spelt)
{
    const struct brand_scope *bound = brand_scope(brand, scope->id);
    static const struct type unbound = { .kind = TYPE_ANY_POINTER, .any = ANY_POINTER };
    const char *text = "";

    for (size_t i = 0; i < scope->parameter_count; i++) {
        const struct type *type = bound && i < bound->count ? &bound->bindings[i] : &unbound;
        text = text_format("%s%s%s", text, *text ? separator : "", type_name(type, spelt));
    }
    return text;
}

/* "a_and_b" of all scopes, the outer ones first. */
static const char *all_bindings(const struct node *node, const struct brand *brand)
{
    const char *outer, *own;

    if (!node)
        return "";
    outer = all_bindings(node->scope, brand);
    own = scope_bindings(node, brand, "_and_", false);
    return text_format("%s%s%s", outer, *outer && *own ? "_and_" : "", own);
}

/* "A(Text).B(Data)". */
static const char *spelling(const struct node *node, const struct brand *brand)
{
    const char *own = scope_bindings(node, brand, ", ", true);
    const char *outer = node->scope ? text_format("%s.", spelling(node->scope, brand)) : "";
    /* A method's struct is named with its interface: "Interface.method$Params". */
    const char *dot = strrchr(node->path, '.');

    return text_format(*own ? "%s%s(%s)" : "%s%s%s", outer, dot ? dot + 1 : node->path, own);
}

static const char *brand_name(const struct node *node, const struct brand *brand, bool spelt)
{
    if (!brand_is_specific(brand))
        return spelt ? node->path : node->c_name;
    return spelt ? spelling(node, brand) : text_format("%s_of_%s", node->c_name, all_bindings(node, brand));
}

/* ---- finding them ---- */

static void instance_add(struct schema_file *file, const struct node *node, const struct brand *brand);

static void type_visit(struct schema_file *file, const struct type *type)
{
    if (type->kind == TYPE_LIST)
        type_visit(file, type->element);
    for (size_t i = 0; type->brand && i < type->brand->count; i++)
        for (size_t j = 0; j < type->brand->scopes[i].count; j++)
            type_visit(file, &type->brand->scopes[i].bindings[j]);
    if (type->node && type->brand)
        instance_add(file, type->node, type->brand);
}

/* Everything that a node refers to, seen with its parameters bound. */
static void node_visit(struct schema_file *file, const struct node *node, const struct brand *brand)
{
    for (size_t i = 0; i < node->field_count; i++) {
        if (node->fields[i].is_group) {
            if (brand)
                instance_add(file, node->fields[i].group, brand);
        } else {
            struct type type = type_bind(&node->fields[i].type, brand);
            type_visit(file, &type);
        }
    }
    for (size_t i = 0; i < node->method_count; i++) {
        const struct method *method = &node->methods[i];
        instance_add(file, method->params, brand_bind(method->params_brand, brand));
        instance_add(file, method->results, brand_bind(method->results_brand, brand));
    }
    for (size_t i = 0; i < node->superclass_count; i++)
        for (size_t j = 0; j < node->ancestor_count; j++)
            if (node->ancestors[j]->id == node->superclasses[i].id)
                instance_add(file, node->ancestors[j], brand_bind(node->superclasses[i].brand, brand));
    if (node->kind == NODE_CONST)
        type_visit(file, &node->const_type);
}

static void instance_add(struct schema_file *file, const struct node *node, const struct brand *brand)
{
    struct instance instance;

    if (!brand_is_specific(brand) || brand_depth(brand) > DEPTH_LIMIT)
        return;
    instance = (struct instance){ node, brand, brand_name(node, brand, false), brand_name(node, brand, true) };
    for (size_t i = 0; i < file->instance_count; i++)
        if (file->instances[i].node == node && strcmp(file->instances[i].spelling, instance.spelling) == 0)
            return;
    file->instances = array_room(file->instances, file->instance_count, sizeof(*file->instances));
    file->instances[file->instance_count++] = instance;
    node_visit(file, node, brand);
}

void instances_find(struct schema_file *file)
{
    for (size_t i = 0; i < file->node_count; i++)
        if (!file->nodes[i]->is_group)
            node_visit(file, file->nodes[i], NULL);
}
