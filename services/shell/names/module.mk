# SPDX-License-Identifier: MIT
MODULE := shell-names
KIND := library
FLAVOURS := user test
SOURCES := names.c
INCLUDES := .
DEPENDS := abi capnp rt-client
TESTS := shell_names
