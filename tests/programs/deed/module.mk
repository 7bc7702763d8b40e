# SPDX-License-Identifier: MIT
MODULE := deed
KIND := user-program
SOURCES := main.c memory.c code.c protocol.c leave.c chains.c many.c granted.c nested.c
DEPENDS := abi capnp rt test-kit
# The compiler sees that a function calls itself for ever; that is what it is for.
EXTRA_CFLAGS := -Wno-infinite-recursion
