/* SPDX-License-Identifier: MIT */
/* Files: reading whole ones, reading what a manifest names inside one directory, writing at once or not at all. */
#pragma once

#include <stddef.h>

#include "capnp/message.h"

/* No program, no input and no package needs more; what is larger is a mistake. */
#define FILE_MAX_BYTES (16u * 1024 * 1024)

/* A file in memory, 8-byte aligned. Freed with file_free. */
struct file {
    void *bytes;
    size_t len;
};

/* Reads a regular file of at most FILE_MAX_BYTES. what begins the rejection ("overlay /x/y"). */
MUST_CHECK status_t file_read(const char *path, const char *what, struct file *out);

/*
 * The same for a path from a manifest: relative, without "..", and inside root also after symbolic links are followed.
 * root is a realpath.
 */
MUST_CHECK status_t file_read_inside(const char *root, struct capn_text path, const char *what, struct file *out);

/* Rejects when root is not a directory; *out is to be freed. */
MUST_CHECK status_t file_resolve_root(const char *root, char **out);

void file_free(struct file *file);

/*
 * Writes beside path and renames when check, which gets what is on the disk then, agrees. Nobody ever sees half a file,
 * and after a failure an old one is still there.
 */
MUST_CHECK status_t file_write_checked(const char *path, const void *bytes, size_t len,
                                       status_t (*check)(const struct file *written));
