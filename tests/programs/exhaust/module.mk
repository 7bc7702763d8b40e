# SPDX-License-Identifier: MIT
MODULE := test-exhaust
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt test-kit
