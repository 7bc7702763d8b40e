# SPDX-License-Identifier: MIT
# Headers only: what the kernel and every process agree on.
MODULE := abi
KIND := library
INCLUDES := include
