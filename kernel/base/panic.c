/* SPDX-License-Identifier: MIT */
/* The end of a kernel that found itself wrong: says why and where, and stops. */
#include "base/panic.h"

#include "arch/debug.h"
#include "base/log.h"
#include "base/symbols.h"
#include "core/atomic.h"

#define BACKTRACE_MAX 24u

static bool panicking;
static void (*panic_hook)(void);

void panic_set_hook(void (*hook)(void))
{
    panic_hook = hook;
}

void panic_begin(void)
{
    /* Pairs with itself: the first CPU reports, the others stop. */
    if (atomic_exchange_acq_rel(&panicking, true))
        machine_stop();
    machine_stop_others();
}

bool panic_in_progress(void)
{
    return atomic_load_relaxed(&panicking);
}

static void line_print(uint32_t number, uint64_t address)
{
    uint64_t offset;
    const char *name = symbol_find(address, &offset);

    if (name)
        klog("  #%u %016lx %s+0x%lx\n", number, address, name, offset);
    else
        klog("  #%u %016lx\n", number, address);
}

static _Noreturn void panic_report(uint64_t address, uint64_t frame_pointer, const char *format, va_list arguments)
{
    uint64_t callers[BACKTRACE_MAX];
    uint32_t count = backtrace_collect(frame_pointer, callers, BACKTRACE_MAX);

    klog("\nkernel panic: ");
    klog_arguments(format, arguments);
    klog("\n");
    if (panic_describe_thread)
        panic_describe_thread();
    line_print(0, address);
    for (uint32_t i = 0; i < count; i++)
        line_print(i + 1, callers[i]);
    if (panic_hook)
        panic_hook();
    klog("stopped\n");
    machine_stop();
}

void panic_finish(uint64_t address, uint64_t frame_pointer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    panic_report(address, frame_pointer, format, arguments);
}

void panic(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    panic_begin();
    /* The caller's frame is one up; its call stands just before the return address. */
    uint64_t address = (uint64_t)__builtin_return_address(0);
    panic_report(address, *(const uint64_t *)backtrace_here(), format, arguments);
}
