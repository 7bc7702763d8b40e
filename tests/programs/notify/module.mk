# SPDX-License-Identifier: MIT
MODULE := test-notify
KIND := user-program
SOURCES := main.c bits.c times.c ends.c lines.c buffers.c peer.c
DEPENDS := abi capnp rt test-kit
