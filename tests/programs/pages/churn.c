/* SPDX-License-Identifier: MIT */
/* Walks while others make and end what is listed. Residents are there from before the walk until after it: each must be told once. */
#include "pages.h"
#include "core/atomic.h"

#define ROUNDS 12u
#define RESIDENTS_MAX 96u
#define STACK_BYTES 8192u

/* From the smallest buffer to one of a large page; 8,192 bytes are what a service usually has. */
static const uint32_t sizes[] = { 0, 1000, 2048, 8192, 61440 };

static uint32_t residents[RESIDENTS_MAX];

static uint32_t stop;

/* Pages that were asked for. Threads that make and end things do it once for each: what they use up, slots that can be used 255 times
 * for instance, is bounded, and on one CPU they are at it between any two pages. */
static uint32_t turns;

void churn_turn(struct rt *rt)
{
    atomic_add_release(&turns, 1);
    rt_thread_yield(rt);
}

/* False: it is over. */
static bool await_turn(struct rt *rt, uint32_t turn)
{
    while (!atomic_load_acquire(&stop)) {
        if ((int32_t)(atomic_load_acquire(&turns) - turn) > 0)
            return true;
        rt_thread_yield(rt);
    }
    return false;
}

static void begin_churn(void)
{
    atomic_store_release(&stop, 0);
}

static void end_churn(struct rt *rt)
{
    atomic_store_release(&stop, 1);
    (void)rt_unpark(rt, &stop, UINT32_MAX);
}

/* One walk with each size. Residents stand for all that must not be left out. */
static void walk_all(struct pages *pages, const struct source *source, uint32_t count)
{
    static uint8_t found[RESIDENTS_MAX];

    for (uint32_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        uint32_t bytes = sizes[i] ? sizes[i] : OVERHEAD_BYTES + source->entry_bytes, told = 0;

        (void)walk(pages, source, bytes, residents, found, count);
        for (uint32_t k = 0; k < count; k++)
            told += found[k] == 1;
        kit_check(&pages->kit, told == count, "%s into %u bytes: %u of %u residents were told once", source->name, bytes, told, count);
    }
}

/* --- processes ----------------------------------------------------------------------------------------------------------- */

#define RESIDENT_PROCESSES 80u
#define CHURNERS 3u
#define CHURNED 60u                     /* processes that must have come and gone before the last walk */

static uint32_t pid_of(struct kit *kit, process_handle_t child)
{
    struct process_observer_info_params_builder params;
    struct process_observer_info_results_reader results;
    struct capn_request request;
    uint32_t pid = 0;

    if (process_handle_info_begin(&request, kit->rt, child, &params) < 0)
        return 0;
    if (capn_request_call(&request) == STATUS_OK && process_handle_info_results(&request, &results) == STATUS_OK)
        pid = process_observer_info_results_get_pid(&results);
    capn_request_end(&request);
    return pid;
}

static process_handle_t start(struct kit *kit, const char *name)
{
    const struct kit_grant grants[] = { { "console", KIT_GRANT_COPY, kit->console.id, 0 }, { "timer", KIT_GRANT_COPY, kit->timer.id, 0 },
                                        { "spawner", KIT_GRANT_COPY, kit->spawner.id, 0 },
                                        { "capabilities", KIT_GRANT_CAPABILITIES, 0, 0 } };
    const struct kit_child child = { .name = name, .binary = "test-pages", .grants = grants,
                                     .grant_count = sizeof(grants) / sizeof(grants[0]), .limits = { .processes = 4 } };
    process_handle_t handle = { CAP_ID_INVALID };
    status_t status = kit_spawn(kit, &child, &handle, NULL);

    kit_check(kit, status == STATUS_OK, "%s: %s (%s)", name, capn_status_text(status), rt_last_reason(kit->rt));
    return handle;
}

static void end(struct kit *kit, process_handle_t child)
{
    struct kit_exit exit = { 0 };

    kit_expect(kit, "kill", process_handle_kill(kit->rt, child), STATUS_OK);
    kit_expect(kit, "wait", kit_wait(kit, child, &exit), STATUS_OK);
    rt_drop(kit->rt, child.id);
}

