/* SPDX-License-Identifier: MIT */
/* Inline accessors of data fields and groups, and what all accessors have in common. */
#include "gen_field.h"

#include <inttypes.h>

bool accessor_in_union(const struct accessor *a)
{
    return a->field->discriminant != NO_DISCRIMINANT;
}

void accessor_tag(const struct accessor *a)
{
    if (accessor_in_union(a))
        emit(a->out, "    capn_set_u16(&builder->b, %u, %s_WHICH_%s);", a->node->discriminant_offset * 2,
             name_to_upper(a->node->c_name), name_to_upper(a->field->c_name));
}

unsigned accessor_full_bytes(const struct accessor *a)
{
    return a->node->data_words * 8;
}

static char *accessor_name(const struct accessor *a, const char *verb)
{
    return text_format("%s_%s_%s", a->prefix, verb, a->field->c_name);
}

void accessor_reader(const struct accessor *a, const char *type, const char *verb, const char *more)
{
    emit_function(a->out, a->owner, type, accessor_name(a, verb),
                  text_format("const struct %s_reader *reader%s%s", a->node->c_name, more ? ", " : "", more ? more : ""));
}

void accessor_builder(const struct accessor *a, const char *type, const char *verb, const char *more)
{
    emit_function(a->out, a->owner, type, accessor_name(a, verb),
                  text_format("const struct %s_builder *builder%s%s", a->node->c_name, more ? ", " : "", more ? more : ""));
}

static void emit_bool(const struct accessor *a)
{
    const char *inverted = a->field->default_value.bits ? "!" : "";

    accessor_reader(a, "bool", "get", NULL);
    emit(a->out, "    return %scapn_field_bit(&reader->s, %u, %u);", inverted, a->field->offset, accessor_full_bytes(a));
    emit(a->out, "}");
    accessor_builder(a, "void", "set", "bool value");
    accessor_tag(a);
    emit(a->out, "    capn_set_bit(&builder->b, %u, %svalue);", a->field->offset, inverted);
    emit(a->out, "}");
}

/* Floats go through memory, and not at all into code that is compiled without floating point registers. */
static void emit_float(const struct accessor *a)
{
    unsigned bits = type_bits(a->type), offset = a->field->offset * (bits / 8);
    const char *type = type_c_name(a->type);
    uint64_t flip = a->field->default_value.bits;

    emit(a->out, "#ifndef CAPN_NO_FLOAT");
    accessor_reader(a, type, "get", NULL);
    emit(a->out, "    uint%u_t bits = capn_field_u%u(&reader->s, %u, %u) ^ UINT%u_C(0x%" PRIx64 ");", bits, bits, offset,
         accessor_full_bytes(a), bits, flip);
    emit(a->out, "    %s value;", type);
    emit(a->out, "    __builtin_memcpy(&value, &bits, sizeof(value));");
    emit(a->out, "    return value;");
    emit(a->out, "}");
    accessor_builder(a, "void", "set", text_format("%s value", type));
    emit(a->out, "    uint%u_t bits;", bits);
    emit(a->out, "    __builtin_memcpy(&bits, &value, sizeof(bits));");
    accessor_tag(a);
    emit(a->out, "    capn_set_u%u(&builder->b, %u, bits ^ UINT%u_C(0x%" PRIx64 "));", bits, offset, bits, flip);
    emit(a->out, "}");
    emit(a->out, "#endif");
}

static void emit_number(const struct accessor *a)
{
    unsigned bits = type_bits(a->type), offset = a->field->offset * (bits / 8);
    const char *type = type_c_name(a->type);
    const char *flip = "";

    /* A field is stored XORed with its default, so that zeroed memory means the default. */
    if (a->field->default_value.bits)
        flip = text_format(" ^ UINT%u_C(0x%" PRIx64 ")", bits, a->field->default_value.bits);
    accessor_reader(a, type, "get", NULL);
    emit(a->out, "    return (%s)%scapn_field_u%u(&reader->s, %u, %u)%s%s;", type, *flip ? "(" : "", bits, offset,
         accessor_full_bytes(a), flip, *flip ? ")" : "");
    emit(a->out, "}");
    accessor_builder(a, "void", "set", text_format("%s value", type));
    accessor_tag(a);
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
    if (!accessor_in_union(a))
        return;
    accessor_builder(a, "void", "set", NULL);
    accessor_tag(a);
    emit(a->out, "}");
}

static void emit_group(const struct accessor *a)
{
    const char *type = a->field->group->c_name;

    accessor_reader(a, text_format("struct %s_reader", type), "get", NULL);
    emit(a->out, "    return (struct %s_reader){ reader->s };", type);
    emit(a->out, "}");
    emit_function(a->out, a->owner, text_format("struct %s_builder", type),
                  text_format("%s_get_%s_builder", a->prefix, a->field->c_name),
                  text_format("const struct %s_builder *builder", a->node->c_name));
    accessor_tag(a);
    emit(a->out, "    return (struct %s_builder){ builder->b };", type);
    emit(a->out, "}");
}

static void (*const emitters[])(const struct accessor *) = {
    [TYPE_VOID] = emit_void,     [TYPE_BOOL] = emit_bool,      [TYPE_INT8] = emit_number,
    [TYPE_INT16] = emit_number,  [TYPE_INT32] = emit_number,   [TYPE_INT64] = emit_number,
    [TYPE_UINT8] = emit_number,  [TYPE_UINT16] = emit_number,  [TYPE_UINT32] = emit_number,
    [TYPE_UINT64] = emit_number, [TYPE_FLOAT32] = emit_float,  [TYPE_FLOAT64] = emit_float,
    [TYPE_ENUM] = emit_number,
};

void generate_typed_field(const struct accessor *a)
{
    if (type_is_pointer(a->type))
        generate_pointer(a);
    else
        emitters[a->type->kind](a);
}

void generate_field(const struct accessor *a)
{
    if (a->field->is_group) {
        emit_group(a);
        return;
    }
    if (a->field->default_value.words)
        emit_constant_declaration(a->out, a->owner, field_default_name(a->node, a->field));
    generate_typed_field(a);
    if (type_is_pointer(a->type)) {
        accessor_reader(a, "bool", "has", NULL);
        emit(a->out, "    return capn_has_pointer(&reader->s, %u);", a->field->offset);
        emit(a->out, "}");
    }
}
