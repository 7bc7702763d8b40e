/* SPDX-License-Identifier: MIT */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report.h"

void file_free(struct file *file)
{
    free(file->bytes);
    *file = (struct file){ NULL, 0 };
}

static status_t read_all(int fd, const char *what, struct file *out, size_t len)
{
    out->len = 0;
    out->bytes = malloc(len > 0 ? len : 1);
    if (!out->bytes)
        return reject("%s: out of memory", what);
    while (out->len < len) {
        ssize_t got = read(fd, (char *)out->bytes + out->len, len - out->len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            file_free(out);
            return reject("%s: %s", what, got < 0 ? strerror(errno) : "became shorter while it was read");
        }
        out->len += (size_t)got;
    }
    return STATUS_OK;
}

static status_t read_open(int fd, const char *what, size_t max, struct file *out)
{
    struct stat info;

    if (fstat(fd, &info) < 0)
        return reject("%s: %s", what, strerror(errno));
    if (!S_ISREG(info.st_mode))
        return reject("%s: is not a regular file", what);
    if ((uint64_t)info.st_size > max)
        return reject("%s: is larger than %zu bytes", what, max);
    return read_all(fd, what, out, (size_t)info.st_size);
}

/* Without O_NONBLOCK opening a named pipe would wait for its other end. */
static status_t read_path(const char *path, const char *what, size_t max, int flags, struct file *out)
{
    status_t status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags);

    if (fd < 0)
        return reject("%s: %s", what, strerror(errno));
    status = read_open(fd, what, max, out);
    close(fd);
    return status;
}

status_t file_read(const char *path, const char *what, struct file *out)
{
    return read_path(path, what, FILE_MAX_BYTES, 0, out);
}

static bool has_parent_component(const char *path)
{
    for (const char *at = path; at; at = strchr(at, '/')) {
        at += *at == '/';
        if (strncmp(at, "..", 2) == 0 && (at[2] == '/' || at[2] == '\0'))
            return true;
    }
    return false;
}

/* Both are realpaths. */
static bool is_inside(const char *root, const char *path)
{
    size_t len = strlen(root);

    if (len == 1)
        return true;
    return strncmp(root, path, len) == 0 && path[len] == '/';
}

status_t file_read_inside(const char *root, struct capn_text path, const char *what, struct file *out)
{
    char joined[PATH_MAX];
    char *resolved;
    status_t status;
    int len;

    if (strlen(path.data) != path.len)
        return reject("%s: has a zero byte", what);
    if (path.data[0] == '/')
        return reject("%s: \"%s\" is absolute, must be relative to --root", what, show(path).text);
    if (has_parent_component(path.data))
        return reject("%s: \"%s\" has a \"..\"", what, show(path).text);
    len = snprintf(joined, sizeof(joined), "%s/%s", root, path.data);
    if (len < 0 || (size_t)len >= sizeof(joined))
        return reject("%s: is too long", what);
    resolved = realpath(joined, NULL);
    if (!resolved)
        return reject("%s: \"%s\": %s", what, show(path).text, strerror(errno));
    if (is_inside(root, resolved))
        /* O_NOFOLLOW: a link put there since realpath looked is not followed. */
        status = read_path(resolved, what, FILE_MAX_BYTES, O_NOFOLLOW, out);
    else
        status = reject("%s: \"%s\" leads out of --root through a symbolic link", what, show(path).text);
    free(resolved);
    return status;
}

status_t file_resolve_root(const char *root, char **out)
{
    struct stat info;

    *out = realpath(root, NULL);
    if (!*out)
        return reject("--root %s: %s", root, strerror(errno));
    if (stat(*out, &info) == 0 && S_ISDIR(info.st_mode))
        return STATUS_OK;
    free(*out);
    return reject("--root %s: is not a directory", root);
}

static bool write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t put = write(fd, bytes, len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        len -= (size_t)put;
    }
    return true;
}

/* mkstemp makes a private file; a finished one has the permissions of any other. */
static mode_t file_mode(void)
{
    mode_t mask = umask(0);

    umask(mask);
    return 0666 & ~mask;
}

static status_t write_temporary(int fd, const char *name, const void *bytes, size_t len,
                                status_t (*check)(const struct file *written))
{
    struct file written;
    status_t status;

    if (!write_all(fd, bytes, len) || fchmod(fd, file_mode()) < 0 || fsync(fd) < 0)
        return reject("%s: %s", name, strerror(errno));
    status = read_path(name, name, len, O_NOFOLLOW, &written);
    if (status != STATUS_OK)
        return status;
    if (written.len != len || memcmp(written.bytes, bytes, len) != 0)
        status = reject("%s: does not read back as written", name);
    else
        status = check(&written);
    file_free(&written);
    return status;
}

status_t file_write_checked(const char *path, const void *bytes, size_t len,
                            status_t (*check)(const struct file *written))
{
    char name[PATH_MAX];
    status_t status;
    int fd;
    int name_len = snprintf(name, sizeof(name), "%s.XXXXXX", path);

    if (name_len < 0 || (size_t)name_len >= sizeof(name))
        return reject("-o: the name is too long");
    fd = mkstemp(name);
    if (fd < 0)
        return reject("%s: %s", path, strerror(errno));
    status = write_temporary(fd, name, bytes, len, check);
    close(fd);
    if (status == STATUS_OK && rename(name, path) < 0)
        status = reject("%s: %s", path, strerror(errno));
    if (status != STATUS_OK)
        unlink(name);
    return status;
}
