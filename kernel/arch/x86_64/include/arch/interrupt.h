/* SPDX-License-Identifier: MIT */
/* Device interrupt lines through the IOAPIC. A line is a global system interrupt number; ISA lines are translated by MADT overrides. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "abi/status.h"

#define INTERRUPT_LINE_MAX 64u

/* LAPIC and IOAPICs from the MADT; everything masked. Boot. */
void interrupts_init(void);
/* Routes ISA line / GSI `line` to this CPU, masked. *level tells its trigger mode. STATUS_NOT_FOUND: no such line. */
MUST_CHECK status_t interrupt_line_route(uint32_t line, bool *level);
/* Why `line` was refused, for a person. */
const char *interrupt_line_missing(uint32_t line);
void interrupt_line_mask(uint32_t line);
void interrupt_line_unmask(uint32_t line);
