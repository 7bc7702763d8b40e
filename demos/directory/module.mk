# SPDX-License-Identifier: MIT
MODULE := directory
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt
