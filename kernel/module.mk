# SPDX-License-Identifier: MIT
# The kernel: one image from all of its folders. What may use what: kernel/README.md.
MODULE := kernel
KIND := kernel-image
SOURCES := $(patsubst $(DIR)/%,%,$(wildcard $(addprefix $(DIR)/,arch/x86_64/*.S arch/x86_64/*.c base/*.c mem/*.c sched/*.c ring/*.c ipc/*.c trace/*.c object/*.c boot/*.c)))
DEPENDS := abi capnp core
# ChaCha20 for the random generator, HMAC-SHA-256 for references to sessions (ports/README.md).
PORTS := libsodium-kernel
# Parts that run on the host as they are, over the fakes of kernel_fakes.c.
TESTS := clock_measure format lock multiboot2 paging reference_key slab string tap_buffer
TEST_SOURCES := kernel_fakes.c $(addprefix ../../kernel/,base/format.c boot/boot_info.c boot/multiboot2.c mem/slab.c trace/tap_buffer.c) \
	../../kernel/object/reference_key.c ../../kernel/arch/x86_64/simd.S \
	../../kernel/arch/x86_64/paging.c ../../kernel/arch/x86_64/paging_clear.c \
	../../kernel/arch/x86_64/clock_measure.c
TEST_PORTS := libsodium-test
