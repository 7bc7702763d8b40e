/* SPDX-License-Identifier: MIT */
/* Loading and looking up. */
#include "schemas.h"

#include "ask.h"

#define CHUNK_BYTES 32768u
#define SCHEMAS_MAX_BYTES (4u * 1024 * 1024)

static status_t blob_size(struct input *input, boot_blob_t blob, uint64_t *size)
{
    struct boot_blob_info_params_builder params;
    struct boot_blob_info_results_reader results;
    struct capn_request request;
    status_t status = boot_blob_info_begin(&request, input->rt, blob, &params);

    if (status != STATUS_OK)
        return status;
    status = ask(input, ASK_ALONE, &request);
    if (status == STATUS_OK)
        status = boot_blob_info_results(&request, &results);
    if (status == STATUS_OK)
        *size = boot_blob_info_results_get_size(&results);
    capn_request_end(&request);
    return status;
}

/* One chunk of 1 to CHUNK_BYTES bytes. */
static status_t blob_read(struct input *input, boot_blob_t blob, uint64_t offset, uint8_t *to, uint32_t room, uint32_t *got)
{
    struct boot_blob_read_params_builder params;
    struct boot_blob_read_results_reader results;
    struct capn_request request;
    struct capn_data data;
    status_t status = boot_blob_read_begin_sized(&request, input->rt, blob, &params, 0, room + 64);

    if (status != STATUS_OK)
        return status;
    boot_blob_read_params_set_offset(&params, offset);
    boot_blob_read_params_set_max_bytes(&params, room);
    status = ask(input, ASK_ALONE, &request);
    if (status == STATUS_OK)
        status = boot_blob_read_results(&request, &results);
    if (status == STATUS_OK)
        status = boot_blob_read_results_get_data(&results, &data);
    if (status == STATUS_OK && (data.len == 0 || data.len > room))
        status = STATUS_MALFORMED;
    if (status == STATUS_OK) {
        memcpy(to, data.data, data.len);
        *got = data.len;
    }
    capn_request_end(&request);
    return status;
}

status_t schemas_read_blob(struct input *input, boot_blob_t blob, size_t most_bytes, uint8_t **bytes, size_t *len)
{
    struct rt *rt = input->rt;
    uint64_t size;
    uint8_t *memory;
    status_t status = blob_size(input, blob, &size);

    if (status != STATUS_OK)
        return status;
    if (size > most_bytes)
        return STATUS_LIMIT_EXCEEDED;
    memory = rt_alloc(rt, size ? size : 1);
    if (!memory)
        return STATUS_NO_MEMORY;
    for (uint64_t at = 0; at < size;) {
        uint32_t room = size - at < CHUNK_BYTES ? (uint32_t)(size - at) : CHUNK_BYTES, got = 0;

        status = blob_read(input, blob, at, memory + at, room, &got);
        if (status != STATUS_OK) {
            rt_free(rt, memory);
            return status;
        }
        at += got;
    }
    *bytes = memory;
    *len = size;
    return STATUS_OK;
}

status_t schemas_load(struct schemas *schemas, struct input *input, boot_blob_t blob)
{
    uint8_t *bytes;
    size_t len;
    status_t status = schemas_read_blob(input, blob, SCHEMAS_MAX_BYTES, &bytes, &len);

    if (status != STATUS_OK)
        return status;
    status = capn_schema_open(&schemas->schema, bytes, len);
    if (status != STATUS_OK)
        rt_free(input->rt, bytes);
    schemas->open = status == STATUS_OK;
    return status;
}

bool schemas_find(struct schemas *schemas, uint64_t interface_id, struct capn_node *out)
{
    return schemas->open && capn_schema_find(&schemas->schema, interface_id, out) == STATUS_OK &&
           out->kind == CAPN_NODE_INTERFACE;
}

bool schemas_find_name(struct schemas *schemas, struct capn_text name, struct capn_node *out)
{
    return schemas->open && capn_schema_find_name(&schemas->schema, name, out) == STATUS_OK &&
           out->kind == CAPN_NODE_INTERFACE;
}

bool schemas_extends(struct schemas *schemas, uint64_t interface_id, uint64_t wanted)
{
    struct capn_node node, ancestor;

    if (interface_id == wanted)
        return true;
    if (!schemas_find(schemas, interface_id, &node))
        return false;
    for (uint32_t i = 0; i < node.ancestors.count; i++) {
        if (capn_schema_node(&schemas->schema, (uint16_t)capn_list_get_bits(&node.ancestors, i), &ancestor) == STATUS_OK &&
            ancestor.id == wanted)
            return true;
    }
    return false;
}

void schemas_name(struct schemas *schemas, uint64_t interface_id, char *name, size_t size)
{
    struct capn_node node;

    if (schemas_find(schemas, interface_id, &node))
        (void)rt_format(name, size, "%.*s", (int)node.name.len, node.name.data);
    else
        (void)rt_format(name, size, "0x%llx", (unsigned long long)interface_id);
}
