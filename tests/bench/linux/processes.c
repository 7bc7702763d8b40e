/* SPDX-License-Identifier: MIT */
/* Starting a minimal program and waiting for its end. */
#define _GNU_SOURCE
#include "bench.h"

#include <spawn.h>
#include <unistd.h>

static char *const arguments[] = { "/tiny", NULL };
static char *const environment[] = { NULL };

static void vfork_once(void *argument)
{
    pid_t pid = vfork();

    (void)argument;
    if (pid == 0) {
        execve(arguments[0], arguments, environment);
        _exit(99);
    }
    CHECK(pid > 0);
    reap(pid);
}

static void spawn_once(void *argument)
{
    pid_t pid;

    (void)argument;
    CHECK(posix_spawn(&pid, arguments[0], NULL, NULL, arguments, environment) == 0);
    reap(pid);
}

void bench_processes(void)
{
    measure("vfork_exec_wait", 128, 1, vfork_once, NULL);
    measure("posix_spawn_wait", 128, 1, spawn_once, NULL);
}
