# SPDX-License-Identifier: MIT
MODULE := guestbook-client
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt demo-output
