/* SPDX-License-Identifier: MIT */
/* Entered lines, kept back to back. */
#include "history.h"

static uint32_t offset_of(const struct history *history, uint32_t index)
{
    uint32_t offset = 0;

    for (uint32_t i = 0; i < index; i++)
        offset += history->len[i];
    return offset;
}

static void remove_line(struct history *history, uint32_t index)
{
    uint32_t offset = offset_of(history, index), len = history->len[index];

    __builtin_memmove(history->text + offset, history->text + offset + len, history->used - offset - len);
    __builtin_memmove(&history->len[index], &history->len[index + 1],
                      (history->count - index - 1) * sizeof(history->len[0]));
    history->used -= len;
    history->count--;
}

static void remove_same(struct history *history, const char *text, uint32_t len)
{
    uint32_t offset = 0;

    for (uint32_t i = 0; i < history->count; i++) {
        if (history->len[i] == len && __builtin_memcmp(history->text + offset, text, len) == 0) {
            remove_line(history, i);
            return;
        }
        offset += history->len[i];
    }
}

void history_add(struct history *history, const char *text, uint32_t len)
{
    if (len == 0 || len > LINE_BYTES)
        return;
    remove_same(history, text, len);
    while (history->count == HISTORY_LINES || history->used + len > HISTORY_BYTES)
        remove_line(history, 0);
    __builtin_memcpy(history->text + history->used, text, len);
    history->len[history->count++] = (uint16_t)len;
    history->used += len;
}

bool history_get(const struct history *history, uint32_t back, const char **text, uint32_t *len)
{
    if (back >= history->count)
        return false;
    uint32_t index = history->count - 1 - back;

    *text = history->text + offset_of(history, index);
    *len = history->len[index];
    return true;
}
