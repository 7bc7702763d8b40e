/* SPDX-License-Identifier: MIT */
/* Starting init: the one process that the kernel builds itself, with the capabilities that the manifest lists for it. */
#include "boot/init.h"

#include "arch/cpu.h"
#include "base/log.h"
#include "base/string.h"
#include "object/package.h"
#include "object/sources.h"
#include "sched/spawn.h"
#include "sched/upcall.h"
#include "trace/tap_log.h"

static struct process *init_process;

static void grant_caps(struct spawn *spawn, const struct init_process_reader *init)
{
    struct capn_list caps;

    if (init_process_get_caps(init, &caps) != STATUS_OK)
        panic("initConfig.init.caps is malformed");
    for (uint32_t i = 0; i < caps.count; i++) {
        struct kernel_cap_source_reader source;
        struct kernel_cap_reader cap;
        struct cap_hold hold;
        struct capn_text name;
        const char *reason = NULL;
        status_t status = kernel_cap_list_get(&caps, i, &cap);

        if (status == STATUS_OK)
            status = kernel_cap_get_name(&cap, &name);
        if (status == STATUS_OK)
            status = kernel_cap_get_source(&cap, &source);
        if (status != STATUS_OK)
            panic("initConfig.init.caps[%u] is malformed", i);
        status = source_make_hold(&source, &hold, &reason);
        if (status == STATUS_OK && kernel_cap_get_scope(&cap) > hold.transfer_scope)
            hold.transfer_scope = (uint8_t)kernel_cap_get_scope(&cap);
        if (status == STATUS_OK)
            status = spawn_grant(spawn, name.data, name.len, &hold);
        if (status != STATUS_OK)
            panic("initConfig.init.caps[%u] (%s): %s", i, name.data, reason ? reason : capn_status_text(status));
        object_put(hold.object);
    }
}

void init_start(void)
{
    struct capn_message message;
    struct system_manifest_reader manifest;
    struct init_config_reader config;
    struct init_process_reader init;
    struct resource_limits_reader limits_reader;
    uint64_t limits[LEDGER_RESOURCE_COUNT];
    const char *reason;
    struct capn_text binary;
    struct capn_data file;
    struct spawn spawn;
    status_t status;

    package_open(&message, &manifest);
    if (system_manifest_get_init_config(&manifest, &config) != STATUS_OK || init_config_get_init(&config, &init) != STATUS_OK ||
        init_process_get_binary(&init, &binary) != STATUS_OK || init_process_get_limits(&init, &limits_reader) != STATUS_OK)
        panic("initConfig.init is malformed");
    if (manifest_find_binary(&manifest, binary, &file) != STATUS_OK)
        panic("initConfig.init.binary: there is no binary \"%s\"", binary.data);
    source_read_limits(&limits_reader, limits);
    process_root_limits(limits);
    status = spawn_begin(NULL, "init", file.data, file.len, limits, &spawn, &reason);
    if (status != STATUS_OK)
        panic("init does not load: %s", reason ? reason : capn_status_text(status));
    grant_caps(&spawn, &init);
    init_process = spawn.process;
    spawn_commit(&spawn);
}

void init_check_end(struct process *process)
{
    if (process != init_process)
        return;
    if (process->exit_kind != EXIT_KIND_EXITED)
        panic("init ended: %s", process->exit_detail);
    if (process->exit_code != 0)
        panic("init exited with code %ld", process->exit_code);
    klog("init is done: power off\n");
    tap_log_flush();
    panic("the machine does not power off: %s", arch_power_off());
}
