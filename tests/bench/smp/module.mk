# SPDX-License-Identifier: MIT
MODULE := bench-smp
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt test-kit
