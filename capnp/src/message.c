/* SPDX-License-Identifier: MIT */
/*
 * The reader. Everything is computed in word positions relative to message->base, as 64-bit integers; an address is
 * formed only after its position was compared with the segment that it must be in. (Comparing addresses instead lets a
 * compiler assume that they did not overflow; a kernel lives in the top of the address space, where they do.)
 *
 * Following a pointer has two steps: pointer_resolve() walks a far pointer, if any, to the word that describes the
 * object, then struct_at() or list_at() checks the object itself and charges it to the traversal budget.
 */
#include "capnp/message.h"

enum pointer_kind { KIND_STRUCT, KIND_LIST, KIND_FAR, KIND_OTHER };

/* A word range of the message. */
struct bounds {
    uint64_t start;
    uint64_t end;
};

/* What a pointer leads to: the word that describes the object, and where the object is. */
struct target {
    uint64_t word;
    int64_t position;
    struct bounds bounds;
    uint32_t segment;
};

static const uint64_t empty_word;       /* what empty texts and data point to */

static enum pointer_kind word_kind(uint64_t word)
{
    return (enum pointer_kind)(word & 3);
}

/* The signed 30-bit offset of a struct or list pointer. */
static int64_t word_offset(uint64_t word)
{
    return (int32_t)(uint32_t)word >> 2;
}

static status_t segment_bounds(const struct capn_message *message, uint32_t segment, struct bounds *out)
{
    uint64_t start = 0;

    if (segment >= message->segment_count)
        return STATUS_MALFORMED;
    if (segment == 0) {
        *out = (struct bounds){ 0, message->segment0_words };
        return STATUS_OK;
    }
    for (uint32_t i = 0; i < segment; i++)
        start += message->segment_table[i];
    *out = (struct bounds){ start, start + message->segment_table[segment] };
    return out->end <= message->total_words ? STATUS_OK : STATUS_MALFORMED;
}

static status_t charge(struct capn_message *message, uint64_t words)
{
    if (words > message->traversal_left)
        return STATUS_LIMIT_EXCEEDED;
    message->traversal_left -= words;
    return STATUS_OK;
}

/* Whether `words` words at `position` are inside. */
static bool bounds_hold(const struct bounds *bounds, int64_t position, uint64_t words)
{
    return position >= (int64_t)bounds->start && (uint64_t)position <= bounds->end &&
           words <= bounds->end - (uint64_t)position;
}

/* The landing pad of a far pointer. It must not be another far pointer: there are no chains, hence no loops. */
static status_t far_resolve(const struct capn_message *message, uint64_t far, struct target *out)
{
    uint64_t pad_words = far & 4 ? 2 : 1;
    uint64_t word;
    int64_t pad;
    status_t status = segment_bounds(message, (uint32_t)(far >> 32), &out->bounds);
    if (status)
        return status;
    pad = (int64_t)(out->bounds.start + ((uint32_t)far >> 3));
    if (!bounds_hold(&out->bounds, pad, pad_words))
        return STATUS_MALFORMED;
    word = message->base[pad];
    if (pad_words == 1) {
        out->word = word;
        out->position = pad + 1 + word_offset(word);
        out->segment = (uint32_t)(far >> 32);
        return word_kind(word) == KIND_FAR ? STATUS_MALFORMED : STATUS_OK;
    }
    /* Double far: the pad is a far pointer to the object's first word, and a tag that describes the object. */
    if (word_kind(word) != KIND_FAR || word & 4)
        return STATUS_MALFORMED;
    out->word = message->base[pad + 1];
    if (word_kind(out->word) == KIND_FAR)
        return STATUS_MALFORMED;
    out->segment = (uint32_t)(word >> 32);
    status = segment_bounds(message, out->segment, &out->bounds);
    out->position = (int64_t)(out->bounds.start + ((uint32_t)word >> 3));
    return status;
}

/* position: of the pointer. A null pointer gives word 0. */
static status_t pointer_resolve(const struct capn_message *message, uint32_t segment, int64_t position,
                                struct target *out)
{
    uint64_t word = message->base[position];

    if (word_kind(word) == KIND_FAR)
        return far_resolve(message, word, out);
    out->word = word;
    out->position = position + 1 + word_offset(word);
    out->segment = segment;
    return segment_bounds(message, segment, &out->bounds);
}

/* A place for a pointer: of a struct's pointer section or an element of a pointer list. NULL message: no such pointer. */
struct pointer_place {
    struct capn_message *message;
    const uint64_t *pointer;
    uint32_t segment;
    uint16_t nesting_left;
};

static struct pointer_place place_in_struct(const struct capn_struct *s, uint16_t index)
{
    if (index >= s->pointer_count || s->pointers[index] == 0)
        return (struct pointer_place){ 0 };
    return (struct pointer_place){ s->message, s->pointers + index, s->segment, s->nesting_left };
}

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
        *out = (struct pointer_place){ list->message, pointer, list->segment, list->nesting_left };
    return STATUS_OK;
}

static status_t place_resolve(const struct pointer_place *place, struct target *target)
{
    if (place->nesting_left == 0)
        return STATUS_LIMIT_EXCEEDED;
    return pointer_resolve(place->message, place->segment, place->pointer - place->message->base, target);
}

static status_t struct_read(const struct pointer_place *place, struct capn_struct *out)
{
    struct target target;
    uint32_t data_words, pointers;

    *out = (struct capn_struct){ .message = place->message };
    if (!place->message)
        return STATUS_OK;
    status_t status = place_resolve(place, &target);
    if (status)
        return status;
    data_words = (uint32_t)(target.word >> 32) & 0xffff;
    pointers = (uint32_t)(target.word >> 48);
    if (word_kind(target.word) != KIND_STRUCT || !bounds_hold(&target.bounds, target.position, data_words + pointers))
        return STATUS_MALFORMED;
    /* An empty struct costs a word too: else a list of pointers to it would be free to walk, again and again. */
    status = charge(place->message, data_words + pointers ? data_words + pointers : 1);
    if (status)
        return status;
    out->data = data_words ? (const uint8_t *)(place->message->base + target.position) : NULL;
    out->pointers = place->message->base + target.position + data_words;
    out->data_bytes = data_words * 8;
    out->pointer_count = (uint16_t)pointers;
    out->nesting_left = place->nesting_left - 1;
    out->segment = target.segment;
    return STATUS_OK;
}

static const uint8_t element_bits[] = { 0, 1, 8, 16, 32, 64, 64 };

/* A list with a tag word: every element is a struct of the size in the tag. */
static status_t composite_list_at(const struct target *target, struct capn_message *message, struct capn_list *out)
{
    uint64_t words = target->word >> 35;
    uint64_t tag, step;
    status_t status;

    if (!bounds_hold(&target->bounds, target->position, words + 1))
        return STATUS_MALFORMED;
    tag = message->base[target->position];
    if (word_kind(tag) != KIND_STRUCT)
        return STATUS_MALFORMED;
    out->count = (uint32_t)tag >> 2;
    out->data_bytes = ((uint32_t)(tag >> 32) & 0xffff) * 8;
    out->pointer_count = (uint16_t)(tag >> 48);
    step = out->data_bytes / 8 + out->pointer_count;
    if (out->count * step > words)
        return STATUS_MALFORMED;
    /* Elements of no size cost a word each, or 2^29 of them would fit in sixteen bytes. */
    status = charge(message, words + 1 + (step == 0 ? out->count : 0));
    if (status)
        return status;
    out->step_bits = (uint32_t)step * 64;
    out->elements = (const uint8_t *)(message->base + target->position + 1);
    return STATUS_OK;
}

static status_t simple_list_at(const struct target *target, struct capn_message *message, struct capn_list *out)
{
    enum capn_element_size size = (enum capn_element_size)(target->word >> 32 & 7);
    uint64_t count = target->word >> 35;
    uint64_t words = (count * element_bits[size] + 63) / 64;
    status_t status;

    if (!bounds_hold(&target->bounds, target->position, words))
        return STATUS_MALFORMED;
    status = charge(message, size == CAPN_SIZE_VOID ? count + 1 : words + 1);
    if (status)
        return status;
    out->count = (uint32_t)count;
    out->step_bits = element_bits[size];
    out->data_bytes = size == CAPN_SIZE_POINTER ? 0 : element_bits[size] / 8;
    out->pointer_count = size == CAPN_SIZE_POINTER;
    out->elements = (const uint8_t *)(message->base + target->position);
    return STATUS_OK;
}

/*
 * Whether the list that was found can be read as a list of what the schema says, and from where in each element.
 * A list of structs is read from any list but one of bits (fields past the element are then defaults); a list of
 * primitives or pointers from a list of structs that begin with one.
 */
static status_t list_adapt(struct capn_list *list, enum capn_element_size found, enum capn_element_size expected)
{
    list->element_size = (uint8_t)expected;
    if (found == expected || expected == CAPN_SIZE_VOID)
        return STATUS_OK;
    if (expected == CAPN_SIZE_COMPOSITE)
        return found == CAPN_SIZE_BIT ? STATUS_MALFORMED : STATUS_OK;
    if (found != CAPN_SIZE_COMPOSITE || expected == CAPN_SIZE_BIT)
        return STATUS_MALFORMED;
    if (expected != CAPN_SIZE_POINTER)
        return list->data_bytes ? STATUS_OK : STATUS_MALFORMED;
    list->elements += list->data_bytes;
    return list->pointer_count ? STATUS_OK : STATUS_MALFORMED;
}

static status_t list_read(const struct pointer_place *place, enum capn_element_size expected, struct capn_list *out)
{
    enum capn_element_size found;
    struct target target;

    *out = (struct capn_list){ .message = place->message, .element_size = (uint8_t)expected };
    if (!place->message)
        return STATUS_OK;
    status_t status = place_resolve(place, &target);
    if (status)
        return status;
    if (word_kind(target.word) != KIND_LIST)
        return STATUS_MALFORMED;
    found = (enum capn_element_size)(target.word >> 32 & 7);
    status = found == CAPN_SIZE_COMPOSITE ? composite_list_at(&target, place->message, out)
                                          : simple_list_at(&target, place->message, out);
    if (!status)
        status = list_adapt(out, found, expected);
    if (status) {
        *out = (struct capn_list){ .message = place->message, .element_size = (uint8_t)expected };
        return status;
    }
    out->nesting_left = place->nesting_left - 1;
    out->segment = target.segment;
    return STATUS_OK;
}

/* Texts and data must be lists of bytes, never adapted from anything. */
static status_t bytes_read(const struct pointer_place *place, struct capn_data *out)
{
    struct target target;
    struct capn_list list;

    *out = (struct capn_data){ (const uint8_t *)&empty_word, 0 };
    if (!place->message)
        return STATUS_OK;
    status_t status = place_resolve(place, &target);
    if (status)
        return status;
    if (word_kind(target.word) != KIND_LIST || (target.word >> 32 & 7) != CAPN_SIZE_BYTE)
        return STATUS_MALFORMED;
    status = simple_list_at(&target, place->message, &list);
    if (!status)
        *out = (struct capn_data){ list.elements, list.count };
    return status;
}

static status_t text_read(const struct pointer_place *place, struct capn_text *out)
{
    struct capn_data data;

    *out = (struct capn_text){ (const char *)&empty_word, 0 };
    if (!place->message)
        return STATUS_OK;
    status_t status = bytes_read(place, &data);
    if (status)
        return status;
    /* A text has its terminating zero in the message, so that even an empty one has a byte. */
    if (data.len == 0 || data.data[data.len - 1] != 0)
        return STATUS_MALFORMED;
    *out = (struct capn_text){ (const char *)data.data, data.len - 1 };
    return STATUS_OK;
}

static status_t capability_read(const struct pointer_place *place, uint32_t *out)
{
    uint64_t word;

    *out = 0;
    if (!place->message)
        return STATUS_NOT_FOUND;
    word = *place->pointer;
    if ((uint32_t)word != KIND_OTHER)
        return STATUS_MALFORMED;
    *out = (uint32_t)(word >> 32);
    return STATUS_OK;
}

status_t capn_message_open_slow(struct capn_message *message, const void *buffer, size_t len, size_t *used)
{
    const uint32_t *table = (const uint32_t *)buffer;
    uint64_t total = 0, header_words;
    uint32_t count;

    *message = (struct capn_message){ .base = &empty_word, .traversal_left = CAPN_TRAVERSAL_LIMIT_WORDS };
    if (used)
        *used = len;
    if (len == 0)
        return STATUS_OK;
    if (len < 8)
        return STATUS_MALFORMED;
    /* The count is compared before one is added: 0xffffffff would become no segment at all. */
    if (table[0] >= CAPN_MAX_SEGMENTS)
        return STATUS_MALFORMED;
    count = table[0] + 1;
    header_words = count / 2 + 1;
    if (len / 8 < header_words)
        return STATUS_MALFORMED;
    for (uint32_t i = 0; i < count; i++)
        total += table[1 + i];
    if (total > len / 8 - header_words)
        return STATUS_MALFORMED;
    message->base = (const uint64_t *)buffer + header_words;
    message->segment_count = count;
    message->segment0_words = table[1];
    message->segment_table = table + 1;
    message->total_words = total;
    if (used)
        *used = (header_words + total) * 8;
    return STATUS_OK;
}

status_t capn_message_root_slow(struct capn_message *message, struct capn_struct *out)
{
    struct pointer_place place = { 0 };

    if (message->segment0_words && message->base[0])
        place = (struct pointer_place){ message, message->base, 0, CAPN_NESTING_LIMIT + 1 };
    status_t status = struct_read(&place, out);
    out->message = message;
    return status;
}

status_t capn_get_struct(const struct capn_struct *s, uint16_t index, struct capn_struct *out)
{
    struct pointer_place place = place_in_struct(s, index);
    return struct_read(&place, out);
}

status_t capn_get_text(const struct capn_struct *s, uint16_t index, struct capn_text *out)
{
    struct pointer_place place = place_in_struct(s, index);
    return text_read(&place, out);
}

status_t capn_get_data(const struct capn_struct *s, uint16_t index, struct capn_data *out)
{
    struct pointer_place place = place_in_struct(s, index);
    return bytes_read(&place, out);
}

status_t capn_get_list(const struct capn_struct *s, uint16_t index, enum capn_element_size expected,
                       struct capn_list *out)
{
    struct pointer_place place = place_in_struct(s, index);
    return list_read(&place, expected, out);
}

status_t capn_get_capability(const struct capn_struct *s, uint16_t index, uint32_t *out)
{
    struct pointer_place place = place_in_struct(s, index);
    return capability_read(&place, out);
}

bool capn_has_pointer(const struct capn_struct *s, uint16_t index)
{
    return index < s->pointer_count && s->pointers[index] != 0;
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
    /* Without pointers this may be unaligned (a list of bytes read as structs); then nobody looks through it. */
    out->pointers = list->pointer_count ? (const uint64_t *)(element + list->data_bytes) : NULL;
    out->data_bytes = list->data_bytes;
    out->pointer_count = list->pointer_count;
    out->nesting_left = list->nesting_left;
    out->segment = list->segment;
    return STATUS_OK;
}

status_t capn_list_get_text(const struct capn_list *list, uint32_t index, struct capn_text *out)
{
    struct pointer_place place;
    status_t status = place_in_list(list, index, &place);
    *out = (struct capn_text){ (const char *)&empty_word, 0 };
    return status ? status : text_read(&place, out);
}

status_t capn_list_get_data(const struct capn_list *list, uint32_t index, struct capn_data *out)
{
    struct pointer_place place;
    status_t status = place_in_list(list, index, &place);
    *out = (struct capn_data){ (const uint8_t *)&empty_word, 0 };
    return status ? status : bytes_read(&place, out);
}

status_t capn_list_get_list(const struct capn_list *list, uint32_t index, enum capn_element_size expected,
                            struct capn_list *out)
{
    struct pointer_place place;
    status_t status = place_in_list(list, index, &place);
    *out = (struct capn_list){ .message = list->message, .element_size = (uint8_t)expected };
    return status ? status : list_read(&place, expected, out);
}

status_t capn_list_get_capability(const struct capn_list *list, uint32_t index, uint32_t *out)
{
    struct pointer_place place;
    status_t status = place_in_list(list, index, &place);
    *out = 0;
    return status ? status : capability_read(&place, out);
}

uint64_t capn_list_get_bits(const struct capn_list *list, uint32_t index)
{
    uint64_t value = 0;
    uint32_t bytes;

    if (index >= list->count || list->element_size > CAPN_SIZE_EIGHT_BYTES)
        return 0;
    if (list->element_size == CAPN_SIZE_BIT)
        return list->elements[index / 8] >> (index % 8) & 1;
    bytes = element_bits[list->element_size] / 8;
    if (bytes)
        memcpy(&value, list->elements + (uint64_t)index * (list->step_bits / 8), bytes);
    return value;
}
