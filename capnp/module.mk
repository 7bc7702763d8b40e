# SPDX-License-Identifier: MIT
MODULE := capnp
KIND := library
SOURCES := $(patsubst $(DIR)/%,%,$(wildcard $(DIR)/src/*.c $(DIR)/gen/*.c))
INCLUDES := include gen
DEPENDS := abi
