# SPDX-License-Identifier: MIT
MODULE := transfer
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt demo-output
