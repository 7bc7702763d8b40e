/* SPDX-License-Identifier: MIT */
/* Structs and groups: their handle types and the inline accessors of their fields. */
#include "emit.h"

#include <inttypes.h>

/* What every accessor needs to know of its field. */
struct accessor {
    FILE *out;
    const struct node *node;
    const struct field *field;
    const char *prefix;                 /* the struct's C name */
    const char *name;                   /* the field's */
    bool in_union;
};

void generate_struct_types(FILE *out, const struct node *node)
{
    emit_doc(out, 0, node->doc);
    emit(out, "struct %s_reader {", node->c_name);
    emit(out, "    struct capn_struct s;");
    emit(out, "};");
    emit(out, "struct %s_builder {", node->c_name);
    emit(out, "    struct capn_struct_builder b;");
    emit(out, "};");
    if (!node->is_group) {
        char *upper = name_to_upper(node->c_name);
        emit(out, "#define %s_DATA_WORDS %uu", upper, node->data_words);
        emit(out, "#define %s_POINTERS %uu", upper, node->pointer_count);
        emit(out, "#define %s_BYTES %uu", upper, struct_message_bytes(node));
    }
    if (node->discriminant_count) {
        emit(out, "enum %s_which {", node->c_name);
        for (size_t i = 0; i < node->field_count; i++)
            if (node->fields[i].discriminant != NO_DISCRIMINANT)
                emit(out, "    %s_WHICH_%s = %u,", name_to_upper(node->c_name), name_to_upper(node->fields[i].c_name),
                     node->fields[i].discriminant);
        emit(out, "};");
    }
    emit(out, "%s", "");
}

/* The line that makes a setter choose its member of the union. */
static void emit_tag(const struct accessor *a)
{
    if (a->in_union)
        emit(a->out, "    capn_set_u16(&builder->b, %u, %s_WHICH_%s);", a->node->discriminant_offset * 2,
             name_to_upper(a->prefix), name_to_upper(a->name));
}

static void emit_getter(const struct accessor *a, const char *rest, const char *body)
{
    emit(a->out, "MUST_CHECK static inline status_t %s_get_%s(const struct %s_reader *reader, %s)", a->prefix, a->name,
         a->prefix, rest);
    emit(a->out, "{");
    emit(a->out, "    return %s;", body);
    emit(a->out, "}");
}

/* A function that changes a pointer field: set, init. */
static void emit_setter(const struct accessor *a, const char *verb, const char *rest, const char *body)
{
    emit(a->out, "MUST_CHECK static inline status_t %s_%s_%s(const struct %s_builder *builder, %s)", a->prefix, verb,
         a->name, a->prefix, rest);
    emit(a->out, "{");
    emit_tag(a);
    emit(a->out, "    return %s;", body);
    emit(a->out, "}");
}

/* Bytes of the struct's data section. A group's is that of the struct that it is in. */
static unsigned full_bytes(const struct accessor *a)
{
    return a->node->data_words * 8;
}

static void emit_bool(const struct accessor *a)
{
    const char *inverted = a->field->default_bits ? "!" : "";

    emit(a->out, "static inline bool %s_get_%s(const struct %s_reader *reader)", a->prefix, a->name, a->prefix);
    emit(a->out, "{");
    emit(a->out, "    return %scapn_field_bit(&reader->s, %u, %u);", inverted, a->field->offset, full_bytes(a));
    emit(a->out, "}");
    emit(a->out, "static inline void %s_set_%s(const struct %s_builder *builder, bool value)", a->prefix, a->name,
         a->prefix);
    emit(a->out, "{");
    emit_tag(a);
    emit(a->out, "    capn_set_bit(&builder->b, %u, %svalue);", a->field->offset, inverted);
    emit(a->out, "}");
}

/* Floats go through memory, and not at all into code that is compiled without floating point registers. */
static void emit_float(const struct accessor *a)
{
    unsigned bits = type_bits(&a->field->type);
    const char *type = type_c_name(&a->field->type);
    uint64_t flip = a->field->default_bits;

    emit(a->out, "#ifndef CAPN_NO_FLOAT");
    emit(a->out, "static inline %s %s_get_%s(const struct %s_reader *reader)", type, a->prefix, a->name, a->prefix);
    emit(a->out, "{");
    emit(a->out, "    uint%u_t bits = capn_field_u%u(&reader->s, %u, %u) ^ UINT%u_C(0x%" PRIx64 ");", bits, bits,
         a->field->offset * (bits / 8), full_bytes(a), bits, flip);
    emit(a->out, "    %s value;", type);
    emit(a->out, "    __builtin_memcpy(&value, &bits, sizeof(value));");
    emit(a->out, "    return value;");
    emit(a->out, "}");
    emit(a->out, "static inline void %s_set_%s(const struct %s_builder *builder, %s value)", a->prefix, a->name,
         a->prefix, type);
    emit(a->out, "{");
    emit(a->out, "    uint%u_t bits;", bits);
    emit(a->out, "    __builtin_memcpy(&bits, &value, sizeof(bits));");
    emit_tag(a);
    emit(a->out, "    capn_set_u%u(&builder->b, %u, bits ^ UINT%u_C(0x%" PRIx64 "));", bits,
         a->field->offset * (bits / 8), bits, flip);
    emit(a->out, "}");
    emit(a->out, "#endif");
}

