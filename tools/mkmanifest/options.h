/* SPDX-License-Identifier: MIT */
/* The command line of mkmanifest. */
#pragma once

#include <stdbool.h>

#include "core/manifest.h"

/* --binary and --blob: a file that the person who runs the tool names; it may lie anywhere. */
struct option_file {
    struct capn_text name;
    const char *path;
};

struct options {
    const char *input;
    const char *output;
    const char *overlay;            /* NULL: none */
    const char *root;
    const char *user;               /* NULL: leave accounts as they are */
    struct option_file binaries[MANIFEST_MAX_BINARIES];
    struct option_file blobs[MANIFEST_MAX_BLOBS];
    uint32_t binary_count;
    uint32_t blob_count;
};

/* False after having printed what is wrong and the usage. Strings stay those of argv. */
bool options_parse(struct options *options, int argc, char **argv);
