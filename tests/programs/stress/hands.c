/* SPDX-License-Identifier: MIT */
/*
 * Threads that know nothing but their ring page: made at any time by raw calls, with no runtime around them. Each does one thing,
 * which may be unfinished when it ends. Their stack is used once; the FS base is the first thread's, for the canary.
 */
#include "core/atomic.h"
#include "core/ring_words.h"
#include "crew.h"

#define LINGER_NS 400000u
#define PAIR_TURNS 40u
#define NOTHING INT32_MIN

/* What a hand has of its ring. */
struct own {
    struct hand *hand;
    struct ring_page *ring;
    uint32_t tail, head;
};

static const uint64_t empty_message[2] = { 1ull << 32, 0 };

/* The result of an operation, or NOTHING at the deadline: then it stays under way. */
static int32_t hand_do(struct own *own, struct cap_sqe sqe, uint64_t deadline_ns)
{
    struct ring_page *ring = own->ring;
    int64_t entered;

    sqe.user_data = (uint64_t)own->tail + 1;
    ring->sq[own->tail++ % RING_SQ_ENTRIES] = sqe;
    ring_publish_sq_tail(ring, own->tail);
    do {
        entered = rt_raw_syscall(SYSCALL_CAP_ENTER, 1, deadline_ns);
        while (own->head != ring_read_cq_tail(ring)) {
            struct cap_cqe cqe = ring->cq[own->head++ % RING_CQ_ENTRIES];

            ring_publish_cq_head(ring, own->head);
            if (cqe.user_data == sqe.user_data)
                return cqe.result;
        }
    } while (entered >= 0);
    return NOTHING;
}

static int32_t hand_call(struct own *own, cap_id_t cap, uint16_t method, const void *params, uint32_t bytes, uint64_t deadline_ns)
{
    return hand_do(own, (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = cap, .method_id = method, .addr = (uintptr_t)params,
                                          .len = bytes, .result_addr = (uintptr_t)own->hand->buffer, .result_len = HAND_BUFFER },
                   deadline_ns);
}

/* --- deeds: the hand's arguments are as its maker left them ------------------------------------------------------------------- */

static void deed_sleep(struct own *own)
{
    const uint64_t params[3] = { 2ull << 32, 1ull << 32, own->hand->seed % LINGER_NS };

    (void)hand_call(own, own->hand->timer, TIMER_METHOD_SLEEP, params, sizeof(params), TIME_FOREVER);
}

static void deed_park(struct own *own)
{
    const uint32_t *word = &own->hand->crew->words[own->hand->seed % CREW_WORDS];

    for (uint32_t i = 0; i < 4; i++)
        (void)hand_do(own, (struct cap_sqe){ .opcode = CAP_OP_PARK, .cap_id = own->hand->park, .addr = (uintptr_t)word,
                                             .len = atomic_load_acquire(word), .dep = own->hand->until_ns },
                      TIME_FOREVER);
}

/* Of somebody who may never answer. */
static void deed_call(struct own *own)
{
    (void)hand_call(own, own->hand->cap, (uint16_t)(own->hand->seed % 5), empty_message, sizeof(empty_message), own->hand->until_ns);
}

static void deed_receive(struct own *own)
{
    struct endpoint_message message;
    int32_t received = hand_do(own, (struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = own->hand->cap,
                                                      .addr = (uintptr_t)own->hand->buffer, .len = HAND_BUFFER }, own->hand->until_ns);

    if (received < (int32_t)sizeof(message) || own->hand->seed % 4 == 0)
        return;
    memcpy(&message, own->hand->buffer, sizeof(message));
    (void)hand_do(own, (struct cap_sqe){ .opcode = CAP_OP_RETURN, .cap_id = own->hand->cap, .call_id = message.call_id,
                                         .addr = (uintptr_t)empty_message, .len = sizeof(empty_message) }, TIME_FOREVER);
}

/* Its own handle, a sibling's, or one that was joined. */
static void deed_join(struct own *own)
{
    (void)hand_call(own, own->hand->cap, THREAD_HANDLE_METHOD_JOIN, empty_message, sizeof(empty_message), own->hand->until_ns);
}

static void deed_compute(struct own *own)
{
    volatile uint64_t sum = 0;

    for (uint64_t i = 0; i < own->hand->seed % 60000; i++)
        sum += i;
    if (sum == UINT64_MAX)
        return;
    (void)hand_call(own, own->hand->control, THREAD_CONTROL_METHOD_YIELD, empty_message, sizeof(empty_message), TIME_FOREVER);
}

/* Two hands take turns at a word, without any deadline: one wake that is lost, and neither ends. */
static void deed_pair(struct own *own)
{
    uint32_t *word = own->hand->word;

    for (uint32_t turn = own->hand->side; turn < PAIR_TURNS; turn += 2) {
        uint32_t now;

        while ((now = atomic_load_acquire(word)) < turn)
            (void)hand_do(own, (struct cap_sqe){ .opcode = CAP_OP_PARK, .cap_id = own->hand->park, .addr = (uintptr_t)word,
                                                 .len = now, .dep = TIME_FOREVER }, TIME_FOREVER);
        /* Or the other one never came to be. */
        if (!atomic_compare_exchange_full(word, &now, now == turn ? turn + 1 : now) ||
            now != turn)
            return;
        (void)hand_do(own, (struct cap_sqe){ .opcode = CAP_OP_UNPARK, .cap_id = own->hand->park, .addr = (uintptr_t)word, .len = 1 },
                      TIME_FOREVER);
    }
}

