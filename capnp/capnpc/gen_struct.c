/* SPDX-License-Identifier: MIT */
/* Structs and groups: their handle types, roots and elements, unions; bound generic types. Fields are gen_field.c's. */
#include "gen_field.h"

#include "brand.h"
#include "refuse.h"

/* "FOO_WHICH_BAR". */
static char *which_name(const struct node *node, const struct field *field)
{
    return text_format("%s_WHICH_%s", name_to_upper(node->c_name), name_to_upper(field->c_name));
}

static void emit_which(FILE *out, const struct node *node)
{
    claim(owner_of(node, NULL), text_format("enum %s_which", node->c_name));
    emit(out, "enum %s_which {", node->c_name);
    for (size_t i = 0; i < node->field_count; i++) {
        const struct field *field = &node->fields[i];
        if (field->discriminant == NO_DISCRIMINANT)
            continue;
        claim(owner_of(node, field->name), which_name(node, field));
        emit(out, "    %s = %u,", which_name(node, field), field->discriminant);
    }
    emit(out, "};");
}

void generate_struct_types(FILE *out, const struct node *node)
{
    const char *owner = owner_of(node, NULL);

    emit_doc(out, 0, node->doc);
    claim(owner, text_format("struct %s_reader", node->c_name));
    claim(owner, text_format("struct %s_builder", node->c_name));
    emit(out, "struct %s_reader {", node->c_name);
    emit(out, "    struct capn_struct s;");
    emit(out, "};");
    emit(out, "struct %s_builder {", node->c_name);
    emit(out, "    struct capn_struct_builder b;");
    emit(out, "};");
    if (!node->is_group) {
        char *upper = name_to_upper(node->c_name);
        emit_define(out, owner, text_format("%s_DATA_WORDS", upper), text_format("%uu", node->data_words));
        emit_define(out, owner, text_format("%s_POINTERS", upper), text_format("%uu", node->pointer_count));
        emit_define(out, owner, text_format("%s_BYTES", upper), text_format("%uu", struct_message_bytes(node)));
    }
    if (node->discriminant_count)
        emit_which(out, node);
    emit(out, "%s", "");
}

/* A function of a struct as a whole: one line of it. */
static void emit_whole_function(FILE *out, const struct node *node, const char *verb, const char *arguments, const char *body)
{
    emit_function(out, owner_of(node, NULL), "status_t", text_format("%s_%s", node->c_name, verb), arguments);
    emit(out, "    return %s;", body);
    emit(out, "}");
}

/* Roots and list elements: what a group cannot be. */
static void emit_whole(FILE *out, const struct node *node)
{
    const char *n = node->c_name;

    emit_whole_function(out, node, "read_root", text_format("struct capn_message *message, struct %s_reader *out", n),
                        "capn_message_root(message, &out->s)");
    emit_whole_function(out, node, "build_root", text_format("struct capn_builder *builder, struct %s_builder *out", n),
                        text_format("capn_builder_root(builder, %u, %u, &out->b)", node->data_words, node->pointer_count));
    /* A method's own struct is never an element. */
    if (node->scope_id == 0)
        return;
    emit_whole_function(out, node, "list_get",
                        text_format("const struct capn_list *list, uint32_t index, struct %s_reader *out", n),
                        "capn_list_get_struct(list, index, &out->s)");
    emit_whole_function(out, node, "list_at",
                        text_format("const struct capn_list_builder *list, uint32_t index, struct %s_builder *out", n),
                        "capn_list_struct(list, index, &out->b)");
}

void generate_struct(FILE *out, const struct node *node)
{
    emit(out, "/* %s */", node->path);
    emit(out, "%s", "");
    if (!node->is_group)
        emit_whole(out, node);
    if (node->discriminant_count) {
        emit_function(out, owner_of(node, NULL), text_format("enum %s_which", node->c_name),
                      text_format("%s_which", node->c_name), text_format("const struct %s_reader *reader", node->c_name));
        emit(out, "    return (enum %s_which)capn_field_u16(&reader->s, %u, %u);", node->c_name,
             node->discriminant_offset * 2, node->data_words * 8);
        emit(out, "}");
    }
    for (size_t i = 0; i < node->field_count; i++) {
        struct accessor a = {
            .out = out, .owner = owner_of(node, node->fields[i].name), .node = node, .field = &node->fields[i],
            .type = &node->fields[i].type, .prefix = node->c_name,
        };
        emit_doc(out, 0, node->fields[i].doc);
        generate_field(&a);
    }
    emit(out, "%s", "");
}

void generate_struct_source(FILE *out, const struct node *node)
{
    for (size_t i = 0; i < node->field_count; i++)
        if (node->fields[i].default_value.words)
            emit_constant_words(out, field_default_name(node, &node->fields[i]), &node->fields[i].default_value);
}

/* Whether the field's own type is a parameter that the instance binds: then it gets accessors with the bound type. */
static bool field_is_bound(const struct instance *instance, const struct field *field, struct type *bound)
{
    if (field->is_group || type_is_specific(&field->type))
        return false;
    *bound = type_bind(&field->type, instance->brand);
    return type_is_specific(bound);
}

void generate_instance(FILE *out, const struct instance *instance)
{
    char *guard = text_format("%s_ACCESSORS", name_to_upper(instance->c_name));
    struct type bound;
    bool any = false;

    for (size_t i = 0; i < instance->node->field_count; i++)
        any |= field_is_bound(instance, &instance->node->fields[i], &bound);
    if (!any)
        return;
    /* Another header may bind the type in the same way. */
    claims_share(true);
    emit(out, "/* %s */", instance->spelling);
    emit(out, "#ifndef %s", guard);
    emit_define(out, instance->spelling, guard, "1");
    emit(out, "%s", "");
    for (size_t i = 0; i < instance->node->field_count; i++) {
        if (!field_is_bound(instance, &instance->node->fields[i], &bound))
            continue;
        struct accessor a = {
            .out = out, .owner = instance->spelling, .node = instance->node, .field = &instance->node->fields[i],
            .type = &bound, .prefix = instance->c_name,
        };
        generate_typed_field(&a);
    }
    emit(out, "#endif");
    emit(out, "%s", "");
    claims_share(false);
}
