/* SPDX-License-Identifier: MIT */
/*
 * The tap of the whole system, as lines in the kernel's log, when the command line has the word `tap` or `tap=payload`. One line
 * a record, and more lines for its message; tools/ringtap reads them.
 *
 *   ringtap:1 s q1f t2a05f200 p7 n3 o1 b2 c3 i9a6e03c7f1d4b285 m2 l18 r1000 u44 ~9c1e
 *
 * After the version a letter for the kind, then fields: one letter and a hexadecimal number each; those that are 0 are left out.
 * `=` and bytes is a name, or with `a` (an offset) part of the message of record `q`. `~` and the checksum of all before it end
 * the line. docs/tracing.md lists the letters.
 */
#pragma once

#include <stdbool.h>

#include "base/boot_info.h"

/* Opens tap_log if the command line says so. Boot, before there is any process. */
void tap_log_init(const struct boot_info *boot);
/* Writes some records that are waiting. True: more may be there. */
bool tap_log_write_some(void);
/* Writes all that are waiting: before the machine is switched off. */
void tap_log_flush(void);
