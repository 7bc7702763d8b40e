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
} deeds[] = {
    { "null-read", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "null-write", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "null-call", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "write-text", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "write-constant", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "write-capset", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "run-data", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "run-stack", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "run-capset", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "kernel-read", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "kernel-write", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "kernel-call", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "direct-map-read", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "canonical-read", EXIT_KIND_FAULTED, PROTECTION },
    { "canonical-call", EXIT_KIND_FAULTED, PROTECTION },
    { "divide", EXIT_KIND_FAULTED, DIVISION },
    { "overflow", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "below-stack", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "fs-garbage", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "protect-stack", EXIT_KIND_EXITED, 0 },
    { "cli", EXIT_KIND_FAULTED, PROTECTION },
    { "sti", EXIT_KIND_FAULTED, PROTECTION },
    { "hlt", EXIT_KIND_FAULTED, PROTECTION },
    { "in", EXIT_KIND_FAULTED, PROTECTION },
    { "out", EXIT_KIND_FAULTED, PROTECTION },
    { "read-cr0", EXIT_KIND_FAULTED, PROTECTION },
    { "write-cr3", EXIT_KIND_FAULTED, PROTECTION },
    { "read-dr7", EXIT_KIND_FAULTED, PROTECTION },
    { "rdmsr", EXIT_KIND_FAULTED, PROTECTION },
    { "wrmsr", EXIT_KIND_FAULTED, PROTECTION },
    { "lgdt", EXIT_KIND_FAULTED, PROTECTION },
    { "sidt", EXIT_KIND_FAULTED, PROTECTION },
    { "ltr", EXIT_KIND_FAULTED, PROTECTION },
    { "invlpg", EXIT_KIND_FAULTED, PROTECTION },
    { "swapgs", EXIT_KIND_FAULTED, PROTECTION },
    { "sysretq", EXIT_KIND_FAULTED, PROTECTION },
    { "clts", EXIT_KIND_FAULTED, PROTECTION },
    { "wbinvd", EXIT_KIND_FAULTED, PROTECTION },
    { "xsetbv", EXIT_KIND_FAULTED, PROTECTION },
    { "sysenter", EXIT_KIND_FAULTED, EITHER(PROTECTION, INVALID_OPCODE) },
    { "ud2", EXIT_KIND_FAULTED, INVALID_OPCODE },
    { "int3", EXIT_KIND_FAULTED, BREAKPOINT },
    { "int80", EXIT_KIND_FAULTED, PROTECTION },
    { "int2", EXIT_KIND_FAULTED, PROTECTION },
    { "int8", EXIT_KIND_FAULTED, PROTECTION },
    { "int14", EXIT_KIND_FAULTED, PROTECTION },
    { "int32", EXIT_KIND_FAULTED, PROTECTION },
    { "icebp", EXIT_KIND_FAULTED, EITHER(DEBUG, INVALID_OPCODE) },
    { "load-ss", EXIT_KIND_FAULTED, PROTECTION },
    { "far-return", EXIT_KIND_FAULTED, EITHER(PROTECTION, PAGE_FAULT) },
    { "iretq", EXIT_KIND_FAULTED, EITHER(PROTECTION, PAGE_FAULT) },
    { "single-step", EXIT_KIND_FAULTED, DEBUG },
    { "single-step-enter", EXIT_KIND_FAULTED, DEBUG },
    { "iopl", EXIT_KIND_FAULTED, PROTECTION },
    { "direction-enter", EXIT_KIND_EXITED, 7 },
    { "alignment-enter", EXIT_KIND_EXITED, 7 },
    { "nested-enter", EXIT_KIND_EXITED, 7 },
    { "no-stack-enter", EXIT_KIND_EXITED, 7 },
    { "kernel-stack-enter", EXIT_KIND_EXITED, 7 },
    { "canonical-stack-enter", EXIT_KIND_EXITED, 7 },
    { "gs-kernel-enter", EXIT_KIND_EXITED, 7 },
    { "gs-kernel-fault", EXIT_KIND_FAULTED, INVALID_OPCODE },
    { "fs-kernel-read", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "enter-at-end", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "exit-at-end", EXIT_KIND_EXITED, 7 },
    { "run-off-end", EXIT_KIND_FAULTED, PAGE_FAULT },
    { "sq-tail-far", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT },
    { "sq-tail-behind", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT },
    { "sq-tail-opposite", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT },
    { "cq-head-past", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT },
    { "cq-head-far-behind", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT },
    { "cq-head-promised-half", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT },
    { "cq-head-promised-all", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT },
    { "result-into-ring", EXIT_KIND_PROTOCOL, STATUS_RING_CORRUPT },
    { "scribble", EXIT_KIND_EXITED, 7 },
    { "syscall-2", EXIT_KIND_PROTOCOL, STATUS_INVALID_REQUEST },
    { "syscall-last", EXIT_KIND_PROTOCOL, STATUS_INVALID_REQUEST },
    { "syscall-high", EXIT_KIND_PROTOCOL, STATUS_INVALID_REQUEST },
    { "leave-all-open", EXIT_KIND_EXITED, 7 },
    { "leave-and-fault", EXIT_KIND_FAULTED, PAGE_FAULT },
};

static bool code_right(int64_t got, int64_t expected)
{
    if (expected < 1000)
        return got == expected;
    return got == (expected - 1000) / 32 || got == (expected - 1000) % 32;
}

static void run_deed(struct kit *kit, const char *deed, enum exit_kind kind, int64_t code)
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
    kit_check(kit, status == STATUS_OK && exit.kind == kind && code_right(exit.code, code),
              "%s: %s, kind %u, code %ld, \"%s\"", deed, capn_status_text(status), exit.kind, (long)exit.code, exit.detail);
    kit_check(kit, (exit.detail[0] == '\0') == (kind == EXIT_KIND_EXITED), "%s: the report says \"%s\"", deed, exit.detail);
    kit_totals_compare(kit, deed, &before);
}

int main(struct rt *rt)
{
    static struct kit kit;

    kit_open(&kit, rt);
    for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++)
        run_deed(&kit, deeds[i].deed, deeds[i].kind, deeds[i].code);
    return kit_close(&kit);
}
