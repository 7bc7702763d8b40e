# SPDX-License-Identifier: MIT
MODULE := test-stress
KIND := user-program
SOURCES := main.c driver.c children.c parameters.c report.c sessions.c actor.c calls.c crew.c ends.c family.c gifts.c hands.c holds.c memory.c promises.c \
    tracking.c waits.c words.c
DEPENDS := abi capnp rt test-kit
