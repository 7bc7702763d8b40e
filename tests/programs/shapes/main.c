/* SPDX-License-Identifier: MIT */
/* Calls of random shapes, each by the short ways and by the general one. */
#include "shapes.h"

#define ROUNDS 4000u
#define WAYS 6u                 /* the first is short on both sides, the others are drawn */
#define SEED 0x2545f4914f6cdd1dull
#define PATTERN 0xee

/* How the client submits its call. */
enum client_way {
    CLIENT_SHORT,               /* alone */
    CLIENT_NOP_BEHIND,          /* as one of several */
    CLIENT_NOP_BEFORE,          /* as the last of several */
    CLIENT_ENTERS_TWICE,        /* without waiting first: the general way */
    CLIENT_CALL_BEFORE,         /* behind another call of the same service, so that it waits in the queue */
    CLIENT_WAYS
};

enum { TAG_CALL = 8, TAG_OTHER = 16 };

struct shapes {
    struct kit kit;
    uint64_t state;
    cap_id_t facet;
    uint64_t params, result, other; /* other: of the other call, params and result in one page */
    struct cap_transfer_descriptor gift; /* of this round; what moves is a new capability each time */
    uint8_t before[2][2 * PAGE_SIZE];   /* params and result after the first way */
};

/* What can be seen of a call's end. */
struct outcome {
    int32_t result;
    uint16_t flags, cap_count;
    uint64_t aux;               /* of an exception */
    uint64_t interface_id;      /* of the first capability */
    bool kept;                  /* the capability that was to move is still there */
};

static uint32_t below(struct shapes *shapes, uint32_t bound)
{
    uint64_t z = shapes->state += 0x9e3779b97f4a7c15ull;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    return (uint32_t)((z ^ z >> 31) % bound);
}

uint64_t shapes_map(struct kit *kit)
{
    uint64_t address = 0;

    if (virtual_memory_reserve(kit->rt, kit->memory, 0, 3 * PAGE_SIZE, &address) < 0 ||
        virtual_memory_commit(kit->rt, kit->memory, address, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE) < 0)
        rt_panic(kit->rt, "no memory");
    return address;
}

/* Mostly what an ordinary call looks like. */
static uint32_t some_offset(struct shapes *shapes)
{
    switch (below(shapes, 8)) {
    case 0:
        return below(shapes, 2 * PAGE_SIZE + 64);
    case 1:
        return (PAGE_SIZE - 8 * below(shapes, 40)) & ~7u;
    case 2:
        return (2 * PAGE_SIZE - 8 * below(shapes, 40)) & ~7u;
    default:
        return 8 * below(shapes, 200);
    }
}

static uint32_t some_length(struct shapes *shapes)
{
    static const uint32_t odd[] = { 0, 1, 7, 4032, 4096, 8192, 65536, 65544, UINT32_MAX };

    switch (below(shapes, 8)) {
    case 0:
        return odd[below(shapes, sizeof(odd) / sizeof(odd[0]))];
    case 1:
        return below(shapes, 600);
    default:
        return 8 * below(shapes, 40);
    }
}

static void some_order(struct shapes *shapes, struct order *order)
{
    *order = (struct order){ .len = some_length(shapes), .offset = some_offset(shapes), .fill = below(shapes, 1000) };
    if (below(shapes, 8) == 0)
        order->flags = below(shapes, 2) ? CAP_SQE_EXCEPTION : below(shapes, 256);
    if (below(shapes, 12) == 0)
        order->wrong_call = (uint64_t)below(shapes, 5) << (below(shapes, 2) * 32);
    if (below(shapes, 6) == 0)
        order->capabilities = below(shapes, 4);
    order->other_buffer = below(shapes, 8) == 0;
    order->move = below(shapes, 2);
}

static void some_gift(struct shapes *shapes)
{
    shapes->gift = (struct cap_transfer_descriptor){ .cap_id = shapes->facet, .mode = (uint8_t)below(shapes, 2) };
    switch (below(shapes, 12)) {
    case 0:
        shapes->gift.mode = (uint8_t)below(shapes, 256);
        break;
    case 1:
        shapes->gift.reserved[below(shapes, 3)] = (uint8_t)below(shapes, 256);
        break;
    case 2:
        shapes->gift.cap_id = below(shapes, 2) ? 77777 : shapes->facet + (1u << CAP_ID_INDEX_BITS);
        shapes->gift.mode = CAP_TRANSFER_COPY;
        break;
    default:
        break;
    }
}

static struct cap_sqe some_call(struct shapes *shapes, const struct order *order)
{
    const cap_id_t targets[] = { shapes->kit.timer.id, shapes->kit.null.id, shapes->facet + (1u << CAP_ID_INDEX_BITS), 77777 };
    struct cap_sqe sqe = { .opcode = CAP_OP_CALL, .method_id = (uint16_t)below(shapes, 4), .cap_id = shapes->facet, .user_data = TAG_CALL,
                           .addr = shapes->params + some_offset(shapes), .len = sizeof(*order),
                           .result_addr = shapes->result + some_offset(shapes), .result_len = some_length(shapes) };

    if (below(shapes, 4) == 0)
        sqe.len = some_length(shapes);
    /* Both in one page, as the runtime does it. */
    if (below(shapes, 2))
        sqe.result_addr = ((sqe.addr + sqe.len + 7) & ~7ull) + 8 * below(shapes, 20);
    if (below(shapes, 8) == 0)
        sqe.cap_id = targets[below(shapes, 4)];
    if (below(shapes, 4) == 0)
        sqe.xfer_count = (uint16_t)(below(shapes, 6) == 0 ? below(shapes, 40) : 1);
    if (below(shapes, 32) == 0)
        sqe.dep = 1;
    return sqe;
}

static bool in_area(uint64_t area, uint64_t address, uint64_t bytes)
{
    return address >= area && address - area <= 2 * PAGE_SIZE && bytes <= 2 * PAGE_SIZE - (address - area);
}

/* Where the first descriptor is; NULL: where there is no memory. */
static struct cap_transfer_descriptor *descriptor_of(const struct shapes *shapes, const struct cap_sqe *sqe)
{
    uint64_t address = sqe->addr + ((sqe->len + 7ull) & ~7ull);

    if (sqe->xfer_count == 0 || !in_area(shapes->params, address, sizeof(shapes->gift)))
        return NULL;
    return (void *)(uintptr_t)address;
}

/* Order and descriptor where the call says, as far as there is memory. The others name nothing. */
static void place(struct shapes *shapes, const struct cap_sqe *sqe, const struct order *order, cap_id_t moves)
{
    struct cap_transfer_descriptor gift = shapes->gift;

    memset((void *)(uintptr_t)shapes->params, PATTERN, 2 * PAGE_SIZE);
    memset((void *)(uintptr_t)shapes->result, PATTERN, 2 * PAGE_SIZE);
    if (moves != CAP_ID_INVALID)
        gift.cap_id = moves;
    if (in_area(shapes->params, sqe->addr, sizeof(*order)))
        memcpy((void *)(uintptr_t)sqe->addr, order, sizeof(*order));
    if (descriptor_of(shapes, sqe))
        memcpy(descriptor_of(shapes, sqe), &gift, sizeof(gift));
}

static void release_records(struct shapes *shapes, const struct cap_sqe *sqe, struct outcome *outcome)
{
    struct cap_result_record *records = (void *)(uintptr_t)(sqe->result_addr + (((uint32_t)outcome->result + 7) & ~7u));

    for (uint32_t i = 0; i < outcome->cap_count; i++) {
        struct cap_sqe release = { .opcode = CAP_OP_RELEASE, .flags = CAP_SQE_QUIET, .cap_id = records[i].cap_id };

        outcome->interface_id = records[i].interface_id;
        /* Ids differ from one time to the next. */
        records[i].cap_id = 0;
        (void)rt_raw_submit(shapes->kit.rt, &release);
    }
    (void)rt_raw_enter(0, 0);
}

/* A call that goes well: for a capability of the server's, or for nothing. */
static struct cap_sqe other_call(struct shapes *shapes, enum server_way way, uint64_t capabilities)
{
    struct order order = { .way = way, .len = 8, .capabilities = capabilities };

    memcpy((void *)(uintptr_t)shapes->other, &order, sizeof(order));
    return (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = shapes->facet, .user_data = TAG_OTHER, .addr = shapes->other,
                             .len = sizeof(order), .result_addr = shapes->other + 1024, .result_len = 1024 };
}

/* A capability that may move. */
static cap_id_t fresh_capability(struct shapes *shapes)
{
    struct cap_sqe sqe = other_call(shapes, SERVER_SHORT, 1);
    const struct cap_result_record *record = (const void *)(uintptr_t)(sqe.result_addr + 8);
    struct cap_cqe cqe;

    (void)rt_raw_submit(shapes->kit.rt, &sqe);
    (void)rt_raw_enter(1, TIME_FOREVER);
    if (!rt_raw_take(shapes->kit.rt, &cqe) || cqe.result != 8 || cqe.cap_count != 1)
        rt_panic(shapes->kit.rt, "no capability: %d", cqe.result);
    return record->cap_id;
}

/* Submits the call that way, enters, and waits for its completion and the other call's. */
static struct cap_cqe submit_and_wait(struct shapes *shapes, const struct cap_sqe *sqe, enum client_way way, enum server_way other_way)
{
    static const struct cap_sqe nop = { .opcode = CAP_OP_NOP, .flags = CAP_SQE_QUIET };
    struct cap_sqe other = other_call(shapes, other_way, 0);
    struct cap_cqe cqe, found = { 0 };
    uint32_t expected = way == CLIENT_CALL_BEFORE ? 2 : 1;

    if (way == CLIENT_NOP_BEFORE)
        (void)rt_raw_submit(shapes->kit.rt, &nop);
    if (way == CLIENT_CALL_BEFORE)
        (void)rt_raw_submit(shapes->kit.rt, &other);
    (void)rt_raw_submit(shapes->kit.rt, sqe);
    if (way == CLIENT_NOP_BEHIND)
        (void)rt_raw_submit(shapes->kit.rt, &nop);
    if (way == CLIENT_ENTERS_TWICE)
        (void)rt_raw_enter(0, 0);
    while (expected != 0) {
        if (!rt_raw_take(shapes->kit.rt, &cqe)) {
            (void)rt_raw_enter(1, TIME_FOREVER);
            continue;
        }
        expected--;
        if (cqe.user_data == TAG_CALL)
            found = cqe;
        else
            kit_check(&shapes->kit, cqe.user_data == TAG_OTHER && cqe.result == 8 && cqe.cap_count == 0, "the other call: %d", cqe.result);
    }
    kit_check(&shapes->kit, found.user_data == TAG_CALL && rt_raw_available(shapes->kit.rt) == 0, "a foreign completion");
    return found;
}

static struct outcome call(struct shapes *shapes, const struct cap_sqe *sqe, enum client_way way, enum server_way other_way)
{
    struct cap_cqe cqe = submit_and_wait(shapes, sqe, way, other_way);
    struct outcome outcome = { .result = cqe.result, .flags = cqe.flags, .cap_count = cqe.cap_count };

    if (cqe.result < 0)
        outcome.aux = cqe.aux;
    else if (cqe.cap_count != 0)
        release_records(shapes, sqe, &outcome);
    return outcome;
}

/* The same with a new capability, when one is to move; it is no more afterwards. */
static struct outcome call_with_gift(struct shapes *shapes, const struct cap_sqe *sqe, const struct order *order, enum client_way way)
{
    bool moves = descriptor_of(shapes, sqe) && shapes->gift.mode == CAP_TRANSFER_MOVE;
    cap_id_t cap = moves ? fresh_capability(shapes) : CAP_ID_INVALID;
    struct outcome outcome;

    place(shapes, sqe, order, cap);
    outcome = call(shapes, sqe, way, (enum server_way)order->way);
    if (moves)
        outcome.kept = kit_do(&shapes->kit, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = cap }).result == STATUS_OK;
    /* Ids differ, and so does the way. */
    if (moves)
        descriptor_of(shapes, sqe)->cap_id = 0;
    if (in_area(shapes->params, sqe->addr, sizeof(*order)))
        memset((void *)(uintptr_t)sqe->addr, 0, sizeof(order->way));
    return outcome;
}

/* One shape, several times: short on both sides, and then in ways that are drawn. */
static void compare(struct shapes *shapes, uint32_t round)
{
    struct order order;
    struct cap_sqe sqe;
    struct outcome first = { 0 };

    some_order(shapes, &order);
    some_gift(shapes);
    sqe = some_call(shapes, &order);
    for (uint32_t i = 0; i < WAYS; i++) {
        enum client_way way = i == 0 ? CLIENT_SHORT : below(shapes, CLIENT_WAYS);
        struct outcome outcome;

        /* Kernel objects would take it for a message. */
        order.way = sqe.cap_id == shapes->facet && i != 0 ? below(shapes, SERVER_WAYS) : 0;
        outcome = call_with_gift(shapes, &sqe, &order, way);
        if (i == 0) {
            first = outcome;
            memcpy(shapes->before[0], (void *)(uintptr_t)shapes->params, sizeof(shapes->before[0]));
            memcpy(shapes->before[1], (void *)(uintptr_t)shapes->result, sizeof(shapes->before[1]));
            continue;
        }
        kit_check(&shapes->kit, memcmp(&outcome, &first, sizeof(outcome)) == 0,
                  "round %u, ways %u and %lu: %d with %u capabilities, aux %lu, kept %d; by the short way %d with %u, aux %lu, kept %d", round,
                  way, order.way, outcome.result, outcome.cap_count, outcome.aux, outcome.kept, first.result, first.cap_count, first.aux,
                  first.kept);
        kit_check(&shapes->kit,
                  memcmp(shapes->before[0], (void *)(uintptr_t)shapes->params, sizeof(shapes->before[0])) == 0 &&
                      memcmp(shapes->before[1], (void *)(uintptr_t)shapes->result, sizeof(shapes->before[1])) == 0,
                  "round %u, ways %u and %lu: another result", round, way, order.way);
    }
}

static void run(struct shapes *shapes)
{
    struct kit *kit = &shapes->kit;
    struct kit_grant grants[] = { { "served", KIT_GRANT_ENDPOINT, 0, SHAPES_INTERFACE_ID },
                                  { "gift", KIT_GRANT_COPY, kit->timer.id, 0 },
                                  { "memory", KIT_GRANT_MEMORY, 0, 0 } };
    struct kit_child child = { .name = "server", .binary = "test-shapes", .grants = grants, .grant_count = 3 };
    process_handle_t server;
    struct kit_exit end;

    if (kit_spawn(kit, &child, &server, &shapes->facet) != STATUS_OK)
        rt_panic(kit->rt, "no server");
    for (uint32_t round = 0; round < ROUNDS && kit->wrong < 20; round++)
        compare(shapes, round);
    kit_expect(kit, "kill", process_handle_kill(kit->rt, server), STATUS_OK);
    kit_expect(kit, "wait", kit_wait(kit, server, &end), STATUS_OK);
    kit_check(kit, end.kind == EXIT_KIND_KILLED, "the server ended by itself: code %ld %s", (long)end.code, end.detail);
    rt_drop(kit->rt, server.id);
    rt_drop(kit->rt, shapes->facet);
    kit_expect(kit, "flush", rt_flush_releases(kit->rt), STATUS_OK);
}

int main(struct rt *rt)
{
    static struct shapes shapes;
    struct kit_totals before;

    kit_open(&shapes.kit, rt);
    if (memcmp(rt_process_name(rt), "server", sizeof("server")) == 0)
        return shapes_serve(&shapes.kit);
    shapes.state = SEED;
    shapes.params = shapes_map(&shapes.kit);
    shapes.result = shapes_map(&shapes.kit);
    shapes.other = shapes_map(&shapes.kit);
    run(&shapes);
    kit_expect(&shapes.kit, "totals", kit_totals_read(&shapes.kit, &before), STATUS_OK);
    shapes.state = SEED;
    run(&shapes);
    kit_totals_compare(&shapes.kit, "calls of all shapes", &before);
    return kit_close(&shapes.kit);
}
