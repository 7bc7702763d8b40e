/* SPDX-License-Identifier: MIT */
/*
 * What may stand at the cursor inside the arguments of a call. The text up to the cursor is walked along with the types, bracket by
 * bracket, as capn_parse_struct reads it:
 *
 *   struct   ( NAME --name--> NAMED --:--> VALUE --value--> DONE --,--> NAME ... )
 *   list     [                             VALUE --value--> DONE --,--> VALUE ... ]
 */
#include "complete.h"

#include <stddef.h>

/* Deeper than people write; there nothing is offered. */
#define MAX_LEVELS 12u

#define CANDIDATE_BYTES 96u

enum state { STATE_NAME, STATE_NAMED, STATE_VALUE, STATE_DONE };

/* A bracket that is open. */
struct level {
    uint32_t open;              /* its offset */
    bool is_list;
    bool typed;                 /* type is known: of the next value, or the one that is under way */
    enum state state;
    struct capn_node node;      /* of a struct */
    struct capn_type type;
};

struct walk {
    const char *line;
    struct capn_schema *schema;
    uint32_t depth;
    struct level levels[MAX_LEVELS];
};

static char punctuation(const char *line, const struct token *token)
{
    return token->kind == TOKEN_PUNCTUATION ? line[token->start] : 0;
}

static bool opens(char c)
{
    return c == '(' || c == '[' || c == '{';
}

static bool closes(char c)
{
    return c == ')' || c == ']' || c == '}';
}

/* --- the names of a list ------------------------------------------------------------------------------------------ */

/* Names stand at its start and behind each comma. Of the whole line, not only up to the cursor. */
struct given {
    const struct completion_context *where;
    uint32_t at;
    uint32_t depth;
    bool expected;              /* a name may come next */
};

static struct given given_begin(const struct completion_context *where, uint32_t open)
{
    return (struct given){ .where = where, .at = open + 1, .expected = true };
}

static bool is_partial_word(const struct completion_context *where, const struct token *token)
{
    return where->cursor > where->start && token->start == where->start;
}

/* False: there are no more. */
static bool given_next(struct given *given, struct capn_text *name)
{
    struct capn_text line = given->where->line;

    for (;;) {
        struct token token = token_next(line.data, line.len, given->at);
        char c = punctuation(line.data, &token);
        bool is_name = given->expected && token.kind == TOKEN_WORD && given->depth == 0;

        given->at = token.start + token.len;
        if (token.kind == TOKEN_END || (closes(c) && given->depth == 0))
            return false;
        given->depth += opens(c);
        given->depth -= closes(c);
        given->expected = c == ',' && given->depth == 0;
        if (is_name && !is_partial_word(given->where, &token)) {
            *name = token_text(line.data, &token);
            return true;
        }
    }
}

bool completion_is_given(const struct completion_context *where, uint32_t open, struct capn_text name)
{
    struct given given = given_begin(where, open);
    struct capn_text other;

    while (given_next(&given, &other)) {
        if (capn_text_equal(other, name))
            return true;
    }
    return false;
}

/* --- the walk ----------------------------------------------------------------------------------------------------- */

static struct level *inner(struct walk *walk)
{
    return &walk->levels[walk->depth - 1];
}

static bool is_struct(const struct capn_type *type)
{
    return type->list_depth == 0 && (type->kind == CAPN_TYPE_STRUCT || type->kind == CAPN_TYPE_GROUP);
}

/* A bracket that begins a value. False: it cannot, or is too deep. */
static bool level_open(struct walk *walk, uint32_t at, char bracket)
{
    struct level *outer = inner(walk), level = { .open = at, .is_list = bracket == '[' };

    if (walk->depth == MAX_LEVELS || outer->state != STATE_VALUE || !outer->typed)
        return false;
    if (bracket == '[' && outer->type.list_depth > 0) {
        level.state = STATE_VALUE;
        level.typed = true;
        level.type = outer->type;
        level.type.list_depth--;
    } else if (bracket != '(' || !is_struct(&outer->type) ||
               capn_schema_node(walk->schema, outer->type.node, &level.node) != STATUS_OK) {
        return false;
    }
    outer->state = STATE_DONE;
    walk->levels[walk->depth++] = level;
    return true;
}

static bool level_close(struct walk *walk, char bracket)
{
    bool right = bracket == (inner(walk)->is_list ? ']' : ')');

    walk->depth--;
    return right && walk->depth > 0;
}

/* A word, a number and the like. */
static void level_word(struct walk *walk, const struct token *token)
{
    struct level *level = inner(walk);
    struct capn_member member;

    if (level->state == STATE_VALUE)
        level->state = STATE_DONE;
    if (level->state != STATE_NAME)
        return;
    level->state = STATE_NAMED;
    level->typed = capn_node_find_member(&level->node, token_text(walk->line, token), &member) == STATUS_OK;
    if (level->typed)
        level->type = member.type;
}

