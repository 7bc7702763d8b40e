# SPDX-License-Identifier: MIT
MODULE := terminal-discipline
KIND := library
FLAVOURS := user test
SOURCES := discipline.c typed.c
INCLUDES := .
DEPENDS := escape
TESTS := terminal_discipline terminal_queue terminal_typed
