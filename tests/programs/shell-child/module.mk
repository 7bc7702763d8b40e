# SPDX-License-Identifier: MIT
MODULE := shell-child
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt
