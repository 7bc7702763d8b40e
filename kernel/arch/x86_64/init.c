/* SPDX-License-Identifier: MIT */
/* The boot path of the architecture, in order, from the trampoline to kernel_main(). */
#include "arch/debug.h"
#include "arch/interrupt.h"
#include "arch/time.h"
#include "arch/upcall.h"
#include "arch/x86_64/arch_priv.h"
#include "base/log.h"

static struct boot_info boot;

_Noreturn void arch_boot(uint32_t magic, uint32_t information);

void arch_boot(uint32_t magic, uint32_t information)
{
    struct arch_cpu *arch = boot_arch_cpu();

    serial_init();
    arch_cpu_init((struct cpu *)arch, arch); /* struct cpu begins with its arch_cpu */

    boot_read_loader(&boot, magic, information);
    frame_init(&boot);
    paging_init(&boot);
    descriptors_init_stacks(arch);
    acpi_init(boot.rsdp);
    power_init();
    interrupts_init();
    clock_init();
    kernel_main(&boot);
}
