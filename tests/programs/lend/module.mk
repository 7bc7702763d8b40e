# SPDX-License-Identifier: MIT
MODULE := test-lend
KIND := user-program
SOURCES := main.c narrow.c revoke.c
DEPENDS := abi capnp rt test-kit
