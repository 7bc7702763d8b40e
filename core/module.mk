# SPDX-License-Identifier: MIT
MODULE := core
KIND := library
SOURCES := $(patsubst $(DIR)/%,%,$(wildcard $(DIR)/src/*.c))
INCLUDES := include
DEPENDS := abi capnp
TESTS := budget cap_table transfer ledger frame_bitmap ring_index park_key rb_tree tlb_tags elf elf_real
