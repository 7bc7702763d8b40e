/* SPDX-License-Identifier: MIT */
/*
 * The writer is a deep copy of a certain form (copy.c). The checker goes through the message as that copy would write it and
 * compares: `head` is where the next object must begin, so that each word is looked at once, whatever the pointers say.
 */
#include "capnp/canonical.h"

#include "copy_priv.h"

/* The lower half of a pointer to a struct of no size: by convention it is where its own pointer is. */
#define EMPTY_STRUCT 0xfffffffcu

enum { TAG_STRUCT = 0, TAG_LIST = 1 };

status_t capn_canonicalize(const struct capn_struct *value, void *buffer, size_t capacity, size_t *bytes)
{
    struct copy_size size = capn_copy_size(value, COPY_CANONICAL);
    struct capn_builder builder;
    struct capn_struct_builder root;
    status_t status;

    *bytes = 0;
    capn_builder_init(&builder, buffer, capacity);
    if (size.data_words + size.pointer_count == 0) {
        if (builder.capacity_words < 2)
            return STATUS_NO_SPACE;
        builder.words[1] = EMPTY_STRUCT;
        builder.used_words = 2;
        return capn_builder_finish(&builder, bytes);
    }
    status = capn_builder_root(&builder, size.data_words, size.pointer_count, &root);
    if (!status)
        status = capn_copy_contents(&root, value, COPY_CANONICAL);
    return status ? status : capn_builder_finish(&builder, bytes);
}

/* Positions are in words of the segment. */
static uint64_t position_of(const struct capn_message *message, const void *object)
{
    return (uint64_t)((const uint64_t *)object - message->base);
}

static bool pointer_holds(const struct capn_struct *s, uint16_t index, uint64_t *head);

/* What a struct's last words say about its size: whether there is a reason for it. */
struct needed {
    bool data;
    bool pointers;
};

/* The words of a struct; what its pointers lead to begins at *head. */
static bool struct_holds(const struct capn_struct *s, struct needed *needed, uint64_t *head)
{
    needed->data |= s->data_bytes == 0 || capn_get_u64(s, s->data_bytes - 8) != 0;
    needed->pointers |= s->pointer_count == 0 || s->pointers[s->pointer_count - 1] != 0;
    for (uint16_t i = 0; i < s->pointer_count; i++)
        if (!pointer_holds(s, i, head))
            return false;
    return true;
}

static bool composite_list_holds(const struct capn_list *list, uint64_t words, uint64_t *head)
{
    struct needed needed = { false, false };
    struct capn_struct element;

    if (position_of(list->message, list->elements) != *head + 1 || (uint64_t)list->count * (list->step_bits / 64) != words)
        return false;
    *head += words + 1;
    if (list->step_bits == 0)
        return true;
    for (uint32_t i = 0; i < list->count; i++)
        if (capn_list_get_struct(list, i, &element) || !struct_holds(&element, &needed, head))
            return false;
    return needed.data && needed.pointers;
}

static bool pointer_list_holds(struct capn_list *list, uint64_t *head)
{
    struct capn_struct element;

    *head += list->count;
    list->element_size = CAPN_SIZE_COMPOSITE;
    for (uint32_t i = 0; i < list->count; i++)
        if (capn_list_get_struct(list, i, &element) || !pointer_holds(&element, 0, head))
            return false;
    return true;
}

/* Everything behind the last element, up to the end of its word, is zero. */
static bool padding_holds(const struct capn_list *list, uint64_t *head)
{
    uint64_t bits = (uint64_t)list->count * list->step_bits, words = (bits + 63) / 64;
    uint64_t last;

    *head += words;
    if (bits % 64 == 0)
        return true;
    memcpy(&last, list->elements + (words - 1) * 8, 8);
    return last >> bits % 64 == 0;
}

static bool list_holds(const struct capn_struct *s, uint16_t index, uint64_t *head)
{
    struct capn_list list;

    if (capn_get_any_list(s, index, &list))
        return false;
    if (list.element_size == CAPN_SIZE_COMPOSITE)
        return composite_list_holds(&list, s->pointers[index] >> 35, head);
    if (position_of(list.message, list.elements) != *head)
        return false;
    return list.element_size == CAPN_SIZE_POINTER ? pointer_list_holds(&list, head) : padding_holds(&list, head);
}

static bool pointer_holds(const struct capn_struct *s, uint16_t index, uint64_t *head)
{
    uint64_t word = s->pointers[index];
    struct needed needed = { false, false };
    struct capn_struct target;

    if (word == 0)
        return true;
    if ((word & 3) == TAG_LIST)
        return list_holds(s, index, head);
    /* No far pointers, and no capabilities. */
    if ((word & 3) != TAG_STRUCT || capn_get_struct(s, index, &target))
        return false;
    if (word >> 32 == 0)
        return (uint32_t)word == EMPTY_STRUCT;
    if (position_of(target.message, target.pointers) - target.data_bytes / 8 != *head)
        return false;
    *head += word >> 48;
    *head += word >> 32 & 0xffff;
    return struct_holds(&target, &needed, head) && needed.data && needed.pointers;
}

bool capn_is_canonical(const struct capn_message *message)
{
    /* Each word is read once, and lists without words are not walked: nothing needs a budget. */
    struct capn_message copy = *message;
    struct capn_struct above = { .message = &copy, .pointers = copy.base, .pointer_count = 1, .level = CAPN_NESTING_LIMIT + 1 };
    uint64_t head = 1;

    copy.traversal_left = UINT64_MAX;
    return copy.segment_count == 1 && copy.segment0_words > 0 && pointer_holds(&above, 0, &head) &&
           head == copy.segment0_words;
}
