/* SPDX-License-Identifier: MIT */
/* Answers: twice, too late, too large, to somebody else. */
#include "ipc.h"

#include "errors.capnp.h"

static void header_is_right(struct ipc *ipc)
{
    const struct endpoint_message *message = ipc_message(ipc);
    uint64_t id = ipc_take_call(ipc, 24, 64);

    kit_check(ipc->kit,
              id != 0 && message->interface_id == TEST_INTERFACE_ID && message->method_id == 3 &&
                  message->flags == ENDPOINT_MESSAGE_SESSION_LIVE && message->params_len == 24 && message->cap_count == 0 &&
                  message->result_len == 64 && message->reserved0 == 0 && message->disclosed == 0,
              "the header: call %lx, interface %lx, method %u, flags %x, params %u, caps %u, result %u", id,
              message->interface_id, message->method_id, message->flags, message->params_len, message->cap_count,
              message->result_len);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, id, 16));
    ipc_expect(ipc, "an answer", TAG_RETURN, STATUS_OK);
    ipc_expect(ipc, "an answer", TAG_CALL, 16);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, id, 16));
    ipc_expect(ipc, "a second answer", TAG_RETURN, STATUS_INVALID_CALL);
    ipc_expect(ipc, "a second answer", TAG_CALL, IPC_NONE);
}

/* Ids near the one in flight, and the right one through an endpoint that did not get the call. */
static void to_somebody_else(struct ipc *ipc)
{
    uint64_t id = ipc_take_call(ipc, 8, 64);
    const uint64_t others[] = {
        0,          id + 1,    id - 1, id ^ 1ull << 32, id + (1ull << 32), id - (1ull << 32), id | 1ull << 63, id & UINT32_MAX,
        id ^ 0x100, UINT64_MAX
    };
    struct cap_sqe foreign = ipc_return(ipc, id, 0);
    endpoint_t other;

    for (uint32_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, others[i], 0));
        ipc_expect(ipc, "an answer to another id", TAG_RETURN, STATUS_INVALID_CALL);
    }
    if (endpoint_factory_create(ipc->kit->rt, ipc->kit->endpoints, &other) < 0)
        rt_panic(ipc->kit->rt, "no endpoint");
    foreign.cap_id = other.id;
    (void)ipc_submit(ipc, TAG_RETURN, foreign);
    ipc_expect(ipc, "an answer through another endpoint", TAG_RETURN, STATUS_INVALID_CALL);
    rt_drop(ipc->kit->rt, other.id);
    ipc_expect(ipc, "nobody answered", TAG_CALL, IPC_NONE);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, id, 0));
    ipc_expect(ipc, "the right answer", TAG_RETURN, STATUS_OK);
    ipc_expect(ipc, "the right answer", TAG_CALL, 0);
}

/* What the server does wrong and can still do right; what ends the call all the same. */
static void wrong_and_then_right(struct ipc *ipc)
{
    uint64_t id = ipc_take_call(ipc, 8, 64);
    struct cap_sqe sqe = ipc_return(ipc, id, 16);

    sqe.addr = ipc->params + 2 * PAGE_SIZE - 8;
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "a payload that ends in a hole", TAG_RETURN, STATUS_INVALID_BUFFER);
    sqe.addr = ipc->params + 4;
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "an unaligned payload", TAG_RETURN, STATUS_INVALID_BUFFER);
    sqe = ipc_return(ipc, id, MESSAGE_MAX_BYTES + 1);
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "a payload longer than any", TAG_RETURN, STATUS_INVALID_BUFFER);
    sqe = ipc_return(ipc, id, 16);
    sqe.xfer_count = TRANSFER_MAX_DESCRIPTORS + 1;
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "33 descriptors", TAG_RETURN, STATUS_INVALID_TRANSFER_DESCRIPTOR);
    sqe.xfer_count = 1;
    sqe.flags = CAP_SQE_EXCEPTION;
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "an exception with a capability", TAG_RETURN, STATUS_INVALID_TRANSFER_DESCRIPTOR);
    ipc_expect(ipc, "nothing reached the caller", TAG_CALL, IPC_NONE);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, id, 64));
    ipc_expect(ipc, "an answer that just fits", TAG_RETURN, STATUS_OK);
    ipc_expect(ipc, "an answer that just fits", TAG_CALL, 64);

    id = ipc_take_call(ipc, 8, 64);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, id, 65));
    ipc_expect(ipc, "an answer a byte too long", TAG_RETURN, STATUS_RESULT_TOO_LARGE);
    ipc_expect(ipc, "an answer a byte too long", TAG_CALL, STATUS_RESULT_TOO_LARGE);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, id, 8));
    ipc_expect(ipc, "a shorter one after it", TAG_RETURN, STATUS_INVALID_CALL);
}

