/* SPDX-License-Identifier: MIT */
/*
 * Serves Guestbook (schema/demo.capnp): who was there, and how often. A member is a session: what tells one from another is the
 * reference in the header of the call, which the kernel writes, and nothing in the parameters. A name is believed when the
 * kernel tells it, which it does if the caller and the facet agree. The book is bounded.
 */
#include "rt/session.h"

#include "demo.capnp.h"
#include "kernel.capnp.h"

#define MEMBERS_MAX 8u
#define NAME_BYTES 64u          /* as long as a display name may be */
#define ENTRY_BYTES 128u

struct member {
    struct rt_caller caller;
    uint32_t visits;
    uint32_t name_len;          /* 0: never disclosed */
    char name[NAME_BYTES];
};

struct guestbook {
    struct rt *rt;
    struct rt_loop loop;
    struct rt_endpoint endpoint;
    endpoint_t own;
    uint32_t count;
    struct member members[MEMBERS_MAX];
};

/* Whose the call is; a new member when the session was never seen, NULL when there is no room for one. */
static struct member *find_member(struct guestbook *book, const struct rt_caller *caller)
{
    for (uint32_t i = 0; i < book->count; i++) {
        if (rt_caller_same(&book->members[i].caller, caller))
            return &book->members[i];
    }
    if (book->count == MEMBERS_MAX)
        return NULL;
    book->members[book->count] = (struct member){ .caller = *caller };
    return &book->members[book->count++];
}

static status_t read_name(const struct endpoint_caller_results_reader *results, struct member *member)
{
    struct caller_session_reader session;
    struct session_subject_reader subject;
    struct capn_text name;
    status_t status = endpoint_caller_results_get_caller(results, &session);

    if (status == STATUS_OK)
        status = caller_session_get_subject(&session, &subject);
    if (status == STATUS_OK)
        status = session_subject_get_display_name(&subject, &name);
    if (status < 0)
        return status;
    if (name.len > NAME_BYTES)
        return STATUS_MALFORMED;
    memcpy(member->name, name.data, name.len);
    member->name_len = name.len;
    return STATUS_OK;
}

/* The kernel tells while the call is unanswered, and never afterwards. */
static status_t learn_name(struct guestbook *book, const struct capn_call *call, struct member *member)
{
    struct endpoint_caller_params_builder params;
    struct endpoint_caller_results_reader results;
    struct capn_request request;
    status_t status = endpoint_caller_begin(&request, book->rt, book->own, &params);

    if (status < 0)
        return status;
    endpoint_caller_params_set_call_id(&params, rt_call_message(call)->call_id);
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = endpoint_caller_results(&request, &results);
    if (status == STATUS_OK)
        status = read_name(&results, member);
    capn_request_end(&request);
    return status;
}

static status_t on_sign(void *self, struct capn_call *call, const struct guestbook_sign_params_reader *params,
                        struct guestbook_sign_results_builder *results)
{
    struct rt_caller caller = rt_call_caller(call);
    struct guestbook *book = self;
    struct member *member = find_member(book, &caller);
    status_t status = STATUS_OK;

    (void)params;               /* anybody can claim anything */
    if (!member)
        return capn_call_fail(call, STATUS_BUSY, "the book is full: it has room for %u", MEMBERS_MAX);
    if (caller.disclosed & SESSION_DISCLOSE_DISPLAY_NAME)
        status = learn_name(book, call, member);
    if (status < 0)
        return capn_call_fail(call, status, "the name cannot be read: %s", capn_status_text(status));
    member->visits++;
    guestbook_sign_results_set_member(results, (uint32_t)(member - book->members) + 1);
    guestbook_sign_results_set_visits(results, member->visits);
    return guestbook_sign_results_set_name(results, (struct capn_text){ member->name, member->name_len });
}

static status_t on_read(void *self, struct capn_call *call, const struct guestbook_read_params_reader *params,
                        struct guestbook_read_results_builder *results)
{
    const struct guestbook *book = self;
    struct capn_list_builder entries;
    char entry[ENTRY_BYTES];
    status_t status = guestbook_read_results_init_entries(results, book->count, &entries);

    (void)call;
    (void)params;
    for (uint32_t i = 0; i < book->count && status == STATUS_OK; i++) {
        const struct member *member = &book->members[i];

        (void)rt_format(entry, sizeof(entry), "member %u, %.*s, visits: %u", i + 1,
                        member->name_len ? (int)member->name_len : 7, member->name_len ? member->name : "unnamed", member->visits);
        status = capn_list_set_text(&entries, i, (struct capn_text){ entry, (uint32_t)strlen(entry) });
    }
    return status;
}

static status_t on_door(void *self, struct capn_call *call, const struct guestbook_door_params_reader *params,
                        struct guestbook_door_results_builder *results)
{
    struct guestbook *book = self;
    cap_id_t facet;
    uint32_t index;
    status_t status = endpoint_client_for(book->rt, book->own, GUESTBOOK_INTERFACE_ID, TRANSFER_SCOPE_CROSS_SESSION_SHAREABLE,
                                          SESSION_DISCLOSE_DISPLAY_NAME, &facet);

    (void)params;
    if (status < 0)
        return capn_call_fail(call, status, "no facet: %s", capn_status_text(status));
    status = rt_call_add_capability(call, facet, CAP_TRANSFER_MOVE, &index);
    if (status < 0) {
        rt_drop(book->rt, facet);
        return status;
    }
    return guestbook_door_results_set_guestbook(results, index);
}

static const struct guestbook_server server = { .sign = on_sign, .read = on_read, .door = on_door };
RT_DISPATCH(guestbook)

int main(struct rt *rt)
{
    static struct guestbook book;
    status_t status = rt_find(rt, "guestbook", ENDPOINT_INTERFACE_ID, &book.own.id);

    book.rt = rt;
    if (status < 0) {
        rt_log(rt, "needs an endpoint named guestbook: %s", capn_status_text(status));
        return 1;
    }
    rt_loop_init(&book.loop, rt);
    status = rt_loop_serve(&book.loop, &book.endpoint, book.own.id, guestbook_dispatch_any, &server, &book, 0);
    if (status < 0) {
        rt_log(rt, "cannot serve: %s", capn_status_text(status));
        return 1;
    }
    return rt_loop_run(&book.loop);
}
