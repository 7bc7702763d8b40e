/* SPDX-License-Identifier: MIT */
/*
 * Building one-segment Cap'n Proto messages in a caller's buffer: no allocation. Objects are laid out in the order in
 * which they are made; nothing is ever freed, a pointer that is set twice wastes the first object.
 *
 * A builder that runs out of room returns STATUS_NO_SPACE, remembers it (capn_builder_finish then fails too), and its
 * struct builders stay safe to use. Never blocks, takes no locks.
 */
#pragma once

#include "abi/compiler.h"
#include "capnp/message.h"

/* What the 29 bits of a list pointer can count: elements, or of a list of structs words. */
#define CAPN_LIST_MAX_ELEMENTS 536870911u
/* So that every distance fits in the 30 signed bits of a pointer. */
#define CAPN_MESSAGE_MAX_WORDS 536870911u

struct capn_builder {
    uint64_t *words;            /* the buffer; word 0 is the segment table, word 1 the root pointer */
    uint32_t capacity_words;
    uint32_t used_words;        /* 0 before the root was made */
    status_t error;
};

struct capn_struct_builder {
    struct capn_builder *builder;
    uint64_t *data;             /* the first data word; the pointers follow the data */
    uint32_t data_word;         /* its index in builder->words */
    uint16_t data_words;
    uint16_t pointer_count;
};

struct capn_list_builder {
    struct capn_builder *builder;
    uint32_t first_word;        /* of element 0 (after the tag of a composite list) */
    uint32_t count;
    uint32_t step_bits;
    uint16_t data_words;        /* composite lists: of each element */
    uint16_t pointer_count;
    uint8_t element_size;
};

/* buffer is 8-byte aligned, borrowed until the message is no longer used. bytes is rounded down to words. */
static inline void capn_builder_init(struct capn_builder *builder, void *buffer, size_t bytes)
{
    builder->words = (uint64_t *)buffer;
    builder->capacity_words = (uint32_t)(bytes / 8);
    builder->used_words = 0;
    builder->error = STATUS_OK;
}

/* Remembers the builder's first error and returns it. For the functions of this header. */
status_t capn_builder_fail(struct capn_builder *builder, status_t status);
/* The rest of capn_init_struct: large and empty structs, and what fails. Returns the struct's index among the words; 0:
 * the builder remembers why not. pointer: the pointer's index, 0 when the parent has no such pointer. */
uint32_t capn_struct_make(struct capn_builder *builder, uint32_t pointer, uint16_t data_words, uint16_t pointer_count);

/* Structs up to this are zeroed where they are made: generated code passes constants, so that it is a store or two. */
#define CAPN_INLINE_WORDS 16u

/*
 * The root struct, zeroed. With no data and no pointers nothing is written: the message is zero bytes. A second root
 * throws away the message that was being built and starts it again.
 */
MUST_CHECK static inline status_t capn_builder_root(struct capn_builder *builder, uint16_t data_words,
                                                    uint16_t pointer_count, struct capn_struct_builder *out)
{
    uint32_t size = (uint32_t)data_words + pointer_count;
    uint64_t *words = builder->words;
    if (size == 0 || unlikely(size + 2 > builder->capacity_words)) {
        *out = (struct capn_struct_builder){ .builder = builder };
        builder->used_words = 0;
        return size == 0 ? STATUS_OK : capn_builder_fail(builder, STATUS_NO_SPACE);
    }
    words[1] = (uint64_t)data_words << 32 | (uint64_t)pointer_count << 48;
    if (size <= CAPN_INLINE_WORDS)
        __builtin_memset(words + 2, 0, size * 8);
    else
        memset(words + 2, 0, size * 8);
    /* Last, because the compiler must take it that the message may lie over the builder. */
    builder->used_words = size + 2;
    *out = (struct capn_struct_builder){ builder, words + 2, 2, data_words, pointer_count };
    return STATUS_OK;
}

/* Completes the segment table; bytes gets the message's length. Returns the first error of the builder. */
MUST_CHECK static inline status_t capn_builder_finish(struct capn_builder *builder, size_t *bytes)
{
    uint32_t used = builder->used_words;
    if (used)
        builder->words[0] = (uint64_t)(used - 1) << 32;
    *bytes = (size_t)used * 8;
    return builder->error;
}

/*
 * Pointer fields. What is made is zeroed. STATUS_NO_SPACE; STATUS_OUT_OF_RANGE: no such pointer, or a list of more than
 * CAPN_LIST_MAX_ELEMENTS. A text or data whose address is NULL makes a null pointer.
 */
