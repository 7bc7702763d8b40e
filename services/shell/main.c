/* SPDX-License-Identifier: MIT */
/* The shell: reads a line, runs it, again. */
#include "commands.h"
#include "end.h"
#include "kernel.capnp.h"
#include "report.h"
#include "shell.h"
#include "source.h"

#define DEFAULT_COLUMNS 80u
#define DEFAULT_ROWS 24u
#define MOTD_MAX_BYTES 4096u

/* Large, and of one instance: not on the stack. */
static struct shell the_shell;

/* --- the start ---------------------------------------------------------------------------------------------------- */

static void print_motd(struct shell *shell)
{
    boot_blob_t blob;
    uint8_t *text;
    size_t len;

    if (rt_find(shell->rt, "motd", BOOT_BLOB_INTERFACE_ID, &blob.id) != STATUS_OK)
        return;
    if (schemas_read_blob(&shell->input, blob, MOTD_MAX_BYTES, &text, &len) != STATUS_OK)
        return;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\n')
            out_text(&shell->out, "\n");
        else
            out_foreign(&shell->out, (struct capn_text){ .data = (const char *)&text[i], .len = 1 });
    }
    if (len > 0 && text[len - 1] != '\n')
        out_text(&shell->out, "\n");
    rt_free(shell->rt, text);
}

static void print_welcome(struct shell *shell)
{
    out_text(&shell->out, "\ncapOS: a program can use exactly the capabilities that it was given.\n"
                          "This shell is one such program; `caps` lists what it holds.\n"
                          "Type `help` first; Tab completes; `poweroff` leaves.\n");
    print_motd(shell);
}

static void load_schemas(struct shell *shell)
{
    boot_blob_t blob;
    status_t status = rt_find(shell->rt, "schemas", BOOT_BLOB_INTERFACE_ID, &blob.id);

    if (status == STATUS_OK)
        status = schemas_load(&shell->schemas, &shell->input, blob);
    if (status != STATUS_OK)
        out_format(&shell->out, "The packed schemas cannot be read (%s): no method can be called by name.\n",
                   capn_status_text(status));
}

static void ask_size(struct shell *shell)
{
    uint16_t columns = 0, rows = 0;
    bool ended;

    if (terminal_session_info(shell->rt, shell->terminal, &columns, &rows, &ended) != STATUS_OK)
        columns = rows = 0;
    shell->columns = columns == 0 ? DEFAULT_COLUMNS : columns;
    if (shell->columns < 2 * SHELL_PROMPT_COLUMNS)
        shell->columns = 2 * SHELL_PROMPT_COLUMNS;
    shell->rows = rows == 0 ? DEFAULT_ROWS : rows;
}

/* --- the terminal, between us and what we gave it to ---------------------------------------------------------------- */

/* A row between brackets, between what was on the screen and the prompt, if there is one. */
static void notice(struct shell *shell, const char *text)
{
    if (shell->at_prompt)
        screen_newline(&shell->screen);
    out_format(&shell->out, "[%s]\n", text);
    if (shell->at_prompt)
        editor_redraw(&shell->editor);
    out_flush(&shell->out);
}

static void terminal_busy(void *context)
{
    struct shell *shell = context;

    notice(shell, terminal_loan_is_open(&shell->loan) ? "another program reads the terminal; ^C typed twice takes it back"
                                                      : "another program reads the terminal; the shell waits until it does not");
}

static bool terminal_take_back(void *context)
{
    struct shell *shell = context;

    if (!terminal_loan_take_back(&shell->loan))
        return false;
    notice(shell, "the terminal was taken back from the programs that had it");
    return true;
}

