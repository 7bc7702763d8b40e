# SPDX-License-Identifier: MIT
MODULE := bench-exchange
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt
