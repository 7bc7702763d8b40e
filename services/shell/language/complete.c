/* SPDX-License-Identifier: MIT */
/* Matching of candidates against the partial word. */
#include "complete.h"

/* What the visits of one pass over the source need. */
struct match {
    struct completion *completion;
    struct capn_text partial;
    completion_visit visit;
    void *visit_context;
};

static bool begins_with(struct capn_text text, struct capn_text prefix)
{
    return text.len >= prefix.len && __builtin_memcmp(text.data, prefix.data, prefix.len) == 0;
}

static void visit_common(void *context, struct capn_text candidate)
{
    struct match *match = context;
    struct completion *completion = match->completion;
    uint32_t same = 0;

    if (!begins_with(candidate, match->partial))
        return;
    if (completion->matches++ == 0) {
        completion->common_len = candidate.len < COMPLETION_BYTES ? candidate.len : COMPLETION_BYTES;
        __builtin_memcpy(completion->common, candidate.data, completion->common_len);
        return;
    }
    while (same < completion->common_len && same < candidate.len && completion->common[same] == candidate.data[same])
        same++;
    completion->common_len = same;
}

static void visit_match(void *context, struct capn_text candidate)
{
    struct match *match = context;

    if (begins_with(candidate, match->partial))
        match->visit(match->visit_context, candidate);
}

/* What a person would type next anyway. Methods and arguments bring theirs along. */
static const char *natural_suffix(const struct completion *completion)
{
    static const bool is_word[] = {
        [COMPLETE_COMMAND] = true, [COMPLETE_TARGET] = true, [COMPLETE_CAPABILITY_OR_INTERFACE] = true,
        [COMPLETE_BOUND] = true,   [COMPLETE_PROCESS] = true, [COMPLETE_WITH] = true,
        [COMPLETE_BINARY] = true,  [COMPLETE_RUN] = true,
        [COMPLETE_THREADS] = false,
    };

    return is_word[completion->where.kind] ? " " : "";
}

static void append(struct completion *completion, const char *text)
{
    while (*text && completion->common_len < COMPLETION_BYTES)
        completion->common[completion->common_len++] = *text++;
}

static struct capn_text partial_word(const struct completion *completion)
{
    return (struct capn_text){ .data = completion->where.line.data + completion->where.start, .len = completion->typed };
}

void completion_make(struct completion *completion, struct capn_text line, uint32_t cursor,
                     const struct completion_source *source)
{
    struct match match = { .completion = completion };

    completion->where = completion_find_context(line, cursor);
    completion->typed = cursor - completion->where.start;
    completion->matches = 0;
    completion->common_len = 0;
    match.partial = partial_word(completion);
    if (completion->where.kind == COMPLETE_NOTHING)
        return;
    source->each(source->context, &completion->where, visit_common, &match);
    if (completion->matches == 1)
        append(completion, natural_suffix(completion));
}

void completion_each_match(const struct completion *completion, const struct completion_source *source, completion_visit visit,
                           void *visit_context)
{
    struct match match = { .partial = partial_word(completion), .visit = visit, .visit_context = visit_context };

    if (completion->where.kind != COMPLETE_NOTHING)
        source->each(source->context, &completion->where, visit_match, &match);
}
