/* SPDX-License-Identifier: MIT */
/*
 * Signs the Guestbook that it is given as `guestbook`, twice: first with a claim about itself and nothing disclosed, then disclosing
 * its session's display name. Prints what the service made of each.
 */
#include "output.h"

#include "rt/session.h"

#include "demo.capnp.h"

#define EXIT_CALL_FAILED 1
#define EXIT_NO_GUESTBOOK 2
#define EXIT_TWO_MEMBERS 3      /* one session, and not one member */

struct client {
    struct rt *rt;
    struct output output;
    guestbook_t guestbook;
};

static status_t print(struct client *client, const char *how, const struct guestbook_sign_results_reader *results, uint32_t *member)
{
    struct capn_text name;
    status_t status = guestbook_sign_results_get_name(results, &name);

    if (status < 0)
        return status;
    *member = guestbook_sign_results_get_member(results);
    output_line(&client->output, "%s: member %u, visit %u, %s%.*s", how, *member, guestbook_sign_results_get_visits(results),
                name.len ? "known as " : "nameless", (int)name.len, name.data);
    return STATUS_OK;
}

static status_t sign(struct client *client, const char *how, uint32_t disclose, uint32_t *member)
{
    struct guestbook_sign_params_builder params;
    struct guestbook_sign_results_reader results;
    struct capn_request request;
    status_t status = guestbook_sign_begin(&request, client->rt, client->guestbook, &params);

    if (status < 0)
        return status;
    status = guestbook_sign_params_set_claim(&params, CAPN_TEXT("I am the operator"));
    rt_request_disclose(&request, disclose);
    if (status == STATUS_OK)
        status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = guestbook_sign_results(&request, &results);
    if (status == STATUS_OK)
        status = print(client, how, &results, member);
    capn_request_end(&request);
    return status;
}

int main(struct rt *rt)
{
    static struct client client;
    uint32_t first = 0, second = 0;
    status_t status;

    client.rt = rt;
    output_open(&client.output, rt);
    status = rt_find(rt, "guestbook", GUESTBOOK_INTERFACE_ID, &client.guestbook.id);
    if (status < 0) {
        output_line(&client.output, "needs guestbook (Guestbook): %s", capn_status_text(status));
        return EXIT_NO_GUESTBOOK;
    }
    status = sign(&client, "with a claim", 0, &first);
    if (status == STATUS_OK)
        status = sign(&client, "disclosing a name", SESSION_DISCLOSE_DISPLAY_NAME, &second);
    if (status < 0) {
        output_line(&client.output, "cannot sign: %s: %s", capn_status_text(status), rt_last_reason(rt));
        return EXIT_CALL_FAILED;
    }
    return first == second ? 0 : EXIT_TWO_MEMBERS;
}
