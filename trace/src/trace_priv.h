/* SPDX-License-Identifier: MIT */
/* Between the files of this module. */
#pragma once

#include <stdarg.h>

#include "trace/trace.h"

/* --- text (value.c) ------------------------------------------------------------------------------------------------ */

/* A buffer that ends in "..." when something did not fit. */
struct text {
    char *bytes;
    size_t size, len;
    bool cut;
};

void text_open(struct text *text, char *bytes, size_t size);
__attribute__((format(printf, 2, 3))) void text_put(struct text *text, const char *format, ...);

/* Method of the interface, or false. */
bool value_find_method(struct trace *trace, uint64_t interface_id, uint16_t method_id, struct capn_method *out);
/* The interface of result capability number `field` of that method; 0: not known. */
uint64_t value_promised(struct trace *trace, uint64_t interface_id, uint16_t method_id, uint16_t field);
/* "TerminalSession", or its id. */
void value_put_interface(struct trace *trace, struct text *text, uint64_t interface_id);
/* "writeLine", or "method 99". */
void value_put_method(struct trace *trace, struct text *text, uint64_t interface_id, uint16_t method_id);
/* " (text = "hello")", or how many bytes it were. */
void value_put_params(struct trace *trace, struct text *text, uint64_t interface_id, uint16_t method_id,
                      const struct tap_record *record, const void *payload);
/* "ok", "ok (ns = 5)", "failed: reason": of a method that went well with a message, or of a CapException. */
void value_put_results(struct trace *trace, struct text *text, uint64_t interface_id, uint16_t method_id,
                       const struct tap_record *record, const void *payload);
void value_put_exception(struct trace *trace, struct text *text, const struct tap_record *record, const void *payload);

/* --- names (names.c) ----------------------------------------------------------------------------------------------- */

/* NULL: not known. */
const char *name_of_process(const struct trace *trace, uint32_t pid);
const struct trace_grant *name_find_grant(const struct trace *trace, uint32_t pid, cap_id_t cap_id);
void name_add_process(struct trace *trace, uint32_t pid, const void *name, size_t len);
void name_add_grant(struct trace *trace, const struct tap_record *record, const void *name);
/* Its capabilities are nobody's any more. Its own name stays. */
void name_drop_grants(struct trace *trace, uint32_t pid);

/* --- what is under way (tables.c) ---------------------------------------------------------------------------------- */

/* A new entry, zero but for its age. */
struct trace_call *table_add_call(struct trace *trace);
struct trace_served *table_add_served(struct trace *trace);
/* NULL: there is none. */
struct trace_call *table_find_call(struct trace *trace, uint32_t pid, uint32_t tid, uint64_t answer_id);
/* What a completion belongs to. One that comes outside of its submission's turn may not know its answer id. */
struct trace_call *table_find_completed(struct trace *trace, const struct tap_record *record);
/* Call ids are an endpoint's own: the capability tells which one, where it is known (else CAP_ID_INVALID). */
struct trace_served *table_find_served(struct trace *trace, uint32_t pid, uint64_t call_id, cap_id_t cap_id);
/* How deep a thread works: below the newest call that it has received and not answered; 0: for itself. */
uint8_t table_depth(const struct trace *trace, uint32_t pid, uint32_t tid);
