/* SPDX-License-Identifier: MIT */
/* SystemControl: the machine's power. */
#include "object/singletons.h"

#include "arch/cpu.h"
#include "arch/debug.h"
#include "base/log.h"
#include "ipc/kernel_call.h"
#include "kernel.capnp.h"
#include "trace/tap_log.h"

#define MAX_STATUS 31u      /* far below what a panic tells the emulator */

static status_t control_power_off(void *self, struct capn_call *call,
                                  const struct system_control_power_off_params_reader *params,
                                  struct system_control_power_off_results_builder *results)
{
    uint8_t status = system_control_power_off_params_get_status(params);

    (void)self;
    (void)results;
    if (status > MAX_STATUS)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "status must be 0 to %u", MAX_STATUS);
    klog("power off, asked for by %s, status %u\n", kernel_call_of(call)->process->name, status);
    tap_log_flush();
    if (status != 0)
        machine_exit(status);
    return capn_call_fail(call, STATUS_NOT_SUPPORTED, "this machine cannot be powered off: %s", arch_power_off());
}

static status_t control_reboot(void *self, struct capn_call *call, const struct system_control_reboot_params_reader *params,
                               struct system_control_reboot_results_builder *results)
{
    (void)self;
    (void)params;
    (void)results;
    klog("reboot, asked for by %s\n", kernel_call_of(call)->process->name);
    tap_log_flush();
    arch_reboot();
    return capn_call_fail(call, STATUS_NOT_SUPPORTED, "this machine did not reboot");
}

static const struct system_control_server server = { .power_off = control_power_off, .reboot = control_reboot };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return system_control_dispatch(&server, object, method_id, &call->capn);
}

struct object_kind system_control_kind = {
    .name = "system control",
    .interface = &system_control_interface,
    .dispatch = dispatch,
    .destroy = object_destroy_static,
};
