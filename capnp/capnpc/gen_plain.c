/* SPDX-License-Identifier: MIT */
/* Enums and constants. */
#include "emit.h"

#include <inttypes.h>
#include <string.h>

void generate_enum(FILE *out, const struct node *node)
{
    const char *upper = name_to_upper(node->c_name);

    emit_doc(out, 0, node->doc);
    emit(out, "enum %s {", node->c_name);
    for (size_t i = 0; i < node->enumerant_count; i++) {
        emit_doc(out, 4, node->enumerants[i].doc);
        emit(out, "    %s_%s = %zu,", upper, name_to_upper(node->enumerants[i].c_name), i);
    }
    emit(out, "};");
    emit(out, "#define %s_COUNT %zuu", upper, node->enumerant_count);
    emit(out, "%s", "");
}

static const char *const_value(const struct node *node)
{
    unsigned bits = type_bits(&node->const_type);

    switch (node->const_type.kind) {
    case TYPE_BOOL:
        return node->const_bits ? "true" : "false";
    case TYPE_INT8:
        return text_format("(%d)", (int8_t)node->const_bits);
    case TYPE_INT16:
        return text_format("(%d)", (int16_t)node->const_bits);
    case TYPE_INT32:
        return text_format("INT32_C(%d)", (int32_t)node->const_bits);
    case TYPE_INT64:
        return text_format("((int64_t)UINT64_C(0x%" PRIx64 "))", node->const_bits);
    case TYPE_UINT8:
    case TYPE_UINT16:
    case TYPE_UINT32:
    case TYPE_UINT64:
        return text_format("UINT%u_C(%" PRIu64 ")", bits, node->const_bits);
    case TYPE_ENUM:
        return text_format("%s_%s", name_to_upper(node->const_type.node->c_name),
                           name_to_upper(node->const_type.node->enumerants[node->const_bits].c_name));
    case TYPE_TEXT:
        if (strpbrk(node->const_text, "\"\\\n"))
            die("%s: quotes, backslashes and newlines in constants are not supported", node->display_name);
        return text_format("\"%s\"", node->const_text);
    default:
        die("%s: constants of this type are not supported", node->display_name);
    }
}

void generate_const(FILE *out, const struct schema_file *file, const struct node *node)
{
    size_t stem = strcspn(file->filename, ".");
    const char *prefix = name_to_upper(text_format("%.*s", (int)stem, file->filename));

    emit_doc(out, 0, node->doc);
    emit(out, "#define %s_%s %s", prefix, name_to_upper(node->c_name), const_value(node));
}
