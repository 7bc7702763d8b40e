# SPDX-License-Identifier: MIT
MODULE := mkmanifest
KIND := host-program
SOURCES := main.c options.c report.c file.c package.c merge.c copy.c copy_services.c write.c
DEPENDS := abi capnp core
# It makes no calls, and the handle type timer_t is also a name of the host's C library.
EXTRA_CFLAGS := -DCAPN_NO_CLIENT=1
