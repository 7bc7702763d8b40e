/* SPDX-License-Identifier: MIT */
/*
 * The builder. An object is words at the end of what is used, a pointer is one word with the distance to it; since
 * there is one segment and objects are only ever appended, every offset is positive and nothing is ever moved.
 */
#include "capnp/builder.h"

/* What the low bits of a pointer say. */
enum { TAG_STRUCT = 0, TAG_LIST = 1, TAG_CAPABILITY = 3 };

static const uint8_t element_bits[] = { 0, 1, 8, 16, 32, 64, 64 };

status_t capn_builder_fail(struct capn_builder *builder, status_t status)
{
    if (!builder->error)
        builder->error = status;
    return status;
}

/* Appends words as they are: the caller writes each. */
static status_t words_reserve(struct capn_builder *builder, uint64_t words, uint32_t *position)
{
    if (words > builder->capacity_words - builder->used_words || builder->used_words + words > CAPN_MESSAGE_MAX_WORDS)
        return capn_builder_fail(builder, STATUS_NO_SPACE);
    *position = builder->used_words;
    builder->used_words += (uint32_t)words;
    return STATUS_OK;
}

/* Appends zeroed words. */
static status_t words_append(struct capn_builder *builder, uint64_t words, uint32_t *position)
{
    status_t status = words_reserve(builder, words, position);

    if (status == STATUS_OK)
        memset(builder->words + *position, 0, words * 8);
    return status;
}

/* Where a struct's pointer is. A struct whose creation failed has none; then the first error is the one to report. */
static status_t struct_pointer(const struct capn_struct_builder *s, uint16_t index, uint32_t *pointer)
{
    if (index >= s->pointer_count)
        return s->builder->error ? s->builder->error : capn_builder_fail(s->builder, STATUS_OUT_OF_RANGE);
    *pointer = s->data_word + s->data_words + index;
    return STATUS_OK;
}

static status_t list_pointer(const struct capn_list_builder *list, uint32_t index, uint32_t *pointer)
{
    if (index >= list->count)
        return list->builder->error ? list->builder->error : capn_builder_fail(list->builder, STATUS_OUT_OF_RANGE);
    if (list->element_size != CAPN_SIZE_POINTER)
        return capn_builder_fail(list->builder, STATUS_TYPE_MISMATCH);
    *pointer = list->first_word + index * (list->step_bits / 64);
    return STATUS_OK;
}

static void pointer_write(struct capn_builder *builder, uint32_t pointer, uint32_t target, uint32_t tag, uint32_t high)
{
    uint32_t offset = target - pointer - 1;

    builder->words[pointer] = (uint64_t)high << 32 | (offset << 2 | tag);
}

uint32_t capn_struct_make(struct capn_builder *builder, uint32_t pointer, uint16_t data_words, uint16_t pointer_count)
{
    uint32_t position;

    if (pointer == 0) {
        /* The parent's creation may have failed; then the first error is the one to report. */
        capn_builder_fail(builder, STATUS_OUT_OF_RANGE);
        return 0;
    }
    if (words_append(builder, (uint64_t)data_words + pointer_count, &position))
        return 0;
    /* A struct of no size must not look like a null pointer: by convention it is where its own pointer is. */
    if (data_words + pointer_count == 0)
        position = pointer;
    pointer_write(builder, pointer, position, TAG_STRUCT, data_words | (uint32_t)pointer_count << 16);
    return position;
}

static status_t list_make(struct capn_builder *builder, uint32_t pointer, enum capn_element_size size, uint32_t count,
                          struct capn_list_builder *out)
{
    uint32_t position;
    status_t status;

    *out = (struct capn_list_builder){ .builder = builder, .element_size = (uint8_t)size };
    if (size >= CAPN_SIZE_COMPOSITE)
        return capn_builder_fail(builder, STATUS_TYPE_MISMATCH);
    if (count > CAPN_LIST_MAX_ELEMENTS)
        return capn_builder_fail(builder, STATUS_OUT_OF_RANGE);
    status = words_append(builder, ((uint64_t)count * element_bits[size] + 63) / 64, &position);
    if (status)
        return status;
    pointer_write(builder, pointer, position, TAG_LIST, count << 3 | size);
    out->first_word = position;
    out->count = count;
    out->step_bits = element_bits[size];
    return STATUS_OK;
}

