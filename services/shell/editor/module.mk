# SPDX-License-Identifier: MIT
MODULE := shell-editor
KIND := library
FLAVOURS := user test
SOURCES := keys.c line.c screen.c history.c editor.c
INCLUDES := .
DEPENDS := escape
TESTS := shell_keys shell_history shell_editor
