/* SPDX-License-Identifier: MIT */
/* The boot order, in one function. What came before is arch's: memory, log, traps, interrupts, clock. */
#include "arch/upcall.h"
#include "base/entropy.h"
#include "base/log.h"
#include "boot/init.h"
#include "ipc/session.h"
#include "mem/frame.h"
#include "object/package.h"
#include "object/scheduler_control.h"
#include "object/singletons.h"
#include "object/sources.h"
#include "sched/cpu.h"
#include "sched/process.h"
#include "sched/scheduler.h"
#include "trace/tap.h"
#include "trace/tap_log.h"

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
