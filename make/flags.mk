# SPDX-License-Identifier: MIT
#
# Flags per flavour. CFLAGS_<flavour>, LDFLAGS_<flavour>; a program adds its linker script and map.

WARNINGS := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla -Wundef
ifeq ($(FLAVOUR),debug)
OPTIMISE := -Og -DCAPOS_DEBUG=1
else
OPTIMISE := -O2 -DCAPOS_DEBUG=0
# Nothing walks the stack of a process of this flavour, and typed calls are short enough to feel the difference.
FRAMES_user := -fomit-frame-pointer
endif

# Paths inside the output never name where the tree lies, so two clones build the same bytes. Everything is named relative to the
# tree; only the folder that a compiler runs in goes into debug information, and compilers take its name from PWD when that is
# right. The tree's own name in -ffile-prefix-map would have to be free of spaces, quotes, $ and =.
export PWD := /proc/self/cwd
COMMON := -std=gnu17 $(WARNINGS) $(OPTIMISE) -g -fno-common -fno-omit-frame-pointer -ffunction-sections -fdata-sections \
	-ffile-prefix-map=$(PWD)=.

# No PLT, GOT or CET notes; no vector code where the kernel must not touch FPU state. Aliasing and null-check deductions are
# off because both sides read memory that another domain may rewrite.
FREESTANDING := -ffreestanding -fno-pic -fno-pie -fcf-protection=none -fno-strict-aliasing -fno-delete-null-pointer-checks \
	-fno-asynchronous-unwind-tables -fno-unwind-tables
CFLAGS_kernel := $(COMMON) $(FREESTANDING) -mno-red-zone -mno-sse -mno-sse2 -mno-mmx -mno-avx -mno-80387 -mcmodel=kernel \
	-fno-stack-protector -DCAPN_NO_CLIENT=1 -DCAPOS_KERNEL=1
CFLAGS_user := $(COMMON) $(FREESTANDING) $(FRAMES_user) -fstack-protector-strong -ftls-model=local-exec -DCAPOS_USER=1
CFLAGS_host := $(COMMON) -D_GNU_SOURCE -DCAPOS_HOST=1
# -O1 whatever the flavour: the sanitizers' own branches make gcc warn of paths that -O2 invents.
CFLAGS_test := $(COMMON) -O1 -D_GNU_SOURCE -DCAPOS_HOST=1 -DCAPOS_TEST=1 -fsanitize=address,undefined -fno-sanitize-recover=all

LDFLAGS_freestanding := -static -nostdlib -no-pie -Wl,--gc-sections -Wl,-z,noexecstack -Wl,--build-id=none
LDFLAGS_kernel := $(LDFLAGS_freestanding) -Wl,-z,max-page-size=4096
LDFLAGS_user := $(LDFLAGS_freestanding) -Wl,-z,separate-code -Wl,-z,max-page-size=4096
LDFLAGS_host := -Wl,--gc-sections
LDFLAGS_test := -Wl,--gc-sections -fsanitize=address,undefined
ifeq ($(TOOLCHAIN),clang)
# clang passes no-pie on as a link mode already and calls the flag unused.
LDFLAGS_freestanding += -Wno-unused-command-line-argument
LDFLAGS_kernel += -Wno-unused-command-line-argument
LDFLAGS_user += -Wno-unused-command-line-argument
endif
# 128-bit division and its like, for user programs; the kernel does without.
LIBGCC := $(shell $(CC) -print-libgcc-file-name)

# V=1 shows commands.
ifneq ($(V),1)
Q := @
say = @printf '  %-6s %s\n' '$(1)' '$(2)'
endif
