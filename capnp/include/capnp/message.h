/* SPDX-License-Identifier: MIT */
/*
 * Reading Cap'n Proto messages in place: no allocation, no recursion that the message controls, every pointer checked.
 * Encoding: https://capnproto.org/encoding.html. Messages are framed as in its section "Serialization Over a Stream":
 * a segment table, then the segments. A payload of zero bytes stands for a struct whose fields all have their defaults.
 *
 * Readers never trust the bytes: offsets are compared as integers before any address is formed, each word that decides
 * something is read once, and a traversal budget and a nesting limit bound the work that a message can cause. A reader
 * must only be used on memory that does not change meanwhile; copy from shared memory first.
 *
 * None of these functions blocks or takes a lock. All may be used with interrupts off.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi/compiler.h"
#include "abi/status.h"

#if defined(CAPOS_KERNEL) && !defined(CAPN_NO_FLOAT)
#define CAPN_NO_FLOAT 1                 /* no floating point registers there */
#endif

/* The C library's, or the kernel's and the runtime's own. */
void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memset(void *to, int value, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *text);

/* docs/limits.md says what each limit is for. */
#define CAPN_MAX_SEGMENTS 512u
#define CAPN_NESTING_LIMIT 64u
#define CAPN_TRAVERSAL_LIMIT_WORDS 8388608u

/* A reader's level: these bits count how deep it may still nest, the bits above them are a segment's number. */
#define CAPN_NESTING_BITS 7
#define CAPN_NESTING_MASK ((1u << CAPN_NESTING_BITS) - 1)
_Static_assert(CAPN_NESTING_LIMIT + 1 <= CAPN_NESTING_MASK, "the root's level counts one more than the limit");
_Static_assert(CAPN_MAX_SEGMENTS <= 1u << (16 - CAPN_NESTING_BITS), "a level is 16 bits");

/* A message being read. Segment sizes come from the segment table; segment i starts where i-1 ends. */
struct capn_message {
    const uint64_t *base;               /* first word of segment 0 */
    uint32_t segment_count;
    uint32_t segment0_words;
    uint64_t traversal_left;            /* words */
    /* Only set when there is more than one segment. */
    const uint8_t *segment_table;       /* sizes in words, 32 bits little endian each */
    uint64_t total_words;               /* of all segments */
};

/* A struct in a message. Fields beyond data_bytes or pointer_count read as their defaults. */
struct capn_struct {
    struct capn_message *message;
    const uint8_t *data;                /* not to be used when data_bytes is 0 */
    const uint64_t *pointers;
    uint32_t data_bytes;
    uint16_t pointer_count;
    uint16_t level;                     /* how deep it may still nest, and the segment that the pointers are in */
};

enum capn_element_size {
    CAPN_SIZE_VOID, CAPN_SIZE_BIT, CAPN_SIZE_BYTE, CAPN_SIZE_TWO_BYTES, CAPN_SIZE_FOUR_BYTES, CAPN_SIZE_EIGHT_BYTES,
    CAPN_SIZE_POINTER, CAPN_SIZE_COMPOSITE
};

struct capn_list {
    struct capn_message *message;
    const uint8_t *elements;
    uint32_t count;
    uint32_t step_bits;                 /* from one element to the next */
    uint32_t data_bytes;                /* of each element, when read as a struct */
    uint16_t pointer_count;             /* of each element, when read as a struct */
    uint16_t level;                     /* of each element */
    uint8_t element_size;               /* enum capn_element_size */
};

/* Borrowed bytes. A text's length does not count its terminating zero, which is always there after a read. */
struct capn_text {
    const char *data;
    uint32_t len;
};
struct capn_data {
    const uint8_t *data;
    uint32_t len;
};

/* A text from a string literal. */
#define CAPN_TEXT(literal) ((struct capn_text){ (literal), sizeof(literal) - 1 })

/* What empty messages, texts and data point to. */
extern const uint64_t capn_empty_word;

/*
 * The common case of opening a message and following a pointer to a struct is inline; what follows is the rest: any
 * number of segments, any pointer. It takes and gives values, no addresses of readers, so that a reader which is only
 * used where it was made need not be in memory at all.
 */
struct capn_found {
    const uint64_t *object;
    uint16_t data_words;
    uint16_t pointer_count;
    uint16_t segment;
    int16_t status;                     /* status_t; of a failure the rest is 0 */
};
MUST_CHECK status_t capn_message_open_slow(struct capn_message *message, const void *buffer, size_t len, size_t *used);
/* The struct that the pointer leads to. NULL and a null pointer: an empty struct. */
struct capn_found capn_struct_find(struct capn_message *message, const uint64_t *pointer, uint16_t level);

