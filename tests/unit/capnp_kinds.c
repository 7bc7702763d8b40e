/* SPDX-License-Identifier: MIT */
/* The generated code of fixtures/kinds.capnp, with stubs that get buffers of exactly the size that they ask for. */
#include "capnp_loopback.h"

#include "fixtures/kinds.capnp.c"
