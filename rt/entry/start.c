/* SPDX-License-Identifier: MIT */
/* From _start to main: checks what the kernel mapped, makes the runtime, runs constructors, and exits with main's value. */
#include "src/rt_priv.h"

/* A process that finds its pages wrong cannot say so: nothing it would say it with can be trusted. */
#define EXIT_BAD_START 100

typedef void (*constructor_fn)(void);
/* rt/user.ld */
extern const constructor_fn __init_array_start[], __init_array_end[];

_Noreturn void rt_start(struct ring_page *ring, uint32_t pid, const struct capset_page *capset);
_Noreturn void __stack_chk_fail(void);

_Noreturn void rt_start(struct ring_page *ring, uint32_t pid, const struct capset_page *capset)
{
    static struct rt runtime;
    struct rt *rt = &runtime;

    if (rt_init(rt, ring, pid, capset) < 0)
        rt_syscall_exit(EXIT_BAD_START);
    for (const constructor_fn *constructor = __init_array_start; constructor < __init_array_end; constructor++)
        (*constructor)();
    rt_exit(rt, main(rt));
}

/* Called by code that the compiler adds, when a function finds its stack frame overwritten. */
_Noreturn void __stack_chk_fail(void)
{
    rt_panic(rt_current, "stack overwritten");
}
