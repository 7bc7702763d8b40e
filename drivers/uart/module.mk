# SPDX-License-Identifier: MIT
MODULE := uart
KIND := user-program
SOURCES := main.c device.c receive.c transmit.c
DEPENDS := abi capnp rt
