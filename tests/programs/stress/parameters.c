/* SPDX-License-Identifier: MIT */
/* The message of the day is what a person can replace without touching the page (systems/local.capnp): it has the parameters. */
#include "driver.h"

#define SEED_DEFAULT 1u
#define ACTORS_DEFAULT 1000u

static bool parse_value(const char *text, uint32_t len, const char *key, uint64_t *value)
{
    uint32_t key_len = (uint32_t)strlen(key);

    for (uint32_t at = 0; at + key_len < len; at++) {
        if (memcmp(text + at, key, key_len) != 0)
            continue;
        *value = 0;
        for (at += key_len; at < len && text[at] >= '0' && text[at] <= '9'; at++)
            *value = *value * 10 + (uint64_t)(text[at] - '0');
        return true;
    }
    return false;
}

static status_t read_text(struct driver *driver, char *buffer, uint32_t room, uint32_t *len)
{
    struct boot_blob_read_params_builder params;
    struct boot_blob_read_results_reader results;
    struct capn_request request;
    struct capn_data data;
    boot_blob_t blob;
    status_t status = rt_find(driver->kit.rt, "parameters", BOOT_BLOB_INTERFACE_ID, &blob.id);

    if (status == STATUS_OK)
        status = boot_blob_read_begin(&request, driver->kit.rt, blob, &params);
    if (status < 0)
        return status;
    boot_blob_read_params_set_max_bytes(&params, room);
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = boot_blob_read_results(&request, &results);
    if (status == STATUS_OK)
        status = boot_blob_read_results_get_data(&results, &data);
    if (status == STATUS_OK) {
        *len = data.len;
        memcpy(buffer, data.data, data.len);
    }
    capn_request_end(&request);
    return status;
}

void parameters_read(struct driver *driver)
{
    char text[256];
    uint64_t value;
    uint32_t len = 0;

    driver->seed = SEED_DEFAULT;
    driver->actors = ACTORS_DEFAULT;
    kit_expect(&driver->kit, "parameters", read_text(driver, text, sizeof(text), &len), STATUS_OK);
    if (parse_value(text, len, "seed=", &value))
        driver->seed = value;
    if (parse_value(text, len, "actors=", &value))
        driver->actors = (uint32_t)value;
    driver->random = (struct kit_random){ driver->seed };
}
