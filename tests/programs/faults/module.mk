# SPDX-License-Identifier: MIT
MODULE := test-faults
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt test-kit
