/* SPDX-License-Identifier: MIT */
/* ParkSpace and SharedParkSpace: who holds one may wait and wake. What that does is in ring/park.c. */
#include "object/park_space.h"

#include "ipc/kernel_call.h"
#include "mem/slab.h"
#include "ring/park.h"
#include "thread.capnp.h"

struct shared_park_space {
    struct object object;
    struct shared_words *memory;        /* one reference */
};

static struct slab_cache shared_cache;

static const struct park_space_server private_server = {};
static const struct shared_park_space_server shared_server = {};

static status_t private_dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return park_space_dispatch(&private_server, object, method_id, &call->capn);
}

static status_t shared_dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return shared_park_space_dispatch(&shared_server, object, method_id, &call->capn);
}

struct object_kind park_space_kind = {
    .name = "park space",
    .interface = &park_space_interface,
    .dispatch = private_dispatch,
    .destroy = object_destroy_static,
    .parks = PARKS_PRIVATE,
};

static struct shared_words *words_of(struct object *object)
{
    return container_of(object, struct shared_park_space, object)->memory;
}

static void destroy(struct object *object)
{
    struct shared_park_space *space = container_of(object, struct shared_park_space, object);

    object_put(&space->memory->pages.object);
    slab_free(&shared_cache, space);
}

struct object_kind shared_park_space_kind = {
    .name = "shared park space",
    .interface = &shared_park_space_interface,
    .dispatch = shared_dispatch,
    .destroy = destroy,
    .parks = PARKS_SHARED,
    .shared_words = words_of,
};

status_t park_space_create_shared(struct shared_words *memory, struct object **out)
{
    struct shared_park_space *space;

    if (!shared_cache.name)
        slab_cache_init(&shared_cache, "shared_park_space", sizeof(struct shared_park_space));
    space = slab_alloc(&shared_cache);
    if (!space)
        return STATUS_NO_MEMORY;
    object_init(&space->object, &shared_park_space_kind);
    object_get(&memory->pages.object);
    space->memory = memory;
    *out = &space->object;
    return STATUS_OK;
}
