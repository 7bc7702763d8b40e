/* SPDX-License-Identifier: MIT */
/* What a control refuses, and what its share and the ledger bound. */
#include "abi/limits.h"
#include "scheduling.h"

static const struct kit_time good = { 1 * MS, 10 * MS, 20, 0 };

static void refuse(struct scheduling *test, const char *what, struct kit_time time, status_t expected)
{
    scheduling_context_t context;

    kit_expect(&test->kit, what, kit_context_create(&test->kit, test->control, &time, &context), expected);
    if (context.id != CAP_ID_INVALID)
        drop(test, context.id);
}

static void test_numbers(struct scheduling *test)
{
    refuse(test, "a budget of 0", (struct kit_time){ 0, 10 * MS, 20, 0 }, STATUS_FAILED);
    refuse(test, "a budget below the least", (struct kit_time){ SCHEDULING_BUDGET_MIN_NS - 1, 10 * MS, 20, 0 }, STATUS_FAILED);
    refuse(test, "the least budget", (struct kit_time){ SCHEDULING_BUDGET_MIN_NS, 10 * MS, 20, 0 }, STATUS_OK);
    refuse(test, "a budget above its period", (struct kit_time){ 10 * MS + 1, 10 * MS, 20, 0 }, STATUS_FAILED);
    refuse(test, "a budget of everything", (struct kit_time){ UINT64_MAX, UINT64_MAX, 20, 0 }, STATUS_FAILED);
    refuse(test, "a period of 0", (struct kit_time){ 1 * MS, 0, 20, 0 }, STATUS_FAILED);
    refuse(test, "a period that is too long", (struct kit_time){ 1 * MS, SCHEDULING_PERIOD_MAX_NS + 1, 20, 0 }, STATUS_FAILED);
    refuse(test, "the longest period", (struct kit_time){ 1 * MS, SCHEDULING_PERIOD_MAX_NS, 20, 0 }, STATUS_OK);
    refuse(test, "the highest priority", (struct kit_time){ 1 * MS, 10 * MS, 31, 0 }, STATUS_OK);
    refuse(test, "a priority above", (struct kit_time){ 1 * MS, 10 * MS, 32, 0 }, STATUS_FAILED);
    refuse(test, "the highest number as priority", (struct kit_time){ 1 * MS, 10 * MS, 255, 0 }, STATUS_FAILED);
    refuse(test, "the first CPU", (struct kit_time){ 1 * MS, 10 * MS, 20, 1 }, STATUS_OK);
    refuse(test, "a CPU that does not run", (struct kit_time){ 1 * MS, 10 * MS, 20, 1ull << kit_cpus(&test->kit) }, STATUS_FAILED);
    refuse(test, "a CPU that cannot be", (struct kit_time){ 1 * MS, 10 * MS, 20, 1ull << 63 | 1 }, STATUS_FAILED);
    refuse(test, "all of a CPU by turns", (struct kit_time){ 10 * MS, 10 * MS, SCHEDULING_PRIORITY_DEFAULT, 0 }, STATUS_OK);
}

static uint32_t used_ppm(struct scheduling *test, scheduler_control_t control, uint32_t *share_ppm)
{
    struct scheduler_control_info_params_builder params;
    struct scheduler_control_info_results_reader results;
    struct scheduler_info_reader info = { { 0 } };
    struct capn_request request;
    uint32_t used = UINT32_MAX;
    status_t status = scheduler_control_info_begin(&request, test->kit.rt, control, &params);

    if (status < 0)
        return used;
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = scheduler_control_info_results(&request, &results);
    if (status == STATUS_OK)
        status = scheduler_control_info_results_get_info(&results, &info);
    if (status == STATUS_OK) {
        used = scheduler_info_get_used_ppm(&info);
        *share_ppm = scheduler_info_get_share_ppm(&info);
    }
    capn_request_end(&request);
    kit_expect(&test->kit, "info", status, STATUS_OK);
    return used;
}

/* Above the default priority there is as much as the share and no more, and it comes back. */
static void test_share(struct scheduling *test)
{
    scheduling_context_t contexts[64], one_more;
    uint32_t share = 0, count = 0, used = used_ppm(test, test->control, &share);
    const struct kit_time large = { 9 * MS, 10 * MS, SCHEDULING_PRIORITY_DEFAULT + 1, 0 };
    status_t status = STATUS_OK;

    kit_check(&test->kit, used == 0 && share >= 900000, "%u of %u used at the start", used, share);
    while (count < 64 && (status = kit_context_create(&test->kit, test->control, &large, &contexts[count])) == STATUS_OK)
        count++;
    kit_expect(&test->kit, "more than the share", status, STATUS_OVERLOADED);
    kit_check(&test->kit, count == share / 900000, "%u contexts of 90 %% in a share of %u", count, share);
    kit_check(&test->kit, used_ppm(test, test->control, &share) == count * 900000, "what is used is not what was given");
    /* By turns there is always room, and a context that becomes small gives back. */
    refuse(test, "more at the default priority", (struct kit_time){ 9 * MS, 10 * MS, SCHEDULING_PRIORITY_DEFAULT, 0 }, STATUS_OK);
    kit_expect(&test->kit, "become small", kit_context_configure(&test->kit, test->control, contexts[0].id, &good), STATUS_OK);
    kit_expect(&test->kit, "one more", kit_context_create(&test->kit, test->control, &(struct kit_time){ 8 * MS, 10 * MS, 20, 0 }, &one_more), STATUS_OK);
    kit_expect(&test->kit, "become large again", kit_context_configure(&test->kit, test->control, contexts[0].id, &large), STATUS_OVERLOADED);
    drop(test, one_more.id);
    for (uint32_t i = 0; i < count; i++)
        drop(test, contexts[i].id);
    kit_check(&test->kit, used_ppm(test, test->control, &share) == 0, "a share did not come back");
}

/* What may run on one CPU only leaves something there for others, whatever is left of all CPUs together. */
static void test_pinned(struct scheduling *test)
{
    scheduling_context_t first = make_context(test, (struct kit_time){ 6 * MS, 10 * MS, 20, 1 }), anywhere;
    const struct kit_time too_much = { 4 * MS, 10 * MS, 20, 1 }, fits = { 3 * MS, 10 * MS, 20, 1 };
    bool many = kit_cpus(&test->kit) > 1;

    refuse(test, "too much for one CPU", too_much, STATUS_OVERLOADED);
    refuse(test, "as much as there is of one CPU", fits, STATUS_OK);
    refuse(test, "another CPU", (struct kit_time){ 9 * MS, 10 * MS, 20, 2 }, many ? STATUS_OK : STATUS_FAILED);
    kit_expect(&test->kit, "the same again", kit_context_configure(&test->kit, test->control, first.id,
                                                                   &(struct kit_time){ 9 * MS, 10 * MS, 20, 1 }), STATUS_OK);
    refuse(test, "what fitted before", fits, STATUS_OVERLOADED);
    /* It moves away, and then back. */
    if (many) {
        kit_expect(&test->kit, "move away", kit_context_configure(&test->kit, test->control, first.id,
                                                                  &(struct kit_time){ 9 * MS, 10 * MS, 20, 2 }), STATUS_OK);
        anywhere = make_context(test, too_much);
        kit_expect(&test->kit, "move back", kit_context_configure(&test->kit, test->control, first.id,
                                                                  &(struct kit_time){ 9 * MS, 10 * MS, 20, 1 }), STATUS_OVERLOADED);
        drop(test, anywhere.id);
    }
    drop(test, first.id);
    refuse(test, "all that there was", (struct kit_time){ 9 * MS, 10 * MS, 20, 1 }, STATUS_OK);
}

static void test_narrow(struct scheduling *test)
{
    struct rt *rt = test->kit.rt;
    scheduler_control_t narrow = { CAP_ID_INVALID }, below, deep[16];
    scheduling_context_t context, foreign;
    uint32_t share = 0, depth = 0;
    status_t status = STATUS_OK;

    kit_expect(&test->kit, "narrow to more urgent", scheduler_control_narrow(rt, test->control, 32, 0, 0, &narrow), STATUS_FAILED);
    kit_expect(&test->kit, "narrow to other CPUs", scheduler_control_narrow(rt, test->control, 31, 1ull << 40, 0, &narrow), STATUS_FAILED);
    kit_expect(&test->kit, "narrow to more time", scheduler_control_narrow(rt, test->control, 31, 0, UINT32_MAX, &narrow), STATUS_OVERLOADED);
    kit_expect(&test->kit, "narrow", scheduler_control_narrow(rt, test->control, 15, 1, 200000, &narrow), STATUS_OK);
    kit_check(&test->kit, used_ppm(test, test->control, &share) == 200000, "what was set aside is not used");
    kit_check(&test->kit, used_ppm(test, narrow, &share) == 0 && share == 200000, "what was set aside is not there");
    kit_expect(&test->kit, "too urgent there", kit_context_create(&test->kit, narrow, &good, &context), STATUS_FAILED);
    kit_expect(&test->kit, "too much there", kit_context_create(&test->kit, narrow, &(struct kit_time){ 3 * MS, 10 * MS, 15, 0 }, &context), STATUS_OVERLOADED);
    kit_expect(&test->kit, "as much as there is", kit_context_create(&test->kit, narrow, &(struct kit_time){ 2 * MS, 10 * MS, 15, 0 }, &context), STATUS_OK);
    kit_expect(&test->kit, "narrow up again", scheduler_control_narrow(rt, narrow, 16, 0, 0, &below), STATUS_FAILED);
    kit_expect(&test->kit, "narrow what is used up", scheduler_control_narrow(rt, narrow, 15, 0, 1, &below), STATUS_OVERLOADED);
    /* Only who made a context may change it. */
    foreign = make_context(test, good);
    kit_expect(&test->kit, "another's context", kit_context_configure(&test->kit, narrow, foreign.id, &good), STATUS_FAILED);
    kit_expect(&test->kit, "no context", kit_context_configure(&test->kit, narrow, test->kit.null.id, &good), STATUS_FAILED);
    drop(test, foreign.id);
    /* The share is away as long as there is a context of it, with or without its control. */
    drop(test, narrow.id);
    kit_check(&test->kit, used_ppm(test, test->control, &share) == 200000, "a share came back while it was used");
    drop(test, context.id);
    kit_check(&test->kit, used_ppm(test, test->control, &share) == 0, "a share did not come back");
    deep[0] = test->control;
    while (depth < 15 && (status = scheduler_control_narrow(rt, deep[depth], 10, 0, 0, &deep[depth + 1])) == STATUS_OK)
        depth++;
    kit_expect(&test->kit, "narrow for ever", status, STATUS_FAILED);
    kit_expect(&test->kit, "times that one can narrow", depth, 8);
    for (uint32_t i = 1; i <= depth; i++)
        drop(test, deep[i].id);
}

static void test_ledger(struct scheduling *test)
{
    const struct kit_time idle = { 1 * MS, 10 * MS, 0, 0 };
    scheduling_context_t contexts[40];
    struct kit_ledger ledger = { 0 };
    status_t status = STATUS_OK;
    uint32_t count = 0;

    while (count < 40 && (status = kit_context_create(&test->kit, test->control, &idle, &contexts[count])) == STATUS_OK)
        count++;
    kit_expect(&test->kit, "more than the ledger allows", status, STATUS_OVERLOADED);
    kit_expect(&test->kit, "ledger", kit_ledger_read(&test->kit, rt_pid(test->kit.rt), &ledger), STATUS_OK);
    kit_check(&test->kit, count == 32 && ledger.scheduling_contexts == 32, "%u contexts, %lu in the ledger", count,
              (unsigned long)ledger.scheduling_contexts);
    for (uint32_t i = 0; i < count; i++)
        drop(test, contexts[i].id);
    kit_expect(&test->kit, "ledger", kit_ledger_read(&test->kit, rt_pid(test->kit.rt), &ledger), STATUS_OK);
    kit_expect(&test->kit, "contexts that are left", (int64_t)ledger.scheduling_contexts, 0);
}

void test_parameters(struct scheduling *test)
{
    test_numbers(test);
    test_share(test);
    test_pinned(test);
    test_narrow(test);
    test_ledger(test);
}
