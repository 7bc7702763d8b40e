/* SPDX-License-Identifier: MIT */
/* Reference counts of kernel objects and the list of kinds (see object.h). */
#include "base/object.h"

#include "base/lock.h"
#include "base/log.h"
#include "core/atomic.h"

static struct object_kind *kinds;
static struct spinlock kinds_lock = SPINLOCK(LOCK_KINDS);

static void list_kind(struct object_kind *kind)
{
    spin_lock(&kinds_lock);
    if (!kind->listed) {
        kind->listed = true;
        kind->next = kinds;
        atomic_store_release(&kinds, kind); /* pairs with object_first_kind */
    }
    spin_unlock(&kinds_lock);
}

void object_init(struct object *object, struct object_kind *kind)
{
    object->kind = kind;
    object->references = 1;
    object->epoch = 1;
    object->charge_frames = 0;
    if (!kind->listed)
        list_kind(kind);
    atomic_add_relaxed(&kind->live, 1);
}

/* The last reference is gone. */
void object_destroy(struct object *object)
{
    kernel_assert(object->references == 0 && object->kind->live != 0);
    atomic_sub_relaxed(&object->kind->live, 1);
    object->kind->destroy(object);
}

struct cap_hold object_make_hold(struct object *object, enum cap_origin origin)
{
    return (struct cap_hold){
        .object = object,
        .interface_id = object->kind->interface->id,
        .epoch = object->epoch,
        .transfer_mode = object->kind->interface->transfer_mode,
        .transfer_scope = object->kind->transfer_scope,
        .origin = origin,
    };
}

struct object_kind *object_first_kind(void)
{
    return atomic_load_acquire(&kinds); /* pairs with list_kind */
}

uint64_t object_total(void)
{
    uint64_t total = 0;

    for (struct object_kind *kind = object_first_kind(); kind; kind = kind->next)
        total += atomic_load_relaxed(&kind->live);
    return total;
}

void object_destroy_static(struct object *object)
{
    panic("the last reference to %s was dropped", object->kind->name);
}
