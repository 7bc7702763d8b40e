/* SPDX-License-Identifier: MIT */
/* The packed schemas of the boot package, read once into the heap: what interfaces there are and what they can do. */
#pragma once

#include "capnp/schema.h"
#include "input.h"
#include "kernel.capnp.h"

#define SCHEMAS_NAME_BYTES 64u

struct schemas {
    bool open;                  /* false: without schemas nothing has a name, and nothing can be called */
    struct capn_schema schema;
};

/* Reads all of a BootBlob into memory that the caller frees (rt_free). At most most_bytes (STATUS_LIMIT_EXCEEDED). ^C gives it up
 * (STATUS_CANCELLED). */
MUST_CHECK status_t schemas_read_blob(struct input *input, boot_blob_t blob, size_t most_bytes, uint8_t **bytes, size_t *len);
MUST_CHECK status_t schemas_load(struct schemas *schemas, struct input *input, boot_blob_t blob);

/* The interface of that id or name. False: not known. */
bool schemas_find(struct schemas *schemas, uint64_t interface_id, struct capn_node *out);
bool schemas_find_name(struct schemas *schemas, struct capn_text name, struct capn_node *out);
/* Whether a capability of the interface is also one of `wanted`: the same, or one that it extends. */
bool schemas_extends(struct schemas *schemas, uint64_t interface_id, uint64_t wanted);
/* Its name, or its id in hexadecimal when it is not known. */
void schemas_name(struct schemas *schemas, uint64_t interface_id, char *name, size_t size);
