# SPDX-License-Identifier: MIT
MODULE := test-scheduling
KIND := user-program
SOURCES := main.c parameters.c binding.c lending.c storm.c
DEPENDS := abi capnp rt test-kit
