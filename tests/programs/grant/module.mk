# SPDX-License-Identifier: MIT
MODULE := test-grant
KIND := user-program
SOURCES := main.c refused.c facets.c
DEPENDS := abi capnp rt test-kit
