/* SPDX-License-Identifier: MIT */
/* Several raw operations of one thread at a time. See park.h. */
#include "core/atomic.h"
#include "park.h"

/* Far more than any of these waits takes on a slow machine; only a wait that never ends gets there. */
#define LIMIT_NS 60000000000ull
/* Of flight_do and flight_call. */
#define OWN_SLOT (FLIGHT_SLOTS - 1)

void flight_open(struct flight *flight, struct kit *kit)
{
    *flight = (struct flight){ .kit = kit, .limit_ns = kit_after(kit, LIMIT_NS) };
}

/* user_data is the slot and one, times eight: rt/raw.h. */
static void collect(struct flight *flight)
{
    struct cap_cqe cqe;

    while (rt_raw_take(flight->kit->rt, &cqe)) {
        uint64_t slot = cqe.user_data / 8 - 1;

        if (cqe.user_data % 8 != 0 || slot >= FLIGHT_SLOTS || flight->done[slot]) {
            kit_check(flight->kit, false, "a completion for %lx, result %d", cqe.user_data, cqe.result);
            continue;
        }
        flight->done[slot] = true;
        flight->cqe[slot] = cqe;
    }
}

uint64_t flight_start(struct flight *flight, uint32_t slot, struct cap_sqe sqe)
{
    uint64_t id;

    flight->done[slot] = false;
    sqe.user_data = (slot + 1) * 8;
    id = rt_raw_submit(flight->kit->rt, &sqe);
    (void)rt_raw_enter(0, 0);
    collect(flight);
    return id;
}

bool flight_done(struct flight *flight, uint32_t slot)
{
    (void)rt_raw_enter(0, 0);
    collect(flight);
    return flight->done[slot];
}

int32_t flight_result(struct flight *flight, uint32_t slot)
{
    collect(flight);
    while (!flight->done[slot]) {
        int64_t entered = rt_raw_enter(1, flight->limit_ns);

        collect(flight);
        if (entered < 0)
            break;
    }
    return flight->done[slot] ? flight->cqe[slot].result : FLIGHT_NEVER;
}

int32_t flight_do(struct flight *flight, struct cap_sqe sqe)
{
    (void)flight_start(flight, OWN_SLOT, sqe);
    return flight_result(flight, OWN_SLOT);
}

int32_t flight_call(struct flight *flight, cap_id_t cap, uint16_t method, const uint64_t *words, uint32_t count)
{
    static _Alignas(8) uint8_t results[512];
    uint64_t params[6] = { (uint64_t)(count + 1) << 32, (uint64_t)count << 32 };

    for (uint32_t i = 0; i < count; i++)
        params[2 + i] = words[i];
    return flight_do(flight, (struct cap_sqe){ .opcode = CAP_OP_CALL, .method_id = method, .cap_id = cap,
                                               .addr = (uintptr_t)params, .len = (count + 2) * 8,
                                               .result_addr = (uintptr_t)results, .result_len = sizeof(results) });
}

void flight_close(struct flight *flight)
{
    collect(flight);
    kit_expect(flight->kit, "submissions that were not looked at", rt_raw_ring(flight->kit->rt)->header.sq_tail -
               atomic_load_acquire(&rt_raw_ring(flight->kit->rt)->header.sq_head), 0);
}

struct cap_sqe sqe_park(cap_id_t space, uint64_t address, uint32_t expected, uint64_t deadline_ns)
{
    return (struct cap_sqe){ .opcode = CAP_OP_PARK, .cap_id = space, .addr = address, .len = expected, .dep = deadline_ns };
}

struct cap_sqe sqe_unpark(cap_id_t space, uint64_t address, uint32_t count)
{
    return (struct cap_sqe){ .opcode = CAP_OP_UNPARK, .cap_id = space, .addr = address, .len = count };
}