MUST_CHECK status_t capn_set_text(const struct capn_struct_builder *s, uint16_t index, struct capn_text value);
MUST_CHECK status_t capn_set_data(const struct capn_struct_builder *s, uint16_t index, struct capn_data value);
/* Room for len bytes to be filled in by the caller: the one-copy way to answer with data. */
MUST_CHECK status_t capn_init_data(const struct capn_struct_builder *s, uint16_t index, uint32_t len, uint8_t **out);
/* Shortens the data made by capn_init_data, which must be the last object of the message (STATUS_INVALID_ARGUMENT). */
MUST_CHECK status_t capn_truncate_data(const struct capn_struct_builder *s, uint16_t index, uint32_t len);
MUST_CHECK static inline status_t capn_init_struct(const struct capn_struct_builder *s, uint16_t index,
                                                   uint16_t data_words, uint16_t pointer_count,
                                                   struct capn_struct_builder *out)
{
    struct capn_builder *builder = s->builder;
    uint32_t size = (uint32_t)data_words + pointer_count, at = builder->used_words;
    uint32_t pointer = s->data_word + s->data_words + index;
    if (likely(index < s->pointer_count && size - 1 < CAPN_INLINE_WORDS && at + size <= builder->capacity_words)) {
        uint64_t *object = s->data + (at - s->data_word);
        s->data[s->data_words + index] =
            (uint64_t)data_words << 32 | (uint64_t)pointer_count << 48 | (at - pointer - 1) << 2;
        __builtin_memset(object, 0, size * 8);
        builder->used_words = at + size;
        *out = (struct capn_struct_builder){ builder, object, at, data_words, pointer_count };
        return STATUS_OK;
    }
    at = capn_struct_make(builder, index < s->pointer_count ? pointer : 0, data_words, pointer_count);
    *out = (struct capn_struct_builder){ .builder = builder };
    if (at == 0)
        return builder->error;
    *out = (struct capn_struct_builder){ builder, builder->words + at, at, data_words, pointer_count };
    return STATUS_OK;
}
MUST_CHECK status_t capn_init_list(const struct capn_struct_builder *s, uint16_t index, enum capn_element_size size,
                                   uint32_t count, struct capn_list_builder *out);
MUST_CHECK status_t capn_init_struct_list(const struct capn_struct_builder *s, uint16_t index, uint32_t count,
                                          uint16_t data_words, uint16_t pointer_count, struct capn_list_builder *out);
/* Of a list of structs: forgets the elements from count on, for who cannot count in advance. The room stays in the message. Nothing
 * happens when there are no more than count. */
void capn_list_truncate(struct capn_list_builder *list, uint32_t count);
MUST_CHECK status_t capn_set_capability(const struct capn_struct_builder *s, uint16_t index, uint32_t capability);
/*
 * Deep copy of a struct that is being read; unknown fields are kept. Capabilities keep their index. Recurses as deep as
 * the struct nests, CAPN_NESTING_LIMIT at most (some 16 KiB of stack). Also the reader's errors.
 */
MUST_CHECK status_t capn_copy_struct(const struct capn_struct_builder *s, uint16_t index,
                                     const struct capn_struct *value);

/* List elements. STATUS_OUT_OF_RANGE. */
MUST_CHECK status_t capn_list_struct(const struct capn_list_builder *list, uint32_t index,
                                     struct capn_struct_builder *out);
MUST_CHECK status_t capn_list_set_bits(const struct capn_list_builder *list, uint32_t index, uint64_t value);
MUST_CHECK status_t capn_list_set_text(const struct capn_list_builder *list, uint32_t index, struct capn_text value);
MUST_CHECK status_t capn_list_set_data(const struct capn_list_builder *list, uint32_t index, struct capn_data value);
MUST_CHECK status_t capn_list_set_capability(const struct capn_list_builder *list, uint32_t index, uint32_t capability);
MUST_CHECK status_t capn_list_init_list(const struct capn_list_builder *list, uint32_t index,
                                        enum capn_element_size size, uint32_t count, struct capn_list_builder *out);
MUST_CHECK status_t capn_list_init_struct_list(const struct capn_list_builder *list, uint32_t index, uint32_t count,
                                               uint16_t data_words, uint16_t pointer_count,
                                               struct capn_list_builder *out);

/* Element index < count of a list of pointers, as a struct that has just this pointer. */
static inline struct capn_struct_builder capn_list_pointer_struct(const struct capn_list_builder *list, uint32_t index)
{
    uint32_t word = list->first_word + index * (list->step_bits / 64);
    return (struct capn_struct_builder){ list->builder, list->builder->words + word, word, 0, 1 };
}

/* Data fields, by byte offset, as stored. Outside the struct (a builder whose creation failed): ignored. */
static inline void capn_set_bytes(const struct capn_struct_builder *s, uint32_t offset, const void *value,
                                  uint32_t size)
{
    if (offset + size <= s->data_words * 8u)
        __builtin_memcpy((uint8_t *)s->data + offset, value, size);
}
static inline void capn_set_u64(const struct capn_struct_builder *s, uint32_t offset, uint64_t value)
{
    capn_set_bytes(s, offset, &value, 8);
}
static inline void capn_set_u32(const struct capn_struct_builder *s, uint32_t offset, uint32_t value)
{
    capn_set_bytes(s, offset, &value, 4);
}
static inline void capn_set_u16(const struct capn_struct_builder *s, uint32_t offset, uint16_t value)
{
    capn_set_bytes(s, offset, &value, 2);
}
static inline void capn_set_u8(const struct capn_struct_builder *s, uint32_t offset, uint8_t value)
{
    capn_set_bytes(s, offset, &value, 1);
}
static inline void capn_set_bit(const struct capn_struct_builder *s, uint32_t bit, bool value)
{
    uint8_t mask = (uint8_t)(1u << (bit % 8));
    if (bit / 8 < s->data_words * 8u) {
        uint8_t *byte = (uint8_t *)s->data + bit / 8;
        *byte = (uint8_t)(value ? *byte | mask : *byte & ~mask);
    }
}
