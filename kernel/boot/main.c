/* SPDX-License-Identifier: MIT */
/* The boot order, in one function. What came before is arch's: memory, log, traps, interrupts, clock. */
#include "arch/upcall.h"
#include "boot/init.h"
#include "boot/log.h"
#include "boot/package.h"
#include "boot/tap_log.h"
#include "cap/tap.h"
#include "mem/frame.h"
#include "object/scheduler_control.h"
#include "object/session.h"
#include "object/singletons.h"
#include "object/sources.h"
#include "sched/cpu.h"
#include "sched/process.h"
#include "sched/scheduler.h"

void kernel_main(const struct boot_info *boot)
{
    struct frame_stats frames;

    frame_get_stats(&frames);
    klog("capOS, booted by %s, %lu MiB of memory\n", boot->protocol, frames.total * PAGE_SIZE >> 20);
    cpu_init_scheduling(&boot_cpu);
    package_init(boot);
    klog("boot package: %lu KiB\n", package_bytes() >> 10);
    tap_log_init(boot);
    cpus_start();
    entropy_init();
    sources_init();
    session_init();
    scheduler_control_init();
    inspector_init();
    process_init();
    tap_worker_init();
    init_start();
    scheduler_start();
}
