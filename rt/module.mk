# SPDX-License-Identifier: MIT
MODULE := rt
KIND := library
FLAVOURS := user
SOURCES := entry/crt0.S entry/start.c entry/memory.c entry/raw.c entry/thread_start.S entry/thread.c entry/workers.c
INCLUDES := include
DEPENDS := abi capnp core rt-client
