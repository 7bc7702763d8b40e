/* SPDX-License-Identifier: MIT */
/*
 * What init knows: the plan, made from the manifest before anything runs, and what has become of each service since.
 *
 *   waiting --start--> running --ends--> ended
 *      ^                  |                |
 *      +---- restart -----+----------------+     (killed first when it held something of a service that restarts)
 */
#pragma once

#include "rt/loop.h"

#include "core/manifest.h"
#include "core/resource_limits.h"
#include "kernel.capnp.h"
#include "process.capnp.h"

#define INIT_NAME_BYTES 32
#define INIT_REASON_BYTES 384

/* One capability of a service. */
struct grant {
    char name[INIT_NAME_BYTES];
    uint16_t kind;                      /* enum cap_ref_source_which */
    uint8_t mode;                       /* kind init: how the hold travels */
    cap_id_t hold;                      /* kind init: ours */
    uint64_t interface_id;              /* kind endpoint: what clients see */
    struct service *provider;           /* kind service: whose endpoint it is */
    struct grant *provided;             /* kind service: the endpoint grant of the provider */
    cap_id_t facet;                     /* kind endpoint: our client facet of it, or CAP_ID_INVALID */
};

struct service_export {
    char name[INIT_NAME_BYTES];
    struct grant *grant;
};

enum service_state { SERVICE_WAITING, SERVICE_RUNNING, SERVICE_ENDED };


struct service {
    struct init *init;
    char name[INIT_NAME_BYTES];
    char binary[INIT_NAME_BYTES];
    struct grant *grants;
    uint32_t grant_count;
    struct service_export *exports;
    uint32_t export_count;
    uint16_t policy;                    /* enum restart_policy */
    uint32_t limits[LEDGER_RESOURCE_COUNT];
    /* Its restarts within the last minute, a ring. */
    uint32_t max_restarts;
    uint64_t *restart_times;
    uint32_t restarts;
    /* Since it was started. */
    enum service_state state;
    uint32_t pid;
    cap_id_t process;                   /* ProcessHandle, owned */
    struct capn_request wait;
    struct rt_watch watch;
};

struct init {
    struct rt *rt;
    struct rt_loop loop;
    boot_package_t boot;
    process_spawner_t spawner;
    timer_t timer;                      /* CAP_ID_INVALID: restarts are counted for ever instead of within a minute */
    char system_name[INIT_NAME_BYTES];
    struct service *services;
    uint32_t service_count;
    bool gave_up;                       /* on a service that should be running */
    char reason[INIT_REASON_BYTES];     /* of the last failure */
};

/* Keeps a reason for the failure that is about to be returned, and returns status. */
__attribute__((format(printf, 3, 4))) status_t init_fail(struct init *init, status_t status, const char *format, ...);

/* package.c: the whole manifest message, to be given back with rt_free. Errors with a reason. */
MUST_CHECK status_t package_read(struct init *init, uint8_t **bytes, size_t *len);

/* plan.c: makes init->services from the manifest, which is not needed afterwards. Every reference is resolved, and every
 * hold that will be granted is looked up, before it returns STATUS_OK. Errors with a reason. */
MUST_CHECK status_t plan_make(struct init *init, const struct system_manifest_reader *manifest);

/* spawn.c: starts a waiting service and watches it. Errors with a reason; the service then still waits. */
MUST_CHECK status_t service_start(struct init *init, struct service *service);
/* Forgets the process of a service that ended: its handle and our facets of its endpoints. */
void service_forget(struct init *init, struct service *service);
/* Drops the facets that no service can be started with any more. */
void facets_trim(struct init *init);

/* supervise.c: the callback of a service's watch. */
void service_on_end(void *context, struct capn_request *request, status_t status);
