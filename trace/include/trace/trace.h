/* SPDX-License-Identifier: MIT */
/*
 * A call trace from the records of a tap. Records go in one by one; lines come out through a callback:
 *
 *   hello  #3 terminal.writeLine (text = "hello") -> ok
 *
 * A call is one line, when its completion comes. When a server works on it meanwhile and is tapped too, it is two, with the
 * server's own calls indented between them.
 *
 * No record is trusted: they may come from a file that anybody wrote. Nothing is allocated; what does not fit into the tables
 * is forgotten, the oldest first, and counted.
 */
#pragma once

#include "abi/tap.h"
#include "capnp/schema.h"

#define TRACE_CALLS 256u
#define TRACE_SERVED 128u
#define TRACE_PROCESSES 128u
#define TRACE_GRANTS 1024u
#define TRACE_NAME_BYTES 32u
#define TRACE_CALL_BYTES 240u           /* of a call's text; what is longer is cut and ends in "..." */
#define TRACE_LINE_BYTES 640u
#define TRACE_MESSAGE_BYTES (MESSAGE_MAX_BYTES + 1024u)

struct trace_process {
    uint32_t pid;                       /* 0: free */
    char name[TRACE_NAME_BYTES];
};

struct trace_grant {
    uint32_t pid;                       /* 0: free */
    cap_id_t cap_id;
    uint64_t interface_id;
    char name[TRACE_NAME_BYTES];
};

/* An operation that was submitted and has no completion yet. */
struct trace_call {
    uint32_t pid, tid;
    uint64_t answer_id, user_data, begin_ns;
    uint64_t age;                       /* order of submission; 0: free */
    uint64_t interface_id;
    cap_id_t cap_id;
    uint16_t method_id;
    uint8_t opcode, depth;
    uint8_t target_len;                 /* of text: without the parameters */
    bool opened;                        /* its first line was printed */
    bool kept, done;                    /* its answer can be called until FINISH; it was shown and is only kept for that */
    char text[TRACE_CALL_BYTES];        /* target, method, parameters */
};

/* A call that a tapped server received and has not answered. */
struct trace_served {
    uint64_t age;                       /* 0: free */
    uint32_t pid, tid;
    uint64_t call_id, begin_ns;
    cap_id_t cap_id;                    /* of the server's endpoint; CAP_ID_INVALID: unknown */
    uint64_t interface_id;
    uint16_t method_id;
    uint8_t depth;                      /* of what the server does for it */
    bool alone;                         /* the caller is not tapped: the server's side is all there is */
};

struct trace {
    /* Set before the first record, the rest zero. */
    struct capn_schema *schema;         /* NULL: numbers instead of names, bytes instead of values */
    void (*print)(void *context, const char *line, size_t len); /* with its newline, printable otherwise */
    void *context;
    bool times;                         /* when it was, and how long it took */
    bool pids;                          /* names/pid, and processes that start */
    bool all;                           /* receives, returns, releases and no-ops that went well, too */
    const char *only;                   /* lines of processes with this name or pid; NULL: of all */

    /* Counts. */
    uint64_t lost;                      /* records, by the kernel */
    uint64_t forgotten;                 /* calls, by us */

    /* Private. */
    uint64_t age;
    uint32_t next_process, next_grant;
    struct trace_process processes[TRACE_PROCESSES];
    struct trace_grant grants[TRACE_GRANTS];
    struct trace_call calls[TRACE_CALLS];
    struct trace_served served[TRACE_SERVED];
    uint64_t message[TRACE_MESSAGE_BYTES / 8];
};

/* One record. payload: record->payload_bytes bytes, any alignment. */
void trace_record(struct trace *trace, const struct tap_record *record, const void *payload);
/* Records as TapReader.read gives them. False: the bytes are damaged; what came before was taken. */
bool trace_records(struct trace *trace, const void *bytes, size_t len);
/* Nothing comes for a while: prints the first lines of calls that wait. */
void trace_idle(struct trace *trace);
/* Nothing comes any more: prints what is unfinished. */
void trace_end(struct trace *trace);

/* --- lines of the log ---------------------------------------------------------------------------------------------- */

/* Puts records and their messages together again from lines of the kernel's log. */
struct trace_lines {
    struct trace *trace;
    uint64_t damaged;                   /* lines that look like records and are not */
    bool pending;                       /* a record whose message is still coming */
    uint32_t received;
    struct tap_record record;
    uint8_t payload[TAP_PAYLOAD_MAX_BYTES];
};

/* One line without its newline; text before a record is passed over. Whether it had a record. */
bool trace_lines_take(struct trace_lines *lines, const char *line, size_t len);
/* The last record goes out, though its message may be incomplete. */
void trace_lines_end(struct trace_lines *lines);
