/* SPDX-License-Identifier: MIT */
/* Sessions and their three interfaces. See session.h; the factory is session_factory.c. */
#include "base/entropy.h"
#include "core/atomic.h"
#include "ipc/session.h"
#include "sched/upcall.h"

#include "arch/time.h"
#include "base/log.h"
#include "base/string.h"
#include "ipc/kernel_call.h"
#include "ipc/session_reference.h"
#include "mem/slab.h"
#include "object/reference_key.h"
#include "object/session_priv.h"
#include "object/singletons.h"
#include "sched/process.h"

/* Where each field lies in session->fields, and how long it may be. */
static const struct {
    uint16_t offset, max;
    const char *name;
} layout[SESSION_FIELD_COUNT] = {
    [SESSION_FIELD_PRINCIPAL] = { 0, SESSION_PRINCIPAL_BYTES, "principal" },
    [SESSION_FIELD_NAME] = { SESSION_PRINCIPAL_BYTES, SESSION_NAME_BYTES, "displayName" },
    [SESSION_FIELD_PROFILE] = { SESSION_PRINCIPAL_BYTES + SESSION_NAME_BYTES, SESSION_PROFILE_BYTES, "profile" },
    [SESSION_FIELD_AUTH] = { SESSION_PRINCIPAL_BYTES + SESSION_NAME_BYTES + SESSION_PROFILE_BYTES, SESSION_AUTH_BYTES, "auth" },
    [SESSION_FIELD_CLAIMS] = { SESSION_PRINCIPAL_BYTES + SESSION_NAME_BYTES + SESSION_PROFILE_BYTES + SESSION_AUTH_BYTES,
                               SESSION_CLAIMS_BYTES, "claims" },
};

_Static_assert(SESSION_ID_BYTES == REFERENCE_SESSION_BYTES, "the whole id is hashed");

static struct slab_cache session_cache;
static struct spinlock sessions_lock = SPINLOCK(LOCK_SESSIONS);  /* guards live, epoch, deadline_ns and alarm of all sessions */
static uint64_t last_number;            /* atomic */
static struct reference_key references;
static struct session *first;

struct session *session_first(void)
{
    return first;
}

/* --- fields -------------------------------------------------------------------------------------------------------- */

status_t session_set_field(struct session *session, enum session_field field, const void *bytes, uint32_t count,
                           struct capn_call *call)
{
    if (count > layout[field].max)
        return capn_call_fail(call, STATUS_INVALID_ARGUMENT, "subject.%s: %u bytes, at most %u", layout[field].name, count,
                              layout[field].max);
    memcpy(session->fields + layout[field].offset, bytes, count);
    session->field_bytes[field] = (uint16_t)count;
    return STATUS_OK;
}

static struct capn_text field_text(const struct session *session, enum session_field field)
{
    return (struct capn_text){ session->fields + layout[field].offset, session->field_bytes[field] };
}

static struct capn_data field_data(const struct session *session, enum session_field field)
{
    return (struct capn_data){ (const uint8_t *)session->fields + layout[field].offset, session->field_bytes[field] };
}

bool session_has_profile(const struct session *session, struct capn_text profile)
{
    struct capn_text own = field_text(session, SESSION_FIELD_PROFILE);

    return own.len == profile.len && memcmp(own.data, profile.data, own.len) == 0;
}

status_t session_write_subject(const struct session *session, uint32_t mask, struct session_subject_builder *subject)
{
    status_t status = STATUS_OK;

    if (mask & SESSION_DISCLOSE_PRINCIPAL)
        status = session_subject_set_principal(subject, field_data(session, SESSION_FIELD_PRINCIPAL));
    if (status == STATUS_OK && mask & SESSION_DISCLOSE_DISPLAY_NAME)
        status = session_subject_set_display_name(subject, field_text(session, SESSION_FIELD_NAME));
    if (status == STATUS_OK && mask & SESSION_DISCLOSE_PROFILE)
        status = session_subject_set_profile(subject, field_text(session, SESSION_FIELD_PROFILE));
    if (status == STATUS_OK && mask & SESSION_DISCLOSE_AUTH)
        status = session_subject_set_auth(subject, field_text(session, SESSION_FIELD_AUTH));
    if (status == STATUS_OK && mask & SESSION_DISCLOSE_CLAIMS)
        status = session_subject_set_claims(subject, field_data(session, SESSION_FIELD_CLAIMS));
    return status;
}

