/* SPDX-License-Identifier: MIT */
/*
 * Deep copies from a message that is read into one that is built, without a schema. A pointer list's elements are
 * treated as structs of one pointer, which is what the format's list upgrade makes of them anyway: so every pointer
 * that is copied belongs to a struct.
 */
#include "capnp/builder.h"

static status_t pointer_copy(const struct capn_struct_builder *to, uint16_t index, const struct capn_struct *from);

static status_t contents_copy(const struct capn_struct_builder *to, const struct capn_struct *from)
{
    status_t status = STATUS_OK;

    if (from->data_bytes)
        capn_set_bytes(to, 0, from->data, from->data_bytes);
    for (uint16_t i = 0; i < from->pointer_count && !status; i++)
        status = pointer_copy(to, i, from);
    return status;
}

static status_t struct_copy(const struct capn_struct_builder *to, uint16_t index, const struct capn_struct *from)
{
    struct capn_struct_builder made;
    /* An element of an upgraded list can have less than a word of data. */
    uint16_t data_words = (uint16_t)((from->data_bytes + 7) / 8);
    status_t status = capn_init_struct(to, index, data_words, from->pointer_count, &made);

    return status ? status : contents_copy(&made, from);
}

static status_t composite_list_copy(const struct capn_struct_builder *to, uint16_t index, const struct capn_list *from)
{
    struct capn_list_builder made;
    struct capn_struct_builder element;
    struct capn_struct value;
    status_t status = capn_init_struct_list(to, index, from->count, (uint16_t)(from->data_bytes / 8),
                                            from->pointer_count, &made);

    for (uint32_t i = 0; i < from->count && !status; i++) {
        status = capn_list_get_struct(from, i, &value);
        if (!status)
            status = capn_list_struct(&made, i, &element);
        if (!status)
            status = contents_copy(&element, &value);
    }
    return status;
}

static status_t pointer_list_copy(const struct capn_struct_builder *to, uint16_t index, struct capn_list *from)
{
    struct capn_list_builder made;
    struct capn_struct value;
    status_t status = capn_init_list(to, index, CAPN_SIZE_POINTER, from->count, &made);

    from->element_size = CAPN_SIZE_COMPOSITE;
    for (uint32_t i = 0; i < from->count && !status; i++) {
        struct capn_struct_builder element = capn_list_pointer_struct(&made, i);
        status = capn_list_get_struct(from, i, &value);
        if (!status)
            status = pointer_copy(&element, 0, &value);
    }
    return status;
}

static status_t list_copy(const struct capn_struct_builder *to, uint16_t index, const struct capn_struct *from)
{
    struct capn_list_builder made;
    struct capn_list list;
    status_t status = capn_get_any_list(from, index, &list);

    if (status)
        return status;
    if (list.element_size == CAPN_SIZE_COMPOSITE)
        return composite_list_copy(to, index, &list);
    if (list.element_size == CAPN_SIZE_POINTER)
        return pointer_list_copy(to, index, &list);
    status = capn_init_list(to, index, (enum capn_element_size)list.element_size, list.count, &made);
    if (!status)
        memcpy(made.builder->words + made.first_word, list.elements,
               (size_t)(((uint64_t)list.count * list.step_bits + 7) / 8));
    return status;
}

static status_t capability_copy(const struct capn_struct_builder *to, uint16_t index, const struct capn_struct *from)
{
    uint32_t capability;
    status_t status = capn_get_capability(from, index, &capability);

    return status ? status : capn_set_capability(to, index, capability);
}

static status_t pointer_copy(const struct capn_struct_builder *to, uint16_t index, const struct capn_struct *from)
{
    enum capn_pointer_kind kind;
    struct capn_struct value;
    status_t status = capn_get_kind(from, index, &kind);

    if (status || kind == CAPN_POINTER_NULL)
        return status;
    if (kind == CAPN_POINTER_LIST)
        return list_copy(to, index, from);
    if (kind == CAPN_POINTER_CAPABILITY)
        return capability_copy(to, index, from);
    status = capn_get_struct(from, index, &value);
    return status ? status : struct_copy(to, index, &value);
}

status_t capn_copy_struct(const struct capn_struct_builder *s, uint16_t index, const struct capn_struct *value)
{
    return struct_copy(s, index, value);
}
