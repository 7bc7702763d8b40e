/* SPDX-License-Identifier: MIT */
/* Editing of one line, a byte at a time. */
#include "discipline.h"

#include <stddef.h>

void discipline_init(struct discipline *discipline, void (*echo)(void *context, const char *bytes, uint32_t len),
                     void *context)
{
    discipline->echo = echo;
    discipline->context = context;
    discipline_begin(discipline, DISCIPLINE_MAX_BYTES, false);
}

void discipline_begin(struct discipline *discipline, uint32_t limit, bool hidden)
{
    discipline->hidden = hidden;
    discipline->limit = limit;
    discipline->len = 0;
    discipline->escape = (struct escape){ 0 };
    discipline->skip = 0;
}

void discipline_erase(struct discipline *discipline)
{
    volatile char *text = discipline->text;

    for (uint32_t i = 0; i < DISCIPLINE_MAX_BYTES; i++)
        text[i] = 0;
    discipline->len = 0;
}

static void send(struct discipline *discipline, const char *bytes, uint32_t len)
{
    discipline->echo(discipline->context, bytes, len);
}

static void bell(struct discipline *discipline)
{
    send(discipline, "\a", 1);
}

static bool is_continuation(uint8_t byte)
{
    return (byte & 0xc0) == 0x80;
}

/* One character, which is one column. False: there is none. */
static bool take_back(struct discipline *discipline)
{
    if (discipline->len == 0)
        return false;
    while (--discipline->len > 0 && is_continuation((uint8_t)discipline->text[discipline->len]))
        continue;
    if (!discipline->hidden)
        send(discipline, "\b \b", 3);
    return true;
}

static enum discipline_event on_backspace(struct discipline *discipline)
{
    if (!take_back(discipline))
        bell(discipline);
    return DISCIPLINE_MORE;
}

static enum discipline_event on_kill(struct discipline *discipline)
{
    while (take_back(discipline))
        continue;
    return DISCIPLINE_MORE;
}

static char last_byte(const struct discipline *discipline)
{
    return discipline->text[discipline->len - 1];
}

static enum discipline_event on_kill_word(struct discipline *discipline)
{
    while (discipline->len > 0 && last_byte(discipline) == ' ')
        take_back(discipline);
    while (discipline->len > 0 && last_byte(discipline) != ' ')
        take_back(discipline);
    return DISCIPLINE_MORE;
}

static enum discipline_event on_interrupt(struct discipline *discipline)
{
    discipline_erase(discipline);
    send(discipline, "^C\r\n", 4);
    return DISCIPLINE_INTERRUPTED;
}

static enum discipline_event on_end(struct discipline *discipline)
{
    if (discipline->len > 0) {
        bell(discipline);
        return DISCIPLINE_MORE;
    }
    send(discipline, "\r\n", 2);
    return DISCIPLINE_END;
}

static enum discipline_event on_enter(struct discipline *discipline)
{
    send(discipline, "\r\n", 2);
    return DISCIPLINE_COMPLETE;
}

static enum discipline_event (*const controls[32])(struct discipline *) = {
    [3] = on_interrupt, [4] = on_end,  [8] = on_backspace,  [10] = on_enter,
    [13] = on_enter,    [21] = on_kill, [23] = on_kill_word,
};

static uint32_t character_bytes(uint8_t first)
{
    if (first >= 0xf0)
        return 4;
    if (first >= 0xe0)
        return 3;
    return first >= 0xc0 ? 2 : 1;
}

/* A character that does not fit is refused whole. */
static void on_text(struct discipline *discipline, uint8_t byte)
{
    char c = (char)byte;

    if (is_continuation(byte) && discipline->skip > 0) {
        discipline->skip--;
        return;
    }
    discipline->skip = 0;
    uint32_t wanted = character_bytes(byte);

    if (wanted > discipline->limit - discipline->len) {
        discipline->skip = (uint8_t)(wanted - 1);
        bell(discipline);
        return;
    }
    discipline->text[discipline->len++] = c;
    if (!discipline->hidden)
        send(discipline, &c, 1);
}

enum discipline_event discipline_feed(struct discipline *discipline, uint8_t byte)
{
    enum escape_result escape = escape_feed(&discipline->escape, byte);

    /* Arrows and function keys mean nothing here. */
    if (escape == ESCAPE_COMPLETE)
        bell(discipline);
    if (escape != ESCAPE_NOT)
        return DISCIPLINE_MORE;
    if (byte == 0x7f)
        return on_backspace(discipline);
    if (byte == '\t')
        byte = ' ';
    if (byte < 0x20) {
        if (controls[byte])
            return controls[byte](discipline);
        bell(discipline);
        return DISCIPLINE_MORE;
    }
    on_text(discipline, byte);
    return DISCIPLINE_MORE;
}
