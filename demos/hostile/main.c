/* SPDX-License-Identifier: MIT */
/* Tries to break out, and reports that it could not. */
#include "hostile.h"

#include "memory.capnp.h"

void hostile_attempt(struct hostile *hostile, const char *what, status_t got, status_t must)
{
    const char *reason = rt_last_reason(hostile->rt);

    hostile->attempts++;
    if (got == must) {
        output_line(&hostile->output, "  %-52s refused: %s", what, got == STATUS_FAILED || got == STATUS_OVERLOADED ? reason :
                    capn_status_text(got));
        return;
    }
    hostile->succeeded++;
    output_line(&hostile->output, "  %-52s NOT REFUSED AS IT MUST BE: %d instead of %d", what, got, must);
}

status_t hostile_submit(struct hostile *hostile, struct cap_sqe sqe)
{
    struct cap_cqe cqe;

    (void)rt_raw_submit(hostile->rt, &sqe);
    if (rt_raw_enter(1, TIME_FOREVER) < 1 || !rt_raw_take(hostile->rt, &cqe))
        return STATUS_OK;
    return cqe.result;
}

static cap_id_t find(struct rt *rt, const char *name, uint64_t interface_id)
{
    cap_id_t id;

    return rt_find(rt, name, interface_id, &id) == STATUS_OK ? id : CAP_ID_INVALID;
}

int main(struct rt *rt)
{
    static struct hostile hostile;

    hostile.rt = rt;
    output_open(&hostile.output, rt);
    hostile.memory = find(rt, "memory", VIRTUAL_MEMORY_INTERFACE_ID);
    hostile.target = hostile.output.terminal != CAP_ID_INVALID ? hostile.output.terminal : hostile.output.console;
    if (hostile.target == CAP_ID_INVALID)
        return 2; /* nobody to attack, and nobody to tell */
    output_line(&hostile.output, "This program tries to use what it was not given.");
    hostile_forge(&hostile);
    hostile_buffers(&hostile);
    if (hostile.memory != CAP_ID_INVALID)
        hostile_memory(&hostile);
    output_line(&hostile.output, "%u attempts, %u refused.", hostile.attempts, hostile.attempts - hostile.succeeded);
    return hostile.succeeded == 0 ? 0 : 1;
}
