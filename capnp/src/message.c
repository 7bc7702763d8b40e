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

#include "capnp/pointer.h"
#include "message_priv.h"

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

const uint64_t capn_empty_word;

static enum pointer_kind word_kind(uint64_t word)
{
    return (enum pointer_kind)(word & 3);
}

/* The signed 30-bit offset of a struct or list pointer. */
static int64_t word_offset(uint64_t word)
{
    return (int32_t)(uint32_t)word >> 2;
}

/* A size in the segment table; memcpy because the same memory may have been written as words. */
static uint32_t table_entry(const uint8_t *table, uint32_t index)
{
    uint32_t words;

    memcpy(&words, table + 4 * (size_t)index, 4);
    return words;
}

static status_t charge(struct capn_message *message, uint64_t words)
{
    /* A constant has no budget, and nothing is charged to it: it is read only. */
    if (words > message->traversal_left)
        return message->segment_count == CAPN_CONSTANT_SEGMENTS ? STATUS_OK : STATUS_LIMIT_EXCEEDED;
    message->traversal_left -= words;
    return STATUS_OK;
}

/* So many sizes of the segment table are read for a word of the traversal budget. */
#define TABLE_ENTRIES_PER_WORD 64u

/*
 * The table is added up in place: positions of segments would be kilobytes in every reader. What this costs behind the first
 * segments is charged, or a message of many could make each of its far pointers as dear as it has segments.
 */
static status_t segment_bounds(struct capn_message *message, uint32_t segment, struct bounds *out)
{
    uint64_t start = 0;
    status_t status;

    if (segment >= message->segment_count)
        return STATUS_MALFORMED;
    if (segment == 0) {
        *out = (struct bounds){ 0, message->segment0_words };
        return STATUS_OK;
    }
    status = charge(message, segment / TABLE_ENTRIES_PER_WORD);
    if (status)
        return status;
    for (uint32_t i = 0; i < segment; i++)
        start += table_entry(message->segment_table, i);
    *out = (struct bounds){ start, start + table_entry(message->segment_table, segment) };
    return out->end <= message->total_words ? STATUS_OK : STATUS_MALFORMED;
}

/* Whether `words` words at `position` are inside. */
static bool bounds_hold(const struct bounds *bounds, int64_t position, uint64_t words)
{
    return position >= (int64_t)bounds->start && (uint64_t)position <= bounds->end &&
           words <= bounds->end - (uint64_t)position;
}

/* The landing pad of a far pointer. It must not be another far pointer: there are no chains, hence no loops. */
static status_t far_resolve(struct capn_message *message, uint64_t far, struct target *out)
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

/* position: of the pointer, which is not null. */
static status_t pointer_resolve(struct capn_message *message, uint32_t segment, int64_t position, struct target *out)
{
    uint64_t word = message->base[position];

    if (word_kind(word) == KIND_FAR)
        return far_resolve(message, word, out);
    out->word = word;
    out->position = position + 1 + word_offset(word);
    out->segment = segment;
    return segment_bounds(message, segment, &out->bounds);
}

static struct pointer_place place_in_struct(const struct capn_struct *s, uint16_t index)
{
    if (index >= s->pointer_count || s->pointers[index] == 0)
        return (struct pointer_place){ 0 };
    return (struct pointer_place){ s->message, s->pointers + index, s->level };
}

static status_t place_resolve(const struct pointer_place *place, struct target *target)
{
    if ((place->level & CAPN_NESTING_MASK) == 0)
        return STATUS_LIMIT_EXCEEDED;
    return pointer_resolve(place->message, place->level >> CAPN_NESTING_BITS, place->pointer - place->message->base, target);
}

/* Of what a place's pointer, which was resolved, leads to. */
static uint16_t level_below(const struct pointer_place *place, const struct target *target)
{
    return (uint16_t)(((place->level & CAPN_NESTING_MASK) - 1) | target->segment << CAPN_NESTING_BITS);
}

