/* SPDX-License-Identifier: MIT */
/* The calls, with buffers of exact sizes: the generated stubs would round them up. See pages.h. */
#include "pages.h"

#define WALK_PAGES_MAX 8192u

static cap_id_t inspector_of(const struct pages *pages)
{
    return pages->kit.inspector.id;
}

static cap_id_t capabilities_of(const struct pages *pages)
{
    return pages->kit.capabilities.id;
}

static cap_id_t spawner_of(const struct pages *pages)
{
    return pages->kit.spawner.id;
}

static status_t write_processes(struct capn_builder *builder, uint32_t from)
{
    struct inspector_processes_params_builder params;
    status_t status = inspector_processes_params_build_root(builder, &params);

    if (status == STATUS_OK)
        inspector_processes_params_set_from_pid(&params, from);
    return status;
}

static status_t read_processes(struct capn_message *message, uint32_t from, struct answer *answer)
{
    struct inspector_processes_results_reader results;
    struct process_info_reader info;
    struct capn_text name, on;
    struct capn_list list = { 0 };
    status_t status = inspector_processes_results_read_root(message, &results);

    (void)from;
    if (status == STATUS_OK)
        status = inspector_processes_results_get_processes(&results, &list);
    answer->count = list.count;
    answer->next = status == STATUS_OK ? inspector_processes_results_get_next(&results) : 0;
    for (uint32_t i = 0; status == STATUS_OK && i < list.count; i++) {
        status = process_info_list_get(&list, i, &info);
        if (status == STATUS_OK)
            status = process_info_get_name(&info, &name);
        if (status == STATUS_OK)
            status = process_info_get_blocked_on(&info, &on);
        if (status == STATUS_OK && name.len == 0)
            status = STATUS_MALFORMED;
        if (status == STATUS_OK)
            answer->keys[i] = process_info_get_pid(&info);
    }
    return status;
}

const struct source source_processes = {
    .name = "processes", .entry_bytes = 136, .equal = true, .target = inspector_of, .method = INSPECTOR_METHOD_PROCESSES,
    .write = write_processes, .read = read_processes,
};

/* Of this process. */
static status_t write_threads(struct capn_builder *builder, uint32_t from)
{
    struct inspector_threads_params_builder params;
    status_t status = inspector_threads_params_build_root(builder, &params);

    if (status != STATUS_OK)
        return status;
    inspector_threads_params_set_pid(&params, rt_pid(rt_self()));
    inspector_threads_params_set_from_id(&params, from);
    return STATUS_OK;
}

static status_t read_threads(struct capn_message *message, uint32_t from, struct answer *answer)
{
    struct inspector_threads_results_reader results;
    struct thread_info_reader info;
    struct capn_text on;
    struct capn_list list = { 0 };
    status_t status = inspector_threads_results_read_root(message, &results);

    (void)from;
    if (status == STATUS_OK)
        status = inspector_threads_results_get_threads(&results, &list);
    answer->count = list.count;
    answer->next = status == STATUS_OK ? inspector_threads_results_get_next(&results) : 0;
    for (uint32_t i = 0; status == STATUS_OK && i < list.count; i++) {
        status = thread_info_list_get(&list, i, &info);
        if (status == STATUS_OK)
            status = thread_info_get_blocked_on(&info, &on);
        if (status == STATUS_OK)
            answer->keys[i] = thread_info_get_id(&info);
    }
    return status;
}

const struct source source_threads = {
    .name = "threads", .entry_bytes = 88, .equal = true, .target = inspector_of, .method = INSPECTOR_METHOD_THREADS,
    .write = write_threads, .read = read_threads,
};

static status_t write_cpus(struct capn_builder *builder, uint32_t from)
{
    struct inspector_cpu_params_builder params;
    status_t status = inspector_cpu_params_build_root(builder, &params);

    if (status == STATUS_OK)
        inspector_cpu_params_set_from_id(&params, from);
    return status;
}

