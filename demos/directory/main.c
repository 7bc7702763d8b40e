/* SPDX-License-Identifier: MIT */
/*
 * Serves Directory (schema/demo.capnp): a museum. A capability for a directory is a client of an endpoint of its own, so what a
 * client was given is all that it can open. Endpoints are made when their directory is opened for the first time, and stay: the
 * tree is fixed, so clients cannot make us keep more than one for each. All answers are given at once.
 */
#include "rt/loop.h"

#include "demo.capnp.h"
#include "kernel.capnp.h"

/* Header and params: names are short, longer messages are refused by the kernel. */
#define MESSAGE_BYTES 512u

enum kind { KIND_DIRECTORY, KIND_TEXT, KIND_TIMER, KIND_COUNT };

/* Everything there is. A directory comes before what is in it; the first is the root. */
static const struct entry {
    const char *name;
    const char *text;
    enum kind kind;
    uint8_t parent;
} tree[] = {
    { "museum", NULL, KIND_DIRECTORY, UINT8_MAX },
    { "welcome", "Open from ten to five, closed on Mondays.", KIND_TEXT, 0 },
    { "east", NULL, KIND_DIRECTORY, 0 },
    { "west", NULL, KIND_DIRECTORY, 0 },
    { "notice", "This wing is being painted.", KIND_TEXT, 3 },
    { "hall", NULL, KIND_DIRECTORY, 2 },
    { "clock", NULL, KIND_TIMER, 5 },
    { "case", NULL, KIND_DIRECTORY, 5 },
    { "amphora", "Amphora, about 530 BC, found in 1911.", KIND_TEXT, 7 },
    { "coin", "Silver coin with an owl.", KIND_TEXT, 7 },
};
#define ENTRIES (sizeof(tree) / sizeof(tree[0]))

struct museum;
struct directory {
    struct museum *museum;
    uint8_t number;                     /* in tree */
    bool open;
    directory_t client;                 /* owned; clients get copies. Of the root there is none: they have it */
    struct rt_endpoint endpoint;
};

struct museum {
    struct rt *rt;
    struct rt_loop loop;
    endpoint_factory_t endpoints;
    timer_t timer;
    struct directory directories[ENTRIES];
};

/* What is called that in the directory, if it is of that kind. */
static status_t find(const struct directory *self, struct capn_call *call, struct capn_text name, enum kind kind, uint8_t *number)
{
    static const char *const kinds[KIND_COUNT] = { "directory", "text", "clock" };

    for (uint8_t i = 0; i < ENTRIES; i++) {
        if (tree[i].parent != self->number || strlen(tree[i].name) != name.len || memcmp(tree[i].name, name.data, name.len) != 0)
            continue;
        if (tree[i].kind != kind)
            return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "name: \"%s\" in %s is a %s, not a %s", tree[i].name,
                                  tree[self->number].name, kinds[tree[i].kind], kinds[kind]);
        *number = i;
        return STATUS_OK;
    }
    return capn_call_fail(call, STATUS_NOT_FOUND, "name: no %s \"%.*s\" in %s", kinds[kind], name.len > 40 ? 40 : (int)name.len,
                          name.data, tree[self->number].name);
}

static status_t serve(struct museum *museum, uint8_t number, cap_id_t endpoint);

/* An endpoint for a directory that nobody opened before. */
static status_t open_directory(struct museum *museum, uint8_t number)
{
    struct directory *directory = &museum->directories[number];
    endpoint_t endpoint;
    status_t status = endpoint_factory_create(museum->rt, museum->endpoints, &endpoint);

    if (status < 0)
        return status;
    status = endpoint_client(museum->rt, endpoint, DIRECTORY_INTERFACE_ID, &directory->client.id);
    if (status == STATUS_OK) {
        status = serve(museum, number, endpoint.id);
        if (status < 0)
            rt_drop(museum->rt, directory->client.id);
    }
    if (status < 0)
        rt_drop(museum->rt, endpoint.id);
    return status;
}

static status_t on_open(void *self_, struct capn_call *call, const struct directory_open_params_reader *params,
                        struct directory_open_results_builder *results)
{
    struct directory *self = self_;
    struct museum *museum = self->museum;
    struct capn_text name;
    uint32_t index;
    uint8_t number;
    status_t status = directory_open_params_get_name(params, &name);