static void emit_number(const struct accessor *a)
{
    unsigned bits = type_bits(&a->field->type), offset = a->field->offset * (bits / 8);
    const char *type = type_c_name(&a->field->type);
    const char *flip = "";

    /* A field is stored XORed with its default, so that zeroed memory means the default. */
    if (a->field->default_bits)
        flip = text_format(" ^ UINT%u_C(0x%" PRIx64 ")", bits, a->field->default_bits);
    emit(a->out, "static inline %s %s_get_%s(const struct %s_reader *reader)", type, a->prefix, a->name, a->prefix);
    emit(a->out, "{");
    emit(a->out, "    return (%s)%scapn_field_u%u(&reader->s, %u, %u)%s%s;", type, *flip ? "(" : "", bits, offset,
         full_bytes(a), flip, *flip ? ")" : "");
    emit(a->out, "}");
    emit(a->out, "static inline void %s_set_%s(const struct %s_builder *builder, %s value)", a->prefix, a->name,
         a->prefix, type);
    emit(a->out, "{");
    emit_tag(a);
    if (*flip)
        emit(a->out, "    capn_set_u%u(&builder->b, %u, (uint%u_t)((uint%u_t)value%s));", bits, offset, bits, bits,
             flip);
    else
        emit(a->out, "    capn_set_u%u(&builder->b, %u, (uint%u_t)value);", bits, offset, bits);
    emit(a->out, "}");
}

static void emit_void(const struct accessor *a)
{
    /* Outside a union there is nothing to say with it. */
    if (!a->in_union)
        return;
    emit(a->out, "static inline void %s_set_%s(const struct %s_builder *builder)", a->prefix, a->name, a->prefix);
    emit(a->out, "{");
    emit_tag(a);
    emit(a->out, "}");
}

static void emit_text(const struct accessor *a)
{
    unsigned index = a->field->offset;

    emit_getter(a, "struct capn_text *out", text_format("capn_get_text(&reader->s, %u, out)", index));
    emit_setter(a, "set", "struct capn_text value", text_format("capn_set_text(&builder->b, %u, value)", index));
}

static void emit_data(const struct accessor *a)
{
    unsigned index = a->field->offset;

    emit_getter(a, "struct capn_data *out", text_format("capn_get_data(&reader->s, %u, out)", index));
    emit_setter(a, "set", "struct capn_data value", text_format("capn_set_data(&builder->b, %u, value)", index));
    emit_setter(a, "init", "uint32_t len, uint8_t **out",
                text_format("capn_init_data(&builder->b, %u, len, out)", index));
    emit_setter(a, "truncate", "uint32_t len", text_format("capn_truncate_data(&builder->b, %u, len)", index));
}

static void emit_struct_field(const struct accessor *a)
{
    const struct node *target = a->field->type.node;
    unsigned index = a->field->offset;

    emit_getter(a, text_format("struct %s_reader *out", target->c_name),
                text_format("capn_get_struct(&reader->s, %u, &out->s)", index));
    emit_setter(a, "init", text_format("struct %s_builder *out", target->c_name),
                text_format("capn_init_struct(&builder->b, %u, %u, %u, &out->b)", index, target->data_words,
                            target->pointer_count));
}

static void emit_list(const struct accessor *a)
{
    const struct type *element = a->field->type.element;
    unsigned index = a->field->offset;
    const char *make;

    emit_getter(a, "struct capn_list *out",
                text_format("capn_get_list(&reader->s, %u, %s, out)", index, type_size_name(element)));
    if (element->kind == TYPE_STRUCT)
        make = text_format("capn_init_struct_list(&builder->b, %u, count, %u, %u, out)", index,
                           element->node->data_words, element->node->pointer_count);
    else
        make = text_format("capn_init_list(&builder->b, %u, %s, count, out)", index, type_size_name(element));
    emit_setter(a, "init", "uint32_t count, struct capn_list_builder *out", make);
}

static void emit_capability(const struct accessor *a)
{
    unsigned index = a->field->offset;

    emit_getter(a, "uint32_t *index", text_format("capn_get_capability(&reader->s, %u, index)", index));
    emit_setter(a, "set", "uint32_t index", text_format("capn_set_capability(&builder->b, %u, index)", index));
}

