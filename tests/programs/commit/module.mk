# SPDX-License-Identifier: MIT
MODULE := test-commit
KIND := user-program
SOURCES := main.c records.c moves.c kept.c flags.c handles.c takeback.c
DEPENDS := abi capnp rt test-kit
