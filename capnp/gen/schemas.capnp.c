/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from schemas.capnp; do not edit. */
#include "schemas.capnp.h"

