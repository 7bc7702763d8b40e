# SPDX-License-Identifier: MIT
MODULE := init
KIND := user-program
SOURCES := main.c package.c plan.c spawn.c supervise.c
DEPENDS := abi capnp core rt
