# SPDX-License-Identifier: MIT
MODULE := locker
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt
