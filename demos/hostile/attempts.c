/* SPDX-License-Identifier: MIT */
/* The attempts: forged names, forged messages, memory that is not ours. */
#include "hostile.h"

#include "memory.capnp.h"

#define KERNEL_ADDRESS 0xffffffff80100000ull

static uint64_t address_of(const void *pointer)
{
    return (uint64_t)(uintptr_t)pointer;
}

/* Capabilities, calls and operations that do not exist for us. */
void hostile_forge(struct hostile *hostile)
{
    static uint64_t result[64];

    hostile_attempt(hostile, "call a capability by a guessed number",
                    hostile_submit(hostile, (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = 4711 }), STATUS_INVALID_CAP);
    hostile_attempt(hostile, "call one under an older generation of its slot",
                    hostile_submit(hostile, (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = hostile->target ^ 0x05000000 }),
                    STATUS_STALE_CAP);
    hostile_attempt(hostile, "receive the calls that others make to a service",
                    hostile_submit(hostile, (struct cap_sqe){ .opcode = CAP_OP_RECV, .cap_id = hostile->target,
                                                              .addr = address_of(result), .len = sizeof(result) }),
                    STATUS_WRONG_INTERFACE);
    hostile_attempt(hostile, "answer a call in a service's name",
                    hostile_submit(hostile, (struct cap_sqe){ .opcode = CAP_OP_RETURN, .cap_id = hostile->target,
                                                              .call_id = 1ull << 32 | 1 }), STATUS_WRONG_INTERFACE);
    hostile_attempt(hostile, "cancel a call that is not ours",
                    hostile_submit(hostile, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = 1 }), STATUS_INVALID_ANSWER);
    hostile_attempt(hostile, "an operation that nobody documented",
                    hostile_submit(hostile, (struct cap_sqe){ .opcode = 0x77 }), STATUS_UNSUPPORTED_OPCODE);
    hostile_attempt(hostile, "bits that are reserved",
                    hostile_submit(hostile, (struct cap_sqe){ .opcode = CAP_OP_NOP, .disclosure = 1 }), STATUS_INVALID_REQUEST);
    hostile_attempt(hostile, "more capabilities along with a call than can be",
                    hostile_submit(hostile, (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = hostile->target,
                                                              .xfer_count = TRANSFER_MAX_DESCRIPTORS + 1 }),
                    STATUS_INVALID_TRANSFER_DESCRIPTOR);
}

static status_t call_with_buffers(struct hostile *hostile, uint64_t params, uint32_t len, uint64_t result, uint32_t result_len)
{
    return hostile_submit(hostile, (struct cap_sqe){ .opcode = CAP_OP_CALL, .cap_id = hostile->target, .addr = params, .len = len,
                                                     .result_addr = result, .result_len = result_len });
}

/* Buffers that would make the kernel read or write for us where we cannot. */
void hostile_buffers(struct hostile *hostile)
{
    static uint64_t buffer[16];
    uint64_t ours = address_of(buffer), code = address_of((const void *)(uintptr_t)hostile_buffers) & ~7ull;

    hostile_attempt(hostile, "have the kernel read its own memory for us", call_with_buffers(hostile, KERNEL_ADDRESS, 64, ours, 64),
                    STATUS_INVALID_BUFFER);
    hostile_attempt(hostile, "have an answer written into the kernel", call_with_buffers(hostile, ours, 0, KERNEL_ADDRESS, 64),
                    STATUS_INVALID_BUFFER);
    hostile_attempt(hostile, "have an answer written over our own code", call_with_buffers(hostile, ours, 0, code, 64),
                    STATUS_INVALID_BUFFER);
    hostile_attempt(hostile, "a buffer where nothing is mapped", call_with_buffers(hostile, 0x10000, 64, ours, 64),
                    STATUS_INVALID_BUFFER);
    hostile_attempt(hostile, "a buffer that wraps around", call_with_buffers(hostile, ~7ull, 64, ours, 64),
                    STATUS_INVALID_BUFFER);
    hostile_attempt(hostile, "a message longer than any may be", call_with_buffers(hostile, ours, 0x7fffffff, ours, 64),
                    STATUS_INVALID_BUFFER);
}

static status_t map(struct hostile *hostile, uint64_t hint, uint64_t size, uint32_t prot)
{
    uint64_t address;

    return virtual_memory_map(hostile->rt, (virtual_memory_t){ hostile->memory }, hint, size, prot, &address);
}

/* Memory of our own, used as it must not be. */
void hostile_memory(struct hostile *hostile)
{
    virtual_memory_t memory = { hostile->memory };
    uint64_t address;

    hostile_attempt(hostile, "memory that is writable and executable", map(hostile, 0, PAGE_SIZE, PROT_WRITE | PROT_EXECUTE),
                    STATUS_FAILED);
    hostile_attempt(hostile, "memory at a kernel address", map(hostile, 0xffff800000000000ull, PAGE_SIZE, PROT_READ),
                    STATUS_FAILED);
    hostile_attempt(hostile, "memory in place of our ring", map(hostile, USER_RING_BASE, PAGE_SIZE, PROT_READ | PROT_WRITE),
                    STATUS_FAILED);
    hostile_attempt(hostile, "our code made writable",
                    virtual_memory_protect(hostile->rt, memory, address_of((const void *)(uintptr_t)hostile_memory) & ~0xfffull,
                                           PAGE_SIZE, PROT_READ | PROT_WRITE), STATUS_FAILED);
    hostile_attempt(hostile, "more addresses than our ledger allows",
                    virtual_memory_reserve(hostile->rt, memory, 0, 1ull << 40, &address), STATUS_OVERLOADED);
    hostile_attempt(hostile, "more memory than our ledger allows", map(hostile, 0, 512ull << 20, PROT_READ | PROT_WRITE),
                    STATUS_OVERLOADED);
}
