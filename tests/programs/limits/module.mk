# SPDX-License-Identifier: MIT
MODULE := test-limits
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt test-kit