enum deed { DEED_SLEEP, DEED_PARK, DEED_CALL, DEED_RECEIVE, DEED_JOIN, DEED_COMPUTE, DEED_PAIR, DEEDS };

static void (*const deeds[DEEDS])(struct own *own) = {
    [DEED_SLEEP] = deed_sleep, [DEED_PARK] = deed_park,       [DEED_CALL] = deed_call, [DEED_RECEIVE] = deed_receive,
    [DEED_JOIN] = deed_join,   [DEED_COMPUTE] = deed_compute, [DEED_PAIR] = deed_pair,
};

/* Where a hand begins; it has no caller. */
static __attribute__((force_align_arg_pointer)) void be_hand(struct hand *hand, uint64_t id, uint64_t pid, struct ring_page *ring)
{
    static const uint64_t params[3] = { 2ull << 32, 1ull << 32, 0 };
    struct own own = { .hand = hand, .ring = ring };

    if (ring->header.thread_id != id || pid == 0)
        (void)rt_raw_syscall(SYSCALL_EXIT, (uint64_t)-2, 0);
    deeds[hand->deed](&own);
    atomic_sub_full(&hand->crew->alive, 1);
    (void)hand_call(&own, hand->control, THREAD_CONTROL_METHOD_EXIT_THREAD, params, sizeof(params), TIME_FOREVER);
    /* The session is over. */
    if (hand->crew->may_exit)
        (void)rt_raw_syscall(SYSCALL_EXIT, 0, 0);
    for (;;)
        (void)rt_raw_syscall(SYSCALL_CAP_ENTER, RING_CQ_ENTRIES, TIME_FOREVER);
}

/* --- steps ------------------------------------------------------------------------------------------------------------------- */

static struct hand *take_hand(struct actor *actor, enum deed deed)
{
    for (uint32_t i = 0; i < HANDS_MAX; i++) {
        struct hand *hand = &actor->crew->hands[i];

        if (atomic_exchange_acquire(&hand->taken, 1) != 0)
            continue;
        hand->deed = deed;
        hand->crew = actor->crew;
        hand->control = actor->kit.thread.id;
        hand->timer = actor->kit.timer.id;
        hand->park = actor->kit.park.id;
        hand->seed = kit_random_next(&actor->random);
        return hand;
    }
    return NULL;
}

static bool launch(struct actor *actor, struct hand *hand)
{
    const uint64_t words[] = { (uintptr_t)be_hand, (uintptr_t)hand->stack + HAND_STACK, (uintptr_t)hand, actor->crew->fs_base, 0 };

    atomic_add_full(&actor->crew->alive, 1);
    if (kernel_call(actor, actor->kit.threads.id, THREAD_SPAWNER_METHOD_CREATE, words, 5, CAP_ID_INVALID, NULL) >= 0)
        return true;
    atomic_sub_full(&actor->crew->alive, 1);
    return false;
}

static void put_hand(struct hand *hand)
{
    atomic_store_release(&hand->taken, 0);
}

static void make_hand(struct actor *actor)
{
    enum deed deed = (enum deed)below(actor, DEED_PAIR);
    struct hand *hand = take_hand(actor, deed);
    uint64_t now = 0;

    if (!hand)
        return;
    hand->cap = deed == DEED_RECEIVE ? actor->serve
                : deed == DEED_JOIN  ? hold_pick(actor, THREAD_HANDLE_INTERFACE_ID)
                                     : hold_pick_target(actor);
    (void)kernel_call(actor, actor->kit.timer.id, TIMER_METHOD_NOW, NULL, 0, CAP_ID_INVALID, &now);
    hand->until_ns = now + below(actor, LINGER_NS);
    if (!launch(actor, hand))
        put_hand(hand);
}

static void make_pair(struct actor *actor)
{
    struct hand *first = take_hand(actor, DEED_PAIR), *second = first ? take_hand(actor, DEED_PAIR) : NULL;

    if (!second) {
        if (first)
            put_hand(first);
        return;
    }
    first->side = 0;
    second->side = 1;
    first->turn = 0;
    first->word = second->word = &first->turn;
    if (!launch(actor, first)) {
        put_hand(first);
        put_hand(second);
    } else if (!launch(actor, second)) {
        put_hand(second);
        atomic_store_full(&first->turn, UINT32_MAX);
        unpark_word(actor, &first->turn, 1);
    }
}

static void join_hand(struct actor *actor)
{
    cap_id_t handle = hold_pick(actor, THREAD_HANDLE_INTERFACE_ID);

    if (handle != CAP_ID_INVALID)
        wait_for(actor, handle, THREAD_HANDLE_METHOD_JOIN, NULL, 0);
}

static void ask_hand(struct actor *actor)
{
    cap_id_t handle = hold_pick(actor, THREAD_HANDLE_INTERFACE_ID);

    if (handle != CAP_ID_INVALID)
        (void)kernel_call(actor, handle, below(actor, 2) ? THREAD_HANDLE_METHOD_EXIT_CODE : THREAD_HANDLE_METHOD_INFO, NULL, 0, CAP_ID_INVALID, NULL);
}

const struct step hand_steps[] = { { 3, make_hand }, { 1, make_pair }, { 3, join_hand }, { 1, ask_hand }, { 0, NULL } };