static inline void capn_struct_set(struct capn_struct *out, struct capn_message *message, struct capn_found found,
                                   uint8_t nesting_left)
{
    out->message = message;
    out->data = (const uint8_t *)found.object;
    out->pointers = found.object + found.data_words;
    out->data_bytes = found.data_words * 8u;
    out->pointer_count = found.pointer_count;
    out->level = (uint16_t)(nesting_left | found.segment << CAPN_NESTING_BITS);
}

/*
 * Opens the framed message in buffer (8-byte aligned, len bytes; it may be followed by other bytes). used, when not
 * NULL, gets the message's length. len 0 opens the all-default message. The buffer is borrowed for as long as the
 * message is read. STATUS_MALFORMED: truncated, in its table or after it. STATUS_TOO_MANY_SEGMENTS: the table is there and has
 * more than CAPN_MAX_SEGMENTS entries.
 */
MUST_CHECK static inline status_t capn_message_open(struct capn_message *message, const void *buffer, size_t len,
                                                    size_t *used)
{
    uint64_t table = 1;
    if (likely(len >= 16)) {
        __builtin_memcpy(&table, buffer, 8);
    } else if (len == 0) {
        *message = (struct capn_message){ .base = &capn_empty_word, .traversal_left = CAPN_TRAVERSAL_LIMIT_WORDS };
        if (used)
            *used = 0;
        return STATUS_OK;
    }
    if (unlikely((uint32_t)table != 0))      /* not exactly one segment */
        return capn_message_open_slow(message, buffer, len, used);
    uint32_t words = (uint32_t)(table >> 32);
    if (unlikely(words > len / 8 - 1))
        return STATUS_MALFORMED;
    message->base = (const uint64_t *)buffer + 1;
    message->segment_count = 1;
    message->segment0_words = words;
    message->traversal_left = CAPN_TRAVERSAL_LIMIT_WORDS;
    if (used)
        *used = ((size_t)words + 1) * 8;
    return STATUS_OK;
}

/* The root struct. An all-default message and a null root give an empty struct. */
MUST_CHECK static inline status_t capn_message_root(struct capn_message *message, struct capn_struct *out)
{
    uint64_t root = message->base[0];   /* always there, if only as capn_empty_word */
    struct capn_found found = { message->base + 1, (uint16_t)(root >> 32), (uint16_t)(root >> 48), 0, STATUS_OK };
    /* The usual root: a struct pointer with offset 0, so that the struct is what follows the pointer. */
    if (unlikely((uint32_t)root != 0 ||
                 (uint32_t)found.data_words + found.pointer_count >= message->segment0_words))
        found = capn_struct_find(message, message->segment0_words ? message->base : NULL, CAPN_NESTING_LIMIT + 1);
    capn_struct_set(out, message, found, CAPN_NESTING_LIMIT);
    return found.status;
}

/*
 * Pointer fields, by index. A null pointer, or an index past the struct, gives the empty value (capability:
 * STATUS_NOT_FOUND). STATUS_MALFORMED, STATUS_LIMIT_EXCEEDED.
 */
MUST_CHECK static inline status_t capn_get_struct(const struct capn_struct *s, uint16_t index, struct capn_struct *out)
{
    struct capn_message *message = s->message;
    if (likely(index < s->pointer_count && (uint16_t)(s->level - 1) < CAPN_NESTING_MASK)) {
        const uint64_t *pointer = s->pointers + index;
        uint64_t word = *pointer;
        struct capn_found found = { pointer + 1, (uint16_t)(word >> 32), (uint16_t)(word >> 48), 0, STATUS_OK };
        uint32_t size = (uint32_t)found.data_words + found.pointer_count;
        uint64_t position = (uint64_t)(pointer - message->base) + 1 + ((uint32_t)word >> 2);
        /* A near struct pointer that points forwards (low bits 00, sign bit 0), to a struct that is not empty. */
        if (likely(!(word & 0x80000003) && size - 1 < message->traversal_left &&
                   position + size <= message->segment0_words)) {
            message->traversal_left -= size;
            found.object += (uint32_t)word >> 2;
            capn_struct_set(out, message, found, (uint8_t)(s->level - 1));
            return STATUS_OK;
        }
    }
    const uint64_t *at = index < s->pointer_count ? s->pointers + index : NULL;
    struct capn_found found = capn_struct_find(message, at, s->level);
    capn_struct_set(out, message, found, (s->level - 1) & CAPN_NESTING_MASK);
    return found.status;
}
MUST_CHECK status_t capn_get_text(const struct capn_struct *s, uint16_t index, struct capn_text *out);
MUST_CHECK status_t capn_get_data(const struct capn_struct *s, uint16_t index, struct capn_data *out);
/*
 * expected: the element size of the schema's element type. What was written by another version of the schema is read as the
 * reference library reads it: a list of structs from any list but one of bits; a list of numbers from one of numbers that are as
 * wide or wider, a list of pointers from one of pointers, and both from a list of structs whose first field is what is wanted; a
 * list of voids from any list but one of bits; a list of bits only from one of bits. STATUS_TYPE_MISMATCH: any other.
 */
