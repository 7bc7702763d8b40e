/* SPDX-License-Identifier: MIT */
/* Quiet signals. See rt/notification.h. */
#include "rt/notification.h"

#include "rt_priv.h"

#include "notification.capnp.h"

/* NotificationSignal.signal's params: a segment table for one segment of two words, a struct with one word of data, the
 * word. What capn_builder makes of it, made at once. */
#define SIGNAL_TABLE (2ull << 32)
#define SIGNAL_ROOT (1ull << 32)

void rt_signal(struct rt *rt, struct rt_notification notification, uint64_t bits)
{
    struct cap_sqe *sqe;
    rt_word_t *params;

    if (bits == 0)
        return;
    sqe = rt_ring_next(rt);
    /* An entry is consumed before its place comes round again, and its params with it. */
    params = rt->signals[(uint32_t)rt->sq_count & (RING_SQ_ENTRIES - 1)];
    params[0] = SIGNAL_TABLE;
    params[1] = SIGNAL_ROOT;
    params[2] = bits;
    rt_sqe_write(sqe, (struct rt_submission){
                          .opcode = CAP_OP_CALL, .flags = CAP_SQE_QUIET,
                          .method_id = notification.narrowed ? NOTIFICATION_SIGNAL_METHOD_SIGNAL : NOTIFICATION_METHOD_SIGNAL,
                          .cap = notification.cap, .user_data = RT_TOKEN_IGNORE, .addr = params, .len = sizeof(rt->signals[0]),
                          .result_addr = rt->signal_results, .result_len = sizeof(rt->signal_results) });
    rt_ring_publish(rt);
}

void rt_signal_flush(struct rt *rt)
{
    rt_ring_drain(rt);
}

status_t rt_notification_wait(struct rt *rt, struct rt_notification notification, uint64_t deadline_ns, uint64_t *bits)
{
    struct notification_wait_wait_params_builder params;
    struct notification_wait_wait_results_reader results;
    struct capn_request request;
    status_t status;

    if (notification.narrowed)
        status = notification_wait_wait_begin(&request, rt, (notification_wait_t){ notification.cap }, &params);
    else
        status = notification_wait_begin(&request, rt, (notification_t){ notification.cap }, &params);
    if (status < 0)
        return status;
    if (deadline_ns == TIME_FOREVER) {
        status = capn_request_call(&request);
    } else {
        status = capn_request_submit(&request);
        if (status == STATUS_OK)
            status = capn_request_wait(&request, deadline_ns);
    }
    if (status == STATUS_OK)
        status = notification_wait_wait_results_read_root(&request.results, &results);
    if (status == STATUS_OK)
        *bits = notification_wait_wait_results_get_bits(&results);
    capn_request_end(&request);
    return status;
}
