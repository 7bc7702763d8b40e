/* SPDX-License-Identifier: MIT */
/* Between the files of test-pages. */
#pragma once

#include "kit.h"
#include "rt/thread.h"

#define PAGE_ENTRIES_MAX 1024u
#define OVERHEAD_BYTES 40u              /* of a page, beside its entries (schema/process.capnp) */
#define NAME_ENTRY_BYTES (8u + CAPSET_NAME_BYTES)

/* One answer: what each entry is known by, as `next` counts. */
struct answer {
    uint32_t count, next;
    uint32_t keys[PAGE_ENTRIES_MAX];
};

struct pages {
    struct kit kit;
    uint8_t *area;                      /* MESSAGE_MAX_BYTES for results */
    process_handle_t child;             /* whose grants are listed */
    struct answer answer;
};

/* --- asking (ask.c) ---------------------------------------------------------------------------------------------------- */

/* A method that lists in pages. */
struct source {
    const char *name;
    uint32_t entry_bytes;               /* the largest entry, as the schema says */
    bool equal;                         /* all entries are taken to be that large */
    cap_id_t (*target)(const struct pages *pages);
    uint16_t method;
    bool with_child;                    /* pages->child goes along */
    status_t (*write)(struct capn_builder *builder, uint32_t from);
    status_t (*read)(struct capn_message *message, uint32_t from, struct answer *answer);
};

extern const struct source source_processes, source_threads, source_cpus, source_list, source_granted, source_binaries;

/* One call with a result buffer of exactly so many bytes; the completion's result. pages->answer has the page when it is not negative. */
int32_t ask(struct pages *pages, const struct source *source, uint32_t from, uint32_t bytes);
/* A whole list, page by page. One attempt for each page, and one for the walk: every page fits and has an entry, and the entries
 * ascend. found: how often each of `count` residents, in ascending order, was told. With residents the walk may end behind the last one: what
 * comes behind them may come faster than it is told. Returns the number of entries that were told. */
uint32_t walk(struct pages *pages, const struct source *source, uint32_t bytes, const uint32_t *residents, uint8_t *found, uint32_t count);

/* --- tests --------------------------------------------------------------------------------------------------------------- */

/* fits.c: nothing changes meanwhile. */
void test_sizes(struct pages *pages, const struct source *source);
void test_bounded(struct pages *pages);
/* churn.c */
void test_churn_processes(struct pages *pages);
void test_churn_threads(struct pages *pages);
void test_churn_holds(struct pages *pages);
/* Between two pages of a walk: what comes and goes may do so. */
void churn_turn(struct rt *rt);
/* In a child: makes processes that end, for good. */
_Noreturn void be_a_churner(struct rt *rt);
/* In a child: drops what was taken back from it, for good. */
_Noreturn void be_a_dropper(struct rt *rt);
