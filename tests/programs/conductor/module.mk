# SPDX-License-Identifier: MIT
MODULE := test-conductor
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt test-kit
