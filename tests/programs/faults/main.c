/* SPDX-License-Identifier: MIT */
/* Runs each deed that should end its process, and checks how it ended. */
#include "kit.h"

#define DIVISION 0
#define DEBUG 1
#define BREAKPOINT 3
#define INVALID_OPCODE 6
#define PROTECTION 13
#define PAGE_FAULT 14
/* One of two, by the maker of the processor, or by what an emulator makes of it. */
#define EITHER(a, b) (1000 + (a) * 32 + (b))

static const struct {
    const char *deed;
    enum exit_kind kind;
    int64_t code;
    enum old {                  /* what else may come of it on a processor that is older than its feature */
        OLD_SAME,
        OLD_INVALID,            /* the instruction does not exist */
        OLD_ALLOWED,            /* it is not restricted */
    } old;
} deeds[] = {
    { "null-read", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "null-write", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "null-call", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "write-text", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "write-constant", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "write-capset", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "run-data", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "run-stack", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "run-capset", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "kernel-read", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "kernel-write", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "kernel-call", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "direct-map-read", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "canonical-read", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "canonical-call", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "divide", EXIT_KIND_FAULTED, DIVISION, OLD_SAME },
    { "overflow", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "below-stack", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "fs-garbage", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "protect-stack", EXIT_KIND_EXITED, 0, OLD_SAME },
    { "cli", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "sti", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "hlt", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "in", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "out", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "read-cr0", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "write-cr3", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "read-dr7", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "rdmsr", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "wrmsr", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "lgdt", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "sidt", EXIT_KIND_FAULTED, PROTECTION, OLD_ALLOWED },
    { "ltr", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "invlpg", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "swapgs", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "sysretq", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "clts", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "wbinvd", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "xsetbv", EXIT_KIND_FAULTED, PROTECTION, OLD_INVALID },
    { "sysenter", EXIT_KIND_FAULTED, EITHER(PROTECTION, INVALID_OPCODE), OLD_SAME },
    { "ud2", EXIT_KIND_FAULTED, INVALID_OPCODE, OLD_SAME },
    { "int3", EXIT_KIND_FAULTED, BREAKPOINT, OLD_SAME },
    { "int80", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "int2", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "int8", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "int14", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "int32", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "icebp", EXIT_KIND_FAULTED, EITHER(DEBUG, INVALID_OPCODE), OLD_SAME },
    { "load-ss", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "far-return", EXIT_KIND_FAULTED, EITHER(PROTECTION, PAGE_FAULT), OLD_SAME },
    { "iretq", EXIT_KIND_FAULTED, EITHER(PROTECTION, PAGE_FAULT), OLD_SAME },
    { "single-step", EXIT_KIND_FAULTED, DEBUG, OLD_SAME },
    { "single-step-enter", EXIT_KIND_FAULTED, DEBUG, OLD_SAME },
    { "iopl", EXIT_KIND_FAULTED, PROTECTION, OLD_SAME },
    { "direction-enter", EXIT_KIND_EXITED, 7, OLD_SAME },
    { "alignment-enter", EXIT_KIND_EXITED, 7, OLD_SAME },
    { "nested-enter", EXIT_KIND_EXITED, 7, OLD_SAME },
    { "no-stack-enter", EXIT_KIND_EXITED, 7, OLD_SAME },
    { "kernel-stack-enter", EXIT_KIND_EXITED, 7, OLD_SAME },
    { "canonical-stack-enter", EXIT_KIND_EXITED, 7, OLD_SAME },
    { "gs-kernel-enter", EXIT_KIND_EXITED, 7, OLD_INVALID },
    { "gs-kernel-fault", EXIT_KIND_FAULTED, INVALID_OPCODE, OLD_SAME },
    { "fs-kernel-read", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_INVALID },
    { "enter-at-end", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "exit-at-end", EXIT_KIND_EXITED, 7, OLD_SAME },
    { "run-off-end", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
    { "sq-tail-far", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT, OLD_SAME },
    { "sq-tail-behind", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT, OLD_SAME },
    { "sq-tail-opposite", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT, OLD_SAME },
    { "cq-head-past", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT, OLD_SAME },
    { "cq-head-far-behind", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT, OLD_SAME },
    { "cq-head-promised-half", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT, OLD_SAME },
    { "cq-head-promised-all", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT, OLD_SAME },
    { "result-into-ring", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT, OLD_SAME },
    { "scribble", EXIT_KIND_EXITED, 7, OLD_SAME },
    { "syscall-2", EXIT_KIND_PROTOCOL, STATUS_INVALID_REQUEST, OLD_SAME },
    { "syscall-last", EXIT_KIND_PROTOCOL, STATUS_INVALID_REQUEST, OLD_SAME },
    { "syscall-high", EXIT_KIND_PROTOCOL, STATUS_INVALID_REQUEST, OLD_SAME },
    { "leave-all-open", EXIT_KIND_EXITED, 7, OLD_SAME },
    { "leave-and-fault", EXIT_KIND_FAULTED, PAGE_FAULT, OLD_SAME },
};

static bool code_right(int64_t got, int64_t expected)
{
    if (expected < 1000)
        return got == expected;
    return got == (expected - 1000) / 32 || got == (expected - 1000) % 32;
}

static bool ended_right(const struct kit_exit *exit, enum exit_kind kind, int64_t code, enum old old)
{
    if (exit->kind == kind && code_right(exit->code, code))
        return true;
    return (old == OLD_INVALID && exit->kind == EXIT_KIND_FAULTED && exit->code == INVALID_OPCODE) ||
           (old == OLD_ALLOWED && exit->kind == EXIT_KIND_EXITED && exit->code == 7);
}

static void run_deed(struct kit *kit, const char *deed, enum exit_kind kind, int64_t code, enum old old)
{
    const struct kit_grant grants[] = {
        { "null", KIT_GRANT_COPY, kit->null.id, 0 }, { "timer", KIT_GRANT_COPY, kit->timer.id, 0 },
        { "memory", KIT_GRANT_MEMORY, 0, 0 },        { "thread", KIT_GRANT_THREAD, 0, 0 },
        { "frames", KIT_GRANT_FRAMES, 0, 0 },        { "endpoints", KIT_GRANT_ENDPOINTS, 0, 0 },
    };
    struct kit_child child = { .name = deed, .binary = "deed", .grants = grants,
                               .grant_count = sizeof(grants) / sizeof(grants[0]) };
    struct kit_totals before = { 0 };
    struct kit_exit exit = { 0 };
    status_t status = kit_totals_read(kit, &before);

    if (status == STATUS_OK)
        status = kit_run(kit, &child, &exit);
    kit_check(kit, status == STATUS_OK && ended_right(&exit, kind, code, old), "%s: %s, kind %u, code %ld, \"%s\"", deed,
              capn_status_text(status), exit.kind, (long)exit.code, exit.detail);
    kit_check(kit, (exit.detail[0] == '\0') == (exit.kind == EXIT_KIND_EXITED), "%s: the report says \"%s\"", deed,
              exit.detail);
    kit_totals_compare(kit, deed, &before);
}

int main(struct rt *rt)
{
    static struct kit kit;

    kit_open(&kit, rt);
    for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++)
        run_deed(&kit, deeds[i].deed, deeds[i].kind, deeds[i].code, deeds[i].old);
    return kit_close(&kit);
}
