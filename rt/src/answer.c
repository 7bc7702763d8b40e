/* SPDX-License-Identifier: MIT */
/*
 * What becomes of a call's completion. It is only recorded when it is taken (rt_request_complete); decoding waits until
 * somebody asks (rt_request_settle), because the reason of an exception is kept in one place only.
 */
#include "rt_priv.h"

#include "errors.capnp.h"

/* Result bytes as a completion tells them, never more than there is room for. */
static uint32_t completion_len(const struct cap_cqe *cqe, uint32_t capacity)
{
    uint64_t len = cqe->result >= 0 ? (uint64_t)cqe->result : cqe->aux;

    return len < capacity ? (uint32_t)len : capacity;
}

uint16_t rt_records_copy(const uint8_t *results, uint32_t capacity, const struct cap_cqe *cqe, struct cap_result_record *out)
{
    uint32_t start = round_up_8(completion_len(cqe, capacity));
    const struct cap_result_record *records = (const void *)(results + start);
    uint16_t count = 0;

    while (count < cqe->cap_count && count < TRANSFER_MAX_DESCRIPTORS && start + (count + 1u) * sizeof(*out) <= capacity) {
        out[count] = records[count];
        count++;
    }
    return count;
}

/* The answer of a call whose request was ended: nobody takes its capabilities. */
static RT_UNUSUAL void orphan_complete(struct rt *rt, struct rt_slot *slot, const struct cap_cqe *cqe)
{
    struct cap_result_record records[TRANSFER_MAX_DESCRIPTORS];
    uint16_t count = 0;

    if (cqe->result >= 0 && cqe->cap_count)
        count = rt_records_copy(slot->orphan_results, slot->orphan_capacity, cqe, records);
    rt_buffer_put_later(rt, slot->orphan);
    slot->orphan = NULL;
    for (uint16_t i = 0; i < count; i++)
        rt_ring_release(rt, records[i].cap_id);
}

/* What an answer may have beside its payload. */
static RT_UNUSUAL void complete_unusual(struct rt *rt, struct capn_request *request, struct rt_watch *watch,
                                        const struct cap_cqe *cqe)
{
    if (cqe->result == STATUS_APPLICATION_EXCEPTION_TRUNCATED)
        request->results_len = (uint32_t)cqe->aux; /* the exception's type */
    if (cqe->cap_count && cqe->result >= 0)
        request->result_cap_count = rt_records_copy(request->buffer + request->params_capacity, request->results_capacity, cqe,
                                                 request->result_caps);
    if (watch) {
        watch->ready_next = NULL;
        *rt->ready_watches_tail = watch;
        rt->ready_watches_tail = &watch->ready_next;
    }
}

void rt_request_complete(struct rt *rt, uint32_t number, const struct cap_cqe *cqe)
{
    struct rt_slot *slot = &rt->slots[number & (RT_SLOTS - 1)];
    struct capn_request *request = slot->request;

    slot->request = NULL;
    if (number != RT_SLOT_CALL) {
        rt->free_slots |= 1u << (number & (RT_SLOTS - 1));
        rt->in_flight--;
    }
    if (!request) {
        orphan_complete(rt, slot, cqe);
        return;
    }
    request->state = RT_REQUEST_ANSWERED;
    request->status = cqe->result;
    request->results_len = completion_len(cqe, request->results_capacity);
    if (cqe->result < 0 || cqe->cap_count || slot->watch)
        complete_unusual(rt, request, slot->watch, cqe);
}

static status_t exception_status(uint16_t type)
{
    static const status_t statuses[EXCEPTION_TYPE_COUNT] = {
        [EXCEPTION_TYPE_FAILED] = STATUS_FAILED,
        [EXCEPTION_TYPE_OVERLOADED] = STATUS_OVERLOADED,
        [EXCEPTION_TYPE_DISCONNECTED] = STATUS_GONE,
        [EXCEPTION_TYPE_UNIMPLEMENTED] = STATUS_UNIMPLEMENTED,
    };

    return type < EXCEPTION_TYPE_COUNT ? statuses[type] : STATUS_FAILED;
}

/* The CapException in the result buffer. A peer wrote it, so anything may be wrong with it. */
static RT_UNUSUAL status_t exception_decode(struct capn_request *request)
{
    struct rt *rt = request->rt;
    struct cap_exception_reader exception;
    struct capn_text reason;

    if (capn_message_open(&request->results, request->buffer + request->params_capacity, request->results_len, NULL) < 0 ||
        cap_exception_read_root(&request->results, &exception) < 0)
        return STATUS_FAILED;
    if (cap_exception_get_reason(&exception, &reason) == STATUS_OK) {
        uint32_t len = reason.len < CAPN_REASON_BYTES - 1 ? reason.len : CAPN_REASON_BYTES - 1;
        memcpy(rt->last_reason, reason.data, len);
        rt->last_reason[len] = '\0';
    }
    return exception_status((uint16_t)cap_exception_get_type(&exception));
}

/* Gives the references of sent capabilities back. A move that worked took the hold itself. */
void rt_request_settle_transfers(struct capn_request *request, bool sent)
{
    for (uint16_t i = 0; i < request->transfer_count; i++) {
        if (sent && request->transfers[i].mode == CAP_TRANSFER_MOVE)
            rt_handle_forget(request->rt, request->transfers[i].cap_id);
        else
            rt_drop(request->rt, request->transfers[i].cap_id);
    }
    request->transfer_count = 0;
}

status_t rt_request_settle(struct capn_request *request)
{
    status_t status = request->status;

    if (request->state != RT_REQUEST_ANSWERED)
        return status;
    request->state = RT_REQUEST_SETTLED;
    if (status >= 0) {
        status = capn_message_open(&request->results, request->buffer + request->params_capacity, request->results_len, NULL);
    } else {
        request->rt->last_reason[0] = '\0';
        if (status == STATUS_APPLICATION_EXCEPTION)
            status = exception_decode(request);
        else if (status == STATUS_APPLICATION_EXCEPTION_TRUNCATED)
            status = exception_status((uint16_t)request->results_len);
    }
    if (request->transfer_count)
        rt_request_settle_transfers(request, request->status >= 0);
    request->status = status;
    return status;
}

status_t capn_request_take_capability(struct capn_request *request, uint32_t index, uint64_t interface_id, cap_id_t *out)
{
    struct cap_result_record *record;
    cap_id_t cap;
    status_t status;

    if (index >= request->result_cap_count || request->result_caps[index].cap_id == CAP_ID_INVALID)
        return STATUS_NOT_FOUND;
    record = &request->result_caps[index];
    if (interface_id && record->interface_id != interface_id)
        return STATUS_WRONG_INTERFACE;
    cap = record->cap_id;
    record->cap_id = CAP_ID_INVALID;
    /* None is left when the last goes: then the request ends as quickly as others. */
    if (index + 1u == request->result_cap_count)
        request->result_cap_count--;
    status = rt_handle_adopt(request->rt, cap);
    if (status == STATUS_OK)
        *out = cap;
    return status;
}
