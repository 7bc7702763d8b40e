/* SPDX-License-Identifier: MIT */
/* Made by capnpc-capos from session.capnp; do not edit. */
#include "session.capnp.h"

