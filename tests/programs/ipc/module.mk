# SPDX-License-Identifier: MIT
MODULE := test-ipc
KIND := user-program
SOURCES := main.c returns.c memory.c transfers.c mixed.c cycles.c pipelining.c random.c
DEPENDS := abi capnp rt test-kit
