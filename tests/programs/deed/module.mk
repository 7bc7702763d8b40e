# SPDX-License-Identifier: MIT
MODULE := deed
KIND := user-program
SOURCES := main.c memory.c code.c protocol.c leave.c
DEPENDS := abi capnp rt test-kit
# The compiler sees that this program divides by zero and calls itself for ever; that is what it is for.
EXTRA_CFLAGS := -Wno-div-by-zero -Wno-infinite-recursion
