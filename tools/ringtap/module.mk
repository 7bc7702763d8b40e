# SPDX-License-Identifier: MIT
MODULE := ringtap
KIND := host-program
SOURCES := main.c
DEPENDS := abi capnp trace
EXTRA_CFLAGS := -DCAPN_NO_CLIENT=1
