# SPDX-License-Identifier: MIT
MODULE := capnp-text
KIND := host-program
SOURCES := capnp_text.c
DEPENDS := capnp
