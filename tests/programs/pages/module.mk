# SPDX-License-Identifier: MIT
MODULE := test-pages
KIND := user-program
SOURCES := main.c ask.c churn.c fits.c
DEPENDS := abi capnp rt test-kit
