# SPDX-License-Identifier: MIT
MODULE := threads
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt demo-output
