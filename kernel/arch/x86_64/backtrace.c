/* SPDX-License-Identifier: MIT */
/* Walking frame pointers without trusting them: user code's rbp may be anything, and is what the outermost frame saved. */
#include "arch/debug.h"

#include "arch/thread.h"
#include "arch/x86_64/arch_priv.h"

struct call_frame {
    uint64_t caller_frame, return_address;
};

/* Kernel stacks are aligned to their size and end where the next guard begins; the boot stack has its symbols. */
static uint64_t stack_end(uint64_t address)
{
    if (address >= (uint64_t)boot_stack_top - KERNEL_STACK_BYTES && address < (uint64_t)boot_stack_top)
        return (uint64_t)boot_stack_top;
    if (address >= KERNEL_VIRTUAL_BASE && (address & KERNEL_STACK_BYTES) && kernel_page_is_mapped(address))
        return (address | (KERNEL_STACK_BYTES - 1)) + 1;
    return 0;
}

static bool is_kernel_text(uint64_t address)
{
    return address >= (uint64_t)kernel_text_start && address < (uint64_t)kernel_text_end;
}

uint32_t backtrace_collect(uint64_t frame_pointer, uint64_t *addresses, uint32_t max)
{
    uint64_t end = stack_end(frame_pointer);
    uint32_t count = 0;

    /* A caller's frame must lie higher on the same stack, whose mapped part runs to its end. */
    while (count < max && frame_pointer % 8 == 0 && frame_pointer + sizeof(struct call_frame) <= end) {
        const struct call_frame *frame = (const struct call_frame *)frame_pointer;
        if (!is_kernel_text(frame->return_address))
            break;
        addresses[count++] = frame->return_address;
        if (frame->caller_frame <= frame_pointer)
            break;
        frame_pointer = frame->caller_frame;
    }
    return count;
}