static void emit_any_pointer(const struct accessor *a)
{
    if (!a->field->type.is_capability)
        die("%s.%s: AnyPointer is not supported, only Capability", a->node->display_name, a->field->name);
    emit_capability(a);
}

static void emit_group(const struct accessor *a)
{
    const char *type = a->field->group->c_name;

    emit(a->out, "static inline struct %s_reader %s_get_%s(const struct %s_reader *reader)", type, a->prefix, a->name,
         a->prefix);
    emit(a->out, "{");
    emit(a->out, "    return (struct %s_reader){ reader->s };", type);
    emit(a->out, "}");
    emit(a->out, "static inline struct %s_builder %s_get_%s_builder(const struct %s_builder *builder)", type, a->prefix,
         a->name, a->prefix);
    emit(a->out, "{");
    emit_tag(a);
    emit(a->out, "    return (struct %s_builder){ builder->b };", type);
    emit(a->out, "}");
}

static void (*const emitters[])(const struct accessor *) = {
    [TYPE_VOID] = emit_void,     [TYPE_BOOL] = emit_bool,      [TYPE_INT8] = emit_number,
    [TYPE_INT16] = emit_number,  [TYPE_INT32] = emit_number,   [TYPE_INT64] = emit_number,
    [TYPE_UINT8] = emit_number,  [TYPE_UINT16] = emit_number,  [TYPE_UINT32] = emit_number,
    [TYPE_UINT64] = emit_number, [TYPE_FLOAT32] = emit_float,  [TYPE_FLOAT64] = emit_float,
    [TYPE_TEXT] = emit_text,     [TYPE_DATA] = emit_data,      [TYPE_LIST] = emit_list,
    [TYPE_ENUM] = emit_number,   [TYPE_STRUCT] = emit_struct_field,
    [TYPE_INTERFACE] = emit_capability, [TYPE_ANY_POINTER] = emit_any_pointer,
};

static void emit_field(FILE *out, const struct node *node, const struct field *field)
{
    struct accessor a = { out, node, field, node->c_name, field->c_name, field->discriminant != NO_DISCRIMINANT };

    emit_doc(out, 0, field->doc);
    if (field->is_group) {
        emit_group(&a);
        return;
    }
    emitters[field->type.kind](&a);
    if (type_is_pointer(&field->type)) {
        emit(out, "static inline bool %s_has_%s(const struct %s_reader *reader)", a.prefix, a.name, a.prefix);
        emit(out, "{");
        emit(out, "    return capn_has_pointer(&reader->s, %u);", field->offset);
        emit(out, "}");
    }
}

/* Roots and list elements: what a group cannot be. */
static void emit_whole(FILE *out, const struct node *node)
{
    const char *n = node->c_name;

    emit(out, "MUST_CHECK static inline status_t %s_read_root(struct capn_message *message, "
         "struct %s_reader *out)", n, n);
    emit(out, "{");
    emit(out, "    return capn_message_root(message, &out->s);");
    emit(out, "}");
    emit(out, "MUST_CHECK static inline status_t %s_build_root(struct capn_builder *builder, "
         "struct %s_builder *out)", n, n);
    emit(out, "{");
    emit(out, "    return capn_builder_root(builder, %u, %u, &out->b);", node->data_words, node->pointer_count);
    emit(out, "}");
    /* A method's own struct is never an element. */
    if (node->scope_id == 0)
        return;
    emit(out, "MUST_CHECK static inline status_t %s_list_get(const struct capn_list *list, uint32_t index, "
         "struct %s_reader *out)", n, n);
    emit(out, "{");
    emit(out, "    return capn_list_get_struct(list, index, &out->s);");
    emit(out, "}");
    emit(out, "MUST_CHECK static inline status_t %s_list_at(const struct capn_list_builder *list, uint32_t index, "
         "struct %s_builder *out)", n, n);
    emit(out, "{");
    emit(out, "    return capn_list_struct(list, index, &out->b);");
    emit(out, "}");
}

void generate_struct(FILE *out, const struct node *node)
{
    emit(out, "/* %s */", node->path);
    emit(out, "%s", "");
    if (!node->is_group)
        emit_whole(out, node);
    if (node->discriminant_count) {
        emit(out, "static inline enum %s_which %s_which(const struct %s_reader *reader)", node->c_name, node->c_name,
             node->c_name);
        emit(out, "{");
        emit(out, "    return (enum %s_which)capn_field_u16(&reader->s, %u, %u);", node->c_name,
             node->discriminant_offset * 2, node->data_words * 8);
        emit(out, "}");
    }
    for (size_t i = 0; i < node->field_count; i++)
        emit_field(out, node, &node->fields[i]);
    emit(out, "%s", "");
}
