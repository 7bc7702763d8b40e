/* SPDX-License-Identifier: MIT */
/*
 * What cannot be generated. A run goes on after a refusal, so that it tells all of them, and then writes nothing: output
 * is kept in memory until all of it is made.
 *
 * One reason is found here: two things that would have one name in C. A function that emits a name claims it.
 */
#pragma once

#include <stdio.h>

#include "model.h"

/* member: a field, method or enumerant of node; NULL: node itself. */
void refuse(const struct node *node, const char *member, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Prints what was refused; the program's exit status: 0 when it was nothing. */
int refusals_report(void);

/* What is claimed from here on is of that file. */
void claims_begin(const struct schema_file *file);
/*
 * An identifier of the current file: function, object, type, enumerator or macro. owner: what in the schema it comes from.
 * A tag is claimed with its keyword, "struct foo_reader", a member of a struct as "foo_server.bar".
 */
void claim(const char *owner, const char *name);
/* Names that every file makes in the same way for the same owner, and guards. */
void claims_share(bool shared);
/* Refuses what was claimed twice, in one file or in two of which one includes the other. includes: whether it does. */
void claims_check(bool (*includes)(const struct schema_file *includer, const struct schema_file *included));