static void shell_init(struct shell *shell, struct rt *rt)
{
    struct input_owner owner = { .busy = terminal_busy, .take_back = terminal_take_back, .context = shell };
    status_t status = rt_find(rt, "terminal", TERMINAL_SESSION_INTERFACE_ID, &shell->terminal.id);

    if (status != STATUS_OK)
        rt_panic(rt, "no terminal was granted as `terminal`: %s", capn_status_text(status));
    shell->rt = rt;
    rt_loop_init(&shell->loop, rt);
    out_init(&shell->out, rt, shell->terminal);
    input_init(&shell->input, rt, &shell->loop, shell->terminal, &owner);
    names_init(&shell->names, rt, shell->terminal.id);
    terminal_loan_init(&shell->loan, rt, &shell->names, shell->terminal);
    ask_size(shell);
    screen_init(&shell->screen, SHELL_PROMPT, shell->columns, out_put, &shell->out);
    editor_init(&shell->editor, &shell->screen, &shell->history);
}

/* --- Tab ---------------------------------------------------------------------------------------------------------- */

struct listing {
    struct shell *shell;
    uint32_t column;
};

static void list_one(void *context, struct capn_text candidate)
{
    struct listing *listing = context;

    if (listing->column > 0 && listing->column + candidate.len + 2 >= listing->shell->columns) {
        out_text(&listing->shell->out, "\n");
        listing->column = 0;
    }
    out_foreign(&listing->shell->out, candidate);
    out_text(&listing->shell->out, "  ");
    listing->column += candidate.len + 2;
}

static void complete(struct shell *shell)
{
    struct completion_source source = source_of(shell);
    struct completion completion;
    struct listing listing = { .shell = shell };
    /* The line stays as it is until the listing is done. */
    struct capn_text line = { .data = shell->editor.line.text, .len = shell->editor.line.len };

    completion_make(&completion, line, shell->editor.line.cursor, &source);
    if (completion.matches == 0) {
        screen_bell(&shell->screen);
    } else if (completion.common_len > completion.typed) {
        editor_insert(&shell->editor, completion.common + completion.typed, completion.common_len - completion.typed);
    } else if (completion.matches > 1) {
        screen_newline(&shell->screen);
        completion_each_match(&completion, &source, list_one, &listing);
        out_text(&shell->out, "\n");
        editor_redraw(&shell->editor);
    }
}

/* --- the loop ----------------------------------------------------------------------------------------------------- */

/* One line from the person, in shell->editor.line. False: the person is done. */
static bool read_line(struct shell *shell)
{
    shell->at_prompt = true;
    editor_begin(&shell->editor);
    for (;;) {
        /* Shown only when no more input is at hand: what is pasted is drawn once. */
        if (!input_at_hand(&shell->input)) {
            editor_show(&shell->editor);
            out_flush(&shell->out);
        }
        switch (editor_feed(&shell->editor, input_get(&shell->input))) {
        case EDITOR_ACCEPT:
            return true;
        case EDITOR_REFUSED:
            report_failure(shell, "not run: %u bytes did not fit in the line, which has at most %u; shorten it, or make several of it\n",
                       shell->editor.refused, LINE_BYTES);
            editor_begin(&shell->editor);
            break;
        case EDITOR_INTERRUPT:
            editor_begin(&shell->editor);
            break;
        case EDITOR_COMPLETE:
            complete(shell);
            break;
        case EDITOR_END:
            return false;
        case EDITOR_NONE:
            break;
        }
    }
}

int main(struct rt *rt)
{
    /* A copy, because the parsers' results point into it while a command runs. */
    static struct line line;
    struct shell *shell = &the_shell;

    shell_init(shell, rt);
    load_schemas(shell);
    print_welcome(shell);
    while (read_line(shell)) {
        shell->at_prompt = false;
        line = shell->editor.line;
        history_add(&shell->history, line.text, line.len);
        /* What was typed stands before what the command does and shows. */
        out_flush(&shell->out);
        command_execute(shell, line.text, line.len);
        input_command_over(&shell->input);
        out_flush(&shell->out);
        /* Dropped capabilities go now, not with the next key. */
        if (rt_flush_releases(rt) != STATUS_OK)
            rt_log(rt, "releases could not be sent");
    }
    shell_end(shell);
    return shell->failed;
}
