# SPDX-License-Identifier: MIT
MODULE := test-park
KIND := user-program
SOURCES := main.c flight.c words.c wakes.c shared.c sync.c
DEPENDS := abi capnp rt test-kit
