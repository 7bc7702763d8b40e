/* SPDX-License-Identifier: MIT */
/* The packed schemas of fixtures/kinds.capnp, for tests of what is driven by schemas. */
#pragma once

#include "capnp/schema.h"

static const uint64_t kinds_schemas[] = {
#include "fixtures/kinds_schemas.inc"
};

static inline status_t kinds_schema_open(struct capn_schema *schema)
{
    return capn_schema_open(schema, kinds_schemas, sizeof(kinds_schemas));
}
