# SPDX-License-Identifier: MIT
MODULE := test-memory
KIND := user-program
SOURCES := main.c ranges.c pages.c objects.c
DEPENDS := abi capnp rt test-kit
