# SPDX-License-Identifier: MIT
MODULE := hostile
KIND := user-program
SOURCES := main.c attempts.c
DEPENDS := abi capnp rt demo-output
