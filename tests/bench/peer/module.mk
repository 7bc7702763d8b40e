# SPDX-License-Identifier: MIT
MODULE := bench-peer
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt
