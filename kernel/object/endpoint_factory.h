/* SPDX-License-Identifier: MIT */
/* The EndpointFactory object: one for the whole system, what it makes is charged to its caller. */
#pragma once

#include "base/object.h"

extern struct object_kind endpoint_factory_kind;
