/* SPDX-License-Identifier: MIT */
/*
 * Pointers whose type the schema leaves open (AnyPointer, the parameters of generic types, elements of List(AnyList)), and
 * constants: values that the generated code carries as messages of its own, defaults of pointer fields among them.
 *
 * A pointer by itself is read and written as a struct that has just this pointer. Never blocks, takes no locks.
 */
#pragma once

#include "capnp/builder.h"
#include "capnp/message.h"

struct capn_pointer {
    struct capn_struct s;               /* pointer_count is 0 when there is no such pointer: it reads as null */
};

struct capn_pointer_builder {
    struct capn_struct_builder b;       /* pointer_count is 0 when its struct could not be made: setters say why */
};

/* ---- reading ---- */

static inline struct capn_pointer capn_pointer_at(const struct capn_struct *s, uint16_t index)
{
    bool there = index < s->pointer_count;
    return (struct capn_pointer){ { s->message, NULL, there ? s->pointers + index : NULL, 0, there, s->level } };
}

static inline bool capn_pointer_is_null(const struct capn_pointer *pointer)
{
    return !capn_has_pointer(&pointer->s, 0);
}

/* Element index of a list that was read with CAPN_SIZE_POINTER. STATUS_OUT_OF_RANGE, STATUS_TYPE_MISMATCH. */
MUST_CHECK status_t capn_list_get_pointer(const struct capn_list *list, uint32_t index, struct capn_pointer *out);

/* What the pointer leads to; as capn_get_... in message.h say it. */
MUST_CHECK static inline status_t capn_pointer_get_kind(const struct capn_pointer *pointer, enum capn_pointer_kind *out)
{
    return capn_get_kind(&pointer->s, 0, out);
}
MUST_CHECK static inline status_t capn_pointer_get_struct(const struct capn_pointer *pointer, struct capn_struct *out)
{
    return capn_get_struct(&pointer->s, 0, out);
}
MUST_CHECK static inline status_t capn_pointer_get_text(const struct capn_pointer *pointer, struct capn_text *out)
{
    return capn_get_text(&pointer->s, 0, out);
}
MUST_CHECK static inline status_t capn_pointer_get_data(const struct capn_pointer *pointer, struct capn_data *out)
{
    return capn_get_data(&pointer->s, 0, out);
}
MUST_CHECK static inline status_t capn_pointer_get_list(const struct capn_pointer *pointer,
                                                        enum capn_element_size expected, struct capn_list *out)
{
    return capn_get_list(&pointer->s, 0, expected, out);
}
MUST_CHECK static inline status_t capn_pointer_get_any_list(const struct capn_pointer *pointer, struct capn_list *out)
{
    return capn_get_any_list(&pointer->s, 0, out);
}
MUST_CHECK static inline status_t capn_pointer_get_capability(const struct capn_pointer *pointer, uint32_t *out)
{
    return capn_get_capability(&pointer->s, 0, out);
}

/* ---- building ---- */

static inline struct capn_pointer_builder capn_pointer_builder_at(const struct capn_struct_builder *s, uint16_t index)
{
    uint32_t at = s->data_words + (uint32_t)index;
    if (index >= s->pointer_count)
        return (struct capn_pointer_builder){ { .builder = s->builder } };
    return (struct capn_pointer_builder){ { s->builder, s->data + at, s->data_word + at, 0, 1 } };
}

/* Makes what the pointer leads to; as capn_set_... and capn_init_... in builder.h say it. */
MUST_CHECK static inline status_t capn_pointer_set_text(const struct capn_pointer_builder *pointer, struct capn_text value)
{
    return capn_set_text(&pointer->b, 0, value);
}
MUST_CHECK static inline status_t capn_pointer_set_data(const struct capn_pointer_builder *pointer, struct capn_data value)
{
    return capn_set_data(&pointer->b, 0, value);
}
MUST_CHECK static inline status_t capn_pointer_init_data(const struct capn_pointer_builder *pointer, uint32_t len, uint8_t **out)
{
    return capn_init_data(&pointer->b, 0, len, out);
}
MUST_CHECK static inline status_t capn_pointer_init_struct(const struct capn_pointer_builder *pointer, uint16_t data_words,
                                                           uint16_t pointer_count, struct capn_struct_builder *out)
{
    return capn_init_struct(&pointer->b, 0, data_words, pointer_count, out);
}
MUST_CHECK static inline status_t capn_pointer_init_list(const struct capn_pointer_builder *pointer, enum capn_element_size size,
                                                         uint32_t count, struct capn_list_builder *out)
{
    return capn_init_list(&pointer->b, 0, size, count, out);
}
MUST_CHECK static inline status_t capn_pointer_init_struct_list(const struct capn_pointer_builder *pointer, uint32_t count,
                                                                uint16_t data_words, uint16_t pointer_count,
                                                                struct capn_list_builder *out)
{
    return capn_init_struct_list(&pointer->b, 0, count, data_words, pointer_count, out);
}
MUST_CHECK static inline status_t capn_pointer_set_capability(const struct capn_pointer_builder *pointer, uint32_t capability)
{
    return capn_set_capability(&pointer->b, 0, capability);
}

/*
 * Makes the pointer lead to a deep copy of what from leads to, null included. Capabilities keep their index. Recurses as
 * capn_copy_struct does. STATUS_NO_SPACE, STATUS_OUT_OF_RANGE: there is no such pointer; the reader's errors.
 */
MUST_CHECK status_t capn_pointer_copy(const struct capn_pointer_builder *to, const struct capn_pointer *from);

/*
 * Chooses a member of a union that is a pointer, and that is about to be opened: when another member is set, its object is
 * forgotten. tag_offset: of the tag, in bytes.
 */
void capn_union_choose(const struct capn_struct_builder *s, uint32_t tag_offset, uint16_t tag, uint16_t pointer);

/* ---- constants ---- */

/*
 * A value that is compiled in: a pointer and what it leads to, one segment without a table. It is trusted and read only, charges
 * no traversal budget, and may be read by several threads at once.
 */
#define CAPN_CONSTANT_SEGMENTS UINT32_MAX
#define CAPN_CONSTANT(words) \
    { .base = (words), .segment_count = CAPN_CONSTANT_SEGMENTS, .segment0_words = sizeof(words) / sizeof((words)[0]) }

/* The value, as what the schema says it is. Valid for ever. Wrong kinds read as empty: generated code asks for the right one. */
struct capn_pointer capn_constant_pointer(const struct capn_message *constant);
struct capn_struct capn_constant_struct(const struct capn_message *constant);
struct capn_list capn_constant_list(const struct capn_message *constant, enum capn_element_size expected);
struct capn_list capn_constant_any_list(const struct capn_message *constant);

/*
 * Pointer field index of s or, when it is null, its default. A default nests as deep as what it stands for, so that a type whose
 * default contains itself ends with STATUS_LIMIT_EXCEEDED like any other message that nests too deep.
 */
struct capn_pointer capn_pointer_or(const struct capn_struct *s, uint16_t index, const struct capn_message *constant);
/* Gives the field a copy of its default when it is null. STATUS_NO_SPACE, STATUS_OUT_OF_RANGE. */
MUST_CHECK status_t capn_pointer_settle(const struct capn_struct_builder *s, uint16_t index, const struct capn_message *constant);
