/* SPDX-License-Identifier: MIT */
/* What @name (granted to us) and $name (bound to a result) stand for. The $names own their capabilities. */
#pragma once

#include "parse.h"
#include "rt/rt.h"

#define NAMES_MAX 64u
#define NAMES_BYTES 72u         /* "$" name "." part, and the zero */

/* A capability as a command sees it. */
struct named_cap {
    cap_id_t cap;
    uint64_t interface_id;
    uint8_t transfer_mode;      /* enum cap_transfer_mode */
    bool has_terminal;          /* a process that may read the terminal that we read */
};

struct bound_name {
    char name[NAMES_BYTES];     /* without the sigil */
    struct named_cap cap;
};

struct names {
    struct rt *rt;
    uint32_t count;
    struct bound_name bound[NAMES_MAX];     /* in the order of binding */
};

void names_init(struct names *names, struct rt *rt);
/* Borrowed. False: no such name. */
bool names_find(const struct names *names, bool bound, struct capn_text name, struct named_cap *out);
/*
 * Binds $name, or $name.part when part is not empty, taking over the caller's reference. A name that was taken loses
 * its old capability. STATUS_TABLE_FULL: nothing was bound and the reference is still the caller's.
 */
MUST_CHECK status_t names_bind(struct names *names, struct capn_text name, struct capn_text part,
                               const struct named_cap *cap);
/* Drops $name and everything of it, $name.part. How many names went. */
uint32_t names_drop(struct names *names, struct capn_text name);
/* Forgets whatever stands for cap: it was moved away and is no longer ours. */
void names_forget(struct names *names, cap_id_t cap);
