/* SPDX-License-Identifier: MIT */
/*
 * A process of some session. Its name is its program:
 *
 *   a b   call the service `one`, `two`            n   call a kernel object
 *   l     log out of the session granted as `session`
 *   s     sleep for a second and a half            f   release a capability
 *   x     run a child of its own, that does `a`    d e call `one`, disclosing everything, or only the profile
 *   g h   call `one` and send `gift` along, alone or behind a capability that may go anywhere
 *
 * The exit code is 0, or the positive status of the first deed that failed.
 */
#include "kit.h"

#include "session.capnp.h"

#define SLEEP_NS 1500000000ull

static cap_id_t find(struct rt *rt, const char *name)
{
    cap_id_t id;

    return rt_find(rt, name, 0, &id) == STATUS_OK ? id : CAP_ID_INVALID;
}

static status_t call(struct kit *kit, const char *name)
{
    return null_cap_null(kit->rt, (null_cap_t){ find(kit->rt, name) });
}

static status_t release(struct kit *kit)
{
    struct cap_cqe cqe = kit_do(kit, (struct cap_sqe){ .opcode = CAP_OP_RELEASE, .cap_id = kit->null.id });

    return cqe.result;
}

static status_t run_child(struct kit *kit)
{
    const struct kit_grant grants[] = { { "one", KIT_GRANT_COPY, find(kit->rt, "one"), 0 } };
    struct kit_child child = { .name = "a", .binary = "session-child", .grants = grants, .grant_count = 1 };
    struct kit_exit exit = { 0 };
    status_t status = kit_run(kit, &child, &exit);

    return status == STATUS_OK ? (status_t)-exit.code : status;
}

/* A call with what typed calls have no parameter for. */
static status_t raw_call(struct kit *kit, struct cap_sqe sqe)
{
    sqe.opcode = CAP_OP_CALL;
    sqe.cap_id = find(kit->rt, "one");
    return kit_do(kit, sqe).result;
}

static status_t give(struct kit *kit, bool behind)
{
    static struct cap_transfer_descriptor descriptors[2] __attribute__((aligned(8)));
    uint16_t count = 0;

    if (behind)
        descriptors[count++] = (struct cap_transfer_descriptor){ .cap_id = kit->null.id };
    descriptors[count++] = (struct cap_transfer_descriptor){ .cap_id = find(kit->rt, "gift") };
    return raw_call(kit, (struct cap_sqe){ .addr = (uint64_t)(uintptr_t)descriptors, .xfer_count = count });
}

static status_t deed(struct kit *kit, char letter)
{
    switch (letter) {
    case 'a':
        return call(kit, "one");
    case 'b':
        return call(kit, "two");
    case 'n':
        return call(kit, "null");
    case 'l':
        return user_session_logout(kit->rt, (user_session_t){ find(kit->rt, "session") });
    case 's':
        return timer_sleep(kit->rt, kit->timer, SLEEP_NS);
    case 'f':
        return release(kit);
    case 'd':
        return raw_call(kit, (struct cap_sqe){ .disclosure = UINT32_MAX });
    case 'e':
        return raw_call(kit, (struct cap_sqe){ .disclosure = SESSION_DISCLOSE_PROFILE });
    case 'g':
        return give(kit, false);
    case 'h':
        return give(kit, true);
    case 'x':
        return run_child(kit);
    }
    return STATUS_INVALID_ARGUMENT;
}

int main(struct rt *rt)
{
    static struct kit kit;

    kit_open(&kit, rt);
    for (const char *letter = rt_process_name(rt); *letter; letter++) {
        status_t status = deed(&kit, *letter);

        if (status != STATUS_OK)
            return -status;
    }
    return 0;
}
