/* SPDX-License-Identifier: MIT */
/*
 * The parser that all commands share: one token of look-ahead over one line, and the first thing that was wrong.
 * Pure. A parse function returns false when it failed; the error then says what was expected and where.
 */
#pragma once

#include "abi/limits.h"
#include "token.h"

#define PARSE_EXPECTED_BYTES 320u

struct parse_error {
    uint32_t column;                        /* offset in the line */
    char expected[PARSE_EXPECTED_BYTES];    /* a phrase: "expected ..." */
};

struct parser {
    const char *line;
    uint32_t len;
    struct token token;                     /* the next one, not consumed yet */
    struct parse_error error;
};

/* @name or $name. */
struct cap_reference {
    bool bound;                             /* $name */
    struct capn_text name;                  /* without the sigil; in the line */
    uint32_t column;
};

/* call @cap method(arguments) [-> $name] */
struct call_command {
    struct cap_reference target;
    struct capn_text method;
    uint32_t method_column;
    struct capn_text arguments;             /* with their parentheses; empty when there were none */
    uint32_t arguments_column;
    struct capn_text bind;                  /* empty: nothing to bind */
};

enum grant_kind {
    GRANT_CAPABILITY,                       /* name: @cap */
    GRANT_CLIENT,                           /* name: client @endpoint [Interface] */
    GRANT_ENDPOINT,                         /* name: endpoint Interface */
    GRANT_OWN,                              /* name, alone: something of the child's own */
};

/* What a child can have of its own. */
enum own_grant {
    OWN_MEMORY,
    OWN_THREAD,
    OWN_THREADS,
    OWN_PARK,
    OWN_SESSION,
    OWN_CAPABILITIES,
    OWN_FRAMES,
    OWN_ENDPOINTS,
    OWN_GRANT_COUNT
};
/* Under which names. */
extern const char *const own_grant_names[OWN_GRANT_COUNT];

struct grant {
    enum grant_kind kind;
    struct capn_text name;
    uint32_t name_column;
    enum own_grant own;                     /* GRANT_OWN */
    struct cap_reference cap;               /* GRANT_CAPABILITY, GRANT_CLIENT */
    struct capn_text interface;             /* GRANT_ENDPOINT, and GRANT_CLIENT when given */
    uint32_t interface_column;
};

#define SPAWN_MAX_GRANTS CAPSET_MAX_ENTRIES

/* spawn|run [bare] "binary" [as @session] [with { ... }] [-> $name] */
struct spawn_command {
    bool bare;
    struct capn_text binary;
    uint32_t binary_column;
    bool has_session;                       /* else the shell's own */
    struct cap_reference session;
    uint32_t grant_count;
    struct grant grants[SPAWN_MAX_GRANTS];
    struct capn_text bind;
};

/* Starts before the token at offset `from`. The line is borrowed. */
void parser_init(struct parser *parser, const char *line, uint32_t len, uint32_t from);
void parser_next(struct parser *parser);

/* Records what was expected at the next token, or at a column; a bad token's own problem wins. Always false. */
bool parser_fail(struct parser *parser, const char *expected);
bool parser_fail_at(struct parser *parser, uint32_t column, const char *expected);

/* Consumes one token of that sort, or fails. out may be NULL where there is one. */
bool parse_punctuation(struct parser *parser, char c, const char *expected);
bool parse_word(struct parser *parser, const char *expected, struct capn_text *out, uint32_t *column);
/* A decimal number of at most nine digits. */
bool parse_number(struct parser *parser, const char *expected, uint32_t *out);
bool parse_end(struct parser *parser, const char *expected);
bool parse_cap_reference(struct parser *parser, struct cap_reference *out);
/* `-> $name`, if it is there. bind is empty otherwise. */
bool parse_bind(struct parser *parser, struct capn_text *bind);

/* Whole commands, after their first word, to the end of the line. */
bool parse_call(struct parser *parser, struct call_command *out);
bool parse_spawn(struct parser *parser, struct spawn_command *out);