/* --- life ---------------------------------------------------------------------------------------------------------- */

/* For good: nothing sets live again. */
static void end_locked(struct session *session)
{
    lock_assert_held(&sessions_lock);
    if (!session->live)
        return;
    atomic_store_relaxed(&session->live, false);
    session->epoch++;
    scheduler_cancel_alarm(&session->alarm);
}

bool session_expire_due(uint64_t now_ns)
{
    struct scheduler_alarm *alarm;

    spin_lock(&sessions_lock);
    alarm = scheduler_take_alarm(SCHEDULER_ALARM_SESSION, now_ns);
    if (alarm)
        end_locked(container_of(alarm, struct session, alarm));
    spin_unlock(&sessions_lock);
    return alarm != NULL;
}

static void set_deadline_locked(struct session *session, uint64_t deadline_ns)
{
    lock_assert_held(&sessions_lock);
    scheduler_cancel_alarm(&session->alarm);
    session->deadline_ns = deadline_ns;
    if (deadline_ns != 0)
        scheduler_add_alarm(&session->alarm, deadline_ns);
}

struct session *session_alloc(void)
{
    struct session *session;

    if (!session_cache.name)
        slab_cache_init(&session_cache, "session", sizeof(struct session));
    session = slab_alloc(&session_cache);
    if (!session)
        return NULL;
    object_init(&session->object, &session_kind);
    session->number = atomic_add_relaxed(&last_number, 1);
    session->reference_offset = session_reference_offset(session->number);
    session->epoch = 1;
    session->live = true;
    session->created_ns = clock_now_ns();
    session->alarm.owner = SCHEDULER_ALARM_SESSION;
    return session;
}

void session_set_deadline(struct session *session, uint64_t deadline_ns)
{
    spin_lock(&sessions_lock);
    set_deadline_locked(session, deadline_ns);
    spin_unlock(&sessions_lock);
}

static void destroy(struct object *object)
{
    struct session *session = container_of(object, struct session, object);
    struct process *payer = session->payer;

    spin_lock(&sessions_lock);
    scheduler_cancel_alarm(&session->alarm);
    spin_unlock(&sessions_lock);
    /* What it knows of a person is nobody's business any more. */
    memset(session->fields, 0, sizeof(session->fields));
    slab_free(&session_cache, session);
    if (payer)
        process_release_payer(payer, LEDGER_SESSIONS);
}

void session_bind(struct process *process, struct session *session)
{
    struct session *old = process->session;

    if (session)
        object_get(&session->object);
    process->session = session;
    if (old)
        object_put(&old->object);
}

void session_join(struct process *process, const struct process *parent)
{
    session_bind(process, parent ? parent->session : session_first());
}

void session_leave(struct process *process)
{
    session_bind(process, NULL);
}

enum cap_transfer_scope session_scope_needed(const struct process *from, const struct process *to)
{
    return from->session == to->session ? CAP_SCOPE_SAME_SESSION : CAP_SCOPE_CROSS_SESSION;
}

/* --- methods ------------------------------------------------------------------------------------------------------- */

static status_t view_info(void *self, struct capn_call *call, const struct session_view_info_params_reader *params,
                          struct session_view_info_results_builder *results)
{
    struct session *session = self;
    struct session_subject_builder subject;
    struct session_info_builder info;
    status_t status = session_view_info_results_init_info(results, &info);

    (void)call;
    (void)params;
    if (status == STATUS_OK)
        status = session_info_set_id(&info, (struct capn_data){ session->id, SESSION_ID_BYTES });
    if (status == STATUS_OK)
        status = session_info_init_subject(&info, &subject);
    if (status != STATUS_OK)
        return status;
    spin_lock(&sessions_lock);
    session_info_set_epoch(&info, session->epoch);
    session_info_set_live(&info, session->live);
    session_info_set_deadline_ns(&info, session->deadline_ns);
    spin_unlock(&sessions_lock);
    session_info_set_created_ns(&info, session->created_ns);
    return session_write_subject(session, SESSION_DISCLOSE_ALL, &subject);
}

