/* SPDX-License-Identifier: MIT */
/* spawn|run [bare] "binary" [as @session] [with { name: grant, own, ... }] [-> $name] */
#include "parse.h"

#include "abi/limits.h"

const char *const own_grant_names[OWN_GRANT_COUNT] = {
    [OWN_MEMORY] = "memory",   [OWN_THREAD] = "thread",             [OWN_THREADS] = "threads", [OWN_PARK] = "park",
    [OWN_SESSION] = "session", [OWN_CAPABILITIES] = "capabilities", [OWN_FRAMES] = "frames",   [OWN_ENDPOINTS] = "endpoints",
};

static bool parse_binary(struct parser *parser, struct spawn_command *out)
{
    if (parser->token.kind == TOKEN_WORD && token_is(parser->line, &parser->token, "bare")) {
        out->bare = true;
        parser_next(parser);
    }
    if (parser->token.kind != TOKEN_STRING)
        return parser_fail(parser, "expected the name of a binary in quotes");
    out->binary = token_text(parser->line, &parser->token);
    out->binary_column = parser->token.start;
    if (out->binary.len == 0 || out->binary.len >= PROCESS_NAME_BYTES)
        return parser_fail(parser, "expected the name of a binary of 1 to 31 bytes");
    parser_next(parser);
    return true;
}

static bool grant_name_is_valid(struct capn_text name)
{
    for (uint32_t i = 0; i < name.len; i++) {
        if (name.data[i] >= 'A' && name.data[i] <= 'Z')
            return false;
    }
    return name.len > 0 && name.len < CAPSET_NAME_BYTES;
}

static bool texts_equal(struct capn_text a, struct capn_text b)
{
    return a.len == b.len && __builtin_memcmp(a.data, b.data, a.len) == 0;
}

static bool parse_grant_name(struct parser *parser, struct spawn_command *out, struct grant *grant)
{
    if (!parse_word(parser, "expected the name that the child shall see, then : and a capability", &grant->name,
                    &grant->name_column))
        return false;
    if (!grant_name_is_valid(grant->name))
        return parser_fail_at(parser, grant->name_column, "expected a name of 1 to 31 bytes of a-z, 0-9, _ - .");
    for (uint32_t i = 0; i < out->grant_count; i++) {
        if (texts_equal(out->grants[i].name, grant->name))
            return parser_fail_at(parser, grant->name_column, "expected another name: this one was used already");
    }
    return true;
}

static bool parse_client(struct parser *parser, struct grant *grant)
{
    grant->kind = GRANT_CLIENT;
    if (!parse_cap_reference(parser, &grant->cap))
        return false;
    if (parser->token.kind != TOKEN_WORD)
        return true;
    return parse_word(parser, "expected an interface", &grant->interface, &grant->interface_column);
}

static bool at_punctuation(const struct parser *parser, char c)
{
    return parser->token.kind == TOKEN_PUNCTUATION && parser->line[parser->token.start] == c;
}

/* A name that stands alone. */
static bool find_own(struct parser *parser, struct grant *grant)
{
    grant->kind = GRANT_OWN;
    for (uint32_t i = 0; i < OWN_GRANT_COUNT; i++) {
        struct capn_text own = { .data = own_grant_names[i], .len = (uint32_t)__builtin_strlen(own_grant_names[i]) };

        grant->own = (enum own_grant)i;
        if (texts_equal(grant->name, own))
            return true;
    }
    return parser_fail_at(parser, grant->name_column, "expected : and a capability behind it; `help run` says what can stand alone");
}

static bool parse_grant_source(struct parser *parser, struct grant *grant)
{
    const char *expected = "expected @name, $name, client @endpoint or endpoint INTERFACE";

    if (at_punctuation(parser, ',') || at_punctuation(parser, '}'))
        return find_own(parser, grant);
    if (!parse_punctuation(parser, ':', "expected : after the name"))
        return false;
    if (parser->token.kind != TOKEN_WORD) {
        if (parser->token.kind != TOKEN_GRANTED && parser->token.kind != TOKEN_BOUND)
            return parser_fail(parser, expected);
        grant->kind = GRANT_CAPABILITY;
        return parse_cap_reference(parser, &grant->cap);
    }
    bool client = token_is(parser->line, &parser->token, "client");

    if (!client && !token_is(parser->line, &parser->token, "endpoint"))
        return parser_fail(parser, expected);
    parser_next(parser);
    if (client)
        return parse_client(parser, grant);
    grant->kind = GRANT_ENDPOINT;
    return parse_word(parser, "expected the interface that the child will serve", &grant->interface,
                      &grant->interface_column);
}

static bool parse_grants(struct parser *parser, struct spawn_command *out)
{
    if (!parse_punctuation(parser, '{', "expected { after with"))
        return false;
    while (!at_punctuation(parser, '}')) {
        struct grant *grant = &out->grants[out->grant_count];

        _Static_assert(SPAWN_MAX_GRANTS == 84, "the message says so");
        if (out->grant_count == SPAWN_MAX_GRANTS)
            return parser_fail(parser, "expected } : 84 names are the most that a child can be given");
        *grant = (struct grant){ 0 };
        if (!parse_grant_name(parser, out, grant) || !parse_grant_source(parser, grant))
            return false;
        out->grant_count++;
        if (at_punctuation(parser, '}'))
            break;
        if (!parse_punctuation(parser, ',', "expected , or }"))
            return false;
    }
    parser_next(parser);
    return true;
}

/* `as @session`, if it is there. */
static bool parse_session(struct parser *parser, struct spawn_command *out)
{
    out->has_session = parser->token.kind == TOKEN_WORD && token_is(parser->line, &parser->token, "as");
    if (!out->has_session)
        return true;
    parser_next(parser);
    return parse_cap_reference(parser, &out->session);
}

bool parse_spawn(struct parser *parser, struct spawn_command *out)
{
    out->bare = false;
    out->grant_count = 0;
    if (!parse_binary(parser, out) || !parse_session(parser, out))
        return false;
    if (parser->token.kind == TOKEN_WORD) {
        if (!token_is(parser->line, &parser->token, "with"))
            return parser_fail(parser, "expected with { ... }, -> $name or the end of the line");
        parser_next(parser);
        if (!parse_grants(parser, out))
            return false;
    }
    return parse_bind(parser, &out->bind) &&
           parse_end(parser, "expected with { ... }, -> $name or the end of the line");
}
