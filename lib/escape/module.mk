# SPDX-License-Identifier: MIT
MODULE := escape
KIND := library
FLAVOURS := user test
SOURCES := escape.c
INCLUDES := .
TESTS := escape
