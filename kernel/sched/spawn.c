/* SPDX-License-Identifier: MIT */
/* Building a process before it runs. The image is loaded by image.c. See spawn.h. */
#include "sched/spawn.h"

#include "arch/time.h"
#include "base/string.h"
#include "sched/image.h"
#include "sched/upcall.h"

static void init_capset(struct spawn *spawn)
{
    struct capset_page *capset = spawn->capset;

    capset->magic = CAPSET_MAGIC;
    capset->version = CAPSET_VERSION;
    capset->process_start_ns = clock_now_ns();
    memcpy(capset->process_name, spawn->process->name, PROCESS_NAME_BYTES);
}

static status_t add_thread(struct spawn *spawn, uint64_t thread_pointer, uint64_t tls_base)
{
    struct process *process = spawn->process;
    struct arch_user_entry entry = {
        .ip = process->image.entry,
        .sp = USER_STACK_TOP,
        .rdi = USER_RING_BASE,
        .rsi = process->pid,
        .rdx = USER_CAPSET_ADDRESS,
        .rcx = tls_base,
    };
    struct thread *thread;
    status_t status = process_make_thread(process, &thread);

    if (status != STATUS_OK)
        return status;
    thread->arch.fs_base = thread_pointer;
    arch_thread_init_user(&thread->arch, &entry);
    process_add_thread(process, thread);
    return STATUS_OK;
}

status_t spawn_begin(struct process *parent, const char *name, const void *file, size_t bytes,
                     const uint64_t limits[LEDGER_RESOURCE_COUNT], struct spawn *spawn, const char **reason)
{
    uint64_t thread_pointer, tls_base;
    phys_t capset_frame;
    struct process *process;
    status_t status;

    *reason = NULL;
    status = process_create(parent, name, limits, &process);
    if (status != STATUS_OK)
        return status;
    spawn->process = process;
    process->image_file = file;
    process->image_bytes = bytes;
    status = elf_parse(file, bytes, &process->image, reason);
    if (status == STATUS_OK)
        status = image_load(&process->space, file, bytes, &process->image);
    if (status == STATUS_OK)
        status = image_load_tls(&process->space, file, &process->image, &thread_pointer, &tls_base);
    if (status == STATUS_OK)
        status = address_space_fixed_fresh(&process->space, USER_STACK_TOP - USER_STACK_BYTES, USER_STACK_BYTES / PAGE_SIZE,
                                           PROT_READ | PROT_WRITE, NULL);
    if (status == STATUS_OK)
        status = address_space_add_fixed(&process->space, USER_RING_BASE, PROCESS_MAX_THREADS);
    if (status == STATUS_OK)
        status = address_space_fixed_fresh(&process->space, USER_CAPSET_ADDRESS, 1, PROT_READ, &capset_frame);
    if (status == STATUS_OK)
        status = add_thread(spawn, thread_pointer, tls_base);
    if (status != STATUS_OK) {
        process_abandon(process);
        return status;
    }
    spawn->capset = phys_to_virt(capset_frame);
    process->capset = spawn->capset;
    init_capset(spawn);
    return STATUS_OK;
}

bool capset_name_valid(const char *name, uint32_t name_len)
{
    if (name_len == 0 || name_len >= CAPSET_NAME_BYTES)
        return false;
    for (uint32_t i = 0; i < name_len; i++) {
        char c = name[i];

        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.'))
            return false;
    }
    return true;
}

static bool name_taken(const struct capset_page *capset, const char *name, uint32_t name_len)
{
    for (uint32_t i = 0; i < capset->count; i++) {
        const char *other = capset->entries[i].name;

        if (strlen(other) == name_len && memcmp(other, name, name_len) == 0)
            return true;
    }
    return false;
}

status_t spawn_grant(struct spawn *spawn, const char *name, uint32_t name_len, const struct cap_hold *hold)
{
    struct capset_page *capset = spawn->capset;
    struct capset_entry *entry = &capset->entries[capset->count];
    struct cap_hold granted = *hold;
    status_t status;

    if (capset->count == CAPSET_MAX_ENTRIES)
        return STATUS_TABLE_FULL;
    if (name_taken(capset, name, name_len))
        return STATUS_ALREADY_EXISTS;
    granted.origin = CAP_ORIGIN_SPAWN_GRANT;
    status = process_insert_hold(spawn->process, &granted, &entry->cap_id);
    if (status != STATUS_OK)
        return status;
    entry->transfer_mode = granted.transfer_mode;
    entry->interface_id = granted.interface_id;
    memcpy(entry->name, name, name_len);
    capset->count++;
    return STATUS_OK;
}

void spawn_commit(struct spawn *spawn)
{
    tap_process_started(spawn->process, spawn->capset);
    process_start(spawn->process);
}

void spawn_abort(struct spawn *spawn)
{
    process_abandon(spawn->process);
}
