# SPDX-License-Identifier: MIT
#
# The build of capOS, whole. `make` builds the kernel, every process and every system image; `make help` lists the rest.
#
#   make [CC=gcc|clang] [FLAVOUR=release|debug] [SYSTEM=name]     e.g.  make CC=clang FLAVOUR=debug
#
# Everything made lands in $(OUT) = build/<compiler>-<flavour>/. The short names build/capos.elf, build/manifest.bin,
# build/systems and build/host are links into the $(OUT) that was built last.
#
# A module is a folder with a module.mk of about 15 lines. Every module.mk down to three folders deep is found by itself;
# the order of modules does not matter. It sets these variables (only MODULE and SOURCES are always needed):
#
#   MODULE   := core                  the name, unique; for a program also the name of the file made
#   KIND     := library               library | kernel-image | user-program | host-program | tests
#   FLAVOURS := kernel user host test which ways a library is compiled (default: kernel user host test)
#   SOURCES  := src/elf.c src/x.S     relative to the folder. $(DIR) is the folder: $(notdir $(wildcard $(DIR)/*.c))
#   INCLUDES := include               folders whose headers this module shows to all who depend on it
#   DEPENDS  := abi capnp             modules it uses; theirs follow by themselves. A module need not depend on what it does not use
#   TESTS    := elf ledger            tests/unit/test_elf.c, ...: cmocka programs, each linked with this module and its DEPENDS
#   TEST_SOURCES := model.c           more sources for each of TESTS, relative to tests/unit/
#   TEST_DEPENDS := abi               modules that only the tests need
#   PORTS    := libsodium-kernel      recipes of ports/ whose archive is linked and whose headers are seen
#   LDLIBS   := -lpthread             host programs and tests only
#   EXTRA_CFLAGS := -fno-builtin      for this module's own sources; say why beside it
#
# KIND, by what it makes:
#   library       an archive per flavour, linked into the programs that depend on it (only the members they use)
#   kernel-image  $(OUT)/capos.elf. Linked with kernel/kernel.ld from its SOURCES, its DEPENDS, and every library module below
#                 kernel/, those whole, so that a part of the kernel is added by adding its folder
#   user-program  $(OUT)/user/MODULE, static, linked with rt/user.ld. .symtab stays; the debug sections are in $(OUT)/debug/
#   host-program  $(OUT)/host/MODULE, an ordinary program
#   tests         no program of its own: only TESTS
#
# Flavours of code: kernel and user are freestanding; host is ordinary; test is host under ASan and UBSan. Sources below
# kernel/ also see kernel/ and kernel/arch/x86_64/include. A changed flag, module.mk, header or schema rebuilds what it touches.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -ec
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := all

# An empty variable of the environment is as none.
CC := $(if $(filter default,$(origin CC)),gcc,$(or $(CC),gcc))
FLAVOUR := $(or $(FLAVOUR),release)
SYSTEM := $(or $(SYSTEM),default)
ifeq ($(filter release debug,$(FLAVOUR)),)
$(error FLAVOUR=$(FLAVOUR): expected release or debug)
endif
TOOLCHAIN := $(if $(findstring clang,$(CC)),clang,gcc)
OUT := build/$(TOOLCHAIN)-$(FLAVOUR)

include make/flags.mk
include make/modules.mk
include make/generate.mk
include make/systems.mk
include make/ports.mk

.PHONY: all kernel user host tests list-tests clean help links
all: kernel user systems links compile_commands

kernel: $(KERNEL_IMAGE)
user: $(USER_PROGRAMS)
host: $(HOST_PROGRAMS)
host-%: $(OUT)/host/%
	@:
tests: $(TEST_PROGRAMS)
list-tests:
	@echo $(sort $(TEST_PROGRAMS))

# Links that always name the build made last. Not order-sensitive: they may point at what is not built yet.
links:
	@mkdir -p build
	@ln -sfn $(OUT:build/%=%)/capos.elf build/capos.elf
	@ln -sfn $(OUT:build/%=%)/systems/$(SYSTEM)/manifest.bin build/manifest.bin
	@ln -sfn $(OUT:build/%=%)/systems build/systems
	@ln -sfn $(OUT:build/%=%)/host build/host
	@ln -sfn $(OUT:build/%=%)/user build/user

clean:
	rm -rf build

help:
	@echo 'make            kernel, processes, system images      make kernel | user | host | tests   only those'
	@echo 'make systems    system images                         make build/.../systems/NAME/manifest.bin   one of them'
	@echo 'make iso        $(OUT)/capos.iso from SYSTEM          make generate    write capnp/gen again from schema/'
	@echo 'make clean      remove build/                         variables: CC=clang FLAVOUR=debug SYSTEM=name V=1'
	@echo 'modules: $(sort $(MODULES))'

# The headers each object was made from.
-include $(ALL_OBJECTS:.o=.d)
