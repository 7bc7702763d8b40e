# SPDX-License-Identifier: MIT
MODULE := guestbook
KIND := user-program
SOURCES := main.c
DEPENDS := abi capnp rt
