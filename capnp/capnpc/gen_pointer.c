/* SPDX-License-Identifier: MIT */
/*
 * Inline accessors of pointer fields. A field with a default has readers that take the default for a null pointer, and one
 * function more, open: its builder, of a copy of the default when there is nothing yet.
 */
#include "gen_field.h"

char *field_default_name(const struct node *node, const struct field *field)
{
    return text_format("%s_%s_default", node->c_name, field->c_name);
}

static bool has_default(const struct accessor *a)
{
    return a->field->default_value.words != NULL;
}

/* A getter through capn_get_FUNCTION(struct, index, REST). */
static void emit_getter(const struct accessor *a, const char *argument, const char *function, const char *rest)
{
    accessor_reader(a, "status_t", "get", argument);
    if (has_default(a)) {
        emit(a->out, "    struct capn_pointer pointer = capn_pointer_or(&reader->s, %u, &%s);", a->field->offset,
             field_default_name(a->node, a->field));
        emit(a->out, "    return capn_get_%s(&pointer.s, 0, %s);", function, rest);
    } else {
        emit(a->out, "    return capn_get_%s(&reader->s, %u, %s);", function, a->field->offset, rest);
    }
    emit(a->out, "}");
}

/* A function that changes the pointer: set, init. */
static void emit_setter(const struct accessor *a, const char *verb, const char *arguments, const char *body)
{
    accessor_builder(a, "status_t", verb, arguments);
    accessor_tag(a);
    emit(a->out, "    return %s;", body);
    emit(a->out, "}");
}

/* Through capn_open_FUNCTION(struct, index, REST). */
static void emit_open(const struct accessor *a, const char *arguments, const char *function, const char *rest)
{
    if (!has_default(a))
        return;
    accessor_builder(a, "status_t", "open", arguments);
    if (accessor_in_union(a))
        emit(a->out, "    capn_union_choose(&builder->b, %u, %s_WHICH_%s, %u);", a->node->discriminant_offset * 2,
             name_to_upper(a->node->c_name), name_to_upper(a->field->c_name), a->field->offset);
    emit(a->out, "    status_t status = capn_pointer_settle(&builder->b, %u, &%s);", a->field->offset,
         field_default_name(a->node, a->field));
    emit(a->out, "    return status ? status : capn_open_%s(&builder->b, %u, %s);", function, a->field->offset, rest);
    emit(a->out, "}");
}

static void emit_text(const struct accessor *a)
{
    unsigned index = a->field->offset;

    emit_getter(a, "struct capn_text *out", "text", "out");
    emit_setter(a, "set", "struct capn_text value", text_format("capn_set_text(&builder->b, %u, value)", index));
    /* With the terminating zero. */
    emit_open(a, "uint8_t **out, uint32_t *len", "data", "out, len");
}

static void emit_data(const struct accessor *a)
{
    unsigned index = a->field->offset;

    emit_getter(a, "struct capn_data *out", "data", "out");
    emit_setter(a, "set", "struct capn_data value", text_format("capn_set_data(&builder->b, %u, value)", index));
    emit_setter(a, "init", "uint32_t len, uint8_t **out",
                text_format("capn_init_data(&builder->b, %u, len, out)", index));
    emit_setter(a, "truncate", "uint32_t len", text_format("capn_truncate_data(&builder->b, %u, len)", index));
    emit_open(a, "uint8_t **out, uint32_t *len", "data", "out, len");
}

static void emit_struct_field(const struct accessor *a)
{
    const struct node *target = a->type->node;
    char *size = text_format("%u, %u", target->data_words, target->pointer_count);

    emit_getter(a, text_format("struct %s_reader *out", target->c_name), "struct", "&out->s");
    emit_setter(a, "init", text_format("struct %s_builder *out", target->c_name),
                text_format("capn_init_struct(&builder->b, %u, %s, &out->b)", a->field->offset, size));
    emit_open(a, text_format("struct %s_builder *out", target->c_name), "struct", text_format("%s, &out->b", size));
}

static void emit_list(const struct accessor *a)
{
    const struct type *element = a->type->element;
    const char *size = type_size_name(element);
    unsigned index = a->field->offset;

    emit_getter(a, "struct capn_list *out", "list", text_format("%s, out", size));
    if (element->kind == TYPE_STRUCT) {
        size = text_format("%u, %u", element->node->data_words, element->node->pointer_count);
        emit_setter(a, "init", "uint32_t count, struct capn_list_builder *out",
                    text_format("capn_init_struct_list(&builder->b, %u, count, %s, out)", index, size));
        emit_open(a, "struct capn_list_builder *out", "struct_list", text_format("%s, out", size));
    } else {
        emit_setter(a, "init", "uint32_t count, struct capn_list_builder *out",
                    text_format("capn_init_list(&builder->b, %u, %s, count, out)", index, size));
        emit_open(a, "struct capn_list_builder *out", "list", text_format("%s, out", size));
    }
}

