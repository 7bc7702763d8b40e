/* SPDX-License-Identifier: MIT */
/*
 * Where entry.S hands over. An exception in user mode is the process's affair (user_fault); a kernel page fault on user
 * memory inside the copy module ends that copy; every other kernel exception is a broken invariant: panic.
 */
#include "abi/limits.h"
#include "arch/debug.h"
#include "arch/thread.h"
#include "arch/upcall.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/registers.h"
#include "base/log.h"
#include "base/panic.h"

#define EXCEPTION_COUNT 32u
#define VECTOR_NMI 2u
#define VECTOR_PAGE_FAULT 14u

_Static_assert(ASM_USER_MIN == USER_MIN && ASM_USER_MAX == USER_MAX, "uaccess.S");
_Static_assert(STATUS_INVALID_BUFFER == -6, "uaccess.S");
_Static_assert(sizeof(struct trap_frame) == 22 * 8, "entry.S");

extern const char uaccess_start[], uaccess_end[], uaccess_fault[];
void trap_dispatch(struct trap_frame *frame);
void trap_dispatch_own_stack(struct trap_frame *frame);

static const char *const exception_names[EXCEPTION_COUNT] = {
    "division error", "debug trap", "non-maskable interrupt", "breakpoint", "overflow", "bound range", "invalid opcode",
    "FPU not available", "double fault", "coprocessor overrun", "invalid TSS", "segment not present", "stack fault",
    "general protection fault", "page fault", "reserved exception", "x87 error", "alignment check", "machine check",
    "SIMD error", "virtualization exception", "control protection",
};

const char *arch_exception_name(uint64_t vector)
{
    if (vector >= EXCEPTION_COUNT || !exception_names[vector])
        return "unknown exception";
    return exception_names[vector];
}

static bool from_user(const struct trap_frame *frame)
{
    return (frame->cs & 3) != 0;
}

static void registers_print(const struct trap_frame *f, uint64_t fault_address)
{
    klog("  rip %016lx  rsp %016lx  rflags %08lx  cs %02lx\n", f->rip, f->rsp, f->rflags, f->cs);
    klog("  rax %016lx  rbx %016lx  rcx %016lx  rdx %016lx\n", f->rax, f->rbx, f->rcx, f->rdx);
    klog("  rsi %016lx  rdi %016lx  rbp %016lx  r8  %016lx\n", f->rsi, f->rdi, f->rbp, f->r8);
    klog("  r9  %016lx  r10 %016lx  r11 %016lx  r12 %016lx\n", f->r9, f->r10, f->r11, f->r12);
    klog("  r13 %016lx  r14 %016lx  r15 %016lx  cr2 %016lx\n", f->r13, f->r14, f->r15, fault_address);
}

static _Noreturn void kernel_exception(const struct trap_frame *frame)
{
    uint64_t fault_address = cr2_read();

    panic_begin();
    klog("%s in the kernel, vector %lu, error %lx\n", arch_exception_name(frame->vector), frame->vector, frame->error);
    registers_print(frame, fault_address);
    panic_finish(frame->rip, frame->rbp, "%s at %lx", arch_exception_name(frame->vector), frame->rip);
}

/* The exception table has one range. A fault on anything but user memory there is the kernel's own mistake. */
static bool fixup_user_copy(struct trap_frame *frame)
{
    if (frame->vector != VECTOR_PAGE_FAULT || cr2_read() >= USER_MAX)
        return false;
    if (frame->rip < (uint64_t)uaccess_start || frame->rip >= (uint64_t)uaccess_end)
        return false;
    frame->rip = (uint64_t)uaccess_fault;
    return true;
}

static void interrupt_dispatch(uint64_t vector)
{
    struct arch_cpu *arch = (struct arch_cpu *)cpu_current();

    cpu_leave_quiescence(arch);
    if (vector == VECTOR_SYNC) {
        lapic_end_of_interrupt();
        tlb_answer(arch);
    } else if (vector == VECTOR_KICK) {
        lapic_end_of_interrupt();
        kick_interrupt();
    } else if (vector == VECTOR_TIMER) {
        lapic_end_of_interrupt();
        if (timer_expired())
            timer_interrupt();
    } else if (vector >= VECTOR_DEVICE_FIRST && vector < VECTOR_TIMER) {
        /* The upcall masks a level-triggered line; only then may the end of interrupt let it through again. */
        device_interrupt((uint32_t)vector - VECTOR_DEVICE_FIRST);
        lapic_end_of_interrupt();
    } else if (vector != VECTOR_SPURIOUS) {
        lapic_end_of_interrupt();
        klog("unexpected interrupt, vector %lu\n", vector);
    }
}

void trap_dispatch(struct trap_frame *frame)
{
    if (frame->vector < EXCEPTION_COUNT) {
        if (from_user(frame))
            user_fault(frame, frame->vector == VECTOR_PAGE_FAULT ? cr2_read() : 0);
        if (!fixup_user_copy(frame))
            kernel_exception(frame);
        return;
    }
    interrupt_dispatch(frame->vector);
    if (from_user(frame))
        interrupt_return_to_user();
}

/* On a stack of its own, with the GS base set whatever was interrupted: must not switch threads. */
void trap_dispatch_own_stack(struct trap_frame *frame)
{
    if (frame->vector != VECTOR_NMI)
        kernel_exception(frame);
    if (panic_in_progress())
        cpu_halt_forever(); /* another CPU's machine_stop_others */
    klog("NMI at %lx ignored\n", frame->rip);
}
