/* SPDX-License-Identifier: MIT */
/* First contexts of threads: the stack that arch_switch pops when it switches to a thread that never ran. */
#include "arch/thread.h"

#include "abi/limits.h"
#include "arch/x86_64/arch_priv.h"
#include "arch/x86_64/registers.h"

#define RFLAGS_USER 0x202ull    /* interrupts on */

/* As arch_switch pops it. */
struct switch_frame {
    uint64_t r15, r14, r13, r12, rbx, rbp, return_address;
};
/* And what thread_start_user finds above it. */
struct user_start_frame {
    struct switch_frame registers;
    uint64_t rdi, rsi, rdx, rcx, r8;
    uint64_t rip, cs, rflags, rsp, ss;
};

_Static_assert(offsetof(struct arch_thread, kernel_sp) == THREAD_KERNEL_SP, "switch.S");
_Static_assert(offsetof(struct arch_thread, kernel_stack_top) == THREAD_KERNEL_STACK_TOP, "switch.S");
_Static_assert(offsetof(struct arch_thread, fs_base) == THREAD_FS_BASE, "switch.S");
_Static_assert(offsetof(struct arch_thread, fpu) == THREAD_FPU, "switch.S");
_Static_assert(offsetof(struct arch_thread, on_cpu) == THREAD_ON_CPU, "switch.S");

extern const char thread_start_user[], thread_start_kernel[];

void arch_thread_init_user(struct arch_thread *thread, const struct arch_user_entry *entry)
{
    struct user_start_frame *frame = (struct user_start_frame *)thread->kernel_stack_top - 1;

    *frame = (struct user_start_frame){
        .registers.return_address = (uint64_t)thread_start_user,
        .rdi = entry->rdi,
        .rsi = entry->rsi,
        .rdx = entry->rdx,
        .rcx = entry->rcx,
        .r8 = entry->r8,
        /* A non-canonical address would fault on the kernel's iretq; 0 faults in user mode as it should. */
        .rip = entry->ip < USER_MAX ? entry->ip : 0,
        .cs = SELECTOR_USER_CODE,
        .rflags = RFLAGS_USER,
        .rsp = entry->sp,
        .ss = SELECTOR_USER_DATA,
    };
    thread->kernel_sp = (uint64_t)frame;
}

void arch_thread_init_kernel(struct arch_thread *thread, void (*function)(void *), void *argument)
{
    /* 16 bytes above keep the stack aligned at the call and end backtraces with zeros. */
    struct switch_frame *frame = (struct switch_frame *)(thread->kernel_stack_top - 16) - 1;

    *frame = (struct switch_frame){
        .rbx = (uint64_t)function,
        .r12 = (uint64_t)argument,
        .return_address = (uint64_t)thread_start_kernel,
    };
    thread->kernel_sp = (uint64_t)frame;
}

void arch_set_fs_base(struct arch_thread *thread, uint64_t base)
{
    thread->fs_base = base;
    if (feature_has(FEATURE_FSGSBASE))
        fs_base_write(base);
    else
        msr_write(MSR_FS_BASE, base);
}

uint64_t arch_get_fs_base(const struct arch_thread *thread)
{
    return feature_has(FEATURE_FSGSBASE) ? fs_base_read() : thread->fs_base;
}
