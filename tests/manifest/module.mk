# SPDX-License-Identifier: MIT
MODULE := manifest-tests
KIND := tests
DEPENDS := abi capnp core
TESTS := manifest
TEST_SOURCES := manifest_fixture.c manifest_mistakes.c
