/* SPDX-License-Identifier: MIT */
/*
 * Measures Linux from inside, as /init of a guest: one line a row on the console, `bench NAME least median mean`, then powers off.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <unistd.h>

/* A line "NAME: value kB" of /proc/meminfo. */
static uint64_t memory_kib(const char *name)
{
    char line[128];
    FILE *file = fopen("/proc/meminfo", "r");
    uint64_t value = 0;

    CHECK(file);
    while (fgets(line, sizeof(line), file)) {
        if (strncmp(line, name, strlen(name)) == 0)
            value = strtoull(line + strlen(name) + 1, NULL, 10);
    }
    fclose(file);
    return value;
}

static uint64_t symbol(const char *wanted)
{
    char line[512], name[256];
    unsigned long address, found = 0;
    char type;
    FILE *file = fopen("/proc/kallsyms", "r");

    CHECK(file);
    while (!found && fgets(line, sizeof(line), file)) {
        if (sscanf(line, "%lx %c %255s", &address, &type, name) == 3 && strcmp(name, wanted) == 0)
            found = address;
    }
    fclose(file);
    CHECK(found);
    return found;
}

static void run(void *argument)
{
    (void)argument;
    setsid();
    measure_overhead();
    bench_syscalls();
    bench_messages();
    bench_threads();
    bench_memory();
    bench_processes();
    bench_footprint();
    printf("bench done\n");
    fflush(stdout);
}

static void run_smp(void *argument)
{
    (void)argument;
    setsid();
    bench_smp();
}

int main(int count, char **arguments)
{
    uint64_t started = ticks();
    /* What the kernel does not know on its command line becomes arguments. */
    int smp = strcmp(arguments[count - 1], "smp") == 0;

    report_value("boot_to_init", started);
    report_value("boot_to_prompt", ticks());
    mkdir("/proc", 0755);
    CHECK(mount("proc", "/proc", "proc", 0, NULL) == 0);
    report_value("memory_available_kib", memory_kib("MemAvailable"));
    report_value("kernel_text_bytes", symbol("_etext") - symbol("_stext"));
    /* Process 1 only waits: it must not be the one that measures, whose death would be a panic. */
    reap(child(smp ? run_smp : run, NULL));
    reboot(RB_POWER_OFF);
    return 1;
}
