# SPDX-License-Identifier: MIT
MODULE := echo
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt
