# SPDX-License-Identifier: MIT
MODULE := echo-client
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt demo-output
