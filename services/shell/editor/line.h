/* SPDX-License-Identifier: MIT */
/* The text being edited and its cursor. Positions are byte offsets that never split a UTF-8 character. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define LINE_BYTES 4096u

struct line {
    uint32_t len;
    uint32_t cursor;            /* <= len */
    char text[LINE_BYTES];
};

void line_clear(struct line *line);
/* Replaces all of it (cut at LINE_BYTES), cursor at the end. */
void line_set(struct line *line, const char *text, uint32_t len);
/* At the cursor, which ends up behind it. False: no room, nothing changed. */
bool line_insert(struct line *line, const char *text, uint32_t len);
/* Removes [from, to); the cursor goes to from. */
void line_remove(struct line *line, uint32_t from, uint32_t to);
/* Neighbours of the cursor: one character, or one word (letters and digits) with what separates it. */
uint32_t line_left(const struct line *line);
uint32_t line_right(const struct line *line);
uint32_t line_word_left(const struct line *line);
uint32_t line_word_right(const struct line *line);
