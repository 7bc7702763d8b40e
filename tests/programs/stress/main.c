/* SPDX-License-Identifier: MIT */
/* One program, two parts: the driver is init of systems/stress.capnp, and starts the actors, whose names say so. */
#include "actor.h"

int main(struct rt *rt)
{
    const size_t prefix = sizeof(ACTOR_NAME_PREFIX) - 1;
    const char *name = rt_process_name(rt);

    if (strlen(name) > prefix && memcmp(name, ACTOR_NAME_PREFIX, prefix) == 0)
        return actor_main(rt);
    return driver_main(rt);
}
