/* SPDX-License-Identifier: MIT */
/*
 * The words of a message that is built came from elsewhere: nothing in them is believed. object_at() is the one place that
 * follows a pointer; it compares the object with what the message uses. So a builder stays in its buffer even when two
 * objects lie over each other, and writing to one changes pointers of the other.
 */
#include "capnp/reopen.h"

#include "message_priv.h"

enum { TAG_STRUCT = 0, TAG_LIST = 1, TAG_FAR = 2, TAG_CAPABILITY = 3 };

#define ROOT_WORD 1u                    /* where the root pointer is */

/* What a pointer leads to. Words are counted from the buffer's start. */
struct object {
    uint32_t tag;                       /* the kind of pointer */
    uint32_t first;                     /* of a list of structs: element 0, after the tag word */
    uint32_t words;                     /* all that it takes, with a list's tag word */
    uint32_t count;                     /* lists: elements; structs: 1 */
    uint16_t data_words;                /* of the struct, or of each struct of a list */
    uint16_t pointer_count;             /* the same; of each element of a list of pointers: 1 */
    uint8_t size;                       /* lists: enum capn_element_size */
};

static status_t composite_at(const struct capn_builder *builder, struct object *out)
{
    uint64_t tag = builder->words[out->first];
    uint64_t step;

    out->first++;
    out->count = (uint32_t)tag >> 2;
    out->data_words = (uint16_t)(tag >> 32);
    out->pointer_count = (uint16_t)(tag >> 48);
    step = (uint64_t)out->data_words + out->pointer_count;
    return (tag & 3) == TAG_STRUCT && out->count * step <= out->words - 1 ? STATUS_OK : STATUS_MALFORMED;
}

/* pointer: the index of a word that is not null. */
static status_t object_at(const struct capn_builder *builder, uint32_t pointer, struct object *out)
{
    uint64_t word = builder->words[pointer], words, bits;
    int64_t first = (int64_t)pointer + 1 + ((int32_t)(uint32_t)word >> 2);

    *out = (struct object){ .tag = word & 3, .count = 1 };
    if (out->tag == TAG_CAPABILITY)
        return (uint32_t)word == TAG_CAPABILITY ? STATUS_OK : STATUS_MALFORMED;
    if (out->tag == TAG_FAR)
        return STATUS_NOT_SUPPORTED;
    if (out->tag == TAG_STRUCT) {
        out->data_words = (uint16_t)(word >> 32);
        out->pointer_count = (uint16_t)(word >> 48);
        words = (uint64_t)out->data_words + out->pointer_count;
    } else {
        out->size = word >> 32 & 7;
        out->count = (uint32_t)(word >> 35);
        out->pointer_count = out->size == CAPN_SIZE_POINTER;
        bits = out->size == CAPN_SIZE_COMPOSITE ? 64 * (out->count + UINT64_C(1))
                                                : (uint64_t)out->count * capn_element_bits[out->size];
        words = (bits + 63) / 64;
    }
    /* What has no words may begin with the root pointer or end with the message. */
    if (first < ROOT_WORD + (words != 0) || (uint64_t)first + words > builder->used_words)
        return STATUS_MALFORMED;
    out->first = (uint32_t)first;
    out->words = (uint32_t)words;
    return out->size == CAPN_SIZE_COMPOSITE ? composite_at(builder, out) : STATUS_OK;
}

/* Where the pointers of its element `index` are. */
static uint32_t element_pointers(const struct object *object, uint32_t index)
{
    return object->first + index * ((uint32_t)object->data_words + object->pointer_count) + object->data_words;
}

/* The words that objects may still take. Together they cannot take more than there are, unless they lie over each other. */
static status_t objects_check(const struct capn_builder *builder, uint32_t pointer, uint32_t nesting_left, uint32_t *words_left)
{
    struct object object;
    status_t status;

    if (builder->words[pointer] == 0)
        return STATUS_OK;
    if (nesting_left == 0)
        return STATUS_LIMIT_EXCEEDED;
    status = object_at(builder, pointer, &object);
    if (status)
        return status;
    if (object.words > *words_left)
        return STATUS_MALFORMED;
    *words_left -= object.words;
    for (uint32_t i = 0; object.pointer_count && i < object.count; i++)
        for (uint32_t j = 0; j < object.pointer_count && !status; j++)
            status = objects_check(builder, element_pointers(&object, i) + j, nesting_left - 1, words_left);
    return status;
}

void capn_builder_view(const struct capn_builder *builder, struct capn_message *message)
{
    *message = (struct capn_message){ .base = &capn_empty_word, .traversal_left = CAPN_TRAVERSAL_LIMIT_WORDS };
    if (builder->used_words == 0)
        return;
    message->base = builder->words + ROOT_WORD;
    message->segment_count = 1;
    message->segment0_words = builder->used_words - ROOT_WORD;
}

status_t capn_builder_reopen(struct capn_builder *builder, void *buffer, size_t len, size_t bytes)
{
    struct capn_message message;
    uint32_t words_left;
    size_t used;
    status_t status = len <= bytes ? capn_message_open(&message, buffer, len, &used) : STATUS_INVALID_ARGUMENT;

    capn_builder_init(builder, buffer, bytes);
    if (!status && message.segment_count > 1)
        status = STATUS_NOT_SUPPORTED;
    if (!status && used / 8 > CAPN_MESSAGE_MAX_WORDS)
        status = STATUS_NO_SPACE;
    /* A message without words is as good as none. */
    if (!status && used / 8 > ROOT_WORD) {
        builder->used_words = (uint32_t)(used / 8);
        words_left = builder->used_words - ROOT_WORD - 1;
        status = objects_check(builder, ROOT_WORD, CAPN_NESTING_LIMIT + 1, &words_left);
    }
    return status ? capn_builder_fail(builder, status) : STATUS_OK;
}

/* A pointer's word at another place: the distance to the object changes. A struct of no size stays where its pointer is. */
static void pointer_move(struct capn_builder *builder, uint32_t from, uint32_t to)
{
    uint64_t word = builder->words[from];
    bool positional = word != 0 && (word & 2) == 0, empty = (word & 3) == TAG_STRUCT && word >> 32 == 0;

    if (positional && !empty)
        word = (word & ~0xfffffffcull) | (uint32_t)((uint32_t)(word & 0xfffffffc) + ((from - to) << 2));
    builder->words[to] = word;
    builder->words[from] = 0;
}

/* Moves what an object has into a new one of greater size, element for element. */
static void contents_move(struct capn_builder *builder, const struct object *from, uint32_t to, uint32_t data_words, uint32_t step)
{
    uint64_t *words = builder->words;
    uint32_t bytes = from->tag == TAG_LIST && from->size < CAPN_SIZE_POINTER ? capn_element_bits[from->size] / 8u : 0;
    uint32_t from_step = (uint32_t)from->data_words + from->pointer_count;

    for (uint32_t i = 0; i < from->count && step > 0; i++) {
        uint32_t at = to + i * step;
        if (bytes)
            memcpy(words + at, (const uint8_t *)(words + from->first) + (size_t)i * bytes, bytes);
        else
            memcpy(words + at, words + from->first + i * from_step, from->data_words * 8u);
        for (uint32_t j = 0; j < from->pointer_count; j++)
            pointer_move(builder, element_pointers(from, i) + j, at + data_words + j);
    }
    /* The old tag word, too. */
    memset(words + from->first - (from->size == CAPN_SIZE_COMPOSITE), 0, (size_t)from->words * 8);
}

/* Opens the object of that pointer as a struct; a null pointer: STATUS_NOT_FOUND. */
static status_t struct_open(struct capn_builder *builder, uint32_t pointer, uint16_t data_words, uint16_t pointer_count,
                            struct capn_struct_builder *out)
{
    struct object object;
    status_t status;
    uint32_t at;

    if (builder->words[pointer] == 0)
        return STATUS_NOT_FOUND;
    status = object_at(builder, pointer, &object);
    if (status)
        return status;
    if (object.tag != TAG_STRUCT)
        return STATUS_TYPE_MISMATCH;
    at = object.first;
    if (object.data_words < data_words || object.pointer_count < pointer_count) {
        data_words = data_words > object.data_words ? data_words : object.data_words;
        pointer_count = pointer_count > object.pointer_count ? pointer_count : object.pointer_count;
        at = capn_struct_make(builder, pointer, data_words, pointer_count);
        if (at == 0)
            return STATUS_NO_SPACE;
        contents_move(builder, &object, at, data_words, (uint32_t)data_words + pointer_count);
        object.data_words = data_words;
        object.pointer_count = pointer_count;
    }
    *out = (struct capn_struct_builder){ builder, builder->words + at, at, object.data_words, object.pointer_count };
    return STATUS_OK;
}

status_t capn_open_root(struct capn_builder *builder, uint16_t data_words, uint16_t pointer_count,
                        struct capn_struct_builder *out)
{
    *out = (struct capn_struct_builder){ .builder = builder };
    if (builder->error)
        return builder->error;
    if (builder->used_words > ROOT_WORD && builder->words[ROOT_WORD] != 0)
        return struct_open(builder, ROOT_WORD, data_words, pointer_count, out);
    return capn_builder_root(builder, data_words, pointer_count, out);
}

/* The word of a struct's pointer that is not null. */
static status_t pointer_find(const struct capn_struct_builder *s, uint16_t index, uint32_t *pointer)
{
    if (s->builder->error)
        return s->builder->error;
    *pointer = s->data_word + s->data_words + index;
    return index < s->pointer_count && s->builder->words[*pointer] ? STATUS_OK : STATUS_NOT_FOUND;
}

status_t capn_open_struct(const struct capn_struct_builder *s, uint16_t index, uint16_t data_words, uint16_t pointer_count,
                          struct capn_struct_builder *out)
{
    uint32_t pointer;
    status_t status = pointer_find(s, index, &pointer);

    *out = (struct capn_struct_builder){ .builder = s->builder };
    return status ? status : struct_open(s->builder, pointer, data_words, pointer_count, out);
}

/* The list that a struct's pointer leads to. */
static status_t list_find(const struct capn_struct_builder *s, uint16_t index, uint32_t *pointer, struct object *object)
{
    status_t status = pointer_find(s, index, pointer);

    if (!status)
        status = object_at(s->builder, *pointer, object);
    return status || object->tag == TAG_LIST ? status : STATUS_TYPE_MISMATCH;
}

/* As capn_get_list has it, of lists that are no structs to the schema. */
static bool element_fits(const struct object *object, enum capn_element_size size)
{
    bool composite = object->size == CAPN_SIZE_COMPOSITE;

    if (object->size == size)
        return true;
    if (object->size == CAPN_SIZE_BIT || size == CAPN_SIZE_BIT || size >= CAPN_SIZE_COMPOSITE)
        return false;
    if (size == CAPN_SIZE_VOID)
        return true;
    if (size == CAPN_SIZE_POINTER)
        return object->pointer_count > 0;
    if (composite)
        return object->data_words > 0;
    return object->size != CAPN_SIZE_POINTER && capn_element_bits[size] <= capn_element_bits[object->size];
}

status_t capn_open_list(const struct capn_struct_builder *s, uint16_t index, enum capn_element_size size,
                        struct capn_list_builder *out)
{
    struct object object;
    uint32_t pointer;
    status_t status = list_find(s, index, &pointer, &object);

    *out = (struct capn_list_builder){ .builder = s->builder, .element_size = (uint8_t)size };
    if (status)
        return status;
    if (size >= CAPN_SIZE_COMPOSITE || !element_fits(&object, size))
        return STATUS_TYPE_MISMATCH;
    out->first_word = object.first + (size == CAPN_SIZE_POINTER ? object.data_words : 0);
    out->count = object.count;
    out->step_bits = object.size == CAPN_SIZE_COMPOSITE ? ((uint32_t)object.data_words + object.pointer_count) * 64
                                                        : capn_element_bits[object.size];
    return STATUS_OK;
}

/* Whether the list has structs of that size already. */
static bool structs_fit(const struct object *object, uint16_t data_words, uint16_t pointer_count)
{
    return object->size == CAPN_SIZE_COMPOSITE && object->data_words >= data_words && object->pointer_count >= pointer_count;
}

status_t capn_open_struct_list(const struct capn_struct_builder *s, uint16_t index, uint16_t data_words,
                               uint16_t pointer_count, struct capn_list_builder *out)
{
    struct object object;
    uint32_t pointer;
    status_t status = list_find(s, index, &pointer, &object);
    uint16_t old_data_words;

    *out = (struct capn_list_builder){ .builder = s->builder, .element_size = CAPN_SIZE_COMPOSITE };
    if (status)
        return status;
    if (object.size == CAPN_SIZE_BIT)
        return STATUS_TYPE_MISMATCH;
    if (structs_fit(&object, data_words, pointer_count)) {
        out->first_word = object.first;
        out->count = object.count;
        out->step_bits = ((uint32_t)object.data_words + object.pointer_count) * 64;
        out->data_words = object.data_words;
        out->pointer_count = object.pointer_count;
        return STATUS_OK;
    }
    /* A number becomes the first of a word. */
    old_data_words = object.size > CAPN_SIZE_BIT && object.size < CAPN_SIZE_POINTER ? 1 : object.data_words;
    data_words = data_words > old_data_words ? data_words : old_data_words;
    pointer_count = pointer_count > object.pointer_count ? pointer_count : object.pointer_count;
    status = capn_init_struct_list(s, index, object.count, data_words, pointer_count, out);
    if (!status)
        contents_move(s->builder, &object, out->first_word, data_words, out->step_bits / 64);
    return status;
}

status_t capn_open_data(const struct capn_struct_builder *s, uint16_t index, uint8_t **out, uint32_t *len)
{
    struct object object;
    uint32_t pointer;
    status_t status = list_find(s, index, &pointer, &object);

    *out = NULL;
    *len = 0;
    if (status)
        return status;
    if (object.size != CAPN_SIZE_BYTE)
        return STATUS_TYPE_MISMATCH;
    *out = (uint8_t *)(s->builder->words + object.first);
    *len = object.count;
    return STATUS_OK;
}