static status_t struct_list_make(struct capn_builder *builder, uint32_t pointer, uint32_t count, uint16_t data_words,
                                 uint16_t pointer_count, struct capn_list_builder *out)
{
    uint32_t step = (uint32_t)data_words + pointer_count, position;
    uint64_t words = (uint64_t)count * step;
    status_t status;

    *out = (struct capn_list_builder){ .builder = builder, .element_size = CAPN_SIZE_COMPOSITE };
    if (words > CAPN_LIST_MAX_ELEMENTS || count > CAPN_LIST_MAX_ELEMENTS)
        return capn_builder_fail(builder, STATUS_OUT_OF_RANGE);
    status = words_append(builder, words + 1, &position);
    if (status)
        return status;
    pointer_write(builder, pointer, position, TAG_LIST, (uint32_t)words << 3 | CAPN_SIZE_COMPOSITE);
    builder->words[position] = (uint64_t)data_words << 32 | (uint64_t)pointer_count << 48 | (uint64_t)count << 2;
    out->first_word = position + 1;
    out->count = count;
    out->step_bits = step * 64;
    out->data_words = data_words;
    out->pointer_count = pointer_count;
    return STATUS_OK;
}

/* A list of len bytes and, for texts, a zero after them. */
static status_t bytes_make(struct capn_builder *builder, uint32_t pointer, const void *bytes, uint32_t len, bool text)
{
    uint32_t position, count, words;
    status_t status;

    if (!bytes) {
        builder->words[pointer] = 0;
        return len ? capn_builder_fail(builder, STATUS_INVALID_ARGUMENT) : STATUS_OK;
    }
    if (len > CAPN_LIST_MAX_ELEMENTS - 1)
        return capn_builder_fail(builder, STATUS_OUT_OF_RANGE);
    count = len + text;
    words = (count + 7) / 8;
    status = words_reserve(builder, words, &position);
    if (status)
        return status;
    pointer_write(builder, pointer, position, TAG_LIST, count << 3 | CAPN_SIZE_BYTE);
    /* The last word first: the bytes may leave some of it, and a text its zero. */
    if (words != 0)
        builder->words[position + words - 1] = 0;
    if (len != 0)
        memcpy(builder->words + position, bytes, len);
    return STATUS_OK;
}

static void capability_write(struct capn_builder *builder, uint32_t pointer, uint32_t capability)
{
    builder->words[pointer] = (uint64_t)capability << 32 | TAG_CAPABILITY;
}

status_t capn_set_text(const struct capn_struct_builder *s, uint16_t index, struct capn_text value)
{
    uint32_t pointer;
    status_t status = struct_pointer(s, index, &pointer);

    return status ? status : bytes_make(s->builder, pointer, value.data, value.len, true);
}

status_t capn_set_data(const struct capn_struct_builder *s, uint16_t index, struct capn_data value)
{
    uint32_t pointer;
    status_t status = struct_pointer(s, index, &pointer);

    return status ? status : bytes_make(s->builder, pointer, value.data, value.len, false);
}

status_t capn_init_data(const struct capn_struct_builder *s, uint16_t index, uint32_t len, uint8_t **out)
{
    struct capn_list_builder list;
    uint32_t pointer;
    status_t status = struct_pointer(s, index, &pointer);

    *out = NULL;
    if (!status)
        status = list_make(s->builder, pointer, CAPN_SIZE_BYTE, len, &list);
    if (!status)
        *out = (uint8_t *)(s->builder->words + list.first_word);
    return status;
}

status_t capn_truncate_data(const struct capn_struct_builder *s, uint16_t index, uint32_t len)
{
    uint32_t pointer, first, old;
    uint64_t word;
    status_t status = struct_pointer(s, index, &pointer);

    if (status)
        return status;
    word = s->builder->words[pointer];
    first = pointer + 1 + (uint32_t)((int32_t)(uint32_t)word >> 2);
    old = (uint32_t)(word >> 35);
    if ((word & 3) != TAG_LIST || (word >> 32 & 7) != CAPN_SIZE_BYTE || len > old ||
        first + (old + 7) / 8 != s->builder->used_words)
        return STATUS_INVALID_ARGUMENT;
    /* The message may still be extended over what is given back, and padding must be zero. */
    memset((uint8_t *)(s->builder->words + first) + len, 0, (size_t)((old + 7) / 8) * 8 - len);
    s->builder->used_words = first + (len + 7) / 8;
    s->builder->words[pointer] = (uint32_t)word | (uint64_t)(len << 3 | CAPN_SIZE_BYTE) << 32;
    return STATUS_OK;
}

status_t capn_init_list(const struct capn_struct_builder *s, uint16_t index, enum capn_element_size size,
                        uint32_t count, struct capn_list_builder *out)
{
    uint32_t pointer;
    status_t status = struct_pointer(s, index, &pointer);

    *out = (struct capn_list_builder){ .builder = s->builder, .element_size = (uint8_t)size };
    return status ? status : list_make(s->builder, pointer, size, count, out);
}

