/* SPDX-License-Identifier: MIT */
/*
 * An actor: a process that does random things with everything it holds, for some hundred steps, and then ends in the way that
 * its plan says. It uses the ring raw and keeps book of every operation: each one is answered once, with a result that is
 * documented for it. What comes back beyond that is wrong, and the driver hears of it by the exit code.
 */
#pragma once

#include "capability.capnp.h"
#include "notification.capnp.h"
#include "plan.h"

/* Operations under way, below the ring's 32 so that nothing is ever refused for want of a completion. */
#define OPEN_MAX 24u
/* The last slots are for what must always be possible: one call to a kernel object, FINISH, RELEASE. */
#define OPEN_SPARE 4u
#define BUFFER_BYTES 1024u
#define CAPS_MAX 40u
#define CALLS_MAX 16u
#define LOOSE_PAGES 12u
#define MAPPINGS_MAX 4u
#define DESCRIPTORS_MAX 3u

enum operation_kind {
    OPERATION_NONE, OPERATION_CALL, OPERATION_RECEIVE, OPERATION_RETURN, OPERATION_FINISH, OPERATION_RELEASE,
    OPERATION_WAIT,             /* a call to a kernel object that answers later */
    OPERATION_SYNC,             /* one that answers at once */
    OPERATION_PARK, OPERATION_UNPARK,
    OPERATION_KINDS,
};

struct operation {
    enum operation_kind kind;
    bool finishing;             /* FINISH was sent for it */
    bool loose;                 /* its buffers lie in pages that may have gone */
    bool transfers;
    bool patient;               /* its server is older: may be waited for without a deadline */
    bool kept, dependent;       /* CAP_SQE_KEEP, CAP_SQE_PIPELINE */
    uint32_t number;            /* of the operation, never used again */
    uint64_t answer_id;
    uint8_t *params, *result;
    uint32_t params_room, result_room;
    uint32_t target;            /* CALL, RECV: the hold; FINISH: slot and number of what it ends */
    uint32_t target_number;
};

struct held_cap {
    cap_id_t id;
    uint64_t interface_id;
};

struct received_call {
    cap_id_t endpoint;
    uint64_t id;
};

struct mapping {
    cap_id_t memory;
    uint64_t address;           /* 0: none */
    bool view;                  /* of a MemoryView: it can only be read */
};

struct actor {
    struct kit kit;
    struct crew *crew;
    uint32_t index;             /* in the crew */
    uint8_t (*buffers)[2][BUFFER_BYTES]; /* OPEN_MAX of them */
    struct actor_plan plan;
    struct kit_random random;
    capability_manager_t manager;
    cap_id_t serve;
    uint32_t steps, done;       /* steps to go; operations that were answered */
    uint32_t next_number;
    uint32_t open;
    struct operation operations[OPEN_MAX];
    struct operation last[OPEN_MAX]; /* the last operation in the slot, and how it ended */
    int32_t ended[OPEN_MAX];
    uint64_t kept[RING_KEPT_ANSWERS]; /* ids of kept answers that were not dropped */
    uint32_t kept_count;
    struct cap_cqe sync;        /* of the last OPERATION_SYNC */
    struct held_cap caps[CAPS_MAX];
    uint32_t cap_count;
    struct received_call calls[CALLS_MAX];
    uint32_t call_count;
    uint64_t loose;             /* address of the loose pages; other members may let the kernel write there */
    bool loose_mapped[LOOSE_PAGES];
    bool loose_writable[LOOSE_PAGES];
    struct mapping mappings[MAPPINGS_MAX];
    uint32_t unsent;
};

static inline uint32_t below(struct actor *actor, uint32_t bound)
{
    return kit_random_below(&actor->random, bound);
}

/* What must be so; else this actor says it and ends at once, with a code below 0: it logs by the typed client, which takes no care
 * of what is under way. */
__attribute__((format(printf, 3, 4))) void actor_check(struct actor *actor, bool right, const char *format, ...);

/* --- tracking.c: every operation and its end ---------------------------------------------------------------------------- */

/* A free slot, or NULL; spare: also one of the last. Its params and result are BUFFER_BYTES each. */
struct operation *operation_begin(struct actor *actor, enum operation_kind kind, bool spare);
/* For what is done at once: no completion when it goes well, and else one that says that there was no such hold or call. */
void quiet_submit(struct actor *actor, struct cap_sqe sqe);
/* The opcode and the rest are the caller's; user_data is set here. Sent now, or with the next ones: it may have ended when this
 * returns. Its answer id. */
uint64_t operation_submit(struct actor *actor, struct operation *operation, struct cap_sqe sqe);
/* Enters the kernel and takes what is there. */
void actor_enter(struct actor *actor, uint32_t minimum, uint64_t deadline_ns);
/* What an operation's completion brings, by kind (calls.c). */
void operation_ended(struct actor *actor, struct operation *operation, const struct cap_cqe *cqe);
/* A call to a kernel object that answers at once: words of data, then one capability, or CAP_ID_INVALID. Its result, and in out (may be
 * NULL) the first word of the answer; capabilities that come are held. */
int32_t kernel_call(struct actor *actor, cap_id_t cap, uint16_t method_id, const uint64_t *data, uint32_t words, cap_id_t sent,
                    uint64_t *out);
/* A message of these words and capabilities 0, 1, ...; its length. */
uint32_t put_message(uint8_t *buffer, const uint64_t *data, uint32_t words, uint32_t caps);

/* --- holds.c ------------------------------------------------------------------------------------------------------------- */

void hold_note(struct actor *actor, cap_id_t id, uint64_t interface_id);
void hold_forget(struct actor *actor, cap_id_t id);
/* One of ours, or CAP_ID_INVALID; interface_id 0: any. */
cap_id_t hold_pick(struct actor *actor, uint64_t interface_id);
uint64_t hold_interface(const struct actor *actor, cap_id_t id);
/* Of an endpoint of ours. */
void make_facet(struct actor *actor);
/* The facet of a service, most of the time; else anything. */
cap_id_t hold_pick_target(struct actor *actor);
/* Peers in the CapSet, which may come at any time. */
void look_for_grants(struct actor *actor);
/* Records behind a payload that was delivered. */
void hold_note_records(struct actor *actor, const uint8_t *buffer, int32_t payload, uint32_t count);
void release_hold(struct actor *actor, cap_id_t id);
/* Up to DESCRIPTORS_MAX random descriptors behind the params; how many. */
uint32_t put_descriptors(struct actor *actor, uint8_t *params, uint32_t len);

/* --- memory.c ------------------------------------------------------------------------------------------------------------- */

void memory_open(struct actor *actor);
/* Whether user code may read these bytes now, or write them. */
bool memory_readable(const struct actor *actor, const uint8_t *address, uint32_t bytes);
bool memory_writable(const struct actor *actor, const uint8_t *address, uint32_t bytes);
/* Somewhere in the loose pages or a mapping, at least BUFFER_BYTES: it may vanish while the kernel keeps it. */
uint8_t *memory_loose(struct actor *actor, uint32_t *room);

/* --- waits.c -------------------------------------------------------------------------------------------------------------- */

/* A call to a kernel object that is answered later. */
void wait_for(struct actor *actor, cap_id_t cap, uint16_t method_id, const uint64_t *data, uint32_t words);
/* Waits a little, for whatever comes first. */
void await_any(struct actor *actor);

/* --- the random steps, each in the file of its subject --------------------------------------------------------------------- */

struct step {
    uint32_t weight;
    void (*run)(struct actor *actor);
};

extern const struct step call_steps[], child_steps[], crew_steps[], hand_steps[], hold_steps[], memory_steps[], promise_steps[],
    wait_steps[], word_steps[];

/* --- promises.c ----------------------------------------------------------------------------------------------------------- */

/* Makes a call now and then one that is kept, or one on what a kept answer brings. Before it is submitted. */
void promise_maybe(struct actor *actor, struct operation *operation, struct cap_sqe *sqe);
/* After it was submitted. */
void promise_note(struct actor *actor, const struct operation *operation);

/* --- family.c ------------------------------------------------------------------------------------------------------------- */

/* Actors of this actor, before anything raw is under way. */
void start_children(struct actor *actor);

/* --- words.c -------------------------------------------------------------------------------------------------------------- */

/* PARK on one of our words until it is unparked, is not as expected, or some time passed (TIME_FOREVER: none). It may come back
 * earlier. With a time: no other PARK may be under way. */
void park_word(struct actor *actor, uint32_t *word, uint32_t expected, uint64_t ns);
void unpark_word(struct actor *actor, uint32_t *word, uint32_t count);
bool parks_open(const struct actor *actor);

/* --- crew.c --------------------------------------------------------------------------------------------------------------- */

/* Makes the other members, before anything raw is under way. */
void crew_start(struct actor *first);

/* --- ends.c ------------------------------------------------------------------------------------------------------------- */

/* Ends everything as the plan says; the exit code, for those that come back. */
int actor_end(struct actor *actor);

/* The steps of one member. */
void actor_live(struct actor *actor);
void actor_step(struct actor *actor);
/* The whole life of one. */
int actor_main(struct rt *rt);
/* And of the driver (driver.c). */
int driver_main(struct rt *rt);
