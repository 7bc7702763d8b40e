/* SPDX-License-Identifier: MIT */
/* The two halves of this test. */
#pragma once

#include "capability.capnp.h"
#include "kit.h"

struct lend {
    struct kit kit;
    capability_manager_t manager;
};

void test_narrow(struct lend *lend);
void test_revoke(struct lend *lend);
