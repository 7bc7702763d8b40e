# SPDX-License-Identifier: MIT
# The kernel: one image from all of its folders. What may use what: kernel/README.md.
MODULE := kernel
KIND := kernel-image
SOURCES := $(patsubst $(DIR)/%,%,$(wildcard $(addprefix $(DIR)/,arch/x86_64/*.S arch/x86_64/*.c boot/*.c mem/*.c sched/*.c cap/*.c object/*.c)))
DEPENDS := abi capnp core
