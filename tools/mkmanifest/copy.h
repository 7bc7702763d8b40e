/* SPDX-License-Identifier: MIT */
/*
 * Copying the parts of a manifest from readers to builders, field by field. Empty texts, empty lists and defaults are
 * left out, so that the same content gives the same bytes whoever made the input.
 *
 * On failure `where` names what was being copied.
 */
#pragma once

#include "package.h"

#define COPY_WHERE_BYTES 96

/* Copies a text field of that name, from a reader to a builder of one type; an empty one is left out. */
#define COPY_TEXT(from, to, type, field)                                                                               \
    do {                                                                                                               \
        struct capn_text copied_;                                                                                      \
        status_t status_ = type##_get_##field(from, &copied_);                                                         \
        if (status_ == STATUS_OK && copied_.len > 0)                                                                   \
            status_ = type##_set_##field(to, copied_);                                                                 \
        if (status_ != STATUS_OK)                                                                                      \
            return status_;                                                                                            \
    } while (0)

struct copy {
    struct capn_builder builder;
    char where[COPY_WHERE_BYTES];
};

__attribute__((format(printf, 2, 3))) void copy_enter(struct copy *copy, const char *format, ...);

MUST_CHECK status_t copy_init_process(struct copy *copy, const struct init_process_reader *from,
                                      const struct init_process_builder *to);
MUST_CHECK status_t copy_services(struct copy *copy, const struct init_config_reader *from,
                                  const struct init_config_builder *to);
MUST_CHECK status_t copy_accounts(struct copy *copy, const struct package *from, const struct init_config_builder *to);
MUST_CHECK status_t copy_profiles(struct copy *copy, const struct package *from, const struct init_config_builder *to);
