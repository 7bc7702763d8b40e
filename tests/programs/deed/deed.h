/* SPDX-License-Identifier: MIT */
/* Deeds return the exit code, if they get that far. */
#pragma once

#include "kit.h"

struct deed {
    const char *name;
    int (*run)(struct kit *kit);
};

extern const struct deed memory_deeds[], protocol_deeds[], leave_deeds[], chain_deeds[], many_deeds[], granted_deeds[];
/* Sleeps for 30 ms; 7. */
int deed_nap(struct kit *kit);
/* A deed that is bytes of machine code; false when there is none of that name. */
bool nested_run(struct kit *kit, const char *name, int *exit_code);
bool code_run(struct kit *kit, const char *name, int *exit_code);

static inline bool name_is(const char *a, const char *b)
{
    size_t len = strlen(a);

    return len == strlen(b) && memcmp(a, b, len) == 0;
}
