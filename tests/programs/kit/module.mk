# SPDX-License-Identifier: MIT
MODULE := test-kit
KIND := library
FLAVOURS := user
SOURCES := capabilities.c kit.c ledger.c ring.c scheduling.c spawn.c
INCLUDES := .
DEPENDS := abi capnp rt
