# SPDX-License-Identifier: MIT
# The part of the runtime that also runs on the host, under a kernel that a test brings.
MODULE := rt-client
KIND := library
FLAVOURS := user test
SOURCES := answer.c buffer.c endpoint.c erase.c format.c handle.c heap.c heap_backing.c loop.c notification.c panic.c park.c process.c promise.c reply.c request.c ring.c shared_buffer.c shared_buffer_wait.c sync.c
INCLUDES := ../include
DEPENDS := abi capnp core
TESTS := rt_heap rt_format rt_memory rt_ring rt_call rt_promise rt_loop rt_watch rt_shared_buffer
TEST_SOURCES := rt_fake_kernel.c
