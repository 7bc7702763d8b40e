/* SPDX-License-Identifier: MIT */
/* Pointers by themselves, and constants. */
#include "capnp/pointer.h"

#include "copy_priv.h"

status_t capn_list_get_pointer(const struct capn_list *list, uint32_t index, struct capn_pointer *out)
{
    struct capn_list structs = *list;

    *out = (struct capn_pointer){ { .message = list->message } };
    if (index >= list->count)
        return STATUS_OUT_OF_RANGE;
    if (list->element_size != CAPN_SIZE_POINTER)
        return STATUS_TYPE_MISMATCH;
    /* In a list of structs, the reader of which is at their first pointers, nothing but this pointer is looked at. */
    structs.element_size = CAPN_SIZE_COMPOSITE;
    structs.data_bytes = 0;
    structs.pointer_count = 1;
    return capn_list_get_struct(&structs, index, &out->s);
}

status_t capn_pointer_copy(const struct capn_pointer_builder *to, const struct capn_pointer *from)
{
    if (to->b.pointer_count == 0)
        return to->b.builder->error ? to->b.builder->error : capn_builder_fail(to->b.builder, STATUS_OUT_OF_RANGE);
    to->b.data[0] = 0;
    return capn_copy_contents(&to->b, &from->s, COPY_AS_IT_IS);
}

void capn_union_choose(const struct capn_struct_builder *s, uint32_t tag_offset, uint16_t tag, uint16_t pointer)
{
    uint16_t old = tag;

    if (tag_offset + sizeof(old) <= s->data_words * 8u)
        memcpy(&old, (const uint8_t *)s->data + tag_offset, sizeof(old));
    if (old == tag)
        return;
    capn_set_u16(s, tag_offset, tag);
    if (pointer < s->pointer_count)
        s->data[s->data_words + pointer] = 0;
}

/* The reader's message is never written to: its budget is zero, which sends each charge to where constants are known. */
struct capn_pointer capn_constant_pointer(const struct capn_message *constant)
{
    struct capn_message *message = (struct capn_message *)(uintptr_t)constant;

    return (struct capn_pointer){ { message, NULL, constant->base, 0, 1, CAPN_NESTING_LIMIT + 1 } };
}

struct capn_struct capn_constant_struct(const struct capn_message *constant)
{
    struct capn_pointer pointer = capn_constant_pointer(constant);
    struct capn_struct value;

    return capn_get_struct(&pointer.s, 0, &value) ? (struct capn_struct){ .message = pointer.s.message } : value;
}

struct capn_list capn_constant_list(const struct capn_message *constant, enum capn_element_size expected)
{
    struct capn_pointer pointer = capn_constant_pointer(constant);
    struct capn_list value;

    /* Of a failure the list is empty. */
    return capn_get_list(&pointer.s, 0, expected, &value) ? (struct capn_list){ .message = pointer.s.message } : value;
}

struct capn_list capn_constant_any_list(const struct capn_message *constant)
{
    struct capn_pointer pointer = capn_constant_pointer(constant);
    struct capn_list value;

    return capn_get_any_list(&pointer.s, 0, &value) ? (struct capn_list){ .message = pointer.s.message } : value;
}

struct capn_pointer capn_pointer_or(const struct capn_struct *s, uint16_t index, const struct capn_message *constant)
{
    struct capn_pointer pointer;

    if (capn_has_pointer(s, index))
        return capn_pointer_at(s, index);
    pointer = capn_constant_pointer(constant);
    pointer.s.level = s->level & CAPN_NESTING_MASK;
    return pointer;
}

status_t capn_pointer_settle(const struct capn_struct_builder *s, uint16_t index, const struct capn_message *constant)
{
    struct capn_pointer_builder to = capn_pointer_builder_at(s, index);
    struct capn_pointer from = capn_constant_pointer(constant);

    return to.b.pointer_count && to.b.data[0] ? STATUS_OK : capn_pointer_copy(&to, &from);
}
