/* SPDX-License-Identifier: MIT */
/*
 * The first process. Reads the boot package, checks it, resolves the whole graph of services, starts them in order and
 * keeps them running as their restart policies say. It ends when nothing is left to run, or when it cannot go on.
 */
#include "init_priv.h"

enum init_exit {
    INIT_EXIT_DONE = 0,         /* every service ended as it should */
    INIT_EXIT_GAVE_UP = 1,      /* every service ended, and one at least should not have */
    INIT_EXIT_CAPABILITIES = 2, /* init lacks something that it needs */
    INIT_EXIT_MANIFEST = 3,     /* unreadable, or refused */
    INIT_EXIT_START = 4,        /* a service could not be started */
};

status_t init_fail(struct init *init, status_t status, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    rt_format_va(init->reason, sizeof(init->reason), format, arguments);
    va_end(arguments);
    return status;
}

static status_t held_find(struct init *init)
{
    struct rt *rt = init->rt;
    status_t status;

    status = rt_find(rt, "boot", BOOT_PACKAGE_INTERFACE_ID, &init->boot.id);
    if (status < 0)
        return init_fail(init, status, "init needs a BootPackage named boot");
    status = rt_find(rt, "spawner", PROCESS_SPAWNER_INTERFACE_ID, &init->spawner.id);
    if (status < 0)
        return init_fail(init, status, "init needs a ProcessSpawner named spawner");
    if (rt_find(rt, "timer", TIMER_INTERFACE_ID, &init->timer.id) < 0)
        init->timer.id = CAP_ID_INVALID;
    return STATUS_OK;
}

/* The plan out of the package; the package's memory is given back either way. */
static status_t plan_load(struct init *init)
{
    struct system_manifest_reader manifest;
    struct capn_message message;
    struct manifest_error error;
    uint8_t *bytes;
    size_t len;
    status_t status;

    status = package_read(init, &bytes, &len);
    if (status < 0)
        return status;
    status = capn_message_open(&message, bytes, len, NULL);
    if (status == STATUS_OK)
        status = system_manifest_read_root(&message, &manifest);
    if (status < 0) {
        status = init_fail(init, status, "the manifest is not a Cap'n Proto message: %s", capn_status_text(status));
        goto free_bytes;
    }
    status = manifest_check(&manifest, &error);
    if (status < 0) {
        status = init_fail(init, status, "manifest refused: %s", error.text);
        goto free_bytes;
    }
    status = plan_make(init, &manifest);
free_bytes:
    rt_free(init->rt, bytes);
    return status;
}

static status_t services_start(struct init *init)
{
    status_t status;

    for (uint32_t i = 0; i < init->service_count; i++) {
        status = service_start(init, &init->services[i]);
        if (status < 0) {
            rt_log(init->rt, "cannot start %s: %s", init->services[i].name, init->reason);
            return status;
        }
    }
    facets_trim(init);
    return STATUS_OK;
}

int main(struct rt *rt)
{
    static struct init init;

    init.rt = rt;
    rt_loop_init(&init.loop, rt);
    if (held_find(&init) < 0) {
        rt_log(rt, "cannot continue: %s", init.reason);
        return INIT_EXIT_CAPABILITIES;
    }
    if (plan_load(&init) < 0) {
        rt_log(rt, "cannot continue: %s", init.reason);
        return INIT_EXIT_MANIFEST;
    }
    rt_log(rt, "system \"%s\": %u service%s", init.system_name, init.service_count, init.service_count == 1 ? "" : "s");
    if (services_start(&init) < 0)
        return INIT_EXIT_START;
    (void)rt_loop_run(&init.loop);
    rt_log(rt, "nothing is left to run");
    return init.gave_up ? INIT_EXIT_GAVE_UP : INIT_EXIT_DONE;
}