MUST_CHECK status_t capn_get_list(const struct capn_struct *s, uint16_t index, enum capn_element_size expected,
                                  struct capn_list *out);
/* The index into the message's capabilities (a transfer descriptor's or result record's ordinal). */
MUST_CHECK status_t capn_get_capability(const struct capn_struct *s, uint16_t index, uint32_t *out);
bool capn_has_pointer(const struct capn_struct *s, uint16_t index);

/* For code without a schema: what a pointer field holds, and a list as it was written (element_size says how). */
enum capn_pointer_kind { CAPN_POINTER_NULL, CAPN_POINTER_STRUCT, CAPN_POINTER_LIST, CAPN_POINTER_CAPABILITY };
MUST_CHECK status_t capn_get_kind(const struct capn_struct *s, uint16_t index, enum capn_pointer_kind *out);
MUST_CHECK status_t capn_get_any_list(const struct capn_struct *s, uint16_t index, struct capn_list *out);

/* List elements. index must be < count (checked: STATUS_OUT_OF_RANGE). */
MUST_CHECK status_t capn_list_get_struct(const struct capn_list *list, uint32_t index, struct capn_struct *out);
MUST_CHECK status_t capn_list_get_text(const struct capn_list *list, uint32_t index, struct capn_text *out);
MUST_CHECK status_t capn_list_get_data(const struct capn_list *list, uint32_t index, struct capn_data *out);
MUST_CHECK status_t capn_list_get_list(const struct capn_list *list, uint32_t index, enum capn_element_size expected,
                                       struct capn_list *out);
MUST_CHECK status_t capn_list_get_capability(const struct capn_list *list, uint32_t index, uint32_t *out);
/* Unsigned value of a primitive element, zero-extended (bit lists give 0 or 1); 0 past the end. */
uint64_t capn_list_get_bits(const struct capn_list *list, uint32_t index);

/* Data fields, by byte offset, as stored (without the schema's default). Past the struct: 0. */
static inline uint64_t capn_get_u64(const struct capn_struct *s, uint32_t offset)
{
    uint64_t value = 0;
    if (offset + 8u <= s->data_bytes)
        __builtin_memcpy(&value, s->data + offset, 8);
    return value;
}
static inline uint32_t capn_get_u32(const struct capn_struct *s, uint32_t offset)
{
    uint32_t value = 0;
    if (offset + 4u <= s->data_bytes)
        __builtin_memcpy(&value, s->data + offset, 4);
    return value;
}
static inline uint16_t capn_get_u16(const struct capn_struct *s, uint32_t offset)
{
    uint16_t value = 0;
    if (offset + 2u <= s->data_bytes)
        __builtin_memcpy(&value, s->data + offset, 2);
    return value;
}
static inline uint8_t capn_get_u8(const struct capn_struct *s, uint32_t offset)
{
    return offset < s->data_bytes ? s->data[offset] : 0;
}
static inline bool capn_get_bit(const struct capn_struct *s, uint32_t bit)
{
    return (capn_get_u8(s, bit / 8) >> (bit % 8)) & 1;
}

/*
 * The same for generated accessors, which know how many bytes of data all fields take (full). A sender that is not older
 * than us sends them all; asking the same of every field lets a compiler ask it once for the whole struct.
 */
static inline uint64_t capn_field_u64(const struct capn_struct *s, uint32_t offset, uint32_t full)
{
    uint64_t value;
    if (unlikely(s->data_bytes < full))
        return capn_get_u64(s, offset);
    __builtin_memcpy(&value, s->data + offset, 8);
    return value;
}
static inline uint32_t capn_field_u32(const struct capn_struct *s, uint32_t offset, uint32_t full)
{
    uint32_t value;
    if (unlikely(s->data_bytes < full))
        return capn_get_u32(s, offset);
    __builtin_memcpy(&value, s->data + offset, 4);
    return value;
}
static inline uint16_t capn_field_u16(const struct capn_struct *s, uint32_t offset, uint32_t full)
{
    uint16_t value;
    if (unlikely(s->data_bytes < full))
        return capn_get_u16(s, offset);
    __builtin_memcpy(&value, s->data + offset, 2);
    return value;
}
static inline uint8_t capn_field_u8(const struct capn_struct *s, uint32_t offset, uint32_t full)
{
    return unlikely(s->data_bytes < full) ? capn_get_u8(s, offset) : s->data[offset];
}
static inline bool capn_field_bit(const struct capn_struct *s, uint32_t bit, uint32_t full)
{
    return (capn_field_u8(s, bit / 8, full) >> (bit % 8)) & 1;
}
