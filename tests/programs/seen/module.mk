# SPDX-License-Identifier: MIT
MODULE := test-seen
KIND := user-program
SOURCES := main.c ask.c waits.c crowd.c time.c
DEPENDS := abi capnp rt test-kit
