# SPDX-License-Identifier: MIT
MODULE := test-threads
KIND := user-program
SOURCES := main.c contract.c arguments.c exits.c deeds.c races.c stale.c
DEPENDS := abi capnp rt test-kit
