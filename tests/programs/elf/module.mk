# SPDX-License-Identifier: MIT
MODULE := test-elf
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt test-kit
