# SPDX-License-Identifier: MIT
MODULE := revocable-read
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt
