/* SPDX-License-Identifier: MIT */
/* Enums and constants. */
#include "emit.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "refuse.h"

static bool has_enumerant(const struct node *node, const char *c_name)
{
    for (size_t i = 0; i < node->enumerant_count; i++)
        if (strcmp(node->enumerants[i].c_name, c_name) == 0)
            return true;
    return false;
}

static char *enumerator_name(const struct node *node, const struct enumerant *enumerant)
{
    return text_format("%s_%s", name_to_upper(node->c_name), name_to_upper(enumerant->c_name));
}

void generate_enum(FILE *out, const struct node *node)
{
    const char *owner = owner_of(node, NULL), *upper = name_to_upper(node->c_name);

    emit_doc(out, 0, node->doc);
    claim(owner, enum_c_name(node));
    emit(out, "%s {", enum_c_name(node));
    for (size_t i = 0; i < node->enumerant_count; i++) {
        const struct enumerant *enumerant = &node->enumerants[i];
        claim(owner_of(node, enumerant->name), enumerator_name(node, enumerant));
        emit_doc(out, 4, enumerant->doc);
        emit(out, "    %s = %zu,", enumerator_name(node, enumerant), i);
    }
    /* C has no enum without enumerators. */
    if (node->enumerant_count == 0) {
        claim(owner, text_format("%s_NONE_", upper));
        emit(out, "    %s_NONE_", upper);
    }
    emit(out, "};");
    if (!has_enumerant(node, "count"))
        emit_define(out, owner, text_format("%s_COUNT", upper), text_format("%zuu", node->enumerant_count));
    emit(out, "%s", "");
}

/* The bits as a number that has exactly them: hexadecimal notation is exact, and what is no number has a function. */
static const char *float_value(double value, bool is_double)
{
    const char *sign = __builtin_signbit(value) ? "-" : "", *suffix = is_double ? "" : "f";

    if (__builtin_isnan(value))
        return text_format("(%s__builtin_nan%s(\"\"))", sign, suffix);
    if (__builtin_isinf(value))
        return text_format("(%s__builtin_inf%s())", sign, suffix);
    return text_format("(%a%s)", value, suffix);
}

static const char *float_const(const struct node *node)
{
    uint32_t bits = (uint32_t)node->const_value.bits;
    double wide;
    float narrow;

    memcpy(&wide, &node->const_value.bits, sizeof(wide));
    memcpy(&narrow, &bits, sizeof(narrow));
    return node->const_type.kind == TYPE_FLOAT64 ? float_value(wide, true) : float_value((double)narrow, false);
}

static const char *enum_const(const struct node *node)
{
    const struct node *type = node->const_type.node;
    uint64_t bits = node->const_value.bits;

    if (bits < type->enumerant_count)
        return enumerator_name(type, &type->enumerants[bits]);
    return text_format("((%s)%" PRIu64 ")", enum_c_name(type), bits);
}

/* "schemafile_name": of a constant that is a message. */
static const char *const_name(const struct schema_file *file, const struct node *node)
{
    const char *slash = strrchr(file->filename, '/'), *base = slash ? slash + 1 : file->filename;
    char *prefix = text_format("%.*s", (int)strcspn(base, "."), base);

    for (char *c = prefix; *c; c++)
        *c = isalnum((unsigned char)*c) ? (char)tolower((unsigned char)*c) : '_';
    return text_format("%s%s_%s", isdigit((unsigned char)*prefix) ? "_" : "", prefix, node->c_name);
}

bool const_is_message(const struct node *node)
{
    const struct type *type = &node->const_type;

    return node->kind == NODE_CONST && type_is_pointer(type) && type->kind != TYPE_TEXT && type->kind != TYPE_DATA;
}

static const char *message_value(const struct type *type, const char *name)
{
    static const char *const readers[] = {
        [ANY_POINTER] = "pointer", [ANY_STRUCT] = "struct", [ANY_LIST] = "any_list", [ANY_CAPABILITY] = "pointer",
        [ANY_PARAMETER] = "pointer",
    };

    switch (type->kind) {
    case TYPE_STRUCT:
        return text_format("((struct %s_reader){ capn_constant_struct(&%s) })", type->node->c_name, name);
    case TYPE_LIST:
        return text_format("capn_constant_list(&%s, %s)", name, type_size_name(type->element));
    default:
        return text_format("capn_constant_%s(&%s)", readers[type->any], name);
    }
}

static const char *const_value(const struct schema_file *file, const struct node *node)
{
    const struct value *value = &node->const_value;
    unsigned bits = type_bits(&node->const_type);

    switch (node->const_type.kind) {
    case TYPE_VOID:
        return "((void)0)";
    case TYPE_BOOL:
        return value->bits ? "true" : "false";
    case TYPE_INT8:
        return text_format("(%d)", (int8_t)value->bits);
    case TYPE_INT16:
        return text_format("(%d)", (int16_t)value->bits);
    case TYPE_INT32:
        return text_format("INT32_C(%d)", (int32_t)value->bits);
    case TYPE_INT64:
        return text_format("((int64_t)UINT64_C(0x%" PRIx64 "))", value->bits);
    case TYPE_UINT8:
    case TYPE_UINT16:
    case TYPE_UINT32:
    case TYPE_UINT64:
        return text_format("UINT%u_C(%" PRIu64 ")", bits, value->bits);
    case TYPE_FLOAT32:
    case TYPE_FLOAT64:
        return float_const(node);
    case TYPE_ENUM:
        return enum_const(node);
    case TYPE_TEXT:
        return literal_of(value->bytes, value->byte_count);
    case TYPE_DATA:
        return text_format("((struct capn_data){ (const uint8_t *)%s, %zu })", literal_of(value->bytes, value->byte_count),
                           value->byte_count);
    default:
        return message_value(&node->const_type, const_name(file, node));
    }
}

void generate_const(FILE *out, const struct schema_file *file, const struct node *node)
{
    const char *name = const_name(file, node), *owner = owner_of(node, NULL);

    if (const_is_message(node))
        emit_constant_declaration(out, owner, name);
    emit_doc(out, 0, node->doc);
    emit_define(out, owner, name_to_upper(name), const_value(file, node));
}

void generate_const_source(FILE *out, const struct schema_file *file, const struct node *node)
{
    if (const_is_message(node))
        emit_constant_words(out, const_name(file, node), &node->const_value);
}
