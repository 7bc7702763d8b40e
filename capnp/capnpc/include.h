/* SPDX-License-Identifier: MIT */
/* Which headers the code of a schema file needs. What only annotations use of an import needs none. */
#pragma once

#include <stdio.h>

#include "model.h"

/* Finds what the code of each file refers to. Before the other functions. */
void includes_find(struct model *model);
/* The library's headers. */
void emit_library_includes(FILE *out, const struct schema_file *file);
/* Those of other schema files. */
void emit_schema_includes(FILE *out, const struct schema_file *file);
/* Whether includer's header brings that of included along, directly or through others. */
bool file_includes(const struct schema_file *includer, const struct schema_file *included);
