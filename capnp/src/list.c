/* SPDX-License-Identifier: MIT */
/* Elements of lists. The list was checked as a whole when it was read: an index below count is all it takes. */
#include "capnp/message.h"

#include "message_priv.h"

static status_t place_in_list(const struct capn_list *list, uint32_t index, struct pointer_place *out)
{
    const uint64_t *pointer;

    *out = (struct pointer_place){ 0 };
    if (index >= list->count)
        return STATUS_OUT_OF_RANGE;
    if (list->element_size != CAPN_SIZE_POINTER)
        return STATUS_TYPE_MISMATCH;
    pointer = (const uint64_t *)(list->elements + (uint64_t)index * (list->step_bits / 8));
    if (*pointer)
        *out = (struct pointer_place){ list->message, pointer, list->level };
    return STATUS_OK;
}

status_t capn_list_get_struct(const struct capn_list *list, uint32_t index, struct capn_struct *out)
{
    *out = (struct capn_struct){ .message = list->message };
    if (index >= list->count)
        return STATUS_OUT_OF_RANGE;
    if (list->element_size != CAPN_SIZE_COMPOSITE)
        return STATUS_TYPE_MISMATCH;
    const uint8_t *element = list->elements + (uint64_t)index * (list->step_bits / 8);
    out->data = list->data_bytes ? element : NULL;
    /* Without pointers this may be unaligned (a list of bytes read as structs); then nothing is read through it. */
    out->pointers = list->pointer_count ? (const uint64_t *)(element + list->data_bytes) : NULL;
    out->data_bytes = list->data_bytes;
    out->pointer_count = list->pointer_count;
    out->level = list->level;
    return STATUS_OK;
}

status_t capn_list_get_text(const struct capn_list *list, uint32_t index, struct capn_text *out)
{
    struct pointer_place place;
    status_t status = place_in_list(list, index, &place);
    *out = (struct capn_text){ (const char *)&capn_empty_word, 0 };
    return status ? status : capn_text_read(&place, out);
}

status_t capn_list_get_data(const struct capn_list *list, uint32_t index, struct capn_data *out)
{
    struct pointer_place place;
    status_t status = place_in_list(list, index, &place);
    *out = (struct capn_data){ (const uint8_t *)&capn_empty_word, 0 };
    return status ? status : capn_bytes_read(&place, out);
}

status_t capn_list_get_list(const struct capn_list *list, uint32_t index, enum capn_element_size expected,
                            struct capn_list *out)
{
    struct pointer_place place;
    status_t status = place_in_list(list, index, &place);
    *out = (struct capn_list){ .message = list->message, .element_size = (uint8_t)expected };
    return status ? status : capn_list_read(&place, expected, out);
}

status_t capn_list_get_capability(const struct capn_list *list, uint32_t index, uint32_t *out)
{
    struct pointer_place place;
    status_t status = place_in_list(list, index, &place);
    *out = 0;
    return status ? status : capn_capability_read(place.message ? *place.pointer : 0, out);
}

uint64_t capn_list_get_bits(const struct capn_list *list, uint32_t index)
{
    uint64_t value = 0;
    uint32_t bytes;

    if (index >= list->count || list->element_size > CAPN_SIZE_EIGHT_BYTES)
        return 0;
    if (list->element_size == CAPN_SIZE_BIT)
        return list->elements[index / 8] >> (index % 8) & 1;
    bytes = capn_element_bits[list->element_size] / 8;
    if (bytes)
        memcpy(&value, list->elements + (uint64_t)index * (list->step_bits / 8), bytes);
    return value;
}
