# SPDX-License-Identifier: MIT
MODULE := spin
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt
