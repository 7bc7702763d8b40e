# SPDX-License-Identifier: MIT
# The program that measures the system from inside (tests/bench/run.py boots it).
MODULE := bench
KIND := user-program
SOURCES := main.c calls.c ring.c processes.c notifications.c shared_buffer.c pipelining.c memory.c schema.c footprint.c threads.c scaling.c scaling_memory.c scaling_waiters.c scaling_time.c
DEPENDS := abi capnp rt
