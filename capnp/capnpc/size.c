/* SPDX-License-Identifier: MIT */
/* How long the messages of a struct are, for the buffers of client stubs. */
#include "emit.h"

/* Computed once for each struct: a type that contains itself several times would be walked without end otherwise. */
struct struct_size {
    unsigned words;                     /* that its struct fields lead to */
    bool variable;
    bool done;
};

unsigned struct_message_bytes(const struct node *node)
{
    unsigned words = (unsigned)node->data_words + node->pointer_count;

    return words ? (words + 2) * 8 : 0;
}

static const struct struct_size *size_of(struct node *node);

static void size_add(struct struct_size *size, const struct field *field)
{
    const struct struct_size *inner;

    if (field->is_group) {
        inner = size_of(field->group);
    } else if (field->type.kind == TYPE_STRUCT) {
        inner = size_of(field->type.node);
        size->words += (unsigned)field->type.node->data_words + field->type.node->pointer_count;
    } else {
        size->variable |= type_is_pointer(&field->type) && !type_is_capability(&field->type);
        return;
    }
    /* What is not done contains this struct: how deep it goes is up to the values. */
    size->variable |= !inner->done || inner->variable;
    size->words += inner->words;
}

static const struct struct_size *size_of(struct node *node)
{
    if (node->size)
        return node->size;
    node->size = memory_take(1, sizeof(*node->size));
    for (size_t i = 0; i < node->field_count; i++)
        size_add(node->size, &node->fields[i]);
    node->size->done = true;
    return node->size;
}

unsigned struct_full_bytes(struct node *node, bool *variable)
{
    const struct struct_size *size = size_of(node);
    unsigned bytes = struct_message_bytes(node);

    *variable = size->variable;
    return bytes ? bytes + size->words * 8 : 0;
}
