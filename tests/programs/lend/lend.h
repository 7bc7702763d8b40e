/* SPDX-License-Identifier: MIT */
/* The two halves of this test. */
#pragma once

#include "capability.capnp.h"
#include "kit.h"

struct lend {
    struct kit kit;
    capability_manager_t manager;
};

/* A facet of cap and its revoker, both owned. */
MUST_CHECK status_t lend_capability(struct lend *lend, cap_id_t cap, cap_id_t *facet, revoker_t *revoker);
void test_narrow(struct lend *lend);
void test_revoke(struct lend *lend);
