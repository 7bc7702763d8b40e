# SPDX-License-Identifier: MIT
MODULE := deadlines
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt test-kit
