# SPDX-License-Identifier: MIT
MODULE := shell-language
KIND := library
FLAVOURS := user test
SOURCES := token.c parse.c parse_call.c parse_spawn.c complete.c complete_context.c \
	complete_argument.c missing.c
INCLUDES := .
DEPENDS := abi capnp
TESTS := shell_token shell_parse shell_complete shell_missing
