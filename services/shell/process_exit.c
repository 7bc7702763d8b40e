/* SPDX-License-Identifier: MIT */
/* ProcessHandle.wait and kill, with ^C. */
#include "process_exit.h"

#include "report.h"

#define RESULTS_BYTES 1024u

/* What requests are begun with. */
static const process_handle_t nothing_yet = { .id = 0 };

bool process_watch_begin(struct process_watch *watch, struct shell *shell, struct capn_text name)
{
    struct process_observer_wait_params_builder wait_params;
    struct process_handle_kill_params_builder kill_params;
    status_t status;

    *watch = (struct process_watch){ .shell = shell, .name = name };
    status = process_handle_wait_begin_sized(&watch->wait, shell->rt, nothing_yet, &wait_params, 0, RESULTS_BYTES);
    if (status == STATUS_OK) {
        status = process_handle_kill_begin(&watch->kill, shell->rt, nothing_yet, &kill_params);
        if (status == STATUS_OK)
            return true;
        capn_request_end(&watch->wait);
    }
    report_status(shell, status);
    return false;
}

void process_watch_set(struct process_watch *watch, process_handle_t handle, uint32_t pid, enum ask_how how)
{
    watch->wait.cap_id = watch->kill.cap_id = handle.id;
    watch->pid = pid;
    watch->how = how;
}

static void kill_done(void *context, struct capn_request *request, status_t status)
{
    struct process_watch *watch = context;

    (void)request;
    watch->kill_status = status;
}

static bool interrupted(void *context)
{
    struct process_watch *watch = context;

    if (watch->keep || watch->ending)
        return true;
    watch->ending = true;
    watch->kill_status = rt_loop_watch(&watch->shell->loop, &watch->kill_watch, &watch->kill, kill_done, watch);
    out_text(&watch->shell->out, "^C\n");
    out_flush(&watch->shell->out);
    return false;
}

status_t process_watch_await(struct process_watch *watch, struct capn_request *request)
{
    return ask_until(&watch->shell->input, watch->how, request, interrupted, watch);
}

void process_watch_say_given_up(struct process_watch *watch)
{
    struct out *out = &watch->shell->out;

    watch->shell->failed = true;
    if (watch->keep) {
        out_text(out, "^C: it is still running\n");
        return;
    }
    out_text(out, "^C: ");
    out_foreign(out, watch->name);
    if (watch->pid)
        out_format(out, " does not end; it goes on as process %u\n", watch->pid);
    else
        out_text(out, " does not end, and goes on\n");
}

void process_watch_end(struct process_watch *watch)
{
    capn_request_end(&watch->wait);
    capn_request_end(&watch->kill);
    if (watch->kill_status != STATUS_OK)
        report_status(watch->shell, watch->kill_status);
}

static void print_exit(struct shell *shell, struct capn_text name, const struct process_exit_reader *exit, bool quiet)
{
    struct capn_text detail = { .data = "", .len = 0 };
    enum exit_kind kind = process_exit_get_kind(exit);
    int64_t code = process_exit_get_code(exit);
    bool well = kind == EXIT_KIND_EXITED && code == 0;

    shell->failed |= !well;
    if (well && quiet)
        return;
    if (process_exit_get_detail(exit, &detail) != STATUS_OK)
        detail.len = 0;
    out_foreign(&shell->out, name);
    if (kind == EXIT_KIND_EXITED)
        out_format(&shell->out, " exited with code %lld", (long long)code);
    else if (kind == EXIT_KIND_KILLED)
        out_text(&shell->out, " was killed");
    else if (kind == EXIT_KIND_FAULTED)
        out_format(&shell->out, " was ended by a fault%s", detail.len ? ": " : "");
    else
        out_format(&shell->out, " broke the ring protocol and was ended%s", detail.len ? ": " : "");
    if (kind != EXIT_KIND_EXITED && kind != EXIT_KIND_KILLED)
        out_foreign(&shell->out, detail);
    out_text(&shell->out, "\n");
}

void process_watch_wait(struct process_watch *watch, bool quiet)
{
    struct process_observer_wait_results_reader results;
    struct shell *shell = watch->shell;
    struct process_exit_reader exit;
    status_t status;

    out_flush(&shell->out);
    status = process_watch_await(watch, &watch->wait);
    if (status == STATUS_OK)
        status = process_handle_wait_results(&watch->wait, &results);
    if (status == STATUS_OK)
        status = process_observer_wait_results_get_exit(&results, &exit);
    if (status == STATUS_OK)
        print_exit(shell, watch->name, &exit, quiet);
    else if (status == STATUS_CANCELLED)
        process_watch_say_given_up(watch);
    else
        report_status(shell, status);
}
