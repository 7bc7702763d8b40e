/* SPDX-License-Identifier: MIT */
/*
 * The canonical form (https://capnproto.org/encoding.html, "Canonicalization"): one encoding for each value, so that messages
 * can be compared, signed and hashed as bytes. One segment, objects in preorder without gaps, no trailing zero words or null
 * pointers in structs, no capabilities.
 *
 * A canonical message here is framed like any other. What the reference library calls canonical, and what is to be signed,
 * is the segment without its table: everything from byte CAPN_CANONICAL_START on.
 *
 * Nothing blocks, allocates or takes a lock. Both recurse as deep as the value nests, CAPN_NESTING_LIMIT at most (some 16 KiB
 * of stack).
 */
#pragma once

#include "capnp/builder.h"

#define CAPN_CANONICAL_START 8u

/*
 * Writes value as the root of a canonical message into buffer (8-byte aligned, not overlapping value's message). Never longer
 * than value's own message, if that has no overlapping objects, and 16 bytes for an empty struct. bytes gets the length, 0
 * after a failure. STATUS_NO_SPACE; STATUS_NOT_SUPPORTED: it has a capability, for which there is no canonical form;
 * STATUS_MALFORMED, STATUS_LIMIT_EXCEEDED: value is damaged.
 */
MUST_CHECK status_t capn_canonicalize(const struct capn_struct *value, void *buffer, size_t capacity, size_t *bytes);

/*
 * Whether the message that was opened is canonical, as the reference library judges it. False for damaged ones. Takes time
 * for each word of the message, once, and does not charge its traversal budget.
 */
bool capn_is_canonical(const struct capn_message *message);