static void emit_capability(const struct accessor *a)
{
    unsigned index = a->field->offset;

    emit_getter(a, "uint32_t *index", "capability", "index");
    emit_setter(a, "set", "uint32_t index", text_format("capn_set_capability(&builder->b, %u, index)", index));
}

/* The pointer by itself, to make in it what is known to belong there by other means. */
static void emit_pointer_builder(const struct accessor *a)
{
    emit_function(a->out, a->owner, "struct capn_pointer_builder", text_format("%s_get_%s_builder", a->prefix, a->field->c_name),
                  text_format("const struct %s_builder *builder", a->node->c_name));
    accessor_tag(a);
    emit(a->out, "    return capn_pointer_builder_at(&builder->b, %u);", a->field->offset);
    emit(a->out, "}");
    if (!has_default(a))
        return;
    accessor_builder(a, "status_t", "open", "struct capn_pointer_builder *out");
    if (accessor_in_union(a))
        emit(a->out, "    capn_union_choose(&builder->b, %u, %s_WHICH_%s, %u);", a->node->discriminant_offset * 2,
             name_to_upper(a->node->c_name), name_to_upper(a->field->c_name), a->field->offset);
    emit(a->out, "    *out = capn_pointer_builder_at(&builder->b, %u);", a->field->offset);
    emit(a->out, "    return capn_pointer_settle(&builder->b, %u, &%s);", a->field->offset,
         field_default_name(a->node, a->field));
    emit(a->out, "}");
}

static void emit_any_struct(const struct accessor *a)
{
    unsigned index = a->field->offset;

    emit_getter(a, "struct capn_struct *out", "struct", "out");
    emit_setter(a, "init", "uint16_t data_words, uint16_t pointer_count, struct capn_struct_builder *out",
                text_format("capn_init_struct(&builder->b, %u, data_words, pointer_count, out)", index));
    emit_setter(a, "set", "const struct capn_struct *value", text_format("capn_copy_struct(&builder->b, %u, value)", index));
    emit_pointer_builder(a);
}

static void emit_any_list(const struct accessor *a)
{
    unsigned index = a->field->offset;

    emit_getter(a, "struct capn_list *out", "any_list", "out");
    emit_setter(a, "init", "enum capn_element_size size, uint32_t count, struct capn_list_builder *out",
                text_format("capn_init_list(&builder->b, %u, size, count, out)", index));
    emit_function(a->out, a->owner, "status_t", text_format("%s_init_%s_structs", a->prefix, a->field->c_name),
                  text_format("const struct %s_builder *builder, uint32_t count, uint16_t data_words, uint16_t pointer_count, "
                              "struct capn_list_builder *out", a->node->c_name));
    accessor_tag(a);
    emit(a->out, "    return capn_init_struct_list(&builder->b, %u, count, data_words, pointer_count, out);", index);
    emit(a->out, "}");
    emit_pointer_builder(a);
}

static void emit_open_pointer(const struct accessor *a)
{
    accessor_reader(a, "struct capn_pointer", "get", NULL);
    if (has_default(a))
        emit(a->out, "    return capn_pointer_or(&reader->s, %u, &%s);", a->field->offset,
             field_default_name(a->node, a->field));
    else
        emit(a->out, "    return capn_pointer_at(&reader->s, %u);", a->field->offset);
    emit(a->out, "}");
    accessor_builder(a, "status_t", "set", "const struct capn_pointer *value");
    emit(a->out, "    struct capn_pointer_builder pointer = capn_pointer_builder_at(&builder->b, %u);", a->field->offset);
    accessor_tag(a);
    emit(a->out, "    return capn_pointer_copy(&pointer, value);");
    emit(a->out, "}");
    emit_pointer_builder(a);
}

static void emit_any_pointer(const struct accessor *a)
{
    static void (*const emitters[])(const struct accessor *) = {
        [ANY_POINTER] = emit_open_pointer, [ANY_STRUCT] = emit_any_struct, [ANY_LIST] = emit_any_list,
        [ANY_CAPABILITY] = emit_capability, [ANY_PARAMETER] = emit_open_pointer,
    };
    emitters[a->type->any](a);
}

void generate_pointer(const struct accessor *a)
{
    static void (*const emitters[])(const struct accessor *) = {
        [TYPE_TEXT] = emit_text,     [TYPE_DATA] = emit_data,            [TYPE_LIST] = emit_list,
        [TYPE_STRUCT] = emit_struct_field, [TYPE_INTERFACE] = emit_capability, [TYPE_ANY_POINTER] = emit_any_pointer,
    };
    emitters[a->type->kind](a);
}
