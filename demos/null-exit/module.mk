# SPDX-License-Identifier: MIT
MODULE := null-exit
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt
