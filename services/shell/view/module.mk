# SPDX-License-Identifier: MIT
MODULE := shell-view
KIND := library
FLAVOURS := user test
SOURCES := wait_text.c tasks.c numbers.c
INCLUDES := .
DEPENDS := abi capnp core rt-client
TESTS := shell_view
