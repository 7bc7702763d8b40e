/* SPDX-License-Identifier: MIT */
/* Calls on capabilities that an answer has still to bring: sent on, failed alike, cancelled, refused. */
#include "ipc.h"

#include "errors.capnp.h"

#define RESULT_LEN 256u

/* A call with its own part of the result pages. */
static struct cap_sqe kept_call(const struct ipc *ipc, enum tag tag)
{
    struct cap_sqe sqe = ipc_call(ipc, 8, RESULT_LEN);

    sqe.flags = CAP_SQE_KEEP;
    sqe.result_addr = ipc->result + tag * RESULT_LEN;
    return sqe;
}

static struct cap_sqe dependent(const struct ipc *ipc, enum tag tag, uint64_t dep)
{
    struct cap_sqe sqe = kept_call(ipc, tag);

    sqe.flags = CAP_SQE_PIPELINE | CAP_SQE_KEEP;
    sqe.method_id = (uint16_t)(100 + tag);
    sqe.cap_id = 0;
    sqe.dep = dep;
    return sqe;
}

static const struct cap_result_record *records_of(const struct ipc *ipc, enum tag tag)
{
    return (const struct cap_result_record *)(uintptr_t)(ipc->result + tag * RESULT_LEN + 16);
}

static void finish(struct ipc *ipc, const char *what, uint64_t id, int32_t expected)
{
    (void)ipc_submit(ipc, TAG_FINISH, (struct cap_sqe){ .opcode = CAP_OP_FINISH, .dep = id });
    ipc_expect(ipc, what, TAG_FINISH, expected);
}

static void release(struct ipc *ipc, cap_id_t cap)
{
    (void)ipc_submit(ipc, TAG_OTHER, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = cap });
    ipc_expect(ipc, "release of what came", TAG_OTHER, STATUS_OK);
}

/* Receives the next call, which must be this method's. */
static uint64_t receive(struct ipc *ipc, uint16_t method)
{
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    ipc_expect(ipc, "the next call comes", TAG_RECEIVE, sizeof(struct endpoint_message) + 8);
    kit_expect(ipc->kit, "its method", ipc_message(ipc)->method_id, method);
    return ipc_message(ipc)->call_id;
}

static void return_cap(struct ipc *ipc, uint64_t call_id, cap_id_t cap)
{
    struct cap_sqe sqe = ipc_return(ipc, call_id, 16);

    *ipc_descriptors(ipc, 16) = (struct cap_transfer_descriptor){ .cap_id = cap, .mode = CAP_TRANSFER_COPY };
    sqe.xfer_count = 1;
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "an answer with a capability", TAG_RETURN, STATUS_OK);
}

static void return_exception(struct ipc *ipc, uint64_t call_id, const char *reason)
{
    struct cap_sqe sqe;
    size_t bytes = 0;

    if (capn_write_exception((void *)(uintptr_t)ipc->params, PAGE_SIZE, STATUS_BUSY, reason, &bytes) < 0)
        rt_panic(ipc->kit->rt, "no room for an exception");
    sqe = ipc_return(ipc, call_id, (uint32_t)bytes);
    sqe.flags = CAP_SQE_EXCEPTION;
    (void)ipc_submit(ipc, TAG_RETURN, sqe);
    ipc_expect(ipc, "an exception", TAG_RETURN, STATUS_OK);
}

/* The exception in a call's result is this one, whoever it was for first. */
static void expect_exception(struct ipc *ipc, enum tag tag, uint16_t type, const char *reason)
{
    struct cap_exception_reader exception;
    struct capn_message message;
    struct capn_text text = { "", 0 };
    bool right = false;

    if (capn_message_open(&message, (const void *)(uintptr_t)(ipc->result + tag * RESULT_LEN), ipc->seen[tag].aux, NULL) ==
            STATUS_OK &&
        cap_exception_read_root(&message, &exception) == STATUS_OK && cap_exception_get_reason(&exception, &text) == STATUS_OK)
        right = cap_exception_get_type(&exception) == type && (!reason || (text.len == strlen(reason) && memcmp(text.data, reason, text.len) == 0));
    kit_check(ipc->kit, right, "call %u has another exception: %s", tag, text.data);
    ipc_expect(ipc, "an exception", tag, STATUS_APPLICATION_EXCEPTION);
}

