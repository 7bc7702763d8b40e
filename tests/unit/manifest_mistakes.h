/* SPDX-License-Identifier: MIT */
#pragma once

#include "manifest_fixture.h"

typedef void mistake_make(struct manifest_fixture *fixture);

/* boot: whether the kernel's part of the check must find it too. */
struct mistake {
    const char *name;
    mistake_make *make;
    bool boot;
    const char *expect;
};

extern const struct mistake manifest_mistakes[];
extern const size_t manifest_mistake_count;