/* False: nothing that follows can be accepted, or nothing is known of it. */
static bool walk_token(struct walk *walk, const struct token *token)
{
    struct level *level = inner(walk);
    char c = punctuation(walk->line, token);

    if (opens(c))
        return level_open(walk, token->start, c);
    if (closes(c))
        return level_close(walk, c);
    if (c == ',' && level->state != STATE_DONE && level->state != STATE_NAMED)
        return false;
    if (c == ',')
        level->state = level->is_list ? STATE_VALUE : STATE_NAME;
    else if ((c == ':' || c == '=') && level->state == STATE_NAMED)
        level->state = STATE_VALUE;
    else if (c == 0)
        level_word(walk, token);
    else
        return false;
    return true;
}

/* Up to the partial word. False: nothing can be offered. */
static bool walk_to_cursor(struct walk *walk, const struct completion_context *where, const struct capn_node *params)
{
    const char *line = where->line.data;
    struct token token = token_next(line, where->start, where->open);

    *walk = (struct walk){ .line = line, .schema = params->schema, .depth = 1 };
    walk->levels[0] = (struct level){ .open = where->open, .node = *params };
    if (punctuation(line, &token) != '(')
        return false;
    for (;;) {
        token = token_next(line, where->start, token.start + token.len);
        if (token.kind == TOKEN_END)
            return true;
        if (token.kind == TOKEN_BAD || !walk_token(walk, &token))
            return false;
    }
}

/* --- candidates --------------------------------------------------------------------------------------------------- */

static void offer(const struct completion_arguments *to, struct capn_text text)
{
    to->visit(to->visit_context, text);
}

/* Given already, or another member of the same union is: the parser refuses both. */
static bool is_refused(const struct completion_context *where, const struct level *level, const struct capn_member *member)
{
    struct given given = given_begin(where, level->open);
    struct capn_member other;
    struct capn_text name;

    while (given_next(&given, &name)) {
        if (capn_text_equal(name, member->name))
            return true;
        if (member->discriminant != CAPN_NO_DISCRIMINANT && capn_node_find_member(&level->node, name, &other) == STATUS_OK &&
            other.discriminant != CAPN_NO_DISCRIMINANT)
            return true;
    }
    return false;
}

/* "name: "; a Void needs no value. */
static void offer_member(const struct completion_arguments *to, const struct capn_member *member)
{
    bool needs_value = member->type.kind != CAPN_TYPE_VOID || member->type.list_depth > 0;
    char text[CANDIDATE_BYTES];

    if (member->name.len > sizeof(text) - 2)
        return;
    __builtin_memcpy(text, member->name.data, member->name.len);
    text[member->name.len] = ':';
    text[member->name.len + 1] = ' ';
    offer(to, (struct capn_text){ .data = text, .len = member->name.len + (needs_value ? 2 : 0) });
}

static void offer_members(const struct completion_context *where, const struct level *level, const struct completion_arguments *to)
{
    struct capn_member member;

    for (uint32_t i = 0; capn_node_member(&level->node, i, &member) == STATUS_OK; i++) {
        if (!is_refused(where, level, &member))
            offer_member(to, &member);
    }
}

static void offer_enumerants(struct capn_schema *schema, const struct capn_type *type, const struct completion_arguments *to)
{
    struct capn_member enumerant;
    struct capn_node node;

    if (capn_schema_node(schema, type->node, &node) != STATUS_OK)
        return;
    for (uint32_t i = 0; capn_node_member(&node, i, &enumerant) == STATUS_OK; i++)
        offer(to, enumerant.name);
}

static void offer_capabilities(struct capn_schema *schema, const struct capn_type *type, const struct completion_arguments *to)
{
    struct capn_node node = { .id = 0 };

    if (type->kind == CAPN_TYPE_CAPABILITY || capn_schema_node(schema, type->node, &node) == STATUS_OK)
        to->capabilities(to->context, node.id);
}

static void offer_values(struct capn_schema *schema, const struct capn_type *type, const struct completion_arguments *to)
{
    if (type->list_depth > 0) {
        offer(to, CAPN_TEXT("["));
        return;
    }
    switch (type->kind) {
    case CAPN_TYPE_VOID:
        offer(to, CAPN_TEXT("void"));
        break;
    case CAPN_TYPE_BOOL:
        offer(to, CAPN_TEXT("true"));
        offer(to, CAPN_TEXT("false"));
        break;
    case CAPN_TYPE_ENUM:
        offer_enumerants(schema, type, to);
        break;
    case CAPN_TYPE_STRUCT:
    case CAPN_TYPE_GROUP:
        offer(to, CAPN_TEXT("("));
        break;
    case CAPN_TYPE_INTERFACE:
    case CAPN_TYPE_CAPABILITY:
        offer_capabilities(schema, type, to);
        break;
    default:
        /* A number, a text, data: the person's own. */
        break;
    }
}

void completion_each_argument(const struct completion_context *where, const struct capn_node *params,
                              const struct completion_arguments *to)
{
    struct walk walk;

    if (!walk_to_cursor(&walk, where, params))
        return;
    const struct level *level = inner(&walk);

    if (level->state == STATE_NAME)
        offer_members(where, level, to);
    else if (level->state == STATE_VALUE && level->typed)
        offer_values(walk.schema, &level->type, to);
}
