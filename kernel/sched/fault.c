/* SPDX-License-Identifier: MIT */
/* A program that faults: a report that a person can use, and the end of the process. The kernel goes on. */
#include "arch/thread.h"
#include "arch/upcall.h"
#include "sched/process.h"
#include "sched/scheduler.h"

#define VECTOR_PAGE_FAULT 14u
#define SYMBOL_SHOWN 48

/* Symbol names are the program's own words: they may not move the cursor of whoever reads the report. */
static void keep_printable(char *text)
{
    for (; *text; text++) {
        if (*text < ' ' || *text > '~')
            *text = '?';
    }
}

static void describe_place(const struct process *process, uint64_t address, char *buffer, size_t size)
{
    const char *name;
    uint64_t offset;

    if (elf_find_symbol(process->image_file, process->image_bytes, &process->image, address, &name, &offset) == STATUS_OK)
        kformat(buffer, size, "%.*s+0x%lx", SYMBOL_SHOWN, name, offset);
    else
        kformat(buffer, size, "no symbol");
    keep_printable(buffer);
}

static const char *access_kind(uint64_t error)
{
    if (error & 16)
        return "executing";
    return error & 2 ? "writing" : "reading";
}

static void log_registers(const struct trap_frame *frame)
{
    klog("  rip %016lx rsp %016lx rflags %08lx\n", frame->rip, frame->rsp, frame->rflags);
    klog("  rax %016lx rbx %016lx rcx %016lx rdx %016lx\n", frame->rax, frame->rbx, frame->rcx, frame->rdx);
    klog("  rsi %016lx rdi %016lx rbp %016lx r8  %016lx\n", frame->rsi, frame->rdi, frame->rbp, frame->r8);
    klog("  r9  %016lx r10 %016lx r11 %016lx r12 %016lx\n", frame->r9, frame->r10, frame->r11, frame->r12);
    klog("  r13 %016lx r14 %016lx r15 %016lx\n", frame->r13, frame->r14, frame->r15);
}

void user_fault(const struct trap_frame *frame, uint64_t fault_address)
{
    struct process *process = thread_current()->process;
    char place[80], detail[128];

    describe_place(process, frame->rip, place, sizeof(place));
    if (frame->vector == VECTOR_PAGE_FAULT)
        kformat(detail, sizeof(detail), "%s %s 0x%lx at 0x%lx (%s)", arch_exception_name(frame->vector),
                access_kind(frame->error), fault_address, frame->rip, place);
    else
        kformat(detail, sizeof(detail), "%s at 0x%lx (%s)", arch_exception_name(frame->vector), frame->rip, place);
    klog("process %u (%s) ended by a fault: %s\n", process->pid, process->name, detail);
    log_registers(frame);
    process_end_current(EXIT_KIND_FAULTED, (int64_t)frame->vector, detail);
}
