# SPDX-License-Identifier: MIT
MODULE := trace
KIND := library
FLAVOURS := user host test
SOURCES := $(patsubst $(DIR)/%,%,$(wildcard $(DIR)/src/*.c))
INCLUDES := include
DEPENDS := abi capnp
# It makes no calls, and the handle type timer_t is also a name of the host's C library.
EXTRA_CFLAGS := -DCAPN_NO_CLIENT=1
TESTS := trace_line trace_render