static status_t user_logout(void *self, struct capn_call *call, const struct user_session_logout_params_reader *params,
                            struct user_session_logout_results_builder *results)
{
    (void)params;
    (void)results;
    if (self == first)
        return capn_call_fail(call, STATUS_NOT_SUPPORTED, "the session that the machine started with does not end");
    spin_lock(&sessions_lock);
    end_locked(self);
    spin_unlock(&sessions_lock);
    return STATUS_OK;
}

static status_t selectable_renew(void *self, struct capn_call *call, const struct selectable_session_renew_params_reader *params,
                                 struct selectable_session_renew_results_builder *results)
{
    uint64_t deadline_ns = selectable_session_renew_params_get_deadline_ns(params);
    struct session *session = self;
    status_t status = session_check_deadline(call, deadline_ns);

    (void)results;
    if (status != STATUS_OK)
        return status;
    spin_lock(&sessions_lock);
    if (session->live) {
        set_deadline_locked(session, deadline_ns);
        session->epoch++;
    } else {
        status = capn_call_fail(call, STATUS_GONE, "the session has ended");
    }
    spin_unlock(&sessions_lock);
    return status;
}

static const struct session_view_server view_server = { .info = view_info };
static const struct user_session_server user_server = { .logout = user_logout, .session_view = &view_server };
static const struct selectable_session_server server = { .renew = selectable_renew, .user_session = &user_server,
                                                         .session_view = &view_server };

static status_t dispatch(struct object *object, uint16_t method_id, struct kernel_call *call)
{
    return selectable_session_dispatch(&server, container_of(object, struct session, object), method_id, &call->capn);
}

struct object_kind session_kind = {
    .name = "session",
    .interface = &selectable_session_interface,
    .dispatch = dispatch,
    .destroy = destroy,
};

struct cap_hold session_user_hold(struct session *session, enum cap_origin origin)
{
    struct cap_hold hold = object_make_hold(&session->object, origin);

    hold.interface_id = USER_SESSION_INTERFACE_ID;
    hold.transfer_scope = CAP_SCOPE_CROSS_SESSION;
    return hold;
}

struct session *session_selectable(const struct cap_hold *hold)
{
    struct object *object = hold->object;

    if (object->kind != &session_kind || hold->interface_id != SELECTABLE_SESSION_INTERFACE_ID)
        return NULL;
    return container_of(object, struct session, object);
}

/* --- references and boot --------------------------------------------------------------------------------------------- */

void session_reference_make(struct session_reference *place, uint64_t scope_id, const struct session *session)
{
    reference_key_derive(&references, scope_id, session->id, place->words);
    place->number = session->number;
}

/* Random words; the counter's without hardware randomness. Then there is only one session, and references tell nothing apart. */
static void fill_words(uint64_t *words, uint32_t count)
{
    if (entropy_fill(words, count * 8) == STATUS_OK)
        return;
    for (uint32_t i = 0; i < count; i++)
        words[i] = clock_ticks();
}

void session_init(void)
{
    uint64_t secret[REFERENCE_SECRET_BYTES / 8], id[SESSION_ID_BYTES / 8];

    fill_words(secret, sizeof(secret) / 8);
    fill_words(id, sizeof(id) / 8);
    reference_key_init(&references, (const uint8_t *)secret);
    memset(secret, 0, sizeof(secret));
    first = session_alloc();
    if (!first)
        panic("no memory for the first session");
    memcpy(first->id, id, sizeof(first->id));
    if (session_set_field(first, SESSION_FIELD_PRINCIPAL, "system", 6, NULL) != STATUS_OK ||
        session_set_field(first, SESSION_FIELD_NAME, "the system", 10, NULL) != STATUS_OK ||
        session_set_field(first, SESSION_FIELD_PROFILE, "system", 6, NULL) != STATUS_OK ||
        session_set_field(first, SESSION_FIELD_AUTH, "boot", 4, NULL) != STATUS_OK)
        panic("the first session's subject does not fit");
}
