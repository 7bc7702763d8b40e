/* SPDX-License-Identifier: MIT */
#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "usage: mkmanifest [--overlay FILE.bin] [--set user=NAME] [--root DIR] [--binary NAME=PATH]\n"
    "                  [--blob NAME=PATH] INPUT.bin -o MANIFEST.bin\n";

static bool usage_error(const char *what, const char *argument)
{
    fprintf(stderr, "mkmanifest: %s%s%s\n%s", what, argument ? ": " : "", argument ? argument : "", usage);
    return false;
}

/* Splits NAME=PATH. The name's form is checked with the rest of the package. */
static bool add_file(struct option_file *files, uint32_t *count, uint32_t max, const char *argument)
{
    const char *equals = strchr(argument, '=');

    if (!equals || equals == argument || equals[1] == '\0')
        return usage_error("expected NAME=PATH", argument);
    if (*count == max)
        return usage_error("too many files", argument);
    files[*count].name = (struct capn_text){ argument, (uint32_t)(equals - argument) };
    files[*count].path = equals + 1;
    (*count)++;
    return true;
}

static bool set_value(struct options *options, const char *argument)
{
    if (strncmp(argument, "user=", 5) != 0)
        return usage_error("--set knows user=NAME only", argument);
    options->user = argument + 5;
    return true;
}

static bool take_option(struct options *options, int option, const char *argument)
{
    switch (option) {
    case 'o':
        options->output = argument;
        return true;
    case 'v':
        options->overlay = argument;
        return true;
    case 'r':
        options->root = argument;
        return true;
    case 's':
        return set_value(options, argument);
    case 'n':
        return add_file(options->binaries, &options->binary_count, MANIFEST_MAX_BINARIES, argument);
    case 'b':
        return add_file(options->blobs, &options->blob_count, MANIFEST_MAX_BLOBS, argument);
    default:
        /* getopt has said what it does not know. */
        fputs(usage, stderr);
        return false;
    }
}

bool options_parse(struct options *options, int argc, char **argv)
{
    static const struct option names[] = {
        { "output", required_argument, NULL, 'o' }, { "overlay", required_argument, NULL, 'v' },
        { "root", required_argument, NULL, 'r' },   { "set", required_argument, NULL, 's' },
        { "binary", required_argument, NULL, 'n' }, { "blob", required_argument, NULL, 'b' },
        { NULL, 0, NULL, 0 },
    };
    int option;

    memset(options, 0, sizeof(*options));
    options->root = ".";
    while ((option = getopt_long(argc, argv, "o:", names, NULL)) != -1) {
        if (!take_option(options, option, optarg))
            return false;
    }
    if (optind + 1 != argc)
        return usage_error("expected one INPUT.bin", NULL);
    options->input = argv[optind];
    if (!options->output)
        return usage_error("expected -o MANIFEST.bin", NULL);
    return true;
}
