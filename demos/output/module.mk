# SPDX-License-Identifier: MIT
MODULE := demo-output
KIND := library
FLAVOURS := user
SOURCES := output.c
INCLUDES := .
DEPENDS := abi capnp rt
