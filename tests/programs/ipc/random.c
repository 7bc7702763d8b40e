/* SPDX-License-Identifier: MIT */
/*
 * Calls, receives, answers, cancellations, releases, lending and taking back in random order, with capabilities that travel
 * along. When all has been cancelled and released again, nothing may be left.
 */
#include "ipc.h"

#include "capability.capnp.h"

#define ROUNDS 6000u
#define OPEN_MAX 20u
#define CAPS_MAX 64u
#define SEED 0x9fb21c651e98df25ull
#define RESULT_ROOM 1024u

struct chaos {
    struct ipc ipc;
    uint64_t state;
    uint64_t open[OPEN_MAX];            /* answer ids that may be unfinished */
    uint32_t open_count;
    cap_id_t caps[CAPS_MAX];            /* holds to send along and to release */
    uint32_t cap_count;
    uint64_t calls[OPEN_MAX];           /* call ids that were received */
    uint32_t call_count;
    cap_id_t manager;
    uint32_t lent;
};

static uint64_t next(struct chaos *chaos)
{
    uint64_t z = chaos->state += 0x9e3779b97f4a7c15ull;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    return z ^ z >> 31;
}

static uint32_t below(struct chaos *chaos, uint32_t bound)
{
    return (uint32_t)(next(chaos) % bound);
}

static void keep_cap(struct chaos *chaos, cap_id_t cap)
{
    if (chaos->cap_count < CAPS_MAX) {
        chaos->caps[chaos->cap_count++] = cap;
        return;
    }
    (void)ipc_submit(&chaos->ipc, TAG_OTHER,
                     (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = cap, .flags = CAP_SQE_QUIET });
}

/* What completions brought: capabilities of answers and of messages, and ids of calls. */
static void collect(struct chaos *chaos)
{
    struct ipc *ipc = &chaos->ipc;
    const struct cap_cqe *call = &ipc->seen[TAG_CALL], *receive = &ipc->seen[TAG_RECEIVE];

    for (uint32_t i = 0; ipc->count[TAG_CALL] == 1 && (call->flags & CAP_CQE_RESULT_CAPS) && i < call->cap_count; i++)
        keep_cap(chaos, ((const struct cap_result_record *)(uintptr_t)(ipc->result + ((call->result + 7u) & ~7u)))[i].cap_id);
    for (uint32_t i = 0; ipc->count[TAG_RECEIVE] == 1 && (receive->flags & CAP_CQE_RESULT_CAPS) && i < receive->cap_count; i++)
        keep_cap(chaos,
                 ((const struct cap_result_record *)(uintptr_t)(ipc->message + ((receive->result + 7u) & ~7u)))[i].cap_id);
    if (ipc->count[TAG_RECEIVE] == 1 && receive->result >= 0 && !(ipc_message(ipc)->flags & ENDPOINT_MESSAGE_CANCELLED))
        chaos->calls[chaos->call_count++ % OPEN_MAX] = ipc_message(ipc)->call_id;
    for (uint32_t tag = 0; tag < TAG_COUNT; tag++) {
        kit_check(ipc->kit, ipc->count[tag] <= 1 || tag == TAG_CALL || tag == TAG_OTHER, "%u completions with tag %u",
                  ipc->count[tag], tag);
        ipc->count[tag] = 0;
    }
}

static void put_descriptors(struct chaos *chaos, struct cap_sqe *sqe)
{
    uint32_t count = chaos->cap_count ? below(chaos, 3) : 0;

    for (uint32_t i = 0; i < count; i++)
        ipc_descriptors(&chaos->ipc, sqe->len)[i] = (struct cap_transfer_descriptor){
            .cap_id = chaos->caps[below(chaos, chaos->cap_count)], .mode = (uint8_t)below(chaos, 2) };
    sqe->xfer_count = (uint16_t)count;
}

static void open_operation(struct chaos *chaos, enum tag tag, struct cap_sqe sqe)
{
    uint64_t id = ipc_submit(&chaos->ipc, tag, sqe);

    chaos->open[chaos->open_count++] = id;
}

static void finish_one(struct chaos *chaos)
{
    uint32_t at = below(chaos, chaos->open_count);

    (void)ipc_submit(&chaos->ipc, TAG_FINISH, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = chaos->open[at] });
    chaos->open[at] = chaos->open[--chaos->open_count];
}

