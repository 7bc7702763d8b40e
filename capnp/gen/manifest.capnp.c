/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from manifest.capnp; do not edit. */
#include "manifest.capnp.h"

