# SPDX-License-Identifier: MIT
MODULE := test-tap
KIND := user-program
SOURCES := main.c refusals.c readers.c children.c roles.c
DEPENDS := abi capnp rt test-kit
