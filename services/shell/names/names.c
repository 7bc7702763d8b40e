/* SPDX-License-Identifier: MIT */
/* The table of bound names, and the CapSet. */
#include "names.h"

#define FIRST_CAPACITY 64u

void names_init(struct names *names, struct rt *rt, cap_id_t terminal)
{
    *names = (struct names){ .rt = rt, .terminal = terminal, .lent_terminal = terminal };
}

static bool name_equals(const char *name, struct capn_text text)
{
    return strlen(name) == text.len && memcmp(name, text.data, text.len) == 0;
}

struct named_cap names_granted(const struct names *names, const struct capset_entry *entry)
{
    bool is_terminal = entry->cap_id == names->terminal;

    return (struct named_cap){
        .cap = is_terminal ? names->lent_terminal : entry->cap_id,
        .interface_id = entry->interface_id,
        .transfer_mode = entry->transfer_mode,
        .is_terminal = is_terminal,
    };
}

static bool find_granted(const struct names *names, struct capn_text name, struct named_cap *out)
{
    for (uint32_t i = 0; i < rt_capset_count(names->rt); i++) {
        const struct capset_entry *entry = rt_capset_entry(names->rt, i);

        if (!name_equals(entry->name, name))
            continue;
        *out = names_granted(names, entry);
        return true;
    }
    return false;
}

bool names_find(const struct names *names, bool bound, struct capn_text name, struct named_cap *out)
{
    if (!bound)
        return find_granted(names, name, out);
    for (uint32_t i = 0; i < names->count; i++) {
        if (name_equals(names->bound[i].name, name)) {
            *out = names->bound[i].cap;
            return true;
        }
    }
    return false;
}

static void remove_at(struct names *names, uint32_t index)
{
    names->count--;
    memmove(&names->bound[index], &names->bound[index + 1], (names->count - index) * sizeof(names->bound[0]));
}

/* `name` itself or a part of it. */
static bool belongs_to(const char *name, struct capn_text whole)
{
    return strlen(name) >= whole.len && memcmp(name, whole.data, whole.len) == 0 &&
           (name[whole.len] == 0 || name[whole.len] == '.');
}

uint32_t names_drop(struct names *names, struct capn_text name)
{
    uint32_t dropped = 0;

    for (uint32_t i = names->count; i-- > 0;) {
        if (!belongs_to(names->bound[i].name, name))
            continue;
        rt_drop(names->rt, names->bound[i].cap.cap);
        remove_at(names, i);
        dropped++;
    }
    return dropped;
}

status_t names_reserve(struct names *names, uint32_t more)
{
    uint32_t capacity = names->capacity ? names->capacity : FIRST_CAPACITY;
    struct bound_name *bound;

    while (capacity - names->count < more)
        capacity *= 2;
    if (capacity == names->capacity)
        return STATUS_OK;
    bound = rt_realloc(names->rt, names->bound, capacity * sizeof(*bound));
    if (!bound)
        return STATUS_NO_MEMORY;
    names->bound = bound;
    names->capacity = capacity;
    return STATUS_OK;
}

void names_bind(struct names *names, struct capn_text name, struct capn_text part, const struct named_cap *cap)
{
    struct bound_name fresh = { .cap = *cap };

    (void)rt_format(fresh.name, sizeof(fresh.name), part.len ? "%.*s.%.*s" : "%.*s", (int)name.len, name.data,
                    (int)part.len, part.data);
    for (uint32_t i = names->count; i-- > 0;) {
        if (name_equals(names->bound[i].name,
                        (struct capn_text){ .data = fresh.name, .len = (uint32_t)strlen(fresh.name) })) {
            rt_drop(names->rt, names->bound[i].cap.cap);
            remove_at(names, i);
        }
    }
    if (names->count == names->capacity)
        rt_panic(names->rt, "no room was reserved for $%s", fresh.name);
    names->bound[names->count++] = fresh;
}

void names_forget(struct names *names, cap_id_t cap)
{
    for (uint32_t i = names->count; i-- > 0;) {
        if (names->bound[i].cap.cap == cap)
            remove_at(names, i);
    }
}
