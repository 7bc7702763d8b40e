/* SPDX-License-Identifier: MIT */
/*
 * capnpc-capos: the schema compiler's plugin for capOS. `capnp compile -o ./capnpc-capos:DIR --src-prefix=schema
 * schema/x.capnp` starts it in DIR with a CodeGeneratorRequest on standard input, and it writes x.capnp.h and
 * x.capnp.c there for every file that was named; when it refuses something, it writes nothing. Under the name
 * capnpc-capos-pack, or with the argument --pack, it writes schemas.bin instead. The same request always gives the same bytes.
 */
#include "emit.h"

#include <string.h>

#include "include.h"
#include "refuse.h"

#define REQUEST_LIMIT_BYTES (16u << 20)

/* The whole of standard input, in memory that is aligned for words. */
static void *read_request(size_t *len)
{
    uint8_t *bytes = memory_take(REQUEST_LIMIT_BYTES, 1);

    *len = fread(bytes, 1, REQUEST_LIMIT_BYTES, stdin);
    if (ferror(stdin) || *len == REQUEST_LIMIT_BYTES)
        die("cannot read the request, or it is longer than %u bytes", REQUEST_LIMIT_BYTES);
    return bytes;
}

static bool wants_pack(int argc, char **argv)
{
    size_t length = strlen(argv[0]);

    return (argc > 1 && strcmp(argv[1], "--pack") == 0) || (length > 5 && strcmp(argv[0] + length - 5, "-pack") == 0);
}

static int write_packed(const struct model *model)
{
    FILE *out;

    if (refusals_report())
        return 1;
    out = fopen("schemas.bin", "w");
    if (!out)
        die("cannot write schemas.bin");
    generate_packed(out, model);
    if (ferror(out) || fclose(out))
        die("cannot write schemas.bin");
    return 0;
}

int main(int argc, char **argv)
{
    static struct model model;
    size_t len;
    void *request = read_request(&len);

    model_load(&model, request, len);
    if (wants_pack(argc, argv))
        return write_packed(&model);
    includes_find(&model);
    return generate_files(&model);
}
