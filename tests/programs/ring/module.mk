# SPDX-License-Identifier: MIT
MODULE := test-ring
KIND := user-program
SOURCES := main.c fields.c targets.c buffers.c messages.c waits.c random.c
DEPENDS := abi capnp rt test-kit