/* Three deep, in one entry for the caller: the server gets them one after the other without the caller's doing anything. */
static void chain(struct ipc *ipc)
{
    uint64_t a = ipc_submit(ipc, TAG_CALL, kept_call(ipc, TAG_CALL));
    uint64_t b = ipc_submit(ipc, TAG_DEPENDENT, dependent(ipc, TAG_DEPENDENT, a));
    uint64_t c = ipc_submit(ipc, TAG_THIRD, dependent(ipc, TAG_THIRD, b)), late;

    ipc_expect(ipc, "a dependent waits", TAG_DEPENDENT, IPC_NONE);
    return_cap(ipc, receive(ipc, 3), ipc->facet);
    ipc_expect(ipc, "the first answer", TAG_CALL, 16);
    return_cap(ipc, receive(ipc, 100 + TAG_DEPENDENT), ipc->facet);
    ipc_expect(ipc, "the second answer", TAG_DEPENDENT, 16);
    ipc_expect(ipc, "the third waits", TAG_THIRD, IPC_NONE);
    return_cap(ipc, receive(ipc, 100 + TAG_THIRD), ipc->facet);
    ipc_expect(ipc, "the third answer", TAG_THIRD, 16);
    /* An answer that is there can be named as well, as often as one likes. */
    for (uint32_t i = 0; i < 2; i++) {
        struct cap_sqe sqe = dependent(ipc, TAG_OTHER, c);

        sqe.flags = CAP_SQE_PIPELINE;
        (void)ipc_submit(ipc, TAG_OTHER, sqe);
        (void)ipc_submit(ipc, TAG_RETURN, ipc_return(ipc, receive(ipc, 100 + TAG_OTHER), 16));
        ipc_expect(ipc, "a call on an answer that is there", TAG_RETURN, STATUS_OK);
        ipc_expect(ipc, "a call on an answer that is there", TAG_OTHER, 16);
    }
    release(ipc, records_of(ipc, TAG_CALL)->cap_id);
    late = ipc_submit(ipc, TAG_OTHER, dependent(ipc, TAG_OTHER, a));
    ipc_expect(ipc, "a call on a capability that was released", TAG_OTHER, STATUS_STALE_CAP);
    finish(ipc, "FINISH of the refused", late, STATUS_OK);
    release(ipc, records_of(ipc, TAG_DEPENDENT)->cap_id);
    release(ipc, records_of(ipc, TAG_THIRD)->cap_id);
    finish(ipc, "FINISH of the first", a, STATUS_OK);
    finish(ipc, "FINISH of the second", b, STATUS_OK);
    finish(ipc, "FINISH of the third", c, STATUS_OK);
    finish(ipc, "FINISH again", c, STATUS_INVALID_ANSWER);
    (void)ipc_submit(ipc, TAG_OTHER, dependent(ipc, TAG_OTHER, b));
    ipc_expect(ipc, "a call on a finished answer", TAG_OTHER, STATUS_INVALID_ANSWER);
}

/* One failure fails the whole chain with the same words, also those that come later. */
static void failures(struct ipc *ipc)
{
    uint64_t a = ipc_submit(ipc, TAG_CALL, kept_call(ipc, TAG_CALL));
    uint64_t b = ipc_submit(ipc, TAG_DEPENDENT, dependent(ipc, TAG_DEPENDENT, a));
    uint64_t c = ipc_submit(ipc, TAG_THIRD, dependent(ipc, TAG_THIRD, b)), late;
    struct cap_sqe small;

    return_exception(ipc, receive(ipc, 3), "no such door");
    expect_exception(ipc, TAG_CALL, EXCEPTION_TYPE_OVERLOADED, "no such door");
    expect_exception(ipc, TAG_DEPENDENT, EXCEPTION_TYPE_OVERLOADED, "no such door");
    expect_exception(ipc, TAG_THIRD, EXCEPTION_TYPE_OVERLOADED, "no such door");
    late = ipc_submit(ipc, TAG_OTHER, dependent(ipc, TAG_OTHER, b));
    expect_exception(ipc, TAG_OTHER, EXCEPTION_TYPE_OVERLOADED, "no such door");
    small = dependent(ipc, TAG_OTHER, a);
    small.flags = CAP_SQE_PIPELINE;
    small.result_len = 16;
    (void)ipc_submit(ipc, TAG_OTHER, small);
    kit_expect(ipc->kit, "type of what does not fit", (int64_t)ipc->seen[TAG_OTHER].aux, EXCEPTION_TYPE_OVERLOADED);
    ipc_expect(ipc, "an exception that does not fit", TAG_OTHER, STATUS_APPLICATION_EXCEPTION_TRUNCATED);
    finish(ipc, "FINISH of the failed", a, STATUS_OK);
    finish(ipc, "FINISH of the failed", b, STATUS_OK);
    finish(ipc, "FINISH of the failed", c, STATUS_OK);
    finish(ipc, "FINISH of the late", late, STATUS_OK);
}

