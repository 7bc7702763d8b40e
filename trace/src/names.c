/* SPDX-License-Identifier: MIT */
/* Who is called what: tables in which the oldest entry gives way. */
#include "trace_priv.h"

static struct trace_process *find_process(const struct trace *trace, uint32_t pid)
{
    for (uint32_t i = 0; i < TRACE_PROCESSES; i++) {
        if (pid != 0 && trace->processes[i].pid == pid)
            return (struct trace_process *)&trace->processes[i];
    }
    return NULL;
}

const char *name_of_process(const struct trace *trace, uint32_t pid)
{
    const struct trace_process *process = find_process(trace, pid);

    return process ? process->name : NULL;
}

const struct trace_grant *name_find_grant(const struct trace *trace, uint32_t pid, cap_id_t cap_id)
{
    for (uint32_t i = 0; i < TRACE_GRANTS; i++) {
        if (pid != 0 && trace->grants[i].pid == pid && trace->grants[i].cap_id == cap_id)
            return &trace->grants[i];
    }
    return NULL;
}

static void copy_name(char *to, const void *from, size_t len)
{
    if (len >= TRACE_NAME_BYTES)
        len = TRACE_NAME_BYTES - 1;
    if (len != 0)
        memcpy(to, from, len);
    to[len] = 0;
}

void name_add_process(struct trace *trace, uint32_t pid, const void *name, size_t len)
{
    struct trace_process *process = find_process(trace, pid);

    if (pid == 0)
        return;
    if (!process)
        process = &trace->processes[trace->next_process++ % TRACE_PROCESSES];
    process->pid = pid;
    copy_name(process->name, name, len);
}

void name_add_grant(struct trace *trace, const struct tap_record *record, const void *name)
{
    struct trace_grant *grant = (struct trace_grant *)name_find_grant(trace, record->pid, record->cap_id);

    if (record->pid == 0)
        return;
    if (!grant)
        grant = &trace->grants[trace->next_grant++ % TRACE_GRANTS];
    grant->pid = record->pid;
    grant->cap_id = record->cap_id;
    grant->interface_id = record->interface_id;
    copy_name(grant->name, name, record->payload_bytes);
}

void name_drop_grants(struct trace *trace, uint32_t pid)
{
    for (uint32_t i = 0; i < TRACE_GRANTS; i++) {
        if (trace->grants[i].pid == pid)
            trace->grants[i].pid = 0;
    }
}
