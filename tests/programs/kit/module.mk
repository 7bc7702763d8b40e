# SPDX-License-Identifier: MIT
MODULE := test-kit
KIND := library
FLAVOURS := user
SOURCES := kit.c ring.c spawn.c
INCLUDES := .
DEPENDS := abi capnp rt