status_t capn_struct_read(const struct pointer_place *place, struct capn_struct *out)
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
    out->level = level_below(place, &target);
    return STATUS_OK;
}

#define SIZE_AS_FOUND ((enum capn_element_size)8) /* expected by who takes any list */

const uint8_t capn_element_bits[] = { 0, 1, 8, 16, 32, 64, 64 };

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
    uint64_t words = (count * capn_element_bits[size] + 63) / 64;
    status_t status;

    if (!bounds_hold(&target->bounds, target->position, words))
        return STATUS_MALFORMED;
    status = charge(message, size == CAPN_SIZE_VOID ? count + 1 : words + 1);
    if (status)
        return status;
    out->count = (uint32_t)count;
    out->step_bits = capn_element_bits[size];
    out->data_bytes = size == CAPN_SIZE_POINTER ? 0 : capn_element_bits[size] / 8;
    out->pointer_count = size == CAPN_SIZE_POINTER;
    out->elements = (const uint8_t *)(message->base + target->position);
    return STATUS_OK;
}

/*
 * Whether the list that was found can be read as a list of what the schema says, and from where in each element. What an
 * element has too much is passed over by the step, what it lacks as a struct reads as defaults.
 */
static status_t list_adapt(struct capn_list *list, enum capn_element_size found, enum capn_element_size expected)
{
    if (expected == SIZE_AS_FOUND)
        expected = found;
    list->element_size = (uint8_t)expected;
    if (found == expected)
        return STATUS_OK;
    /* Bits have no step. The reference library reads a list of numbers as one of bits, and gives the bits of the first ones. */
    if (found == CAPN_SIZE_BIT || expected == CAPN_SIZE_BIT)
        return STATUS_TYPE_MISMATCH;
    if (expected == CAPN_SIZE_VOID || expected == CAPN_SIZE_COMPOSITE)
        return STATUS_OK;
    if (expected == CAPN_SIZE_POINTER) {
        list->elements += list->data_bytes;
        return list->pointer_count ? STATUS_OK : STATUS_TYPE_MISMATCH;
    }
    if (found == CAPN_SIZE_COMPOSITE)
        return list->data_bytes ? STATUS_OK : STATUS_TYPE_MISMATCH;
    return capn_element_bits[expected] <= list->data_bytes * 8 ? STATUS_OK : STATUS_TYPE_MISMATCH;
}

status_t capn_list_read(const struct pointer_place *place, enum capn_element_size expected, struct capn_list *out)
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
    out->level = level_below(place, &target);
    return STATUS_OK;
}

/* Texts and data must be lists of bytes, never adapted from anything. */
status_t capn_bytes_read(const struct pointer_place *place, struct capn_data *out)
{
    struct target target;
    struct capn_list list;

    *out = (struct capn_data){ (const uint8_t *)&capn_empty_word, 0 };
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

status_t capn_text_read(const struct pointer_place *place, struct capn_text *out)
{
    struct capn_data data;

    *out = (struct capn_text){ (const char *)&capn_empty_word, 0 };
    if (!place->message)
        return STATUS_OK;
    status_t status = capn_bytes_read(place, &data);
    if (status)
        return status;
    /* A text has its terminating zero in the message, so that even an empty one has a byte. */
    if (data.len == 0 || data.data[data.len - 1] != 0)
        return STATUS_MALFORMED;
    *out = (struct capn_text){ (const char *)data.data, data.len - 1 };
    return STATUS_OK;
}

status_t capn_capability_read(uint64_t word, uint32_t *out)
{
    *out = 0;
    if (word == 0)
        return STATUS_NOT_FOUND;
    if ((uint32_t)word != KIND_OTHER)
        return STATUS_MALFORMED;
    *out = (uint32_t)(word >> 32);
    return STATUS_OK;
}

status_t capn_message_open_slow(struct capn_message *message, const void *buffer, size_t len, size_t *used)
{
    const uint8_t *table = (const uint8_t *)buffer;
    uint64_t total = 0, header_words, count;

    *message = (struct capn_message){ .base = &capn_empty_word, .traversal_left = CAPN_TRAVERSAL_LIMIT_WORDS };
    if (used)
        *used = len;
    if (len < 8)
        return STATUS_MALFORMED;
    /* In 64 bits, where 0xffffffff and one is not no segment at all. */
    count = (uint64_t)table_entry(table, 0) + 1;
    table += 4;
    header_words = count / 2 + 1;
    if (len / 8 < header_words)
        return STATUS_MALFORMED;
    if (count > CAPN_MAX_SEGMENTS)
        return STATUS_TOO_MANY_SEGMENTS;
    for (uint32_t i = 0; i < count; i++)
        total += table_entry(table, i);
    if (total > len / 8 - header_words)
        return STATUS_MALFORMED;
    if (total)
        message->base = (const uint64_t *)buffer + header_words;
    message->segment_count = (uint32_t)count;
    message->segment0_words = table_entry(table, 0);
    message->segment_table = table;
    message->total_words = total;
    if (used)
        *used = (header_words + total) * 8;
    return STATUS_OK;
}

struct capn_found capn_struct_find(struct capn_message *message, const uint64_t *pointer, uint16_t level)
{
    struct pointer_place place = { message, pointer, level };
    struct capn_struct found;
    status_t status;

    if (!pointer || *pointer == 0)
        return (struct capn_found){ 0 };
    status = capn_struct_read(&place, &found);
    if (status)
        return (struct capn_found){ .status = (int16_t)status };
    return (struct capn_found){ found.pointers - found.data_bytes / 8, (uint16_t)(found.data_bytes / 8),
                                found.pointer_count, found.level >> CAPN_NESTING_BITS, STATUS_OK };
}

status_t capn_get_text(const struct capn_struct *s, uint16_t index, struct capn_text *out)
{
    struct pointer_place place = place_in_struct(s, index);
    return capn_text_read(&place, out);
}

status_t capn_get_data(const struct capn_struct *s, uint16_t index, struct capn_data *out)
{
    struct pointer_place place = place_in_struct(s, index);
    return capn_bytes_read(&place, out);
}

status_t capn_get_list(const struct capn_struct *s, uint16_t index, enum capn_element_size expected,
                       struct capn_list *out)
{
    struct pointer_place place = place_in_struct(s, index);
    return capn_list_read(&place, expected, out);
}

status_t capn_get_kind(const struct capn_struct *s, uint16_t index, enum capn_pointer_kind *out)
{
    static const enum capn_pointer_kind kinds[] = {
        [KIND_STRUCT] = CAPN_POINTER_STRUCT, [KIND_LIST] = CAPN_POINTER_LIST, [KIND_OTHER] = CAPN_POINTER_CAPABILITY,
    };
    struct pointer_place place = place_in_struct(s, index);
    struct target target;

    *out = CAPN_POINTER_NULL;
    if (!place.message)
        return STATUS_OK;
    status_t status = pointer_resolve(place.message, place.level >> CAPN_NESTING_BITS, place.pointer - place.message->base,
                                      &target);
    if (!status)
        *out = kinds[word_kind(target.word)];
    return status;
}

status_t capn_get_capability(const struct capn_struct *s, uint16_t index, uint32_t *out)
{
    return capn_capability_read(index < s->pointer_count ? s->pointers[index] : 0, out);
}

status_t capn_get_any_list(const struct capn_struct *s, uint16_t index, struct capn_list *out)
{
    struct pointer_place place = place_in_struct(s, index);
    return capn_list_read(&place, SIZE_AS_FOUND, out);
}

bool capn_has_pointer(const struct capn_struct *s, uint16_t index)
{
    return index < s->pointer_count && s->pointers[index] != 0;
}
