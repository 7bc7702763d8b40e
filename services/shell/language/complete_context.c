/* SPDX-License-Identifier: MIT */
/* Which sort of name belongs at the cursor: a small grammar of what comes before it. */
#include "complete.h"

#include <stddef.h>

#define MAX_TOKENS 8u

/* What stands before the partial word: its first tokens, and the last two. */
struct before {
    const char *text;
    uint32_t count;
    struct token first[MAX_TOKENS];
    struct token last, second_last;
    uint32_t depth;                 /* of open brackets of any kind */
    uint32_t open;                  /* of the outermost of them */
    bool partial_is_string;         /* an opening quote was typed */
    uint32_t start;                 /* of the partial word */
};

static bool is_partial(const struct token *token, uint32_t len)
{
    if (token->start + token->len != len)
        return false;
    if (token->kind == TOKEN_BAD)
        return true;
    return token->kind == TOKEN_WORD || token->kind == TOKEN_GRANTED || token->kind == TOKEN_BOUND;
}

static void remember(struct before *before, const struct token *token)
{
    char c = before->text[token->start];

    if (token->kind == TOKEN_PUNCTUATION && (c == '(' || c == '{' || c == '[') && before->depth++ == 0)
        before->open = token->start;
    if (token->kind == TOKEN_PUNCTUATION && (c == ')' || c == '}' || c == ']') && before->depth > 0)
        before->depth--;
    if (before->count < MAX_TOKENS)
        before->first[before->count] = *token;
    before->count++;
    before->second_last = before->last;
    before->last = *token;
}

static void look_before(struct before *before, const char *text, uint32_t len)
{
    struct token token = token_next(text, len, 0);

    *before = (struct before){ .text = text, .start = len };
    while (token.kind != TOKEN_END) {
        if (is_partial(&token, len)) {
            before->partial_is_string = text[token.start] == '"';
            before->start = token.start;
            return;
        }
        remember(before, &token);
        token = token_next(text, len, token.start + token.len);
    }
}

static bool last_is(const struct before *before, const char *text)
{
    return before->count > 0 && token_is(before->text, &before->last, text);
}

static bool is_capability(const struct token *token)
{
    return token->kind == TOKEN_GRANTED || token->kind == TOKEN_BOUND;
}

static struct capn_text whole_token(const struct before *before, uint32_t index)
{
    const struct token *token = &before->first[index];

    return (struct capn_text){ .data = before->text + token->start, .len = token->len };
}

static enum completion_kind context_call(const struct before *before, struct completion_context *context)
{
    if (before->count == 1)
        return COMPLETE_TARGET;
    context->subject = whole_token(before, 1);
    if (before->count == 2)
        return COMPLETE_METHOD;
    context->method = whole_token(before, 2);
    return before->depth > 0 && before->first[3].start == before->open ? COMPLETE_ARGUMENT : COMPLETE_NOTHING;
}

static enum completion_kind context_grants(const struct before *before)
{
    if (last_is(before, ":"))
        return COMPLETE_GRANT;
    if (last_is(before, "{") || last_is(before, ","))
        return COMPLETE_OWN;
    if (last_is(before, "client"))
        return COMPLETE_FACET;
    if (last_is(before, "endpoint"))
        return COMPLETE_INTERFACE;
    if (is_capability(&before->last) && token_is(before->text, &before->second_last, "client"))
        return COMPLETE_INTERFACE;
    return COMPLETE_NOTHING;
}

/* From word number first on. */
static enum completion_kind context_binary(const struct before *before, uint32_t first)
{
    bool bare = before->count > first && token_is(before->text, &before->first[first], "bare");
    uint32_t binary_at = bare ? first + 1 : first;

    if (before->depth > 0)
        return context_grants(before);
    if (before->count == binary_at)
        return COMPLETE_BINARY;
    if (before->count == binary_at + 1)
        return COMPLETE_WITH;
    if (before->count == binary_at + 2)
        return last_is(before, "as") ? COMPLETE_SESSION : COMPLETE_NOTHING;
    return before->count == binary_at + 3 && token_is(before->text, &before->first[binary_at + 1], "as") ? COMPLETE_WITH
                                                                                                   : COMPLETE_NOTHING;
}

static enum completion_kind context_spawn(const struct before *before, struct completion_context *context)
{
    (void)context;
    return context_binary(before, 1);
}

static enum completion_kind context_trace(const struct before *before, struct completion_context *context)
{
    (void)context;
    return before->count == 1 ? COMPLETE_RUN : context_binary(before, 2);
}

static enum completion_kind context_inspect(const struct before *before, struct completion_context *context)
{
    (void)context;
    return before->count == 1 ? COMPLETE_CAPABILITY_OR_INTERFACE : COMPLETE_NOTHING;
}

static enum completion_kind context_bound(const struct before *before, struct completion_context *context)
{
    (void)context;
    return before->count == 1 ? COMPLETE_BOUND : COMPLETE_NOTHING;
}

static enum completion_kind context_wait(const struct before *before, struct completion_context *context)
{
    (void)context;
    return before->count == 1 ? COMPLETE_PROCESS : COMPLETE_NOTHING;
}

static enum completion_kind context_help(const struct before *before, struct completion_context *context)
{
    (void)context;
    return before->count == 1 ? COMPLETE_COMMAND : COMPLETE_NOTHING;
}

static enum completion_kind context_threads(const struct before *before, struct completion_context *context)
{
    (void)context;
    return before->count == 1 ? COMPLETE_THREADS : COMPLETE_NOTHING;
}

static const struct {
    const char *command;
    enum completion_kind (*context)(const struct before *before, struct completion_context *context);
} commands[] = {
    { "call", context_call },  { "inspect", context_inspect }, { "spawn", context_spawn }, { "run", context_spawn },
    { "trace", context_trace },
    { "wait", context_wait },  { "drop", context_bound },      { "help", context_help },
    { "ps", context_threads }, { "top", context_threads },
};

struct completion_context completion_find_context(struct capn_text line, uint32_t cursor)
{
    struct completion_context context = { .kind = COMPLETE_NOTHING, .line = line, .cursor = cursor };
    struct before before;

    look_before(&before, line.data, cursor);
    context.start = before.start;
    context.open = before.open;
    if (before.count == 0) {
        context.kind = COMPLETE_COMMAND;
        return context;
    }
    for (uint32_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        if (token_is(line.data, &before.first[0], commands[i].command))
            context.kind = commands[i].context(&before, &context);
    }
    /* A quote can only begin the name of a binary; elsewhere a string is the person's own text. */
    if (before.partial_is_string && context.kind != COMPLETE_BINARY)
        context.kind = COMPLETE_NOTHING;
    return context;
}