static void exceptions(struct ipc *ipc)
{
    uint64_t id = ipc_take_call(ipc, 8, 512);
    struct cap_sqe sqe;
    size_t bytes = 0;

    if (capn_write_exception((void *)(uintptr_t)ipc->params, PAGE_SIZE, STATUS_BUSY, "not now", &bytes) < 0)
        return;
    sqe = ipc_return(ipc, id, (uint32_t)bytes);
    sqe.flags = CAP_SQE_EXCEPTION;
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "an exception", TAG_RETURN, STATUS_OK);
    kit_expect(ipc->kit, "its length", (int64_t)ipc->seen[TAG_CALL].aux, (int64_t)bytes);
    ipc_expect(ipc, "an exception", TAG_CALL, STATUS_APPLICATION_EXCEPTION);
    sqe.call_id = ipc_take_call(ipc, 0, 8);
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "an exception that does not fit", TAG_RETURN, STATUS_OK);
    kit_expect(ipc->kit, "its type", (int64_t)ipc->seen[TAG_CALL].aux, EXCEPTION_TYPE_OVERLOADED);
    ipc_expect(ipc, "an exception that does not fit", TAG_CALL, STATUS_APPLICATION_EXCEPTION_TRUNCATED);
    /* Not an exception at all: the kernel looks only when it must name the type, and then says `failed`. */
    memset((void *)(uintptr_t)ipc->params, 0xa5, PAGE_SIZE);
    sqe.call_id = ipc_take_call(ipc, 0, 8);
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "garbage as exception", TAG_RETURN, STATUS_OK);
    kit_expect(ipc->kit, "its type", (int64_t)ipc->seen[TAG_CALL].aux, EXCEPTION_TYPE_FAILED);
    ipc_expect(ipc, "garbage as exception", TAG_CALL, STATUS_APPLICATION_EXCEPTION_TRUNCATED);
}

static void cancelled(struct ipc *ipc)
{
    const struct endpoint_message *message = ipc_message(ipc);
    uint64_t call, id;

    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    call = ipc_submit(ipc, TAG_CALL, ipc_call(ipc, 8, 64));
    ipc_expect(ipc, "a call comes", TAG_RECEIVE, sizeof(*message) + 8);
    id = message->call_id;
    (void)ipc_submit(ipc, TAG_FINISH, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = call });
    ipc_expect(ipc, "FINISH of a call in flight", TAG_FINISH, STATUS_OK);
    ipc_expect(ipc, "FINISH of a call in flight", TAG_CALL, STATUS_CANCELLED);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, id, 0));
    ipc_expect(ipc, "an answer to what was cancelled", TAG_RETURN, STATUS_INVALID_CALL);
    ipc_expect(ipc, "and nothing for the caller", TAG_CALL, IPC_NONE);
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    ipc_expect(ipc, "the server is told", TAG_RECEIVE, sizeof(*message));
    kit_check(ipc->kit, message->flags == ENDPOINT_MESSAGE_CANCELLED && message->call_id == id && message->params_len == 0,
              "told with flags %x of call %lx instead of %lx", message->flags, message->call_id, id);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, id, 0));
    ipc_expect(ipc, "an answer after that", TAG_RETURN, STATUS_INVALID_CALL);
    /* One that is queued goes without a trace. */
    call = ipc_submit(ipc, TAG_CALL, ipc_call(ipc, 8, 64));
    (void)ipc_submit(ipc, TAG_FINISH, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = call });
    ipc_expect(ipc, "FINISH of a queued call", TAG_FINISH, STATUS_OK);
    ipc_expect(ipc, "FINISH of a queued call", TAG_CALL, STATUS_CANCELLED);
    call = ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    ipc_expect(ipc, "nothing is there", TAG_RECEIVE, IPC_NONE);
    (void)ipc_submit(ipc, TAG_FINISH, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = call });
    ipc_expect(ipc, "FINISH of the receive", TAG_FINISH, STATUS_OK);
    ipc_expect(ipc, "FINISH of the receive", TAG_RECEIVE, STATUS_CANCELLED);
}

/* The last owner hold goes while calls are queued and in flight and a receive of another is armed. */
static void owner_gone(struct ipc *ipc)
{
    (void)ipc_take_call(ipc, 8, 64);
    (void)ipc_submit(ipc, TAG_OTHER, ipc_call(ipc, 8, 0));
    (void)ipc_submit(ipc, TAG_FINISH, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = ipc->endpoint.id });
    ipc_expect(ipc, "RELEASE of the endpoint", TAG_FINISH, STATUS_OK);
    kit_check(ipc->kit, ipc->seen[TAG_CALL].aux == 0 || ipc->seen[TAG_CALL].aux == EXCEPTION_TYPE_DISCONNECTED, "type %lu",
              ipc->seen[TAG_CALL].aux);
    ipc_expect(ipc, "the call in flight", TAG_CALL, STATUS_APPLICATION_EXCEPTION_TRUNCATED);
    ipc_expect(ipc, "the queued call", TAG_OTHER, STATUS_APPLICATION_EXCEPTION_TRUNCATED);
    (void)ipc_submit(ipc, TAG_CALL, ipc_call(ipc, 8, 0));
    kit_expect(ipc->kit, "type of a call to nobody", (int64_t)ipc->seen[TAG_CALL].aux, EXCEPTION_TYPE_DISCONNECTED);
    ipc_expect(ipc, "a call to nobody", TAG_CALL, STATUS_APPLICATION_EXCEPTION_TRUNCATED);
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    ipc_expect(ipc, "a receive of nothing", TAG_RECEIVE, STATUS_STALE_CAP);
}

static void owner_gone_while_receiving(struct kit *kit)
{
    struct ipc ipc;

    ipc_open(&ipc, kit);
    (void)ipc_submit(&ipc, TAG_RECEIVE, ipc_receive(&ipc, PAGE_SIZE));
    (void)ipc_submit(&ipc, TAG_FINISH, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = ipc.endpoint.id });
    ipc_expect(&ipc, "an armed receive of what was released", TAG_RECEIVE, STATUS_DISCONNECTED);
    ipc_close(&ipc);
}

void test_returns(struct kit *kit)
{
    struct ipc ipc;

    ipc_open(&ipc, kit);
    header_is_right(&ipc);
    to_somebody_else(&ipc);
    wrong_and_then_right(&ipc);
    exceptions(&ipc);
    cancelled(&ipc);
    owner_gone(&ipc);
    ipc_close(&ipc);
    owner_gone_while_receiving(kit);
}
