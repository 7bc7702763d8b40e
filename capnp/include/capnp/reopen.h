/* SPDX-License-Identifier: MIT */
/*
 * Messages under construction, looked at and gone on with: reading what a builder has so far, opening a message to build on,
 * and the objects that are in it already. In builder.h `init` makes an object; here `open` takes the one that is there.
 *
 * An object that is smaller than asked for, because an older schema made it, is made anew at the end of the message: its
 * contents move, its old words become zero, and readers and builders of the old object are no longer to be used.
 *
 * Nothing blocks, allocates or takes a lock.
 */
#pragma once

#include "capnp/builder.h"

/*
 * What the builder has so far, as a message to read. The message borrows the builder's buffer. Objects that are made later are
 * not in it (STATUS_MALFORMED if something that is read leads to them): make another view then.
 */
void capn_builder_view(const struct capn_builder *builder, struct capn_message *message);

/*
 * Goes on with the framed message in the first len bytes of buffer (8-byte aligned, bytes long, borrowed until the message is
 * no longer used; what is behind the message may be overwritten). Every pointer is checked: only then the builder can be
 * used. STATUS_MALFORMED: truncated, or a pointer that leads out of the message, or objects that lie over each other;
 * STATUS_NOT_SUPPORTED: more than one segment, or a far pointer (copy it with capn_copy_struct); STATUS_LIMIT_EXCEEDED: nested
 * too deep. Takes time for each word, once. Recurses as deep as the message nests, CAPN_NESTING_LIMIT at most (some 8 KiB
 * of stack).
 */
MUST_CHECK status_t capn_builder_reopen(struct capn_builder *builder, void *buffer, size_t len, size_t bytes);

/*
 * The root, of at least this size. A message that has none (zero bytes, a null root) gets one. STATUS_TYPE_MISMATCH: the root is no
 * struct. STATUS_NO_SPACE.
 */
MUST_CHECK status_t capn_open_root(struct capn_builder *builder, uint16_t data_words, uint16_t pointer_count,
                                   struct capn_struct_builder *out);

/*
 * What pointer `index` leads to, to be changed in place. A pointer of a list: capn_list_pointer_struct gives a struct that has
 * just that. STATUS_NOT_FOUND: a null pointer, or none; make the object with capn_init_... then. STATUS_TYPE_MISMATCH: another
 * kind of object, or a list whose elements cannot be what is asked for (the rules of capn_get_list). STATUS_NO_SPACE: it is too
 * small, and there is no room for another. STATUS_MALFORMED: the words of the pointer were overwritten.
 * None of these is remembered by the builder but STATUS_NO_SPACE.
 */
MUST_CHECK status_t capn_open_struct(const struct capn_struct_builder *s, uint16_t index, uint16_t data_words,
                                     uint16_t pointer_count, struct capn_struct_builder *out);
/* size: of the schema's element type, not CAPN_SIZE_COMPOSITE. Elements may be wider, or the first field of structs. */
MUST_CHECK status_t capn_open_list(const struct capn_struct_builder *s, uint16_t index, enum capn_element_size size,
                                   struct capn_list_builder *out);
/* Structs of at least this size. A list of numbers or pointers becomes one of structs that begin with them. */
MUST_CHECK status_t capn_open_struct_list(const struct capn_struct_builder *s, uint16_t index, uint16_t data_words,
                                          uint16_t pointer_count, struct capn_list_builder *out);
/* The bytes of Data, or of Text with its terminating zero. */
MUST_CHECK status_t capn_open_data(const struct capn_struct_builder *s, uint16_t index, uint8_t **out, uint32_t *len);
