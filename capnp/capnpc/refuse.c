/* SPDX-License-Identifier: MIT */
#include "refuse.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static char **refusals;
static size_t refusal_count;

struct claim {
    const struct schema_file *file;
    const char *owner;
    const char *name;
    size_t order;
    bool shared;
};

/* What is wrong with a claim, kept until they can be told in the order of the files. */
struct objection {
    const struct claim *claim;
    const struct claim *other;          /* NULL: the library */
};

static struct claim *claims;
static size_t claim_count;
static const struct schema_file *current_file;
static bool current_shared;
static struct objection *objections;
static size_t objection_count;

static void refusal_add(char *text)
{
    refusals = array_room(refusals, refusal_count, sizeof(*refusals));
    refusals[refusal_count++] = text;
}

void refuse(const struct node *node, const char *member, const char *format, ...)
{
    size_t path = strlen(node->path);
    int file = (int)(strlen(node->display_name) - path - (path > 0));
    va_list args;
    char *reason;

    va_start(args, format);
    if (vasprintf(&reason, format, args) < 0)
        die("out of memory");
    va_end(args);
    refusal_add(text_format("%.*s: %s%s%s: %s", file, node->display_name, node->path, member ? "." : "", member ? member : "",
                            reason));
}

int refusals_report(void)
{
    for (size_t i = 0; i < refusal_count; i++)
        fprintf(stderr, "capnpc-capos: %s\n", refusals[i]);
    if (refusal_count)
        fprintf(stderr, "capnpc-capos: %zu refused, nothing was written\n", refusal_count);
    return refusal_count ? 1 : 0;
}

void claims_begin(const struct schema_file *file)
{
    current_file = file;
}

void claims_share(bool shared)
{
    current_shared = shared;
}

void claim(const char *owner, const char *name)
{
    claims = array_room(claims, claim_count, sizeof(*claims));
    claims[claim_count] = (struct claim){ current_file, owner, name, claim_count, current_shared };
    claim_count++;
}

static int claim_compare(const void *a, const void *b)
{
    const struct claim *x = a, *y = b;
    int names = strcmp(x->name, y->name);

    return names ? names : (x->order > y->order) - (x->order < y->order);
}

static bool claims_collide(const struct claim *x, const struct claim *y,
                           bool (*includes)(const struct schema_file *, const struct schema_file *))
{
    if (x->file == y->file)
        return true;
    if (x->shared && y->shared && strcmp(x->owner, y->owner) == 0)
        return false;
    return includes(x->file, y->file) || includes(y->file, x->file);
}

/* One pair of declarations clashes in many names at once, get and set for instance: the first is enough. */
static void objection_add(const struct claim *x, const struct claim *other)
{
    for (size_t i = 0; i < objection_count; i++) {
        const struct objection *old = &objections[i];
        bool same_other = other && old->other ? strcmp(old->other->owner, other->owner) == 0 : other == old->other;
        if (old->claim->file == x->file && strcmp(old->claim->owner, x->owner) == 0 && same_other)
            return;
    }
    objections = array_room(objections, objection_count, sizeof(*objections));
    objections[objection_count++] = (struct objection){ x, other };
}

static int objection_compare(const void *a, const void *b)
{
    const struct objection *x = a, *y = b;

    return (x->claim->order > y->claim->order) - (x->claim->order < y->claim->order);
}

void claims_check(bool (*includes)(const struct schema_file *includer, const struct schema_file *included))
{
    if (claim_count)
        qsort(claims, claim_count, sizeof(*claims), claim_compare);
    for (size_t i = 0; i < claim_count; i++) {
        if (name_is_library(claims[i].name))
            objection_add(&claims[i], NULL);
        for (size_t j = i; j-- > 0 && strcmp(claims[i].name, claims[j].name) == 0;)
            if (claims_collide(&claims[i], &claims[j], includes)) {
                objection_add(&claims[i], &claims[j]);
                break;
            }
    }
    if (objection_count)
        qsort(objections, objection_count, sizeof(*objections), objection_compare);
    for (size_t i = 0; i < objection_count; i++) {
        const struct claim *x = objections[i].claim, *other = objections[i].other;
        if (other)
            refusal_add(text_format("%s: %s: its C name %s is also that of %s (%s); rename one of them", x->file->filename,
                                    x->owner, x->name, other->owner, other->file->filename));
        else
            refusal_add(text_format("%s: %s: its C name %s is one of the library's; rename it", x->file->filename, x->owner,
                                    x->name));
    }
}
