/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from annotations.capnp; do not edit. */
#include "annotations.capnp.h"

