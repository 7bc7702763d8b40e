/* SPDX-License-Identifier: MIT */
#pragma once

#include "kit.h"

#define TEST_INTERFACE_ID 0xf00dull
#define OTHER_INTERFACE_ID 0xbeefull

/* Each operation has a tag, which is its user_data; completions are sorted by it. */
enum tag { TAG_CALL = 1, TAG_RECEIVE, TAG_RETURN, TAG_FINISH, TAG_OTHER, TAG_DEPENDENT, TAG_THIRD, TAG_COUNT };

struct ipc {
    struct kit *kit;
    endpoint_t endpoint;
    cap_id_t facet;
    /* Two pages each, writable, with a hole behind. */
    uint64_t params, result, message;
    struct cap_cqe seen[TAG_COUNT];
    uint32_t count[TAG_COUNT];
};

void ipc_open(struct ipc *ipc, struct kit *kit);
/* Drops everything that is left, in any state. */
void ipc_close(struct ipc *ipc);

/* Submits one operation with its tag and enters; completions that are there are sorted. Returns the answer id. */
uint64_t ipc_submit(struct ipc *ipc, enum tag tag, struct cap_sqe sqe);
/* One attempt: exactly one completion with this tag, and its result; or none, when expected is IPC_NONE. Forgets it. */
#define IPC_NONE INT32_MAX
void ipc_expect(struct ipc *ipc, const char *what, enum tag tag, int32_t expected);

/* The usual operations: result and message buffers of so many bytes that end where the second page ends when `at_end`. */
struct cap_sqe ipc_call(const struct ipc *ipc, uint32_t len, uint32_t result_len);
struct cap_sqe ipc_receive(const struct ipc *ipc, uint32_t len);
struct cap_sqe ipc_return(const struct ipc *ipc, uint64_t call_id, uint32_t len);
/* A call that was received; returns its id. */
uint64_t ipc_take_call(struct ipc *ipc, uint32_t len, uint32_t result_len);

static inline const struct endpoint_message *ipc_message(const struct ipc *ipc)
{
    return (const struct endpoint_message *)(uintptr_t)ipc->message;
}
/* Transfer descriptors behind len bytes of params, or of what a RETURN sends (the params pages as well). */
static inline struct cap_transfer_descriptor *ipc_descriptors(const struct ipc *ipc, uint32_t len)
{
    return (struct cap_transfer_descriptor *)(uintptr_t)(ipc->params + ((len + 7) & ~7u));
}
/* CapabilityManager.lend or .narrow of cap: the status of the answer, and what came with it. */
int32_t ipc_manage(struct ipc *ipc, uint16_t method, cap_id_t cap, uint64_t interface_id, struct cap_result_record *records);
/* RELEASE, which must go well. */
void ipc_release(struct ipc *ipc, cap_id_t cap);
/* A facet of our endpoint that nothing else refers to: to lose. */
cap_id_t ipc_make_facet(struct ipc *ipc);
static inline struct cap_transfer_descriptor ipc_copy_of(cap_id_t cap)
{
    return (struct cap_transfer_descriptor){ .cap_id = cap, .mode = CAP_TRANSFER_COPY };
}
static inline struct cap_transfer_descriptor ipc_move_of(cap_id_t cap)
{
    return (struct cap_transfer_descriptor){ .cap_id = cap, .mode = CAP_TRANSFER_MOVE };
}
/* Whether the id names a hold of ours. */
bool ipc_holds(struct ipc *ipc, cap_id_t cap);

void test_returns(struct kit *kit);
void test_memory(struct kit *kit);
void test_transfers(struct kit *kit);
void test_pipelining(struct kit *kit);
void test_mixed(struct kit *kit);
void test_cycles(struct kit *kit);
void test_random(struct kit *kit);
