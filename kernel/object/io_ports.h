/* SPDX-License-Identifier: MIT */
/* I/O ports and interrupt lines as objects. */
#pragma once

#include "base/object.h"

/* count ports from base. STATUS_INVALID_ARGUMENT (empty, or past port 0xffff), STATUS_NO_MEMORY. One reference. */
MUST_CHECK status_t io_ports_create(uint16_t base, uint16_t count, struct object **out);
/* The object of a line: one per line, made when first asked for. STATUS_NOT_FOUND, STATUS_NO_MEMORY. One reference. */
MUST_CHECK status_t interrupt_create(uint32_t line, struct object **out);
