# SPDX-License-Identifier: MIT
MODULE := test-spawn
KIND := user-program
SOURCES := main.c grants.c moves.c life.c calls.c queues.c transfers.c chains.c many.c
DEPENDS := abi capnp rt test-kit
