/* SPDX-License-Identifier: MIT */
/* The row of the terminal that holds the line: difference, then the fewest bytes. */
#include "screen.h"

static void put_text(struct screen *screen, const char *text)
{
    screen->put(screen->context, text, (uint32_t)__builtin_strlen(text));
}

void screen_init(struct screen *screen, const char *prompt, uint32_t columns,
                 void (*put)(void *context, const char *bytes, uint32_t len), void *context)
{
    screen->put = put;
    screen->context = context;
    screen->prompt = prompt;
    screen->prompt_columns = (uint32_t)__builtin_strlen(prompt);
    screen->cells = columns > screen->prompt_columns + 1 ? columns - screen->prompt_columns - 1 : 0;
    if (screen->cells < SCREEN_MIN_CELLS)
        screen->cells = SCREEN_MIN_CELLS;
    if (screen->cells > SCREEN_MAX_COLUMNS)
        screen->cells = SCREEN_MAX_COLUMNS;
    screen->first = 0;
    screen->column = 0;
    screen->shown_count = 0;
}

void screen_begin(struct screen *screen)
{
    put_text(screen, screen->prompt);
    screen->first = 0;
    screen->column = 0;
    screen->shown_count = 0;
}

void screen_clear(struct screen *screen)
{
    put_text(screen, "\x1b[H\x1b[2J");
    screen_begin(screen);
}

void screen_newline(struct screen *screen)
{
    put_text(screen, "\n");
}

void screen_bell(struct screen *screen)
{
    put_text(screen, "\a");
}

static void put_cell(struct screen *screen, uint32_t cell)
{
    char bytes[4];
    uint32_t len = 0;

    do {
        bytes[len++] = (char)(cell & 0xff);
        cell >>= 8;
    } while (cell && len < 4);
    screen->put(screen->context, bytes, len);
}

/* Left by backspaces, right by printing again what is there already. */
static void move_to(struct screen *screen, uint32_t column)
{
    for (; screen->column > column; screen->column--)
        put_text(screen, "\b");
    for (; screen->column < column; screen->column++)
        put_cell(screen, screen->shown[screen->column]);
}

/* The character at byte `at`, packed; at moves behind it. */
static uint32_t cell_take(const struct line *line, uint32_t *at)
{
    uint32_t cell = (uint8_t)line->text[(*at)++], shift = 8;

    while (*at < line->len && ((uint8_t)line->text[*at] & 0xc0) == 0x80) {
        if (shift < 32)
            cell |= (uint32_t)(uint8_t)line->text[*at] << shift;
        shift += 8;
        (*at)++;
    }
    return cell;
}

/* Characters before byte offset `end`. */
static uint32_t count_cells(const struct line *line, uint32_t end)
{
    uint32_t count = 0;

    for (uint32_t at = 0; at < end; count++)
        (void)cell_take(line, &at);
    return count;
}

/* Scrolls by a quarter of the row, so that typing on does not redraw it for every key. */
static void scroll(struct screen *screen, uint32_t cursor)
{
    uint32_t quarter = screen->cells / 4;

    if (cursor <= screen->first)
        screen->first = cursor > quarter ? cursor - quarter : 0;
    else if (cursor - screen->first >= screen->cells - 1)
        screen->first = cursor + 2 + quarter - screen->cells;
}

static uint32_t wanted_fill(const struct screen *screen, const struct line *line, uint32_t *wanted)
{
    uint32_t at = 0, index = 0, count = 0;

    for (; at < line->len && count < screen->cells; index++) {
        uint32_t cell = cell_take(line, &at);

        if (index >= screen->first)
            wanted[count++] = cell;
    }
    if (screen->first > 0 && count > 0)
        wanted[0] = '<';
    if (at < line->len && count > 0)
        wanted[count - 1] = '>';
    return count;
}

void screen_update(struct screen *screen, const struct line *line)
{
    uint32_t wanted[SCREEN_MAX_COLUMNS];
    uint32_t cursor = count_cells(line, line->cursor);

    scroll(screen, cursor);
    uint32_t count = wanted_fill(screen, line, wanted);
    uint32_t same = 0;

    while (same < count && same < screen->shown_count && wanted[same] == screen->shown[same])
        same++;
    if (same < count || same < screen->shown_count) {
        uint32_t old_count = screen->shown_count;

        move_to(screen, same);
        for (uint32_t i = same; i < count; i++) {
            screen->shown[i] = wanted[i];
            put_cell(screen, wanted[i]);
        }
        screen->column = count;
        for (; screen->column < old_count; screen->column++) {
            screen->shown[screen->column] = ' ';
            put_text(screen, " ");
        }
        screen->shown_count = count;
    }
    move_to(screen, cursor - screen->first);
}
