# SPDX-License-Identifier: MIT
MODULE := shell
KIND := user-program
SOURCES := main.c shell.c ask.c argument.c out.c input.c schemas.c report.c source.c commands.c command_help.c command_caps.c \
	command_call.c command_spawn.c command_trace.c command_wait.c command_system.c \
	command_ps.c command_top.c command_ledger.c snapshot.c task_row.c programs.c launch.c process_exit.c terminal_loan.c end.c
DEPENDS := abi capnp trace rt shell-language shell-editor shell-names shell-view
