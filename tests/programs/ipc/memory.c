/* SPDX-License-Identifier: MIT */
/* Buffers that change under a call: whose fault it is, who hears of it, and what the other side may still do. */
#include "ipc.h"

static void unmap(struct ipc *ipc, uint64_t page)
{
    kit_expect(ipc->kit, "unmap", virtual_memory_unmap(ipc->kit->rt, ipc->kit->memory, page, PAGE_SIZE), STATUS_OK);
}

static void remap(struct ipc *ipc, uint64_t page)
{
    uint64_t address;

    kit_expect(ipc->kit, "map",
               virtual_memory_map(ipc->kit->rt, ipc->kit->memory, page, PAGE_SIZE, PROT_READ | PROT_WRITE, &address),
               STATUS_OK);
}

static void protect(struct ipc *ipc, uint64_t page, uint32_t prot)
{
    kit_expect(ipc->kit, "protect", virtual_memory_protect(ipc->kit->rt, ipc->kit->memory, page, PAGE_SIZE, prot), STATUS_OK);
}

static void message_larger_than_buffer(struct ipc *ipc)
{
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, sizeof(struct endpoint_message) + 8));
    (void)ipc_submit(ipc, TAG_CALL, ipc_call(ipc, 9, 0));
    ipc_expect(ipc, "a call that is too long for the server", TAG_CALL, STATUS_APPLICATION_EXCEPTION_TRUNCATED);
    ipc_expect(ipc, "the receive stays", TAG_RECEIVE, IPC_NONE);
    (void)ipc_submit(ipc, TAG_CALL, ipc_call(ipc, 8, 0));
    ipc_expect(ipc, "a call that just fits", TAG_RECEIVE, sizeof(struct endpoint_message) + 8);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, ipc_message(ipc)->call_id, 0));
    ipc_expect(ipc, "its answer", TAG_RETURN, STATUS_OK);
    ipc_expect(ipc, "its answer", TAG_CALL, 0);
}

/* The caller's result is gone when the answer comes: the server did nothing wrong. */
static void result_gone(struct ipc *ipc)
{
    uint64_t id = ipc_take_call(ipc, 8, 64);

    unmap(ipc, ipc->result);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, id, 16));
    ipc_expect(ipc, "an answer into a hole", TAG_RETURN, STATUS_OK);
    ipc_expect(ipc, "an answer into a hole", TAG_CALL, STATUS_INVALID_BUFFER);
    remap(ipc, ipc->result);
    id = ipc_take_call(ipc, 8, 64);
    protect(ipc, ipc->result, PROT_READ);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, id, 16));
    ipc_expect(ipc, "an answer into a page that may only be read", TAG_RETURN, STATUS_OK);
    ipc_expect(ipc, "an answer into a page that may only be read", TAG_CALL, STATUS_INVALID_BUFFER);
    protect(ipc, ipc->result, PROT_READ | PROT_WRITE);
    /* Gone and back again: another frame, and the answer goes there. */
    id = ipc_take_call(ipc, 8, 64);
    unmap(ipc, ipc->result);
    remap(ipc, ipc->result);
    *(uint64_t *)(uintptr_t)ipc->params = 0x1234;
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, id, 16));
    ipc_expect(ipc, "an answer into a new page", TAG_CALL, 16);
    ipc_expect(ipc, "an answer into a new page", TAG_RETURN, STATUS_OK);
    kit_expect(ipc->kit, "what was answered", (int64_t)*(uint64_t *)(uintptr_t)ipc->result, 0x1234);
}

/* The caller's params are gone when a server comes: the server does not even notice. */
static void params_gone(struct ipc *ipc)
{
    (void)ipc_submit(ipc, TAG_CALL, ipc_call(ipc, 64, 0));
    ipc_expect(ipc, "queued", TAG_CALL, IPC_NONE);
    unmap(ipc, ipc->params);
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    ipc_expect(ipc, "a call whose params are gone", TAG_CALL, STATUS_INVALID_BUFFER);
    ipc_expect(ipc, "the receive stays", TAG_RECEIVE, IPC_NONE);
    remap(ipc, ipc->params);
    (void)ipc_submit(ipc, TAG_CALL, ipc_call(ipc, 64, 0));
    ipc_expect(ipc, "the next one comes", TAG_RECEIVE, sizeof(struct endpoint_message) + 64);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, ipc_message(ipc)->call_id, 0));
    ipc_expect(ipc, "its answer", TAG_RETURN, STATUS_OK);
    ipc_expect(ipc, "its answer", TAG_CALL, 0);
}

