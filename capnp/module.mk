# SPDX-License-Identifier: MIT
MODULE := capnp
KIND := library
SOURCES := $(patsubst $(DIR)/%,%,$(wildcard $(DIR)/src/*.c $(DIR)/gen/*.c))
INCLUDES := include gen
DEPENDS := abi
TESTS := capnp_message capnp_segments capnp_evolution capnp_advisories capnp_builder capnp_call capnp_schema capnp_text capnp_float \
	capnp_mutation capnp_packed capnp_canonical capnp_reopen capnp_pointer
# One of everything that a schema can say, and a transport for its client stubs.
TEST_SOURCES := capnp_loopback.c capnp_kinds.c