static void capability_missing(struct ipc *ipc)
{
    uint64_t a = ipc_submit(ipc, TAG_CALL, kept_call(ipc, TAG_CALL)), b;
    struct cap_sqe second = dependent(ipc, TAG_DEPENDENT, a);
    cap_id_t came;

    second.field = 1;
    b = ipc_submit(ipc, TAG_DEPENDENT, second);
    return_cap(ipc, receive(ipc, 3), ipc->facet);
    ipc_expect(ipc, "the answer", TAG_CALL, 16);
    came = records_of(ipc, TAG_CALL)->cap_id;
    ipc_expect(ipc, "a second capability of one", TAG_DEPENDENT, STATUS_INVALID_ANSWER);
    second.field = UINT16_MAX;
    second.flags = CAP_SQE_PIPELINE;
    (void)ipc_submit(ipc, TAG_DEPENDENT, second);
    ipc_expect(ipc, "the last capability of one", TAG_DEPENDENT, STATUS_INVALID_ANSWER);
    release(ipc, came);
    finish(ipc, "FINISH", a, STATUS_OK);
    finish(ipc, "FINISH", b, STATUS_OK);
}

static void cancelling(struct ipc *ipc)
{
    uint64_t a = ipc_submit(ipc, TAG_CALL, kept_call(ipc, TAG_CALL));
    uint64_t b = ipc_submit(ipc, TAG_DEPENDENT, dependent(ipc, TAG_DEPENDENT, a));
    uint64_t c = ipc_submit(ipc, TAG_THIRD, dependent(ipc, TAG_THIRD, b));

    finish(ipc, "FINISH of one that waits", b, STATUS_OK);
    ipc_expect(ipc, "FINISH of one that waits", TAG_DEPENDENT, STATUS_CANCELLED);
    ipc_expect(ipc, "and what waits for it", TAG_THIRD, STATUS_CANCELLED);
    ipc_expect(ipc, "not what it waited for", TAG_CALL, IPC_NONE);
    finish(ipc, "FINISH of the third", c, STATUS_OK);
    b = ipc_submit(ipc, TAG_DEPENDENT, dependent(ipc, TAG_DEPENDENT, a));
    finish(ipc, "FINISH of the first", a, STATUS_OK);
    ipc_expect(ipc, "FINISH of the first", TAG_CALL, STATUS_CANCELLED);
    ipc_expect(ipc, "what waited for the first", TAG_DEPENDENT, STATUS_CANCELLED);
    finish(ipc, "FINISH of its dependent", b, STATUS_OK);
    /* The same while the server has it. */
    a = ipc_submit(ipc, TAG_CALL, kept_call(ipc, TAG_CALL));
    b = ipc_submit(ipc, TAG_DEPENDENT, dependent(ipc, TAG_DEPENDENT, a));
    (void)receive(ipc, 3);
    finish(ipc, "FINISH in flight", a, STATUS_OK);
    ipc_expect(ipc, "FINISH in flight", TAG_CALL, STATUS_CANCELLED);
    ipc_expect(ipc, "its dependent", TAG_DEPENDENT, STATUS_CANCELLED);
    finish(ipc, "FINISH of its dependent", b, STATUS_OK);
    (void)ipc_submit(ipc, TAG_RECEIVE, ipc_receive(ipc, PAGE_SIZE));
    ipc_expect(ipc, "the server is told", TAG_RECEIVE, sizeof(struct endpoint_message));
}

