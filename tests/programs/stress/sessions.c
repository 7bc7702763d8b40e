/* SPDX-License-Identifier: MIT */
/* Sessions that the driver starts actors in, and ends under their feet. */
#include "driver.h"

static status_t begin(struct driver *driver, struct login *login)
{
    struct session_factory_create_params_builder params;
    struct session_factory_create_results_reader results;
    struct capn_request request;
    uint32_t session, user;
    status_t status = session_factory_create_begin(&request, driver->kit.rt, driver->factory, &params);

    if (status < 0)
        return status;
    status = capn_request_call(&request);
    if (status == STATUS_OK)
        status = session_factory_create_results(&request, &results);
    if (status == STATUS_OK)
        status = session_factory_create_results_get_session(&results, &session);
    if (status == STATUS_OK)
        status = session_factory_create_results_get_user(&results, &user);
    if (status == STATUS_OK)
        status = capn_request_take_capability(&request, session, SELECTABLE_SESSION_INTERFACE_ID, &login->session.id);
    if (status == STATUS_OK)
        status = capn_request_take_capability(&request, user, USER_SESSION_INTERFACE_ID, &login->user.id);
    capn_request_end(&request);
    return status;
}

static void end(struct driver *driver, struct login *login)
{
    kit_expect(&driver->kit, "logout", user_session_logout(driver->kit.rt, login->user), STATUS_OK);
    rt_drop(driver->kit.rt, login->session.id);
    rt_drop(driver->kit.rt, login->user.id);
}

void sessions_open(struct driver *driver)
{
    for (uint32_t i = 0; i < SESSIONS_MAX; i++)
        kit_expect(&driver->kit, "a session", begin(driver, &driver->logins[i]), STATUS_OK);
}

void sessions_close(struct driver *driver)
{
    for (uint32_t i = 0; i < SESSIONS_MAX; i++)
        end(driver, &driver->logins[i]);
}

cap_id_t pick_session(struct driver *driver)
{
    uint32_t at = kit_random_below(&driver->random, SESSIONS_MAX * 4);

    return at < SESSIONS_MAX ? driver->logins[at].session.id : 0;
}

void change_session(struct driver *driver)
{
    struct login *login = &driver->logins[kit_random_below(&driver->random, SESSIONS_MAX)];

    end(driver, login);
    kit_expect(&driver->kit, "a session", begin(driver, login), STATUS_OK);
    driver->logouts++;
}
