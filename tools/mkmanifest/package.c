/* SPDX-License-Identifier: MIT */
#include "package.h"

#include <stdio.h>
#include <string.h>

#include "capnp/call.h"
#include "capnp/schema.h"
#include "report.h"

#define WHERE_BYTES 64

/* One of the two lists of a package while it is filled. */
struct embedding {
    const char *field;                  /* "binaries" */
    const char *option;                 /* "--binary" */
    const struct option_file *files;
    uint32_t file_count;
    uint32_t max;
    struct embedded *out;
    uint32_t *count;
    const char *root;
};

status_t reject_unreadable(const char *where, status_t status)
{
    const char *reason = capn_status_text(status);

    if (status == STATUS_MALFORMED)
        reason = "the message is malformed or truncated here";
    else if (status == STATUS_LIMIT_EXCEEDED)
        reason = "the message is nested too deeply or too much work to read";
    (void)!reject("%s: %s", where, reason);
    return status;
}

static const struct option_file *find_option(const struct embedding *list, struct capn_text name)
{
    for (uint32_t i = 0; i < list->file_count; i++) {
        if (capn_text_equal(list->files[i].name, name))
            return &list->files[i];
    }
    return NULL;
}

static status_t take_file(struct embedded *out, const char *where)
{
    if (out->file.len == 0)
        return reject("%s: the file is empty", where);
    out->bytes = out->file.bytes;
    out->len = out->file.len;
    return STATUS_OK;
}

static status_t embed_option(const struct embedding *list, const struct option_file *file, struct embedded *out)
{
    char where[WHERE_BYTES + SHOWN_BYTES];
    status_t status;

    snprintf(where, sizeof(where), "%s %s", list->option, file->path);
    status = file_read(file->path, where, &out->file);
    return status != STATUS_OK ? status : take_file(out, where);
}

/* A file by its path, or bytes that the input already has, and not both. */
static status_t embed_listed(const struct embedding *list, uint32_t index, const struct named_blob_reader *blob,
                             struct embedded *out)
{
    char where[WHERE_BYTES];
    struct capn_text path;
    struct capn_data data;
    status_t status;

    snprintf(where, sizeof(where), "%s[%u].path", list->field, index);
    if ((status = named_blob_get_path(blob, &path)) != STATUS_OK ||
        (status = named_blob_get_data(blob, &data)) != STATUS_OK)
        return reject_unreadable(where, status);
    if (path.len > 0 && data.len > 0)
        return reject("%s: data and path are both given", where);
    if (path.len == 0 && data.len == 0)
        return reject("%s: neither data nor path is given", where);
    if (data.len > FILE_MAX_BYTES)
        return reject("%s[%u].data: is larger than %u bytes", list->field, index, FILE_MAX_BYTES);
    if (data.len > 0) {
        out->bytes = data.data;
        out->len = data.len;
        return STATUS_OK;
    }
    status = file_read_inside(list->root, path, where, &out->file);
    return status != STATUS_OK ? status : take_file(out, where);
}

static status_t embed_one(const struct embedding *list, const struct capn_list *input, uint32_t index)
{
    struct embedded *out = &list->out[(*list->count)++];
    struct named_blob_reader blob;
    const struct option_file *file;
    status_t status;

    if ((status = named_blob_list_get(input, index, &blob)) != STATUS_OK ||
        (status = named_blob_get_name(&blob, &out->name)) != STATUS_OK)
        return reject_unreadable(list->field, status);
    file = find_option(list, out->name);
    return file ? embed_option(list, file, out) : embed_listed(list, index, &blob, out);
}

/* A file from the command line that replaced a listed one is not added again; a second one of a name is, and the check
 * of the finished package then calls it a duplicate. */
static bool is_listed(const struct embedding *list, uint32_t file_index, uint32_t listed)
{
    if (find_option(list, list->files[file_index].name) != &list->files[file_index])
        return false;
    for (uint32_t i = 0; i < listed; i++) {
        if (capn_text_equal(list->out[i].name, list->files[file_index].name))
            return true;
    }
    return false;
}

static status_t embed_list(const struct embedding *list, const struct capn_list *input)
{
    uint32_t listed = input->count;
    status_t status = STATUS_OK;

    if (listed > list->max)
        return reject("%s: %u entries, at most %u are allowed", list->field, listed, list->max);
    for (uint32_t i = 0; status == STATUS_OK && i < listed; i++)
        status = embed_one(list, input, i);
    for (uint32_t i = 0; status == STATUS_OK && i < list->file_count; i++) {
        struct embedded *out;
        if (is_listed(list, i, listed))
            continue;
        out = &list->out[(*list->count)++];
        out->name = list->files[i].name;
        status = embed_option(list, &list->files[i], out);
    }
    return status;
}

/*
 * The message of the day once more, as a blob: a process can be given a blob to read, but never the manifest. It is
 * there also when it is empty, so that a page can hand it out whatever an overlay says.
 */
static void embed_motd(struct package *package)
{
    struct embedded *out = &package->blobs[package->blob_count++];

    out->name = CAPN_TEXT("motd");
    out->bytes = package->motd.data;
    out->len = package->motd.len;
}

status_t package_embed(struct package *package, const struct options *options, const char *root)
{
    struct embedding binaries = {
        "binaries", "--binary", options->binaries, options->binary_count, MANIFEST_MAX_BINARIES, package->binaries,
        &package->binary_count, root,
    };
    struct embedding blobs = {
        "blobs", "--blob", options->blobs, options->blob_count, MANIFEST_MAX_BLOBS, package->blobs,
        &package->blob_count, root,
    };
    struct capn_list list;
    status_t status = system_manifest_get_binaries(&package->manifest, &list);

    if (status != STATUS_OK)
        return reject_unreadable("binaries", status);
    status = embed_list(&binaries, &list);
    if (status != STATUS_OK)
        return status;
    status = system_manifest_get_blobs(&package->manifest, &list);
    if (status != STATUS_OK)
        return reject_unreadable("blobs", status);
    status = embed_list(&blobs, &list);
    if (status == STATUS_OK)
        embed_motd(package);
    return status;
}

void package_free(struct package *package)
{
    for (uint32_t i = 0; i < package->binary_count; i++)
        file_free(&package->binaries[i].file);
    for (uint32_t i = 0; i < package->blob_count; i++)
        file_free(&package->blobs[i].file);
}
