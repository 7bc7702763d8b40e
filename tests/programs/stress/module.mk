# SPDX-License-Identifier: MIT
MODULE := test-stress
KIND := user-program
SOURCES := main.c driver.c children.c parameters.c report.c actor.c calls.c ends.c family.c gifts.c holds.c memory.c promises.c tracking.c waits.c
DEPENDS := abi capnp rt test-kit
