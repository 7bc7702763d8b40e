/* SPDX-License-Identifier: MIT */
/* Buffers of every size, while nothing changes. */
#include "pages.h"

#define SMALL_ENTRIES 12u
#define LEDGER_BYTES 1024u
#define TOTALS_BYTES 2048u
/* Results of a list begin with a segment table, a root pointer and a struct of two words. */
#define EMPTY_BYTES 32u

/* A buffer holds as many entries as the schema says, and the walk over pages of them tells all. */
static void exact_pages(struct pages *pages, const struct source *source, uint32_t total)
{
    for (uint32_t entries = 1; entries <= SMALL_ENTRIES; entries++) {
        uint32_t bytes = OVERHEAD_BYTES + entries * source->entry_bytes, most = entries < total ? entries : total;
        int32_t result = ask(pages, source, 0, bytes);

        kit_check(&pages->kit, result >= 0 && (source->equal ? pages->answer.count == most : pages->answer.count >= most),
                  "%s into %u bytes: result %d, %u entries", source->name, bytes, result, pages->answer.count);
        kit_check(&pages->kit, (pages->answer.next == 0) == (pages->answer.count == total), "%s into %u bytes: %u of %u entries, next %u",
                  source->name, bytes, pages->answer.count, total, pages->answer.next);
        kit_expect(&pages->kit, source->name, walk(pages, source, bytes, NULL, NULL, 0), total);
    }
}

/* Each size up to that of a few entries gets a page with one or more, or is said to be too small. Never anything in between. */
static void odd_pages(struct pages *pages, const struct source *source)
{
    bool fitted = false;

    for (uint32_t bytes = 0; bytes <= OVERHEAD_BYTES + 3 * source->entry_bytes; bytes++) {
        int32_t result = ask(pages, source, 0, bytes);

        kit_check(&pages->kit, fitted ? result >= 0 : result >= 0 || result == STATUS_RESULT_TOO_LARGE, "%s into %u bytes: %d", source->name,
                  bytes, result);
        kit_check(&pages->kit, result < 0 || (bytes > EMPTY_BYTES && pages->answer.count != 0), "%s into %u bytes: a page with %u entries",
                  source->name, bytes, pages->answer.count);
        fitted = fitted || result >= 0;
    }
    kit_check(&pages->kit, fitted, "%s: not even three entries fit", source->name);
}

void test_sizes(struct pages *pages, const struct source *source)
{
    uint32_t total = walk(pages, source, MESSAGE_MAX_BYTES, NULL, NULL, 0);
    int32_t result;

    kit_check(&pages->kit, total != 0, "%s: nothing is there", source->name);
    exact_pages(pages, source, total);
    odd_pages(pages, source);
    result = ask(pages, source, UINT32_MAX, OVERHEAD_BYTES);
    kit_check(&pages->kit, result >= 0 && pages->answer.count == 0 && pages->answer.next == 0,
              "%s behind everything: result %d, %u entries, next %u", source->name, result, pages->answer.count, pages->answer.next);
    kit_expect(&pages->kit, "behind everything, into nothing", ask(pages, source, UINT32_MAX, 0), STATUS_RESULT_TOO_LARGE);
}

static int32_t call(struct pages *pages, uint16_t method, const uint64_t *params, uint32_t len, uint32_t bytes)
{
    return kit_do(&pages->kit, (struct cap_sqe){ .opcode = CAP_OP_CALL, .method_id = method, .cap_id = pages->kit.inspector.id,
                                                 .addr = (uintptr_t)params, .len = len, .result_addr = (uintptr_t)pages->area,
                                                 .result_len = bytes }).result;
}

/* What is bounded comes whole, in the bytes that the schema names. */
void test_bounded(struct pages *pages)
{
    struct inspector_ledger_params_builder params;
    struct capn_builder builder;
    uint64_t words[4];
    size_t length = 0;

    capn_builder_init(&builder, words, sizeof(words));
    kit_expect(&pages->kit, "params", inspector_ledger_params_build_root(&builder, &params), STATUS_OK);
    inspector_ledger_params_set_pid(&params, rt_pid(pages->kit.rt));
    kit_expect(&pages->kit, "params", capn_builder_finish(&builder, &length), STATUS_OK);
    kit_check(&pages->kit, call(pages, INSPECTOR_METHOD_LEDGER, words, (uint32_t)length, LEDGER_BYTES) > 0, "the ledger does not fit");
    kit_expect(&pages->kit, "a ledger into 40 bytes", call(pages, INSPECTOR_METHOD_LEDGER, words, (uint32_t)length, 40),
               STATUS_RESULT_TOO_LARGE);
    kit_check(&pages->kit, call(pages, INSPECTOR_METHOD_TOTALS, NULL, 0, TOTALS_BYTES) > 0, "the totals do not fit");
}
