# SPDX-License-Identifier: MIT
MODULE := session-child
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt test-kit
