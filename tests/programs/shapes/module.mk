# SPDX-License-Identifier: MIT
MODULE := test-shapes
KIND := user-program
SOURCES := main.c server.c
DEPENDS := abi capnp rt test-kit
