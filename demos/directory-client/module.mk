# SPDX-License-Identifier: MIT
MODULE := directory-client
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt demo-output