/* Capabilities of kernel objects, and calls on kernel objects. */
static void kernel_objects(struct ipc *ipc)
{
    uint64_t a = ipc_submit(ipc, TAG_CALL, kept_call(ipc, TAG_CALL));
    struct cap_sqe now = dependent(ipc, TAG_DEPENDENT, a);
    struct cap_sqe create = kept_call(ipc, TAG_CALL), client = dependent(ipc, TAG_DEPENDENT, 0);
    uint64_t id;

    now.method_id = 1u << 12; /* MonotonicClock.now, through Timer */
    now.len = 0;
    now.flags = CAP_SQE_PIPELINE;
    (void)ipc_submit(ipc, TAG_DEPENDENT, now);
    ipc_expect(ipc, "a call on a timer to come", TAG_DEPENDENT, IPC_NONE);
    return_cap(ipc, receive(ipc, 3), ipc->kit->timer.id);
    ipc_expect(ipc, "the timer", TAG_CALL, 16);
    kit_check(ipc->kit, ipc->seen[TAG_DEPENDENT].result > 0, "the time: %d", ipc->seen[TAG_DEPENDENT].result);
    ipc->count[TAG_DEPENDENT] = 0;
    release(ipc, records_of(ipc, TAG_CALL)->cap_id);
    finish(ipc, "FINISH", a, STATUS_OK);
    /* An answer of a kernel object, which is there at once. */
    create.cap_id = ipc->kit->endpoints.id;
    create.method_id = 0;
    create.len = 0;
    id = ipc_submit(ipc, TAG_CALL, create);
    kit_check(ipc->kit, ipc->seen[TAG_CALL].cap_count == 1, "an endpoint: %d", ipc->seen[TAG_CALL].result);
    ipc->count[TAG_CALL] = 0;
    client.dep = id;
    client.flags = CAP_SQE_PIPELINE;
    client.method_id = 0xfff;
    client.len = 0;
    (void)ipc_submit(ipc, TAG_DEPENDENT, client);
    expect_exception(ipc, TAG_DEPENDENT, EXCEPTION_TYPE_UNIMPLEMENTED, NULL);
    release(ipc, ((const struct cap_result_record *)(uintptr_t)(ipc->result + TAG_CALL * RESULT_LEN +
                                                                (((uint32_t)ipc->seen[TAG_CALL].result + 7) & ~7u)))->cap_id);
    finish(ipc, "FINISH", id, STATUS_OK);
}

