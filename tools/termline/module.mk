# SPDX-License-Identifier: MIT
MODULE := termline
KIND := host-program
SOURCES := main.c relay.c filter.c
DEPENDS := abi
