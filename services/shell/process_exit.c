/* SPDX-License-Identifier: MIT */
/* ProcessHandle.wait, with ^C. */
#include "process_exit.h"

#include "report.h"

#define RESULTS_BYTES 1024u

bool process_interrupted(void *context)
{
    struct process_interrupt *interrupt = context;
    struct shell *shell = interrupt->shell;

    if (interrupt->keep)
        return true;
    /* Its end answers the wait. A kill that fails leaves the person one more ^C. */
    status_t status = process_handle_kill(shell->rt, interrupt->handle);

    if (status != STATUS_OK)
        report_status(shell, status);
    out_text(&shell->out, "^C\n");
    out_flush(&shell->out);
    return false;
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

void process_wait(struct shell *shell, process_handle_t handle, struct capn_text name, bool may_interrupt, bool kill,
                  bool quiet)
{
    struct process_interrupt interrupt = { .shell = shell, .handle = handle, .keep = !kill };
    struct process_observer_wait_params_builder params;
    struct process_observer_wait_results_reader results;
    struct process_exit_reader exit;
    struct capn_request request;
    status_t status = process_handle_wait_begin_sized(&request, shell->rt, handle, &params, 0, RESULTS_BYTES);

    if (status != STATUS_OK) {
        report_status(shell, status);
        return;
    }
    out_flush(&shell->out);
    status = input_await(&shell->input, &request, may_interrupt, process_interrupted, &interrupt);
    if (status == STATUS_OK)
        status = process_handle_wait_results(&request, &results);
    if (status == STATUS_OK)
        status = process_observer_wait_results_get_exit(&results, &exit);
    if (status == STATUS_OK)
        print_exit(shell, name, &exit, quiet);
    else if (status == STATUS_CANCELLED)
        report_failure(shell, "^C: it is still running\n");
    else
        report_status(shell, status);
    capn_request_end(&request);
}
