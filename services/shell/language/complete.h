/* SPDX-License-Identifier: MIT */
/*
 * Tab completion: what may stand at the cursor, and which of the shell's names fit. Nothing is offered that would not be accepted
 * there. Pure: the names come from a source that calls back once for each, so nothing is collected and nothing is allocated.
 */
#pragma once

#include "capnp/schema.h"
#include "token.h"

enum completion_kind {
    COMPLETE_NOTHING,
    COMPLETE_COMMAND,
    COMPLETE_TARGET,        /* a capability that can be called: @name or $name, with the sigil, as in all of these */
    COMPLETE_SESSION,       /* one that a child can be started in */
    COMPLETE_FACET,         /* one that a child can get a client of */
    COMPLETE_BOUND,         /* $name only */
    COMPLETE_PROCESS,       /* $name of a process */
    COMPLETE_INTERFACE,
    COMPLETE_CAPABILITY_OR_INTERFACE,
    COMPLETE_METHOD,        /* of subject; the candidate ends with `(` or `()` */
    COMPLETE_ARGUMENT,      /* of subject's method: see completion_each_argument */
    COMPLETE_BINARY,        /* with its quotes */
    COMPLETE_WITH,          /* the word `with` */
    COMPLETE_RUN,           /* the word `run` */
    COMPLETE_GRANT,         /* a capability that may be given away, `client`, `endpoint` */
    COMPLETE_OWN,           /* what a child can have of its own (parse.h) and is not given */
    COMPLETE_THREADS,       /* the word `threads` */
};

/* Where the cursor is. */
struct completion_context {
    enum completion_kind kind;
    uint32_t start;                 /* of the partial word */
    uint32_t cursor;                /* where that ends */
    struct capn_text line;          /* all of it */
    struct capn_text subject;       /* METHOD, ARGUMENT: the capability with its sigil */
    struct capn_text method;        /* ARGUMENT */
    uint32_t open;                  /* ARGUMENT, OWN: of the bracket that is open, the outermost */
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

/* What could stand at the cursor (an offset, at most line.len). The line is borrowed by the result. */
struct completion_context completion_find_context(struct capn_text line, uint32_t cursor);

/* Looks at all candidates. With one match `common` is all of it, and ends with what naturally follows. */
void completion_make(struct completion *completion, struct capn_text line, uint32_t cursor,
                     const struct completion_source *source);

/* Calls visit for each match of a made completion. */
void completion_each_match(const struct completion *completion, const struct completion_source *source, completion_visit visit,
                           void *visit_context);

/* Whether the list of names that begins behind the bracket at offset `open` has that name; the partial word does not count. */
bool completion_is_given(const struct completion_context *where, uint32_t open, struct capn_text name);

/* Who gets the candidates for an argument. */
struct completion_arguments {
    completion_visit visit;
    void *visit_context;
    /* Is to visit the capabilities that may be written there. interface_id: what they must be, 0: anything. */
    void (*capabilities)(void *context, uint64_t interface_id);
    void *context;
};

/*
 * COMPLETE_ARGUMENT: what may stand at the cursor, by the types of the method's parameters. In a struct the names of members that are
 * not given, with `: `; for a value enumerants, true and false, a bracket that it must begin with, capabilities; nothing for
 * numbers, text and data.
 */
void completion_each_argument(const struct completion_context *where, const struct capn_node *params,
                              const struct completion_arguments *to);
