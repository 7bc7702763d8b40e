# SPDX-License-Identifier: MIT
MODULE := mkmanifest
KIND := host-program
SOURCES := main.c options.c report.c file.c package.c merge.c copy.c copy_services.c write.c
DEPENDS := abi capnp core
