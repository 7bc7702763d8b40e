# SPDX-License-Identifier: MIT
# The part of the runtime that also runs on the host, under a kernel that a test brings.
MODULE := rt-client
KIND := library
FLAVOURS := user test
SOURCES := buffer.c endpoint.c format.c handle.c heap.c heap_backing.c loop.c panic.c process.c reply.c request.c ring.c
INCLUDES := ../include
DEPENDS := abi capnp core
TESTS := 
