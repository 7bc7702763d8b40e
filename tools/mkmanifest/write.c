/* SPDX-License-Identifier: MIT */
/*
 * Building the finished message: one segment, all small objects first, then each embedded file on a page of its own.
 *
 *   file offset 0      segment table (8 bytes), then the root pointer and the structs, lists and texts
 *   next page          bytes of binaries[0], zeroes up to the end of its last page
 *   next page          bytes of binaries[1], ...
 *   next page          bytes of blobs[0], ...
 *
 * The encoding allows words that no pointer leads to, which is what the gaps between files are. Pages are counted from
 * the start of the file: a boot module is loaded at a page, so every file lies on pages and a program can run in place.
 * A binary's length counts the zeroes of its last page, which are mapped with it; a blob's length is its own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi/limits.h"
#include "copy.h"
#include "report.h"

/* Below the reader's budget, so that who reads a package can walk all of it once and look at parts again. */
#define PACKAGE_MAX_BYTES (48u * 1024 * 1024)
#define PAGE_WORDS (PAGE_SIZE / 8u)

/* A list of embedded files in the message. */
struct embedded_list {
    const char *field;
    const struct embedded *files;
    uint32_t count;
    bool whole_pages;               /* lengths are filled up to pages */
    struct capn_list_builder list;
};

static status_t write_names(struct copy *copy, struct embedded_list *list)
{
    status_t status = STATUS_OK;

    for (uint32_t i = 0; status == STATUS_OK && i < list->count; i++) {
        struct named_blob_builder blob;

        copy_enter(copy, "%s[%u].name", list->field, i);
        status = named_blob_list_at(&list->list, i, &blob);
        if (status == STATUS_OK)
            status = named_blob_set_name(&blob, list->files[i].name);
    }
    return status;
}

static status_t align_to_page(struct capn_builder *builder)
{
    uint64_t next = ((uint64_t)builder->used_words + PAGE_WORDS - 1) / PAGE_WORDS * PAGE_WORDS;

    if (next > builder->capacity_words)
        return STATUS_NO_SPACE;
    /* The buffer came zeroed. */
    builder->used_words = (uint32_t)next;
    return STATUS_OK;
}

/* The builder zeroes what it hands out, so what a file does not fill of its data is zero. */
static status_t write_file(struct copy *copy, const struct named_blob_builder *blob, const struct embedded *file,
                           bool whole_pages)
{
    size_t len = whole_pages ? (file->len + PAGE_SIZE - 1) / PAGE_SIZE * PAGE_SIZE : file->len;
    uint8_t *to;
    status_t status = align_to_page(&copy->builder);

    if (status == STATUS_OK)
        status = named_blob_init_data(blob, (uint32_t)len, &to);
    if (status == STATUS_OK && file->len > 0)
        memcpy(to, file->bytes, file->len);
    return status;
}

static status_t write_files(struct copy *copy, const struct embedded_list *list)
{
    status_t status = STATUS_OK;

    for (uint32_t i = 0; status == STATUS_OK && i < list->count; i++) {
        struct named_blob_builder blob;

        copy_enter(copy, "%s[%u].data", list->field, i);
        status = named_blob_list_at(&list->list, i, &blob);
        if (status == STATUS_OK)
            status = write_file(copy, &blob, &list->files[i], list->whole_pages);
    }
    return status;
}

static status_t write_config(struct copy *copy, const struct package *package,
                             const struct system_manifest_builder *root)
{
    struct init_config_builder config;
    struct init_process_reader init;
    struct init_process_builder copied;
    status_t status;

    copy_enter(copy, "initConfig");
    if ((status = system_manifest_init_init_config(root, &config)) != STATUS_OK ||
        (status = init_config_get_init(&package->config, &init)) != STATUS_OK ||
        (status = init_config_init_init(&config, &copied)) != STATUS_OK ||
        (status = copy_init_process(copy, &init, &copied)) != STATUS_OK ||
        (status = copy_services(copy, &package->config, &config)) != STATUS_OK)
        return status;
    copy_enter(copy, "initConfig.motd");
    if (package->motd.len > 0 && (status = init_config_set_motd(&config, package->motd)) != STATUS_OK)
        return status;
    status = copy_accounts(copy, package, &config);
    return status != STATUS_OK ? status : copy_profiles(copy, package, &config);
}

static status_t write_message(struct copy *copy, const struct package *package)
{
    struct embedded_list binaries = { "binaries", package->binaries, package->binary_count, true, { 0 } };
    struct embedded_list blobs = { "blobs", package->blobs, package->blob_count, false, { 0 } };
    struct system_manifest_builder root;
    status_t status;

    copy_enter(copy, "manifest");
    status = system_manifest_build_root(&copy->builder, &root);
    if (status != STATUS_OK)
        return status;
    system_manifest_set_schema_version(&root, system_manifest_get_schema_version(&package->manifest));
    COPY_TEXT(&package->manifest, &root, system_manifest, name);
    if (binaries.count > 0)
        status = system_manifest_init_binaries(&root, binaries.count, &binaries.list);
    if (status == STATUS_OK && blobs.count > 0)
        status = system_manifest_init_blobs(&root, blobs.count, &blobs.list);
    if (status != STATUS_OK)
        return status;
    if ((status = write_names(copy, &binaries)) != STATUS_OK || (status = write_names(copy, &blobs)) != STATUS_OK ||
        (status = write_config(copy, package, &root)) != STATUS_OK ||
        (status = write_files(copy, &binaries)) != STATUS_OK || (status = write_files(copy, &blobs)) != STATUS_OK)
        return status;
    /* The module ends with its last page, so whatever maps that page shows nothing else. */
    return align_to_page(&copy->builder);
}

/* The promise to the kernel, on the bytes that are on the disk. */
static status_t check_placement(const struct file *written, const struct capn_list *list, const char *field,
                                bool whole_pages)
{
    status_t status = STATUS_OK;

    for (uint32_t i = 0; status == STATUS_OK && i < list->count; i++) {
        struct named_blob_reader blob;
        struct capn_data data;

        if ((status = named_blob_list_get(list, i, &blob)) != STATUS_OK ||
            (status = named_blob_get_data(&blob, &data)) != STATUS_OK)
            return reject_unreadable(field, status);
        if ((data.len > 0 && (size_t)(data.data - (const uint8_t *)written->bytes) % PAGE_SIZE != 0) ||
            (whole_pages && data.len % PAGE_SIZE != 0))
            status = reject("%s[%u].data: does not lie on pages", field, i);
    }
    return status;
}

static status_t check_written(const struct file *written)
{
    struct capn_message message;
    struct system_manifest_reader manifest;
    struct manifest_error error;
    struct capn_list binaries;
    struct capn_list blobs;
    size_t used;
    status_t status;

    if ((status = capn_message_open(&message, written->bytes, written->len, &used)) != STATUS_OK ||
        (status = system_manifest_read_root(&message, &manifest)) != STATUS_OK)
        return reject_unreadable("manifest", status);
    status = manifest_check(&manifest, &error);
    if (status != STATUS_OK)
        return reject("%s", error.text);
    /* The budget is for one walk; this is another. */
    if ((status = capn_message_open(&message, written->bytes, written->len, &used)) != STATUS_OK ||
        (status = system_manifest_get_binaries(&manifest, &binaries)) != STATUS_OK ||
        (status = system_manifest_get_blobs(&manifest, &blobs)) != STATUS_OK)
        return reject_unreadable("manifest", status);
    status = check_placement(written, &binaries, "binaries", true);
    return status != STATUS_OK ? status : check_placement(written, &blobs, "blobs", false);
}

static status_t package_build(struct copy *copy, const struct package *package, void *buffer, size_t *bytes)
{
    status_t status;

    capn_builder_init(&copy->builder, buffer, PACKAGE_MAX_BYTES);
    status = write_message(copy, package);
    if (status == STATUS_OK)
        status = capn_builder_finish(&copy->builder, bytes);
    if (status == STATUS_NO_SPACE)
        return reject("%s: the package would be larger than %u bytes", copy->where, PACKAGE_MAX_BYTES);
    return status != STATUS_OK ? reject_unreadable(copy->where, status) : STATUS_OK;
}

status_t package_write(const struct package *package, const char *path)
{
    struct copy copy;
    size_t bytes = 0;
    status_t status;
    /* Mostly never touched, so it costs addresses only. */
    void *buffer = calloc(1, PACKAGE_MAX_BYTES);

    if (!buffer)
        return reject("out of memory");
    status = package_build(&copy, package, buffer, &bytes);
    if (status == STATUS_OK)
        status = file_write_checked(path, buffer, bytes, check_written);
    free(buffer);
    return status;
}