static status_t read_cpus(struct capn_message *message, uint32_t from, struct answer *answer)
{
    struct inspector_cpu_results_reader results;
    struct cpu_info_reader info;
    struct capn_list list = { 0 };
    status_t status = inspector_cpu_results_read_root(message, &results);

    (void)from;
    if (status == STATUS_OK)
        status = inspector_cpu_results_get_cpus(&results, &list);
    answer->count = list.count;
    answer->next = status == STATUS_OK ? inspector_cpu_results_get_next(&results) : 0;
    for (uint32_t i = 0; status == STATUS_OK && i < list.count; i++) {
        status = cpu_info_list_get(&list, i, &info);
        if (status == STATUS_OK)
            answer->keys[i] = cpu_info_get_id(&info);
    }
    return status;
}

const struct source source_cpus = {
    .name = "cpu", .entry_bytes = 88, .equal = true, .target = inspector_of, .method = INSPECTOR_METHOD_CPU,
    .write = write_cpus, .read = read_cpus,
};

static status_t write_list(struct capn_builder *builder, uint32_t from)
{
    struct capability_manager_list_params_builder params;
    status_t status = capability_manager_list_params_build_root(builder, &params);

    if (status == STATUS_OK)
        capability_manager_list_params_set_from_slot(&params, from);
    return status;
}

static status_t read_holds(struct capn_message *message, uint32_t from, struct answer *answer)
{
    struct capability_manager_list_results_reader results;
    struct capability_info_reader info;
    struct capn_text kind, name;
    struct capn_list list = { 0 };
    status_t status = capability_manager_list_results_read_root(message, &results);

    (void)from;
    if (status == STATUS_OK)
        status = capability_manager_list_results_get_capabilities(&results, &list);
    answer->count = list.count;
    answer->next = status == STATUS_OK ? capability_manager_list_results_get_next(&results) : 0;
    if (status == STATUS_OK && capability_manager_list_results_get_more(&results) != (answer->next != 0))
        status = STATUS_MALFORMED;
    for (uint32_t i = 0; status == STATUS_OK && i < list.count; i++) {
        status = capability_info_list_get(&list, i, &info);
        if (status == STATUS_OK)
            status = capability_info_get_kind(&info, &kind);
        if (status == STATUS_OK)
            status = capability_info_get_name(&info, &name);
        if (status == STATUS_OK && kind.len == 0)
            status = STATUS_MALFORMED;
        if (status == STATUS_OK)
            answer->keys[i] = capability_info_get_id(&info) & CAP_ID_INDEX_MASK;
    }
    return status;
}

const struct source source_list = {
    .name = "list", .entry_bytes = 104, .equal = true, .target = capabilities_of, .method = CAPABILITY_MANAGER_METHOD_LIST,
    .write = write_list, .read = read_holds,
};

static status_t write_granted(struct capn_builder *builder, uint32_t from)
{
    struct capability_manager_granted_params_builder params;
    status_t status = capability_manager_granted_params_build_root(builder, &params);

    if (status != STATUS_OK)
        return status;
    capability_manager_granted_params_set_from_slot(&params, from);
    return capability_manager_granted_params_set_child(&params, 0);
}

/* The results are those of list. */
const struct source source_granted = {
    .name = "granted", .entry_bytes = 104, .equal = true, .target = capabilities_of, .method = CAPABILITY_MANAGER_METHOD_GRANTED,
    .with_child = true, .write = write_granted, .read = read_holds,
};

static status_t write_binaries(struct capn_builder *builder, uint32_t from)
{
    struct process_spawner_binaries_params_builder params;
    status_t status = process_spawner_binaries_params_build_root(builder, &params);

    if (status == STATUS_OK)
        process_spawner_binaries_params_set_from(&params, from);
    return status;
}

/* Names carry no number: they are counted. */
static status_t read_binaries(struct capn_message *message, uint32_t from, struct answer *answer)
{
    struct process_spawner_binaries_results_reader results;
    struct capn_text name;
    struct capn_list list = { 0 };
    status_t status = process_spawner_binaries_results_read_root(message, &results);

    if (status == STATUS_OK)
        status = process_spawner_binaries_results_get_names(&results, &list);
    answer->count = list.count;
    answer->next = status == STATUS_OK ? process_spawner_binaries_results_get_next(&results) : 0;
    for (uint32_t i = 0; status == STATUS_OK && i < list.count; i++) {
        status = capn_list_get_text(&list, i, &name);
        if (status == STATUS_OK && name.len == 0)
            status = STATUS_MALFORMED;
        answer->keys[i] = from + i;
    }
    return status;
}

