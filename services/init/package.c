/* SPDX-License-Identifier: MIT */
/* Reading the boot package into memory, piece by piece: one call can bring 32 KiB at most. */
#include "init_priv.h"

#define CHUNK_BYTES 32768u

static status_t chunk_read(struct init *init, uint8_t *to, uint64_t offset, uint32_t max_bytes, uint32_t *got)
{
    struct capn_request request;
    struct boot_package_read_manifest_params_builder params;
    struct boot_package_read_manifest_results_reader results;
    struct capn_data data;
    status_t status;

    status = boot_package_read_manifest_begin_sized(&request, init->rt, init->boot, &params, 0, CHUNK_BYTES + 8);
    if (status < 0)
        return status;
    boot_package_read_manifest_params_set_offset(&params, offset);
    boot_package_read_manifest_params_set_max_bytes(&params, max_bytes);
    status = capn_request_call(&request);
    if (status < 0)
        goto end;
    status = boot_package_read_manifest_results(&request, &results);
    if (status < 0)
        goto end;
    status = boot_package_read_manifest_results_get_data(&results, &data);
    if (status < 0)
        goto end;
    if (data.len > max_bytes) {
        status = STATUS_MALFORMED;
        goto end;
    }
    memcpy(to, data.data, data.len);
    *got = data.len;
end:
    capn_request_end(&request);
    return status;
}

status_t package_read(struct init *init, uint8_t **bytes, size_t *len)
{
    uint64_t size, offset = 0;
    uint32_t want, got;
    status_t status;
    uint8_t *memory;

    status = boot_package_manifest_size(init->rt, init->boot, &size);
    if (status < 0)
        return init_fail(init, status, "cannot ask for the size of the manifest: %s", capn_status_text(status));
    memory = rt_alloc(init->rt, size);
    if (!memory)
        return init_fail(init, STATUS_NO_MEMORY, "no memory for the manifest of %lu bytes", (unsigned long)size);
    while (offset < size) {
        want = size - offset < CHUNK_BYTES ? (uint32_t)(size - offset) : CHUNK_BYTES;
        status = chunk_read(init, memory + offset, offset, want, &got);
        if (status == STATUS_OK && got == 0)
            status = STATUS_OUT_OF_RANGE;
        if (status < 0) {
            rt_free(init->rt, memory);
            return init_fail(init, status, "cannot read the manifest at byte %lu: %s", (unsigned long)offset,
                             capn_status_text(status));
        }
        offset += got;
    }
    *bytes = memory;
    *len = size;
    return STATUS_OK;
}