/* Lends something that may itself be lent; facet and revoker travel and end like everything else. */
static void lend(struct chaos *chaos)
{
    const struct cap_result_record *records;
    struct ipc *ipc = &chaos->ipc;
    struct cap_sqe sqe = { .opcode = CAP_OP_CALL, .method_id = CAPABILITY_MANAGER_METHOD_LEND, .cap_id = chaos->manager,
                           .addr = ipc->params, .len = 24, .result_addr = ipc->result, .result_len = RESULT_ROOM, .xfer_count = 1 };
    uint64_t *params = (uint64_t *)(uintptr_t)ipc->params;

    if (chaos->cap_count == 0)
        return;
    params[0] = 2ull << 32;     /* a struct of one pointer: capability 0 */
    params[1] = 1ull << 48;
    params[2] = 3;
    *ipc_descriptors(ipc, 24) = (struct cap_transfer_descriptor){ .cap_id = chaos->caps[below(chaos, chaos->cap_count)] };
    (void)ipc_submit(ipc, TAG_OTHER, sqe);
    if (ipc->count[TAG_OTHER] == 1 && ipc->seen[TAG_OTHER].result >= 0) {
        records = (const struct cap_result_record *)(uintptr_t)(ipc->result + ((ipc->seen[TAG_OTHER].result + 7u) & ~7u));
        keep_cap(chaos, records[0].cap_id);
        keep_cap(chaos, records[1].cap_id);
        chaos->lent++;
    }
}

/* Method 0 of anything: a facet queues a call, a revoker takes back. */
static void call_any(struct chaos *chaos)
{
    struct cap_sqe sqe = ipc_call(&chaos->ipc, 0, RESULT_ROOM);

    if (chaos->cap_count == 0)
        return;
    sqe.method_id = 0;
    sqe.cap_id = chaos->caps[below(chaos, chaos->cap_count)];
    open_operation(chaos, TAG_CALL, sqe);
}

static void step(struct chaos *chaos)
{
    struct ipc *ipc = &chaos->ipc;
    uint32_t kind = below(chaos, 13);
    struct cap_sqe sqe;
    cap_id_t cap;

    if (chaos->open_count == OPEN_MAX || (kind == 0 && chaos->open_count != 0)) {
        finish_one(chaos);
    } else if (kind == 12) {
        lend(chaos);
    } else if (kind > 9) {
        call_any(chaos);
    } else if (kind < 4) {
        sqe = ipc_call(ipc, below(chaos, 200), below(chaos, RESULT_ROOM));
        put_descriptors(chaos, &sqe);
        open_operation(chaos, TAG_CALL, sqe);
    } else if (kind < 6) {
        open_operation(chaos, TAG_RECEIVE, ipc_receive(ipc, 64 + below(chaos, RESULT_ROOM)));
    } else if (kind < 8 && chaos->call_count != 0) {
        sqe = ipc_return(ipc, chaos->calls[below(chaos, chaos->call_count < OPEN_MAX ? chaos->call_count : OPEN_MAX)],
                         below(chaos, 300));
        sqe.flags = below(chaos, 8) ? 0 : CAP_SQE_EXCEPTION;
        put_descriptors(chaos, &sqe);
        (void)ipc_submit(ipc, TAG_RETURN, sqe);
    } else if (chaos->cap_count < 10 && endpoint_client(ipc->kit->rt, ipc->endpoint, OTHER_INTERFACE_ID, &cap) == STATUS_OK) {
        /* Owned by the ring from here on: the runtime must not release what is moved. */
        chaos->caps[chaos->cap_count++] = cap;
    } else if (chaos->cap_count != 0) {
        uint32_t at = below(chaos, chaos->cap_count);

        (void)ipc_submit(ipc, TAG_OTHER, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = chaos->caps[at] });
        chaos->caps[at] = chaos->caps[--chaos->cap_count];
    }
    collect(chaos);
}

void test_random(struct kit *kit)
{
    static struct chaos chaos;

    chaos = (struct chaos){ .state = SEED };
    ipc_open(&chaos.ipc, kit);
    if (rt_find(kit->rt, "capabilities", CAPABILITY_MANAGER_INTERFACE_ID, &chaos.manager) < 0)
        rt_panic(kit->rt, "no CapabilityManager");
    for (uint32_t round = 0; round < ROUNDS; round++)
        step(&chaos);
    kit_check(kit, chaos.lent > ROUNDS / 50, "only %u were lent", chaos.lent);
    while (chaos.open_count != 0) {
        finish_one(&chaos);
        collect(&chaos);
    }
    while (chaos.cap_count != 0) {
        (void)ipc_submit(&chaos.ipc, TAG_OTHER,
                         (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = chaos.caps[--chaos.cap_count] });
        collect(&chaos);
    }
    ipc_close(&chaos.ipc);
}
