/* SPDX-License-Identifier: MIT */
/*
 * Deep copies from a message that is read into one that is built, without a schema. A pointer list's elements are
 * treated as structs of one pointer, which is what the format's list upgrade makes of them anyway: so every pointer
 * that is copied belongs to a struct.
 *
 * An object is made before what its pointers lead to, pointer after pointer: copies are in preorder, which is what the
 * canonical form asks for.
 */
#include "copy_priv.h"

static status_t pointer_copy(const struct capn_struct_builder *to, uint16_t index, const struct capn_struct *from,
                             enum copy_form form);

struct copy_size capn_copy_size(const struct capn_struct *from, enum copy_form form)
{
    uint32_t bytes = from->data_bytes;
    uint16_t pointers = from->pointer_count;

    if (form == COPY_CANONICAL) {
        while (bytes > 0 && from->data[bytes - 1] == 0)
            bytes--;
        while (pointers > 0 && from->pointers[pointers - 1] == 0)
            pointers--;
    }
    /* An element of an upgraded list can have less than a word of data. */
    return (struct copy_size){ (uint16_t)((bytes + 7) / 8), pointers };
}

status_t capn_copy_contents(const struct capn_struct_builder *to, const struct capn_struct *from, enum copy_form form)
{
    uint32_t bytes = from->data_bytes < to->data_words * 8u ? from->data_bytes : to->data_words * 8u;
    status_t status = STATUS_OK;

    if (bytes)
        capn_set_bytes(to, 0, from->data, bytes);
    for (uint16_t i = 0; i < from->pointer_count && i < to->pointer_count && !status; i++)
        status = pointer_copy(to, i, from, form);
    return status;
}

static status_t struct_copy(const struct capn_struct_builder *to, uint16_t index, const struct capn_struct *from,
                            enum copy_form form)
{
    struct copy_size size = capn_copy_size(from, form);
    struct capn_struct_builder made;
    status_t status = capn_init_struct(to, index, size.data_words, size.pointer_count, &made);

    return status ? status : capn_copy_contents(&made, from, form);
}

/* All elements have one size: the greatest that one of them needs. */
static status_t element_size(const struct capn_list *from, enum copy_form form, struct copy_size *out)
{
    struct capn_struct value;

    *out = (struct copy_size){ 0 };
    for (uint32_t i = 0; i < from->count; i++) {
        status_t status = capn_list_get_struct(from, i, &value);
        struct copy_size size = capn_copy_size(&value, form);
        if (status)
            return status;
        if (size.data_words > out->data_words)
            out->data_words = size.data_words;
        if (size.pointer_count > out->pointer_count)
            out->pointer_count = size.pointer_count;
    }
    return STATUS_OK;
}

static status_t composite_list_copy(const struct capn_struct_builder *to, uint16_t index, const struct capn_list *from,
                                    enum copy_form form)
{
    struct copy_size size = { (uint16_t)(from->data_bytes / 8), from->pointer_count };
    struct capn_list_builder made;
    struct capn_struct_builder element;
    struct capn_struct value;
    status_t status = form == COPY_CANONICAL ? element_size(from, form, &size) : STATUS_OK;

    if (!status)
        status = capn_init_struct_list(to, index, from->count, size.data_words, size.pointer_count, &made);
    for (uint32_t i = 0; i < from->count && !status; i++) {
        status = capn_list_get_struct(from, i, &value);
        if (!status)
            status = capn_list_struct(&made, i, &element);
        if (!status)
            status = capn_copy_contents(&element, &value, form);
    }
    return status;
}

static status_t pointer_list_copy(const struct capn_struct_builder *to, uint16_t index, struct capn_list *from,
                                  enum copy_form form)
{
    struct capn_list_builder made;
    struct capn_struct value;
    status_t status = capn_init_list(to, index, CAPN_SIZE_POINTER, from->count, &made);

    from->element_size = CAPN_SIZE_COMPOSITE;
    for (uint32_t i = 0; i < from->count && !status; i++) {
        struct capn_struct_builder element = capn_list_pointer_struct(&made, i);
        status = capn_list_get_struct(from, i, &value);
        if (!status)
            status = pointer_copy(&element, 0, &value, form);
    }
    return status;
}

/* The bits behind the last one belong to no element. */
static void bits_copy(uint8_t *to, const uint8_t *from, uint64_t bits)
{
    memcpy(to, from, (size_t)((bits + 7) / 8));
    if (bits % 8)
        to[bits / 8] &= (uint8_t)((1u << bits % 8) - 1);
}

static status_t list_copy(const struct capn_struct_builder *to, uint16_t index, const struct capn_struct *from,
                          enum copy_form form)
{
    struct capn_list_builder made;
    struct capn_list list;
    status_t status = capn_get_any_list(from, index, &list);

    if (status)
        return status;
    if (list.element_size == CAPN_SIZE_COMPOSITE)
        return composite_list_copy(to, index, &list, form);
    if (list.element_size == CAPN_SIZE_POINTER)
        return pointer_list_copy(to, index, &list, form);
    status = capn_init_list(to, index, (enum capn_element_size)list.element_size, list.count, &made);
    if (!status)
        bits_copy((uint8_t *)(made.builder->words + made.first_word), list.elements,
                  (uint64_t)list.count * list.step_bits);
    return status;
}

static status_t capability_copy(const struct capn_struct_builder *to, uint16_t index, const struct capn_struct *from,
                                enum copy_form form)
{
    uint32_t capability;
    status_t status = capn_get_capability(from, index, &capability);

    if (!status && form == COPY_CANONICAL)
        return STATUS_NOT_SUPPORTED;
    return status ? status : capn_set_capability(to, index, capability);
}

static status_t pointer_copy(const struct capn_struct_builder *to, uint16_t index, const struct capn_struct *from,
                             enum copy_form form)
{
    enum capn_pointer_kind kind;
    struct capn_struct value;
    status_t status = capn_get_kind(from, index, &kind);

    if (status || kind == CAPN_POINTER_NULL)
        return status;
    if (kind == CAPN_POINTER_LIST)
        return list_copy(to, index, from, form);
    if (kind == CAPN_POINTER_CAPABILITY)
        return capability_copy(to, index, from, form);
    status = capn_get_struct(from, index, &value);
    return status ? status : struct_copy(to, index, &value, form);
}

status_t capn_copy_struct(const struct capn_struct_builder *s, uint16_t index, const struct capn_struct *value)
{
    return struct_copy(s, index, value, COPY_AS_IT_IS);
}
