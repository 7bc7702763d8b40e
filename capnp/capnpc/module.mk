# SPDX-License-Identifier: MIT
MODULE := capnpc-capos
KIND := host-program
SOURCES := $(notdir $(wildcard $(DIR)/*.c))
DEPENDS := capnp
