/* SPDX-License-Identifier: MIT */
/*
 * Tab completion: what may stand at the cursor, and which of the shell's names fit. Pure: the names come from a source
 * that calls back once for each, so nothing is collected and nothing is allocated.
 */
#pragma once

#include "token.h"

enum completion_kind {
    COMPLETE_NOTHING,
    COMPLETE_COMMAND,
    COMPLETE_CAPABILITY,    /* @name and $name, with the sigil */
    COMPLETE_TARGET,        /* the same, as a word of its own */
    COMPLETE_BOUND,         /* $name only */
    COMPLETE_INTERFACE,
    COMPLETE_CAPABILITY_OR_INTERFACE,
    COMPLETE_METHOD,        /* of subject; the candidate ends with `(` or `()` */
    COMPLETE_PARAMETER,     /* of subject's method; the candidate ends with `: ` */
    COMPLETE_BINARY,        /* with its quotes */
    COMPLETE_WITH,          /* the word `with` */
    COMPLETE_RUN,           /* the word `run` */
    COMPLETE_GRANT,         /* a capability, `client`, `endpoint` */
    COMPLETE_OWN,           /* what a child can have of its own (parse.h) */
    COMPLETE_THREADS,       /* the word `threads` */
};

/* Where the cursor is. */
struct completion_context {
    enum completion_kind kind;
    uint32_t start;                 /* of the partial word; it ends at the cursor */
    struct capn_text subject;       /* METHOD, PARAMETER: the capability with its sigil */
    struct capn_text method;        /* PARAMETER */
};

typedef void (*completion_visit)(void *context, struct capn_text candidate);

struct completion_source {
    void *context;
    /* Calls visit for every name of that kind, in the order in which a person wants to see them. */
    void (*each)(void *context, const struct completion_context *where, completion_visit visit, void *visit_context);
};

#define COMPLETION_BYTES 128u

struct completion {
    struct completion_context where;
    uint32_t matches;
    uint32_t typed;                 /* bytes of the partial word */
    uint32_t common_len;            /* what all matches begin with, the partial word included */
    char common[COMPLETION_BYTES];
};

/* What could stand at the end of text (the line up to the cursor). */
struct completion_context completion_find_context(const char *text, uint32_t len);

/* Looks at all candidates. With one match `common` is all of it, and ends with what naturally follows. */
void completion_make(struct completion *completion, const char *text, uint32_t len,
                     const struct completion_source *source);

/* Calls visit for each match of a made completion. */
void completion_each_match(const struct completion *completion, const char *text,
                           const struct completion_source *source, completion_visit visit, void *visit_context);
