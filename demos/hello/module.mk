# SPDX-License-Identifier: MIT
MODULE := hello
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt demo-output
