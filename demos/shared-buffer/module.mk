# SPDX-License-Identifier: MIT
MODULE := shared-buffer
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt demo-output