status_t capn_init_struct_list(const struct capn_struct_builder *s, uint16_t index, uint32_t count, uint16_t data_words,
                               uint16_t pointer_count, struct capn_list_builder *out)
{
    uint32_t pointer;
    status_t status = struct_pointer(s, index, &pointer);

    *out = (struct capn_list_builder){ .builder = s->builder, .element_size = CAPN_SIZE_COMPOSITE };
    return status ? status : struct_list_make(s->builder, pointer, count, data_words, pointer_count, out);
}

void capn_list_truncate(struct capn_list_builder *list, uint32_t count)
{
    if (list->element_size != CAPN_SIZE_COMPOSITE || count >= list->count)
        return;
    /* The tag says how many elements there are; the pointer goes on saying how many words. */
    list->builder->words[list->first_word - 1] =
        (uint64_t)list->pointer_count << 48 | (uint64_t)list->data_words << 32 | (uint64_t)count << 2;
    list->count = count;
}

status_t capn_set_capability(const struct capn_struct_builder *s, uint16_t index, uint32_t capability)
{
    uint32_t pointer;
    status_t status = struct_pointer(s, index, &pointer);

    if (!status)
        capability_write(s->builder, pointer, capability);
    return status;
}

status_t capn_list_struct(const struct capn_list_builder *list, uint32_t index, struct capn_struct_builder *out)
{
    uint32_t word;

    *out = (struct capn_struct_builder){ .builder = list->builder };
    if (index >= list->count)
        return list->builder->error ? list->builder->error : capn_builder_fail(list->builder, STATUS_OUT_OF_RANGE);
    if (list->element_size != CAPN_SIZE_COMPOSITE)
        return capn_builder_fail(list->builder, STATUS_TYPE_MISMATCH);
    word = list->first_word + index * (list->step_bits / 64);
    *out = (struct capn_struct_builder){ list->builder, list->builder->words + word, word, list->data_words,
                                         list->pointer_count };
    return STATUS_OK;
}

status_t capn_list_set_bits(const struct capn_list_builder *list, uint32_t index, uint64_t value)
{
    uint8_t *elements = (uint8_t *)(list->builder->words + list->first_word);
    uint32_t bytes;

    if (index >= list->count)
        return list->builder->error ? list->builder->error : capn_builder_fail(list->builder, STATUS_OUT_OF_RANGE);
    if (list->element_size > CAPN_SIZE_EIGHT_BYTES)
        return capn_builder_fail(list->builder, STATUS_TYPE_MISMATCH);
    if (list->element_size == CAPN_SIZE_BIT) {
        uint8_t mask = (uint8_t)(1u << (index % 8));
        elements[index / 8] = (uint8_t)(value & 1 ? elements[index / 8] | mask : elements[index / 8] & ~mask);
        return STATUS_OK;
    }
    bytes = element_bits[list->element_size] / 8;
    if (bytes)
        memcpy(elements + (size_t)index * (list->step_bits / 8), &value, bytes);
    return STATUS_OK;
}

status_t capn_list_set_text(const struct capn_list_builder *list, uint32_t index, struct capn_text value)
{
    uint32_t pointer;
    status_t status = list_pointer(list, index, &pointer);

    return status ? status : bytes_make(list->builder, pointer, value.data, value.len, true);
}

status_t capn_list_set_data(const struct capn_list_builder *list, uint32_t index, struct capn_data value)
{
    uint32_t pointer;
    status_t status = list_pointer(list, index, &pointer);

    return status ? status : bytes_make(list->builder, pointer, value.data, value.len, false);
}

status_t capn_list_set_capability(const struct capn_list_builder *list, uint32_t index, uint32_t capability)
{
    uint32_t pointer;
    status_t status = list_pointer(list, index, &pointer);

    if (!status)
        capability_write(list->builder, pointer, capability);
    return status;
}

status_t capn_list_init_list(const struct capn_list_builder *list, uint32_t index, enum capn_element_size size,
                             uint32_t count, struct capn_list_builder *out)
{
    uint32_t pointer;
    status_t status = list_pointer(list, index, &pointer);

    *out = (struct capn_list_builder){ .builder = list->builder, .element_size = (uint8_t)size };
    return status ? status : list_make(list->builder, pointer, size, count, out);
}

status_t capn_list_init_struct_list(const struct capn_list_builder *list, uint32_t index, uint32_t count,
                                    uint16_t data_words, uint16_t pointer_count, struct capn_list_builder *out)
{
    uint32_t pointer;
    status_t status = list_pointer(list, index, &pointer);

    *out = (struct capn_list_builder){ .builder = list->builder, .element_size = CAPN_SIZE_COMPOSITE };
    return status ? status : struct_list_make(list->builder, pointer, count, data_words, pointer_count, out);
}
