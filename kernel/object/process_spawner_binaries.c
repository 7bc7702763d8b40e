/* SPDX-License-Identifier: MIT */
/* ProcessSpawner.binaries: what a spawner accepts, in pages. */
#include "object/process_spawner_priv.h"

#include "object/listing.h"
#include "object/package.h"

/* What a spawner accepts: its own names, or those of the package. Neither ever changes. */
struct names {
    const struct process_spawner *spawner;
    struct capn_list binaries;
    uint32_t count;
};

static status_t name_at(const struct names *names, uint32_t index, struct capn_text *name)
{
    struct named_blob_reader binary;
    status_t status;

    if (names->spawner->count != 0) {
        *name = names->spawner->allowed[index];
        return STATUS_OK;
    }
    status = named_blob_list_get(&names->binaries, index, &binary);
    return status == STATUS_OK ? named_blob_get_name(&binary, name) : status;
}

/* How many names from an index on fit behind what the results hold already; 1 at least, if there is one. */
static uint32_t count_fitting(const struct names *names, uint32_t from, const struct capn_builder *results)
{
    uint32_t words = results->used_words, count = 0;
    struct capn_text name;

    while (from + count < names->count && name_at(names, from + count, &name) == STATUS_OK) {
        words += 1 + LISTING_TEXT_WORDS(name.len + 1);
        if (words > results->capacity_words && count != 0)
            break;
        count++;
    }
    return count;
}

status_t process_spawner_binaries(void *self, struct capn_call *call, const struct process_spawner_binaries_params_reader *params,
                                  struct process_spawner_binaries_results_builder *results)
{
    uint32_t from = process_spawner_binaries_params_get_from(params), count;
    struct names names = { .spawner = self };
    struct capn_message message;
    struct system_manifest_reader manifest;
    struct capn_list_builder list;
    struct capn_text name;
    status_t status;

    package_open(&message, &manifest);
    status = system_manifest_get_binaries(&manifest, &names.binaries);
    if (status != STATUS_OK)
        return status;
    names.count = names.spawner->count != 0 ? names.spawner->count : names.binaries.count;
    from = from < names.count ? from : names.count;
    count = count_fitting(&names, from, &call->results);
    status = process_spawner_binaries_results_init_names(results, count, &list);
    for (uint32_t i = 0; i < count && status == STATUS_OK; i++) {
        status = name_at(&names, from + i, &name);
        if (status == STATUS_OK)
            status = capn_list_set_text(&list, i, name);
    }
    process_spawner_binaries_results_set_next(results, from + count < names.count ? from + count : 0);
    return status;
}
