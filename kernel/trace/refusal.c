/* SPDX-License-Identifier: MIT */
/*
 * Diagnostics of submissions that make no sense: a line in the kernel log for each of the first REFUSAL_LINES a second with the same
 * opcode and error of a process, then one line a second that says how many more there were. What a process keeps for this is
 * fixed, and REFUSAL_LINES_ALL lines a second is the most that all of them together get: no process floods the log in this way.
 */
#include "arch/time.h"
#include "base/log.h"
#include "ring/submission.h"
#include "ring/upcall.h"
#include "sched/upcall.h"

#define REFUSAL_LINES 4u
#define REFUSAL_LINES_ALL 64u
#define SECOND_NS 1000000000ull

static struct spinlock refusal_lock = SPINLOCK(LOCK_REFUSAL);
/* Lines of all processes in the second that began then. Guarded by the lock. */
static uint64_t all_window_ns;
static uint32_t all_lines;

/* Mistakes in what was submitted. What merely came too late (a call that was cancelled meanwhile) or did not fit is no mistake. */
static bool is_mistake(status_t status)
{
    const uint32_t mistakes = 1u << -STATUS_INVALID_REQUEST | 1u << -STATUS_UNSUPPORTED_OPCODE | 1u << -STATUS_INVALID_CAP |
                              1u << -STATUS_STALE_CAP | 1u << -STATUS_WRONG_INTERFACE | 1u << -STATUS_INVALID_BUFFER |
                              1u << -STATUS_INVALID_TRANSFER_DESCRIPTOR | 1u << -STATUS_TRANSFER_NOT_SUPPORTED;

    return status < 0 && status > -32 && (mistakes >> -status & 1) != 0;
}

static const char *opcode_name(uint8_t opcode)
{
    static const char *const names[] = {
        [CAP_OP_NOP] = "NOP",         [CAP_OP_CALL] = "CALL",     [CAP_OP_RECV] = "RECV", [CAP_OP_RETURN] = "RETURN",
        [CAP_OP_RELEASE] = "RELEASE", [CAP_OP_FINISH] = "FINISH", [CAP_OP_PARK] = "PARK", [CAP_OP_UNPARK] = "UNPARK",
    };

    return opcode < sizeof(names) / sizeof(names[0]) && names[opcode] ? names[opcode] : "unknown opcode";
}

static bool take_line_locked(uint64_t now_ns)
{
    lock_assert_held(&refusal_lock);
    if (now_ns - all_window_ns >= SECOND_NS) {
        all_window_ns = now_ns;
        all_lines = 0;
    }
    return all_lines < REFUSAL_LINES_ALL && ++all_lines != 0;
}

/* One line for all of the last second that had none; kept for later when there is no room for it now. */
static void flush_locked(struct process *process, uint64_t now_ns)
{
    struct refusals *refusals = &process->refusals;

    lock_assert_held(&refusal_lock);
    if (refusals->suppressed == 0 || !take_line_locked(now_ns))
        return;
    klog("process %u (%s): %u more refused submissions, the last: %s, %s\n", process->pid, process->name, refusals->suppressed,
         opcode_name(refusals->last_opcode), capn_status_text(refusals->last_status));
    refusals->suppressed = 0;
}

/* Whether this one is among the first of its kind in its second. */
static bool among_first_locked(struct refusals *refusals, uint8_t opcode, status_t status)
{
    uint32_t i = 0;

    lock_assert_held(&refusal_lock);
    while (i < refusals->key_count && (refusals->keys[i].opcode != opcode || refusals->keys[i].status != status))
        i++;
    if (i == REFUSAL_KEYS)
        return false;
    if (i == refusals->key_count) {
        refusals->keys[i].opcode = opcode;
        refusals->keys[i].status = (int16_t)status;
        refusals->keys[i].lines = 0;
        refusals->key_count++;
    }
    if (refusals->keys[i].lines == REFUSAL_LINES)
        return false;
    refusals->keys[i].lines++;
    return true;
}

void submission_refused(const struct submission *submission, status_t status)
{
    struct process *process = submission->process;
    struct refusals *refusals = &process->refusals;
    uint8_t opcode = submission->sqe.opcode;
    uint64_t now_ns = clock_now_ns();

    if (!is_mistake(status))
        return;
    spin_lock(&refusal_lock);
    if (now_ns - refusals->window_ns >= SECOND_NS) {
        flush_locked(process, now_ns);
        refusals->window_ns = now_ns;
        refusals->key_count = 0;
    }
    if (among_first_locked(refusals, opcode, status) && take_line_locked(now_ns)) {
        klog("process %u (%s): refused submission: %s of capability 0x%x: %s\n", process->pid, process->name, opcode_name(opcode),
             submission->sqe.cap_id, capn_status_text(status));
    } else {
        if (refusals->suppressed != UINT32_MAX)
            refusals->suppressed++;
        refusals->last_opcode = opcode;
        refusals->last_status = (int16_t)status;
    }
    spin_unlock(&refusal_lock);
}

void refusals_flush(struct process *process)
{
    spin_lock(&refusal_lock);
    flush_locked(process, clock_now_ns());
    spin_unlock(&refusal_lock);
}
