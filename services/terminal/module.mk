# SPDX-License-Identifier: MIT
MODULE := terminal
KIND := user-program
SOURCES := main.c input.c interrupts.c output.c script.c
DEPENDS := abi capnp rt terminal-discipline