    if (status == STATUS_OK)
        status = find(self, call, name, KIND_DIRECTORY, &number);
    if (status == STATUS_OK && !museum->directories[number].open)
        status = open_directory(museum, number);
    if (status == STATUS_OK)
        status = rt_call_add_capability(call, museum->directories[number].client.id, CAP_TRANSFER_COPY, &index);
    return status < 0 ? status : directory_open_results_set_directory(results, index);
}

static status_t on_read(void *self, struct capn_call *call, const struct directory_read_params_reader *params,
                        struct directory_read_results_builder *results)
{
    struct capn_text name;
    uint8_t number;
    status_t status = directory_read_params_get_name(params, &name);

    if (status == STATUS_OK)
        status = find(self, call, name, KIND_TEXT, &number);
    if (status < 0)
        return status;
    return directory_read_results_set_text(results, (struct capn_text){ tree[number].text, (uint32_t)strlen(tree[number].text) });
}

static status_t on_list(void *self_, struct capn_call *call, const struct directory_list_params_reader *params,
                        struct directory_list_results_builder *results)
{
    const struct directory *self = self_;
    struct capn_list_builder names;
    uint32_t count = 0, at = 0;
    status_t status;

    (void)call;
    (void)params;
    for (uint8_t i = 0; i < ENTRIES; i++)
        count += tree[i].parent == self->number;
    status = directory_list_results_init_names(results, count, &names);
    for (uint8_t i = 0; i < ENTRIES && status == STATUS_OK; i++) {
        if (tree[i].parent == self->number)
            status = capn_list_set_text(&names, at++, (struct capn_text){ tree[i].name, (uint32_t)strlen(tree[i].name) });
    }
    return status;
}

static status_t on_timer(void *self_, struct capn_call *call, const struct directory_timer_params_reader *params,
                         struct directory_timer_results_builder *results)
{
    struct directory *self = self_;
    struct museum *museum = self->museum;
    struct capn_text name;
    uint32_t index;
    uint8_t number;
    status_t status = directory_timer_params_get_name(params, &name);

    if (status == STATUS_OK)
        status = find(self, call, name, KIND_TIMER, &number);
    if (status == STATUS_OK && museum->timer.id == CAP_ID_INVALID)
        return capn_call_fail(call, STATUS_NOT_FOUND, "the clock is being repaired: nobody gave the museum a timer");
    if (status == STATUS_OK)
        status = rt_call_add_capability(call, museum->timer.id, CAP_TRANSFER_COPY, &index);
    return status < 0 ? status : directory_timer_results_set_timer(results, index);
}

static const struct directory_server server = { .open = on_open, .read = on_read, .list = on_list, .timer = on_timer };
RT_DISPATCH(directory)

static status_t serve(struct museum *museum, uint8_t number, cap_id_t endpoint)
{
    struct directory *directory = &museum->directories[number];
    status_t status;

    directory->museum = museum;
    directory->number = number;
    status = rt_loop_serve(&museum->loop, &directory->endpoint, endpoint, directory_dispatch_any, &server, directory,
                           MESSAGE_BYTES);
    directory->open = status == STATUS_OK;
    return status;
}

int main(struct rt *rt)
{
    static struct museum museum;
    cap_id_t endpoint;
    status_t status;

    museum.rt = rt;
    status = rt_find(rt, "endpoints", ENDPOINT_FACTORY_INTERFACE_ID, &museum.endpoints.id);
    if (status == STATUS_OK)
        status = rt_find(rt, "directory", ENDPOINT_INTERFACE_ID, &endpoint);
    if (status < 0) {
        rt_log(rt, "needs an endpoint named directory, and endpoints (EndpointFactory): %s", capn_status_text(status));
        return 1;
    }
    if (rt_find(rt, "timer", TIMER_INTERFACE_ID, &museum.timer.id) < 0)
        museum.timer.id = CAP_ID_INVALID;
    rt_loop_init(&museum.loop, rt);
    status = serve(&museum, 0, endpoint);
    if (status < 0) {
        rt_log(rt, "cannot serve: %s", capn_status_text(status));
        return 1;
    }
    return rt_loop_run(&museum.loop);
}