/* The server's buffer is gone when a call comes: the call waits for a better one. */
static void message_gone(struct ipc *ipc)
{
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    unmap(ipc, ipc->message);
    (void)ipc_submit(ipc, TAG_CALL, ipc_call(ipc, 64, 0));
    ipc_expect(ipc, "a receive whose buffer is gone", TAG_RECEIVE, STATUS_INVALID_BUFFER);
    ipc_expect(ipc, "the call stays", TAG_CALL, IPC_NONE);
    remap(ipc, ipc->message);
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    ipc_expect(ipc, "the next receive gets it", TAG_RECEIVE, sizeof(struct endpoint_message) + 64);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, ipc_message(ipc)->call_id, 0));
    ipc_expect(ipc, "its answer", TAG_RETURN, STATUS_OK);
    ipc_expect(ipc, "its answer", TAG_CALL, 0);
}

/* A facet to send along, and where its descriptor goes: behind len bytes of params. */
static cap_id_t put_move(struct ipc *ipc, uint32_t len)
{
    cap_id_t cap = CAP_ID_INVALID;

    if (endpoint_client(ipc->kit->rt, ipc->endpoint, OTHER_INTERFACE_ID, &cap) < 0)
        rt_panic(ipc->kit->rt, "no facet");
    *ipc_descriptors(ipc, len) = (struct cap_transfer_descriptor){ .cap_id = cap, .mode = CAP_TRANSFER_MOVE };
    return cap;
}

/* Payload in the first page, records in the second, which goes away: nothing moves then. The server of an answer hears that; a call waits
 * for a better receive. */
static void records_gone(struct ipc *ipc)
{
    uint32_t payload = PAGE_SIZE;
    uint64_t id = ipc_take_call(ipc, 8, 2 * PAGE_SIZE);
    cap_id_t cap = put_move(ipc, payload);
    struct cap_sqe sqe = ipc_return(ipc, id, payload);

    sqe.xfer_count = 1;
    unmap(ipc, ipc->result + PAGE_SIZE);
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "a capability whose record falls into a hole", TAG_RETURN, STATUS_TRANSFER_ABORTED);
    ipc_expect(ipc, "a capability whose record falls into a hole", TAG_CALL, STATUS_INVALID_BUFFER);
    kit_check(ipc->kit, ipc_holds(ipc, cap), "a capability moved that its receiver could not hear of");
    rt_drop(ipc->kit->rt, cap);
    remap(ipc, ipc->result + PAGE_SIZE);
    payload = PAGE_SIZE - sizeof(struct endpoint_message);
    cap = put_move(ipc, payload);
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, 2 * PAGE_SIZE));
    unmap(ipc, ipc->message + PAGE_SIZE);
    sqe = ipc_call(ipc, payload, 0);
    sqe.xfer_count = 1;
    (void)ipc_submit(ipc, TAG_CALL, sqe);
    ipc_expect(ipc, "a receive whose records fall into a hole", TAG_RECEIVE, STATUS_INVALID_BUFFER);
    ipc_expect(ipc, "the call stays", TAG_CALL, IPC_NONE);
    kit_check(ipc->kit, ipc_holds(ipc, cap), "a capability moved that its receiver could not hear of");
    remap(ipc, ipc->message + PAGE_SIZE);
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, 2 * PAGE_SIZE));
    ipc_expect(ipc, "the next receive gets it", TAG_RECEIVE, PAGE_SIZE);
    kit_check(ipc->kit, !ipc_holds(ipc, cap), "a moved capability is still here");
    rt_drop(ipc->kit->rt, cap);
    cap = ((const struct cap_result_record *)(uintptr_t)(ipc->message + PAGE_SIZE))->cap_id;
    kit_check(ipc->kit, ipc_holds(ipc, cap), "a moved capability did not come");
    (void)ipc_submit(ipc, TAG_OTHER, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = cap });
    ipc_expect(ipc, "its release", TAG_OTHER, STATUS_OK);
    (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, ipc_message(ipc)->call_id, 0));
    ipc_expect(ipc, "its answer", TAG_RETURN, STATUS_OK);
    ipc_expect(ipc, "its answer", TAG_CALL, 0);
}

void test_memory(struct kit *kit)
{
    struct ipc ipc;

    ipc_open(&ipc, kit);
    message_larger_than_buffer(&ipc);
    result_gone(&ipc);
    params_gone(&ipc);
    message_gone(&ipc);
    records_gone(&ipc);
    ipc_close(&ipc);
}
