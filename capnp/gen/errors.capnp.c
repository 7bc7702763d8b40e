/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from errors.capnp; do not edit. */
#include "errors.capnp.h"

