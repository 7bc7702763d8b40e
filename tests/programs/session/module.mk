# SPDX-License-Identifier: MIT
MODULE := test-session
KIND := user-program
SOURCES := main.c context.c life.c scopes.c disclosure.c
DEPENDS := abi capnp rt test-kit
