/* SPDX-License-Identifier: MIT */
/*
 * Serves Reader: reads the beginning of whatever blob its parent gave it under a name. It looks the name up anew for each call,
 * because the parent may grant and revoke it while this program runs.
 */
#include "rt/loop.h"

#include "demo.capnp.h"
#include "kernel.capnp.h"

#define NAME_BYTES CAPSET_NAME_BYTES
#define READ_MAX_BYTES 1024u

/* The blob's answer becomes ours: its data, or why there is none. */
static status_t pass_on(struct rt *rt, struct capn_call *call, struct capn_request *request,
                        struct reader_read_results_builder *results)
{
    struct boot_blob_read_results_reader read;
    struct capn_data data;
    uint8_t *bytes;
    status_t status = capn_request_call(request);

    if (status < 0)
        return capn_call_fail(call, status, "%s", *rt_last_reason(rt) ? rt_last_reason(rt) : capn_status_text(status));
    status = boot_blob_read_results(request, &read);
    if (status == STATUS_OK)
        status = boot_blob_read_results_get_data(&read, &data);
    if (status == STATUS_OK)
        status = reader_read_results_init_data(results, data.len, &bytes);
    if (status == STATUS_OK)
        memcpy(bytes, data.data, data.len);
    return status;
}

static status_t on_read(void *self, struct capn_call *call, const struct reader_read_params_reader *params,
                        struct reader_read_results_builder *results)
{
    uint32_t max_bytes = reader_read_params_get_max_bytes(params);
    struct boot_blob_read_params_builder read;
    struct capn_request request;
    char name[NAME_BYTES] = { 0 };
    struct rt *rt = self;
    struct capn_text text;
    boot_blob_t blob;
    status_t status = reader_read_params_get_name(params, &text);

    if (status < 0)
        return status;
    if (text.len >= sizeof(name) || max_bytes > READ_MAX_BYTES)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "name: at most %u bytes, maxBytes: at most %u", NAME_BYTES - 1,
                              READ_MAX_BYTES);
    memcpy(name, text.data, text.len);
    status = rt_find(rt, name, BOOT_BLOB_INTERFACE_ID, &blob.id);
    if (status < 0)
        return capn_call_fail(call, status, "name: nothing to read was granted as \"%s\"", name);
    status = boot_blob_read_begin_sized(&request, rt, blob, &read, 0, READ_MAX_BYTES + 64);
    if (status < 0)
        return status;
    boot_blob_read_params_set_max_bytes(&read, max_bytes);
    status = pass_on(rt, call, &request, results);
    capn_request_end(&request);
    return status;
}

static const struct reader_server server = { .read = on_read };
RT_DISPATCH(reader)

int main(struct rt *rt)
{
    static struct rt_endpoint endpoint;
    static struct rt_loop loop;
    cap_id_t cap;
    status_t status = rt_find(rt, "reader", ENDPOINT_INTERFACE_ID, &cap);

    if (status < 0) {
        rt_log(rt, "needs an endpoint named reader: %s", capn_status_text(status));
        return 1;
    }
    rt_loop_init(&loop, rt);
    status = rt_loop_serve(&loop, &endpoint, cap, reader_dispatch_any, &server, rt, 0);
    if (status < 0) {
        rt_log(rt, "cannot serve: %s", capn_status_text(status));
        return 1;
    }
    return rt_loop_run(&loop);
}
