/* SPDX-License-Identifier: MIT */
/* Between session.c and session_factory.c. */
#pragma once

#include "ipc/session.h"

/* A live session without id, subject and payer; one reference, the caller's. NULL: no memory. */
struct session *session_alloc(void);
/* Before anybody else can see the session. call may be NULL when the field is known to fit. STATUS_INVALID_ARGUMENT, with
 * its reason. */
MUST_CHECK status_t session_set_field(struct session *session, enum session_field field, const void *bytes, uint32_t count,
                                      struct capn_call *call);
/* When it ends by itself; 0: never. */
void session_set_deadline(struct session *session, uint64_t deadline_ns);
/* Whether a caller's deadline is 0 or in the future. STATUS_INVALID_ARGUMENT, with its reason. */
MUST_CHECK status_t session_check_deadline(struct capn_call *call, uint64_t deadline_ns);