const struct source source_binaries = {
    .name = "binaries", .entry_bytes = NAME_ENTRY_BYTES, .target = spawner_of, .method = PROCESS_SPAWNER_METHOD_BINARIES,
    .write = write_binaries, .read = read_binaries,
};

int32_t ask(struct pages *pages, const struct source *source, uint32_t from, uint32_t bytes)
{
    struct cap_sqe sqe = { .opcode = CAP_OP_CALL, .method_id = source->method, .cap_id = source->target(pages),
                           .result_addr = (uintptr_t)pages->area, .result_len = bytes };
    uint64_t params[8] = { 0 };
    struct cap_transfer_descriptor *descriptor;
    struct capn_message message;
    struct capn_builder builder;
    struct cap_cqe cqe;
    size_t length = 0;
    status_t status;

    capn_builder_init(&builder, params, sizeof(params) - sizeof(*descriptor));
    status = source->write(&builder, from);
    if (status == STATUS_OK)
        status = capn_builder_finish(&builder, &length);
    if (status != STATUS_OK)
        rt_panic(pages->kit.rt, "%s: no params: %s", source->name, capn_status_text(status));
    sqe.addr = (uintptr_t)params;
    sqe.len = (uint32_t)length;
    if (source->with_child) {
        descriptor = (struct cap_transfer_descriptor *)(void *)&params[length / 8];
        *descriptor = (struct cap_transfer_descriptor){ .cap_id = pages->child.id, .mode = CAP_TRANSFER_COPY };
        sqe.xfer_count = 1;
    }
    cqe = kit_do(&pages->kit, sqe);
    pages->answer.count = pages->answer.next = 0;
    if (cqe.result < 0)
        return cqe.result;
    status = capn_message_open(&message, pages->area, (size_t)cqe.result, NULL);
    if (status == STATUS_OK)
        status = source->read(&message, from, &pages->answer);
    kit_check(&pages->kit, status == STATUS_OK && pages->answer.count <= PAGE_ENTRIES_MAX, "%s: a page that cannot be read: %s",
              source->name, capn_status_text(status));
    return status == STATUS_OK ? cqe.result : status;
}

static void note_residents(const struct answer *answer, const uint32_t *residents, uint8_t *found, uint32_t count)
{
    for (uint32_t i = 0; i < answer->count; i++) {
        for (uint32_t k = 0; k < count; k++)
            found[k] += answer->keys[i] == residents[k];
    }
}

/* Whether a page is as it must be: it begins at `from` or behind it, ascends, ends before its `next`, and has an entry if there is a next. */
static bool page_is_right(const struct answer *answer, uint32_t from)
{
    uint64_t least = from;

    for (uint32_t i = 0; i < answer->count; i++) {
        if (answer->keys[i] < least)
            return false;
        least = (uint64_t)answer->keys[i] + 1;
    }
    return answer->next == 0 || (answer->count != 0 && answer->next >= least);
}

uint32_t walk(struct pages *pages, const struct source *source, uint32_t bytes, const uint32_t *residents, uint8_t *found, uint32_t count)
{
    const struct answer *answer = &pages->answer;
    uint32_t from = 0, number = 0, total = 0, last = count ? residents[count - 1] : UINT32_MAX;
    int32_t result;

    if (found)
        memset(found, 0, count);
    do {
        result = ask(pages, source, from, bytes);
        kit_check(&pages->kit, result >= 0 && page_is_right(answer, from),
                  "%s from %u into %u bytes: result %d, %u entries, next %u", source->name, from, bytes, result, answer->count, answer->next);
        churn_turn(pages->kit.rt);
        if (result < 0)
            return total;
        if (found)
            note_residents(answer, residents, found, count);
        total += answer->count;
        from = answer->next;
    } while (from != 0 && from <= last && ++number < WALK_PAGES_MAX);
    kit_check(&pages->kit, from == 0 || from > last, "%s into %u bytes: no end after %u pages", source->name, bytes, number);
    return total;
}
