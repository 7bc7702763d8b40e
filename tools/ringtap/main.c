/* SPDX-License-Identifier: MIT */
/* ringtap: the trace of a log. README.md says how it is used. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "trace/trace.h"

#define LINE_MAX_BYTES 4096u            /* of the log; the kernel's own lines are at most 512 */
#define SCHEMAS_MAX_BYTES (16u << 20)
#define POLL_MICROSECONDS 50000u
#define IDLE_POLLS 10u                  /* without anything new, until calls that wait are shown */

static const char usage[] = "usage: ringtap [--follow] [--only NAME] [--all] [--schemas FILE] [LOG]\n";

struct options {
    const char *log, *schemas;
    bool follow;
};

static struct trace trace;
static struct trace_lines lines = { .trace = &trace };
static struct capn_schema schema;
static uint64_t record_count;
static volatile sig_atomic_t interrupted;

static int fail(const char *what, const char *why)
{
    fprintf(stderr, "ringtap: %s: %s\n", what, why);
    return 1;
}

static void on_signal(int number)
{
    (void)number;
    interrupted = 1;
}

/* --- schemas ------------------------------------------------------------------------------------------------------- */

/* Of the build that this program lies in: OUT/host/ringtap and OUT/schemas.bin. */
static bool default_schemas(char *path, size_t size)
{
    ssize_t len = readlink("/proc/self/exe", path, size - 1);
    char *slash;

    if (len <= 0)
        return false;
    path[len] = 0;
    for (int i = 0; i < 2; i++) {
        slash = strrchr(path, '/');
        if (!slash)
            return false;
        *slash = 0;
    }
    if (strlen(path) + sizeof("/schemas.bin") > size)
        return false;
    strcat(path, "/schemas.bin");
    return true;
}

static int read_schemas(const char *path)
{
    int file = open(path, O_RDONLY);
    struct stat info;
    uint64_t *bytes;
    size_t len;

    if (file < 0 || fstat(file, &info) != 0)
        return fail(path, strerror(errno));
    if (info.st_size <= 0 || info.st_size > SCHEMAS_MAX_BYTES)
        return fail(path, "these are no packed schemas");
    len = (size_t)info.st_size;
    bytes = malloc(len + 8);
    if (!bytes || read(file, bytes, len) != (ssize_t)len)
        return fail(path, "it cannot be read");
    close(file);
    if (capn_schema_open(&schema, bytes, len) != STATUS_OK)
        return fail(path, "these are no packed schemas");
    trace.schema = &schema;
    return 0;
}

/* --- the log ------------------------------------------------------------------------------------------------------- */

/* The line so far: one that is too long counts with its beginning. */
static char line[LINE_MAX_BYTES];
static size_t line_len;

static void take_bytes(const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] == '\n') {
            record_count += trace_lines_take(&lines, line, line_len);
            line_len = 0;
        } else if (line_len < sizeof(line)) {
            line[line_len++] = bytes[i];
        }
    }
}

/* At the end of what there is, now. False: nothing more will come. */
static bool wait_for_more(bool follow, unsigned *polls)
{
    if (!follow || interrupted)
        return false;
    if (++*polls == IDLE_POLLS)
        trace_idle(&trace);
    fflush(stdout);
    usleep(POLL_MICROSECONDS);
    return true;
}

static int read_log(const struct options *options)
{
    int file = options->log ? open(options->log, O_RDONLY) : STDIN_FILENO;
    static char bytes[65536];
    unsigned polls = 0;

    if (file < 0)
        return fail(options->log, strerror(errno));
    for (;;) {
        ssize_t count = read(file, bytes, sizeof(bytes));

        if (count < 0 && errno != EINTR)
            return fail(options->log ? options->log : "standard input", strerror(errno));
        if (count > 0) {
            take_bytes(bytes, (size_t)count);
            polls = 0;
        } else if (!wait_for_more(options->follow, &polls)) {
            break;
        }
    }
    /* A last line without its end was cut, and its checksum will say so. */
    record_count += trace_lines_take(&lines, line, line_len);
    trace_lines_end(&lines);
    trace_end(&trace);
    return 0;
}

static void print(void *context, const char *text, size_t len)
{
    (void)context;
    fwrite(text, 1, len, stdout);
}

/* --- the command line ---------------------------------------------------------------------------------------------- */

static bool options_parse(struct options *options, int argc, char **argv)
{
    static const struct option names[] = {
        { "follow", no_argument, NULL, 'f' },
        { "only", required_argument, NULL, 'o' },
        { "all", no_argument, NULL, 'a' },
        { "schemas", required_argument, NULL, 's' },
        { NULL, 0, NULL, 0 },
    };
    int option;

    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        switch (option) {
        case 'f': options->follow = true; break;
        case 'o': trace.only = optarg; break;
        case 'a': trace.all = true; break;
        case 's': options->schemas = optarg; break;
        default: return false;
        }
    }
    if (argc - optind > 1)
        return false;
    options->log = argv[optind];
    return true;
}

int main(int argc, char **argv)
{
    struct options options = { .log = NULL };
    struct sigaction action = { .sa_handler = on_signal };
    char path[1024];
    int status;

    if (!options_parse(&options, argc, argv)) {
        fputs(usage, stderr);
        return 2;
    }
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    /* It follows the log for the one who started it. */
    if (options.follow)
        prctl(PR_SET_PDEATHSIG, SIGTERM);
    trace.print = print;
    trace.times = trace.pids = true;
    if (!options.schemas && default_schemas(path, sizeof(path)))
        options.schemas = path;
    status = options.schemas ? read_schemas(options.schemas) : fail("--schemas", "which packed schemas?");
    if (status == 0)
        status = read_log(&options);
    fflush(stdout);
    if (status != 0)
        return status;
    fprintf(stderr, "ringtap: %llu lines with records, %llu damaged; %llu records lost by the kernel\n",
            (unsigned long long)record_count, (unsigned long long)lines.damaged, (unsigned long long)trace.lost);
    if (record_count == 0 && !options.follow)
        return fail(options.log ? options.log : "standard input", "no record of a tap; was the system booted with `tap`?");
    return 0;
}
