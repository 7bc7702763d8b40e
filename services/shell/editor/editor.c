/* SPDX-License-Identifier: MIT */
/* One small function per key. */
#include "editor.h"

void editor_init(struct editor *editor, struct screen *screen, struct history *history)
{
    editor->screen = screen;
    editor->history = history;
    editor->decoder = (struct key_decoder){ 0 };
    editor->back = 0;
    editor->refused = 0;
    line_clear(&editor->line);
    line_clear(&editor->draft);
}

void editor_begin(struct editor *editor)
{
    editor->back = 0;
    editor->refused = 0;
    line_clear(&editor->line);
    screen_begin(editor->screen);
}

void editor_show(struct editor *editor)
{
    screen_update(editor->screen, &editor->line);
}

void editor_redraw(struct editor *editor)
{
    screen_begin(editor->screen);
    editor_show(editor);
}

void editor_insert(struct editor *editor, const char *text, uint32_t len)
{
    if (!line_insert(&editor->line, text, len))
        screen_bell(editor->screen);
    editor_show(editor);
}

static enum editor_event key_text(struct editor *editor)
{
    if (line_insert(&editor->line, editor->decoder.text, editor->decoder.text_len))
        return EDITOR_NONE;
    if (editor->refused == 0)
        screen_bell(editor->screen);
    editor->refused += editor->decoder.text_len;
    return EDITOR_NONE;
}

static enum editor_event key_enter(struct editor *editor)
{
    editor->line.cursor = editor->line.len;
    editor_show(editor);
    screen_newline(editor->screen);
    return editor->refused == 0 ? EDITOR_ACCEPT : EDITOR_REFUSED;
}

static enum editor_event key_tab(struct editor *editor)
{
    editor_show(editor);
    return EDITOR_COMPLETE;
}

static enum editor_event key_interrupt(struct editor *editor)
{
    editor_show(editor);
    editor->screen->put(editor->screen->context, "^C", 2);
    screen_newline(editor->screen);
    return EDITOR_INTERRUPT;
}

static enum editor_event key_backspace(struct editor *editor)
{
    line_remove(&editor->line, line_left(&editor->line), editor->line.cursor);
    return EDITOR_NONE;
}

static enum editor_event key_delete(struct editor *editor)
{
    line_remove(&editor->line, editor->line.cursor, line_right(&editor->line));
    return EDITOR_NONE;
}

static enum editor_event key_end_or_delete(struct editor *editor)
{
    return editor->line.len == 0 ? EDITOR_END : key_delete(editor);
}

static enum editor_event key_left(struct editor *editor)
{
    editor->line.cursor = line_left(&editor->line);
    return EDITOR_NONE;
}

static enum editor_event key_right(struct editor *editor)
{
    editor->line.cursor = line_right(&editor->line);
    return EDITOR_NONE;
}

static enum editor_event key_word_left(struct editor *editor)
{
    editor->line.cursor = line_word_left(&editor->line);
    return EDITOR_NONE;
}

static enum editor_event key_word_right(struct editor *editor)
{
    editor->line.cursor = line_word_right(&editor->line);
    return EDITOR_NONE;
}

static enum editor_event key_home(struct editor *editor)
{
    editor->line.cursor = 0;
    return EDITOR_NONE;
}

static enum editor_event key_end(struct editor *editor)
{
    editor->line.cursor = editor->line.len;
    return EDITOR_NONE;
}

static enum editor_event key_kill_end(struct editor *editor)
{
    line_remove(&editor->line, editor->line.cursor, editor->line.len);
    return EDITOR_NONE;
}

static enum editor_event key_kill_start(struct editor *editor)
{
    line_remove(&editor->line, 0, editor->line.cursor);
    return EDITOR_NONE;
}

static enum editor_event key_kill_word(struct editor *editor)
{
    line_remove(&editor->line, line_word_left(&editor->line), editor->line.cursor);
    return EDITOR_NONE;
}

static enum editor_event key_clear_screen(struct editor *editor)
{
    screen_clear(editor->screen);
    return EDITOR_NONE;
}

static enum editor_event key_up(struct editor *editor)
{
    const char *text;
    uint32_t len;

    if (!history_get(editor->history, editor->back, &text, &len)) {
        screen_bell(editor->screen);
        return EDITOR_NONE;
    }
    if (editor->back == 0)
        editor->draft = editor->line;
    editor->back++;
    line_set(&editor->line, text, len);
    return EDITOR_NONE;
}

static enum editor_event key_down(struct editor *editor)
{
    const char *text;
    uint32_t len;

    if (editor->back == 0) {
        screen_bell(editor->screen);
        return EDITOR_NONE;
    }
    editor->back--;
    if (editor->back > 0 && history_get(editor->history, editor->back - 1, &text, &len))
        line_set(&editor->line, text, len);
    else
        editor->line = editor->draft;
    return EDITOR_NONE;
}

static enum editor_event (*const actions[KEY_COUNT])(struct editor *) = {
    [KEY_TEXT] = key_text,
    [KEY_ENTER] = key_enter,
    [KEY_TAB] = key_tab,
    [KEY_INTERRUPT] = key_interrupt,
    [KEY_END_OR_DELETE] = key_end_or_delete,
    [KEY_BACKSPACE] = key_backspace,
    [KEY_DELETE] = key_delete,
    [KEY_LEFT] = key_left,
    [KEY_RIGHT] = key_right,
    [KEY_WORD_LEFT] = key_word_left,
    [KEY_WORD_RIGHT] = key_word_right,
    [KEY_HOME] = key_home,
    [KEY_END] = key_end,
    [KEY_UP] = key_up,
    [KEY_DOWN] = key_down,
    [KEY_KILL_END] = key_kill_end,
    [KEY_KILL_START] = key_kill_start,
    [KEY_KILL_WORD] = key_kill_word,
    [KEY_CLEAR_SCREEN] = key_clear_screen,
};

enum editor_event editor_feed(struct editor *editor, uint8_t byte)
{
    enum key key;

    if (!key_decode(&editor->decoder, byte, &key))
        return EDITOR_NONE;
    enum editor_event event = actions[key](editor);

    if (editor->line.len == 0)
        editor->refused = 0;
    return event;
}
