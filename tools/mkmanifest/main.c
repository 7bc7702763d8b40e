/* SPDX-License-Identifier: MIT */
/*
 * mkmanifest: makes the boot package of a system. README.md has the manual.
 *
 *   input message -> accounts, profiles, motd merged -> files embedded -> message built -> written, checked, renamed
 *
 * Exit code 0, 1 (rejected, one line says why) or 2 (wrong usage).
 */
#include <stdio.h>
#include <stdlib.h>

#include "options.h"
#include "package.h"
#include "report.h"

/* The input is the build's own and is walked several times: once more than the default budget allows is no attack. */
#define INPUT_BUDGET_FACTOR 4u

/* A framed message in a file, open. message must not move afterwards. */
struct input {
    struct file file;
    struct capn_message message;
};

static status_t input_open(struct input *input, const char *path, const char *what)
{
    char where[64 + SHOWN_BYTES];
    size_t used;
    status_t status;

    snprintf(where, sizeof(where), "%s%s", what, path);
    status = file_read(path, where, &input->file);
    if (status != STATUS_OK)
        return status;
    if (input->file.len == 0)
        return reject("%s: the file is empty", where);
    status = capn_message_open(&input->message, input->file.bytes, input->file.len, &used);
    if (status != STATUS_OK)
        return reject("%s: is truncated or not a Cap'n Proto message", where);
    if (used != input->file.len)
        return reject("%s: has %zu bytes after the message", where, input->file.len - used);
    input->message.traversal_left *= INPUT_BUDGET_FACTOR;
    return STATUS_OK;
}

static status_t overlay_open(struct input *input, const char *path, struct manifest_overlay_reader *overlay)
{
    struct manifest_error error;
    status_t status = input_open(input, path, "overlay ");

    if (status != STATUS_OK)
        return status;
    status = manifest_overlay_read_root(&input->message, overlay);
    if (status != STATUS_OK)
        return reject_unreadable("overlay", status);
    status = manifest_check_overlay(overlay, &error);
    return status != STATUS_OK ? reject("%s", error.text) : STATUS_OK;
}

static status_t manifest_open(struct input *input, const char *path, struct package *package)
{
    status_t status = input_open(input, path, "");

    if (status != STATUS_OK)
        return status;
    if ((status = system_manifest_read_root(&input->message, &package->manifest)) != STATUS_OK ||
        (status = system_manifest_get_init_config(&package->manifest, &package->config)) != STATUS_OK)
        return reject_unreadable("initConfig", status);
    return STATUS_OK;
}

static status_t make(const struct options *options, struct package *package, struct input *manifest,
                     struct input *overlay_input)
{
    struct manifest_overlay_reader overlay;
    char *root;
    status_t status = manifest_open(manifest, options->input, package);

    if (status == STATUS_OK && options->overlay)
        status = overlay_open(overlay_input, options->overlay, &overlay);
    if (status == STATUS_OK)
        status = package_merge(package, options->user, options->overlay ? &overlay : NULL);
    if (status == STATUS_OK)
        status = file_resolve_root(options->root, &root);
    if (status != STATUS_OK)
        return status;
    status = package_embed(package, options, root);
    if (status == STATUS_OK)
        status = package_write(package, options->output);
    free(root);
    return status;
}

int main(int argc, char **argv)
{
    /* Too large for a stack, and there is one of each. */
    static struct options options;
    static struct package package;
    static struct input manifest;
    static struct input overlay;
    status_t status;

    if (!options_parse(&options, argc, argv))
        return 2;
    status = make(&options, &package, &manifest, &overlay);
    package_free(&package);
    file_free(&manifest.file);
    file_free(&overlay.file);
    return status == STATUS_OK ? 0 : 1;
}
