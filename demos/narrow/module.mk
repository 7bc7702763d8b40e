# SPDX-License-Identifier: MIT
MODULE := narrow
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt demo-output
