# SPDX-License-Identifier: MIT
MODULE := rt
KIND := library
FLAVOURS := user
SOURCES := entry/start.S entry/start.c entry/memory.c
INCLUDES := include
DEPENDS := abi capnp core rt-client