static void refusals(struct ipc *ipc)
{
    struct cap_sqe sqe = dependent(ipc, TAG_DEPENDENT, 12345);
    uint64_t plain, first;

    (void)ipc_submit(ipc, TAG_DEPENDENT, sqe);
    ipc_expect(ipc, "a dependent of nothing", TAG_DEPENDENT, STATUS_INVALID_ANSWER);
    plain = ipc_submit(ipc, TAG_CALL, ipc_call(ipc, 8, 64));
    sqe.dep = plain;
    (void)ipc_submit(ipc, TAG_DEPENDENT, sqe);
    ipc_expect(ipc, "a dependent of a call that is not kept", TAG_DEPENDENT, STATUS_INVALID_ANSWER);
    sqe.dep = plain + 2; /* itself */
    (void)ipc_submit(ipc, TAG_DEPENDENT, sqe);
    ipc_expect(ipc, "a dependent of itself", TAG_DEPENDENT, STATUS_INVALID_ANSWER);
    sqe.cap_id = ipc->facet;
    (void)ipc_submit(ipc, TAG_DEPENDENT, sqe);
    ipc_expect(ipc, "a dependent with a capability", TAG_DEPENDENT, STATUS_INVALID_REQUEST);
    sqe = kept_call(ipc, TAG_DEPENDENT);
    sqe.field = 1;
    (void)ipc_submit(ipc, TAG_DEPENDENT, sqe);
    ipc_expect(ipc, "a field without PIPELINE", TAG_DEPENDENT, STATUS_INVALID_REQUEST);
    sqe.field = 0;
    sqe.len = MESSAGE_MAX_BYTES + 1;
    (void)ipc_submit(ipc, TAG_DEPENDENT, sqe);
    ipc_expect(ipc, "a kept call that is too long", TAG_DEPENDENT, STATUS_INVALID_BUFFER);
    sqe = ipc_receive(ipc, PAGE_SIZE);
    sqe.flags = CAP_SQE_KEEP;
    (void)ipc_submit(ipc, TAG_RECEIVE, sqe);
    ipc_expect(ipc, "a kept RECV", TAG_RECEIVE, STATUS_INVALID_REQUEST);
    finish(ipc, "FINISH of the plain one", plain, STATUS_OK);
    ipc_expect(ipc, "FINISH of the plain one", TAG_CALL, STATUS_CANCELLED);
    /* Bad buffers are found when the dependent is sent on, and only it suffers. */
    first = ipc_submit(ipc, TAG_CALL, kept_call(ipc, TAG_CALL));
    sqe = dependent(ipc, TAG_DEPENDENT, first);
    sqe.result_addr = ipc->result + 2 * PAGE_SIZE;
    plain = ipc_submit(ipc, TAG_DEPENDENT, sqe);
    return_cap(ipc, receive(ipc, 3), ipc->facet);
    ipc_expect(ipc, "the first", TAG_CALL, 16);
    ipc_expect(ipc, "a result buffer in a hole", TAG_DEPENDENT, STATUS_INVALID_BUFFER);
    release(ipc, records_of(ipc, TAG_CALL)->cap_id);
    finish(ipc, "FINISH", first, STATUS_OK);
    finish(ipc, "FINISH", plain, STATUS_OK);
}

/* As many as there may be, and one more. */
static void limit(struct ipc *ipc)
{
    uint64_t ids[RING_KEPT_ANSWERS];

    for (uint32_t i = 0; i < RING_KEPT_ANSWERS; i++)
        ids[i] = ipc_submit(ipc, TAG_CALL, kept_call(ipc, TAG_CALL));
    (void)ipc_submit(ipc, TAG_DEPENDENT, kept_call(ipc, TAG_DEPENDENT));
    expect_exception(ipc, TAG_DEPENDENT, EXCEPTION_TYPE_OVERLOADED, "the limit of kept answers (12) is reached");
    for (uint32_t i = 0; i < RING_KEPT_ANSWERS; i++)
        finish(ipc, "FINISH of one of many", ids[i], STATUS_OK);
    kit_expect(ipc->kit, "cancelled", ipc->count[TAG_CALL], RING_KEPT_ANSWERS);
    ipc->count[TAG_CALL] = 0;
}

/* The service goes with a call in flight: its dependents fail alike. The process ends with all of that undone. */
static void service_gone(struct ipc *ipc)
{
    uint64_t a = ipc_submit(ipc, TAG_CALL, kept_call(ipc, TAG_CALL));
    uint64_t b = ipc_submit(ipc, TAG_DEPENDENT, dependent(ipc, TAG_DEPENDENT, a));

    (void)receive(ipc, 3);
    (void)ipc_submit(ipc, TAG_OTHER, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = ipc->endpoint.id });
    ipc_expect(ipc, "RELEASE of the endpoint", TAG_OTHER, STATUS_OK);
    expect_exception(ipc, TAG_CALL, EXCEPTION_TYPE_DISCONNECTED, "the service ended before it answered");
    expect_exception(ipc, TAG_DEPENDENT, EXCEPTION_TYPE_DISCONNECTED, "the service ended before it answered");
    finish(ipc, "FINISH", a, STATUS_OK);
    finish(ipc, "FINISH", b, STATUS_OK);
}

void test_pipelining(struct kit *kit)
{
    struct ipc ipc;

    ipc_open(&ipc, kit);
    chain(&ipc);
    failures(&ipc);
    capability_missing(&ipc);
    cancelling(&ipc);
    kernel_objects(&ipc);
    refusals(&ipc);
    limit(&ipc);
    service_gone(&ipc);
    ipc_close(&ipc);
}
