/* SPDX-License-Identifier: MIT */
/*
 * What @name (granted to us) and $name (bound to a result) stand for. The $names own their capabilities.
 *
 * The table grows on the heap. A command that has an effect and then binds what came of it reserves the room first, so that binding
 * cannot fail:
 *
 *   names_reserve, the effect, names_bind
 */
#pragma once

#include "rt/rt.h"

#define NAMES_BYTES 72u         /* name "." part, and the zero; the parsers let no longer ones through */

/* A capability as a command sees it. */
struct named_cap {
    cap_id_t cap;
    uint64_t interface_id;
    uint8_t transfer_mode;      /* enum cap_transfer_mode */
    bool is_terminal;           /* the terminal that we read, or derived from it: the object counts, not the interface */
    bool has_terminal;          /* a process that was given that and may read what we read, or a service of such a process */
};

struct bound_name {
    char name[NAMES_BYTES];     /* without the sigil */
    struct named_cap cap;
};

struct names {
    struct rt *rt;
    cap_id_t terminal;          /* the terminal that we read */
    cap_id_t lent_terminal;     /* what its name stands for: the same, or a loan of it */
    uint32_t count, capacity;
    struct bound_name *bound;   /* in the order of binding; heap */
};

/* terminal: the hold that the shell reads. */
void names_init(struct names *names, struct rt *rt, cap_id_t terminal);
/* Borrowed. False: no such name. */
bool names_find(const struct names *names, bool bound, struct capn_text name, struct named_cap *out);
/* What an entry of our CapSet stands for. */
struct named_cap names_granted(const struct names *names, const struct capset_entry *entry);
/* Makes sure that the next `more` names_bind find room. STATUS_NO_MEMORY: the heap cannot grow; nothing changed. */
MUST_CHECK status_t names_reserve(struct names *names, uint32_t more);
/*
 * Binds $name, or $name.part when part is not empty, taking over the caller's reference. A name that was taken loses
 * its old capability. There must be room: see names_reserve.
 */
void names_bind(struct names *names, struct capn_text name, struct capn_text part, const struct named_cap *cap);
/* Drops $name and everything of it, $name.part. How many names went. */
uint32_t names_drop(struct names *names, struct capn_text name);
/* Forgets whatever stands for cap: it was moved away and is no longer ours. */
void names_forget(struct names *names, cap_id_t cap);
