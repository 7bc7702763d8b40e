/* SPDX-License-Identifier: MIT */
/* Down the value along the schema, then down the text along the way that was found. */
#include "missing.h"

#include "capnp/writer.h"
#include "token.h"

/* --- in the value ------------------------------------------------------------------------------------------------- */

static bool find_in(const struct capn_node *node, const struct capn_struct *value, struct missing *out);

static bool is_set(const struct capn_node *node, const struct capn_member *member, const struct capn_struct *value)
{
    return member->discriminant == CAPN_NO_DISCRIMINANT ||
           capn_get_u16(value, node->discriminant_offset * 2u) == member->discriminant;
}

static bool find_in_list(const struct capn_node *node, const struct capn_struct *value, uint16_t index, struct missing *out)
{
    struct missing_step *step = &out->steps[out->count - 1];
    struct capn_struct element;
    struct capn_list list;

    if (capn_get_list(value, index, CAPN_SIZE_COMPOSITE, &list) != STATUS_OK)
        return false;
    step->in_list = true;
    for (step->element = 0; step->element < list.count; step->element++) {
        if (capn_list_get_struct(&list, step->element, &element) == STATUS_OK && find_in(node, &element, out))
            return true;
    }
    return false;
}

/* A member whose name is the last step. */
static bool find_in_member(const struct capn_node *node, const struct capn_member *member, const struct capn_struct *value,
                           struct missing *out)
{
    uint16_t index = (uint16_t)member->offset;
    struct capn_struct below;
    struct capn_node type;

    if (member->type.kind == CAPN_TYPE_INTERFACE || member->type.kind == CAPN_TYPE_CAPABILITY) {
        out->type = member->type;
        return member->type.list_depth == 0 && !capn_has_pointer(value, index);
    }
    if ((member->type.kind != CAPN_TYPE_STRUCT && member->type.kind != CAPN_TYPE_GROUP) ||
        capn_schema_node(node->schema, member->type.node, &type) != STATUS_OK)
        return false;
    if (member->type.kind == CAPN_TYPE_GROUP)
        return find_in(&type, value, out);
    if (!capn_has_pointer(value, index))
        return false;
    if (member->type.list_depth > 0)
        return member->type.list_depth == 1 && find_in_list(&type, value, index, out);
    return capn_get_struct(value, index, &below) == STATUS_OK && find_in(&type, &below, out);
}

static bool find_in(const struct capn_node *node, const struct capn_struct *value, struct missing *out)
{
    struct capn_member member;

    if (out->count == MISSING_MAX_STEPS)
        return false;
    out->count++;
    for (uint32_t i = 0; capn_node_member(node, i, &member) == STATUS_OK; i++) {
        out->steps[out->count - 1] = (struct missing_step){ .member = member.name };
        if (is_set(node, &member, value) && find_in_member(node, &member, value, out))
            return true;
    }
    out->count--;
    return false;
}

bool missing_find(const struct capn_node *node, const struct capn_struct *value, struct missing *out)
{
    out->count = 0;
    return find_in(node, value, out);
}

void missing_name(const struct missing *missing, char *name, size_t size)
{
    struct capn_text_buffer buffer;
    struct capn_writer writer = capn_text_buffer_open(&buffer, name, size);
    status_t status = STATUS_OK;

    for (uint32_t i = 0; status == STATUS_OK && i < missing->count; i++) {
        const struct missing_step *step = &missing->steps[i];

        if (i > 0)
            status = capn_write_string(&writer, ".");
        if (status == STATUS_OK)
            status = capn_write_text(&writer, step->member);
        if (status == STATUS_OK && step->in_list)
            status = capn_write_string(&writer, "[");
        if (status == STATUS_OK && step->in_list)
            status = capn_write_unsigned(&writer, step->element);
        if (status == STATUS_OK && step->in_list)
            status = capn_write_string(&writer, "]");
    }
}

/* --- in the text -------------------------------------------------------------------------------------------------- */

/* Moves *at from a bracket to the value of that member behind it; else to the bracket that closes it, and false. */
static bool enter_member(const char *line, uint32_t len, struct capn_text member, uint32_t *at)
{
    uint32_t close, next = *at + 1;

    if (!token_find_close(line, len, *at, &close))
        return false;
    while (next < close) {
        struct token name = token_next(line, close, next);
        struct token sign = token_next(line, close, name.start + name.len);

        if (name.kind == TOKEN_WORD && capn_text_equal(token_text(line, &name), member) && sign.kind == TOKEN_PUNCTUATION) {
            *at = token_next(line, close, sign.start + sign.len).start;
            return true;
        }
        next = token_find_comma(line, close, name.start) + 1;
    }
    *at = close;
    return false;
}

/* Moves *at from the bracket of a list to an element that is there. */
static void enter_element(const char *line, uint32_t len, uint32_t element, uint32_t *at)
{
    uint32_t next = *at + 1;

    while (element-- > 0)
        next = token_find_comma(line, len, next) + 1;
    *at = token_next(line, len, next).start;
}

uint32_t missing_column(const struct missing *missing, const char *line, uint32_t len, uint32_t open)
{
    uint32_t at = open;

    for (uint32_t i = 0; i < missing->count && at < len; i++) {
        if (!enter_member(line, len, missing->steps[i].member, &at))
            break;
        if (missing->steps[i].in_list)
            enter_element(line, len, missing->steps[i].element, &at);
    }
    return at;
}
