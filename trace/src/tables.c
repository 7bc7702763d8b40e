/* SPDX-License-Identifier: MIT */
/* Calls and served calls that are under way: small tables that are searched from end to end, in which the oldest gives way. */
#include "trace_priv.h"

struct trace_call *table_add_call(struct trace *trace)
{
    struct trace_call *oldest = &trace->calls[0];

    for (uint32_t i = 0; i < TRACE_CALLS && oldest->age != 0; i++) {
        if (trace->calls[i].age < oldest->age)
            oldest = &trace->calls[i];
    }
    trace->forgotten += oldest->age != 0;
    *oldest = (struct trace_call){ .age = ++trace->age };
    return oldest;
}

struct trace_call *table_find_call(struct trace *trace, uint32_t pid, uint32_t tid, uint64_t answer_id)
{
    for (uint32_t i = 0; i < TRACE_CALLS; i++) {
        struct trace_call *call = &trace->calls[i];

        if (call->age != 0 && call->pid == pid && call->tid == tid && call->answer_id == answer_id)
            return call;
    }
    return NULL;
}

struct trace_call *table_find_completed(struct trace *trace, const struct tap_record *record)
{
    struct trace_call *call = table_find_call(trace, record->pid, record->tid, record->answer_id);

    for (uint32_t i = 0; !call && record->answer_id == TAP_ANSWER_UNKNOWN && i < TRACE_CALLS; i++) {
        struct trace_call *other = &trace->calls[i];

        if (other->age != 0 && !other->done && other->pid == record->pid && other->tid == record->tid && other->user_data == record->user_data)
            call = other;
    }
    return call;
}

struct trace_served *table_add_served(struct trace *trace)
{
    struct trace_served *oldest = &trace->served[0];

    for (uint32_t i = 0; i < TRACE_SERVED && oldest->age != 0; i++) {
        if (trace->served[i].age < oldest->age)
            oldest = &trace->served[i];
    }
    trace->forgotten += oldest->age != 0;
    *oldest = (struct trace_served){ .age = ++trace->age };
    return oldest;
}

struct trace_served *table_find_served(struct trace *trace, uint32_t pid, uint64_t call_id, cap_id_t cap_id)
{
    struct trace_served *found = NULL;

    for (uint32_t i = 0; i < TRACE_SERVED; i++) {
        struct trace_served *served = &trace->served[i];

        if (served->age != 0 && served->pid == pid && served->call_id == call_id &&
            (served->cap_id == cap_id || served->cap_id == CAP_ID_INVALID || cap_id == CAP_ID_INVALID) &&
            (!found || served->age > found->age))
            found = served;
    }
    return found;
}

uint8_t table_depth(const struct trace *trace, uint32_t pid, uint32_t tid)
{
    const struct trace_served *newest = NULL;

    for (uint32_t i = 0; i < TRACE_SERVED; i++) {
        const struct trace_served *served = &trace->served[i];

        if (served->age != 0 && served->pid == pid && served->tid == tid && (!newest || served->age > newest->age))
            newest = served;
    }
    return newest ? newest->depth : 0;
}