_Noreturn void be_a_churner(struct rt *rt)
{
    const struct kit_child child = { .name = "x", .binary = "null-exit" };
    struct kit kit = { .rt = rt };
    struct kit_exit exit;
    process_handle_t handle;

    if (rt_find(rt, "spawner", PROCESS_SPAWNER_INTERFACE_ID, &kit.spawner.id) != STATUS_OK)
        rt_panic(rt, "no spawner");
    for (;;) {
        if (kit_spawn(&kit, &child, &handle, NULL) != STATUS_OK || kit_wait(&kit, handle, &exit) != STATUS_OK)
            rt_panic(rt, "no child: %s", rt_last_reason(rt));
        rt_drop(rt, handle.id);
    }
}

/* Pids are given out in order. */
static uint32_t newest_pid(struct pages *pages)
{
    process_handle_t child = start(&pages->kit, "resident");
    uint32_t pid = pid_of(&pages->kit, child);

    end(&pages->kit, child);
    return pid;
}

void test_churn_processes(struct pages *pages)
{
    process_handle_t children[RESIDENT_PROCESSES], churners[CHURNERS];
    uint32_t first;
    char name[PROCESS_NAME_BYTES];

    /* Churners stand among the residents, and so do their children: at both ends of the list something comes and goes. */
    for (uint32_t i = 0; i < RESIDENT_PROCESSES; i++) {
        (void)rt_format(name, sizeof(name), "resident-with-a-long-name-%u", 10000 + i);
        children[i] = start(&pages->kit, name);
        residents[i] = pid_of(&pages->kit, children[i]);
        if (i < CHURNERS)
            churners[i] = start(&pages->kit, "churn");
    }
    first = newest_pid(pages);
    for (uint32_t round = 0; round < ROUNDS || newest_pid(pages) - first < CHURNED; round++)
        walk_all(pages, &source_processes, RESIDENT_PROCESSES);
    for (uint32_t i = 0; i < CHURNERS; i++)
        end(&pages->kit, churners[i]);
    for (uint32_t i = 0; i < RESIDENT_PROCESSES; i++)
        end(&pages->kit, children[i]);
}

/* --- threads ------------------------------------------------------------------------------------------------------------- */

#define RESIDENT_THREADS 40u
#define THREAD_CHURNERS 2u

static int64_t stay(struct rt *rt, void *argument)
{
    atomic_store_release((uint32_t *)argument, rt_thread_id(rt));
    while (!atomic_load_acquire(&stop))
        (void)rt_park(rt, &stop, 0, TIME_FOREVER);
    return 0;
}

static int64_t leave(struct rt *rt, void *argument)
{
    (void)rt;
    (void)argument;
    return 0;
}

static int64_t make_threads(struct rt *rt, void *argument)
{
    struct rt_thread *thread;
    uint32_t *made = argument;

    for (uint32_t turn = atomic_load_acquire(&turns); await_turn(rt, turn); turn++) {
        if (rt_thread_create(rt, leave, NULL, STACK_BYTES, &thread) < 0 || rt_thread_join(rt, thread, NULL) < 0)
            return -1;
        atomic_add_release(made, 1);
    }
    return 0;
}

static struct rt_thread *start_thread(struct kit *kit, rt_thread_fn *function, void *argument)
{
    struct rt_thread *thread;
    status_t status = rt_thread_create(kit->rt, function, argument, STACK_BYTES, &thread);

    if (status != STATUS_OK)
        rt_panic(kit->rt, "no thread: %s (%s)", capn_status_text(status), rt_last_reason(kit->rt));
    return thread;
}

void test_churn_threads(struct pages *pages)
{
    struct kit *kit = &pages->kit;
    struct rt_thread *threads[RESIDENT_THREADS], *churners[THREAD_CHURNERS];
    uint32_t made = 0;
    int64_t code;

    begin_churn();
    for (uint32_t i = 0; i < RESIDENT_THREADS; i++) {
        residents[i] = 0;
        threads[i] = start_thread(kit, stay, &residents[i]);
        while (atomic_load_acquire(&residents[i]) == 0)
            rt_thread_yield(kit->rt);
        if (i < THREAD_CHURNERS)
            churners[i] = start_thread(kit, make_threads, &made);
    }
    for (uint32_t round = 0; round < ROUNDS || atomic_load_acquire(&made) < CHURNED; round++)
        walk_all(pages, &source_threads, RESIDENT_THREADS);
    end_churn(kit->rt);
    for (uint32_t i = 0; i < THREAD_CHURNERS; i++) {
        kit_expect(kit, "join", rt_thread_join(kit->rt, churners[i], &code), STATUS_OK);
        kit_expect(kit, "a churner", code, 0);
    }
    for (uint32_t i = 0; i < RESIDENT_THREADS; i++)
        kit_expect(kit, "join", rt_thread_join(kit->rt, threads[i], NULL), STATUS_OK);
}

/* --- holds, one's own and those of a child ---------------------------------------------------------------------------------- */

#define RESIDENT_HOLDS 60u
#define RESIDENT_GRANTS 16u
#define BATCH 8u

struct churn {
    struct pages *pages;
    uint32_t made;
};

/* Makes and drops several at once, so that slots on both sides of the residents change, and not in the order of a stack. */
static int64_t make_holds(struct rt *rt, void *argument)
{
    struct churn *churn = argument;
    struct kit kit = churn->pages->kit;
    cap_id_t holds[BATCH];

    kit.rt = rt;
    for (uint32_t turn = atomic_load_acquire(&turns); await_turn(rt, turn); turn++) {
        for (uint32_t i = 0; i < BATCH; i++) {
            if (kit_narrow(&kit, kit.null.id, NULL_CAP_INTERFACE_ID, &holds[i]) < 0)
                return -1;
        }
        for (uint32_t i = 0; i < BATCH; i++)
            rt_drop(rt, holds[(i * 3) % BATCH]);
        if (rt_flush_releases(rt) < 0)
            return -1;
        atomic_add_release(&churn->made, BATCH);
    }
    return 0;
}

/* The same in the table of a child, which drops what was taken back. Until it comes to that, its table may be full. */
static int64_t make_grants(struct rt *rt, void *argument)
{
    static const char *const names[] = { "g0", "g1", "g2", "g3" };
    struct churn *churn = argument;
    struct kit kit = churn->pages->kit;
    cap_id_t ids[4];

    kit.rt = rt;
    for (uint32_t turn = atomic_load_acquire(&turns); await_turn(rt, turn); turn++) {
        status_t status = STATUS_OK;
        uint32_t count = 0;

        while (status == STATUS_OK && count < 4) {
            status = kit_grant_to(&kit, churn->pages->child.id, kit.null.id, CAP_TRANSFER_COPY, names[count], &ids[count]);
            count += status == STATUS_OK;
        }
        if (status != STATUS_OK && status != STATUS_OVERLOADED)
            return -1;
        for (uint32_t i = count; i > 0; i--) {
            if (kit_revoke_from(&kit, churn->pages->child.id, ids[i - 1]) < 0)
                return -1;
        }
        atomic_add_release(&churn->made, count);
    }
    return 0;
}

/* One page of one's own dead holds is dropped; where the next begins. */
static uint32_t drop_dead(struct kit *kit, uint32_t from)
{
    struct capability_manager_list_params_builder params;
    struct capability_manager_list_results_reader results;
    struct capability_info_reader info;
    struct capn_request request;
    struct capn_list list;
    cap_id_t dead[64];
    uint32_t count = 0, next;

    if (capability_manager_list_begin(&request, kit->rt, kit->capabilities, &params) < 0)
        rt_panic(kit->rt, "no memory");
    capability_manager_list_params_set_from_slot(&params, from);
    if (capn_request_call(&request) < 0 || capability_manager_list_results(&request, &results) < 0 ||
        capability_manager_list_results_get_capabilities(&results, &list) < 0)
        rt_panic(kit->rt, "no list: %s", rt_last_reason(kit->rt));
    next = capability_manager_list_results_get_next(&results);
    for (uint32_t i = 0; i < list.count && count < sizeof(dead) / sizeof(dead[0]); i++) {
        if (capability_info_list_get(&list, i, &info) == STATUS_OK && !capability_info_get_live(&info))
            dead[count++] = capability_info_get_id(&info);
    }
    capn_request_end(&request);
    for (uint32_t i = 0; i < count; i++)
        (void)kit_do(kit, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = dead[i] });
    return next;
}

_Noreturn void be_a_dropper(struct rt *rt)
{
    struct kit kit = { .rt = rt };
    uint32_t from = 0;

    if (rt_find(rt, "capabilities", CAPABILITY_MANAGER_INTERFACE_ID, &kit.capabilities.id) != STATUS_OK)
        rt_panic(rt, "no capabilities");
    for (;;)
        from = drop_dead(&kit, from);
}

static void churn_while_walking(struct pages *pages, const struct source *source, rt_thread_fn *churner, uint32_t count)
{
    struct churn churn = { .pages = pages };
    struct rt_thread *thread;
    int64_t code = -1;

    begin_churn();
    thread = start_thread(&pages->kit, churner, &churn);
    for (uint32_t round = 0; round < ROUNDS || atomic_load_acquire(&churn.made) < CHURNED; round++)
        walk_all(pages, source, count);
    end_churn(pages->kit.rt);
    kit_expect(&pages->kit, "join", rt_thread_join(pages->kit.rt, thread, &code), STATUS_OK);
    kit_expect(&pages->kit, "what comes and goes", code, 0);
}

static void churn_holds(struct pages *pages)
{
    cap_id_t holds[RESIDENT_HOLDS], between[RESIDENT_HOLDS];
    struct kit *kit = &pages->kit;

    for (uint32_t i = 0; i < RESIDENT_HOLDS; i++) {
        kit_expect(kit, "a hold", kit_narrow(kit, kit->null.id, NULL_CAP_INTERFACE_ID, &between[i]), STATUS_OK);
        kit_expect(kit, "a hold", kit_narrow(kit, kit->null.id, NULL_CAP_INTERFACE_ID, &holds[i]), STATUS_OK);
        residents[i] = holds[i] & CAP_ID_INDEX_MASK;
    }
    /* Holes between the residents, which the churner fills. */
    for (uint32_t i = 0; i < RESIDENT_HOLDS; i++)
        rt_drop(kit->rt, between[i]);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
    churn_while_walking(pages, &source_list, make_holds, RESIDENT_HOLDS);
    for (uint32_t i = 0; i < RESIDENT_HOLDS; i++)
        rt_drop(kit->rt, holds[i]);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}

static void make_resident_grants(struct pages *pages)
{
    cap_id_t ids[RESIDENT_GRANTS], between[RESIDENT_GRANTS];
    struct kit *kit = &pages->kit;
    char name[CAPSET_NAME_BYTES];

    for (uint32_t i = 0; i < RESIDENT_GRANTS; i++) {
        (void)rt_format(name, sizeof(name), "between-%u", i);
        kit_expect(kit, "grant", kit_grant_to(kit, pages->child.id, kit->null.id, CAP_TRANSFER_COPY, name, &between[i]), STATUS_OK);
        (void)rt_format(name, sizeof(name), "granted-under-a-long-name-%u", 1000 + i);
        kit_expect(kit, "grant", kit_grant_to(kit, pages->child.id, kit->null.id, CAP_TRANSFER_COPY, name, &ids[i]), STATUS_OK);
        residents[i] = ids[i] & CAP_ID_INDEX_MASK;
    }
    for (uint32_t i = 0; i < RESIDENT_GRANTS; i++)
        kit_expect(kit, "revoke", kit_revoke_from(kit, pages->child.id, between[i]), STATUS_OK);
}

void test_churn_holds(struct pages *pages)
{
    churn_holds(pages);
    pages->child = start(&pages->kit, "resident");
    make_resident_grants(pages);
    test_sizes(pages, &source_granted);
    end(&pages->kit, pages->child);
    pages->child = start(&pages->kit, "drop");
    make_resident_grants(pages);
    churn_while_walking(pages, &source_granted, make_grants, RESIDENT_GRANTS);
    end(&pages->kit, pages->child);
}
