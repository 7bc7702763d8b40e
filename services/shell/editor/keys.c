/* SPDX-License-Identifier: MIT */
/* What keys a terminal's bytes are. Where an escape sequence ends is lib/escape's. */
#include "keys.h"

#define DEL 0x7f

/* Control characters; the ones that are not here are ignored. */
static const uint8_t control_keys[32] = {
    [1] = KEY_HOME,         [2] = KEY_LEFT,          [3] = KEY_INTERRUPT,   [4] = KEY_END_OR_DELETE,
    [5] = KEY_END,          [6] = KEY_RIGHT,         [8] = KEY_BACKSPACE,   [9] = KEY_TAB,
    [10] = KEY_ENTER,       [11] = KEY_KILL_END,     [12] = KEY_CLEAR_SCREEN, [13] = KEY_ENTER,
    [14] = KEY_DOWN,        [16] = KEY_UP,           [21] = KEY_KILL_START, [23] = KEY_KILL_WORD,
};

/* ESC [ n ~ : VT220, linux, rxvt. */
static const uint8_t tilde_keys[9] = {
    [1] = KEY_HOME, [3] = KEY_DELETE, [4] = KEY_END, [7] = KEY_HOME, [8] = KEY_END,
};

/* ESC [ letter and ESC O letter. */
static enum key letter_key(uint8_t byte)
{
    static const uint8_t keys[] = { KEY_UP, KEY_DOWN, KEY_RIGHT, KEY_LEFT };

    if (byte >= 'A' && byte <= 'D')
        return keys[byte - 'A'];
    if (byte == 'H')
        return KEY_HOME;
    return byte == 'F' ? KEY_END : KEY_NONE;
}

/* Ctrl and Alt arrows carry a second parameter: ESC [ 1 ; 5 C. */
static enum key modified_key(enum key key)
{
    if (key == KEY_LEFT)
        return KEY_WORD_LEFT;
    return key == KEY_RIGHT ? KEY_WORD_RIGHT : key;
}

static enum key sequence_key(const struct escape *escape)
{
    enum key key;

    if (escape->final == '~')
        key = escape->parameter[0] < sizeof(tilde_keys) ? tilde_keys[escape->parameter[0]] : KEY_NONE;
    else
        key = letter_key(escape->final);
    return escape->parameter_index ? modified_key(key) : key;
}

/* A complete escape sequence; without introducer it is Alt with a letter. */
static enum key escape_key(const struct escape *escape)
{
    if (escape->introducer == '[')
        return sequence_key(escape);
    if (escape->introducer == 'O')
        return letter_key(escape->final);
    if (escape->final == 'b')
        return KEY_WORD_LEFT;
    return escape->final == 'f' ? KEY_WORD_RIGHT : KEY_NONE;
}

static uint8_t utf8_length(uint8_t first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first < 0xe0)
        return 2;
    if (first >= 0xe0 && first < 0xf0)
        return 3;
    return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

static enum key ground_feed(struct key_decoder *decoder, uint8_t byte)
{
    decoder->text_wanted = 0;
    if (byte == DEL)
        return KEY_BACKSPACE;
    if (byte < 32)
        return control_keys[byte];
    decoder->text_wanted = utf8_length(byte);
    decoder->text[0] = (char)byte;
    decoder->text_len = 1;
    if (decoder->text_wanted > 1)
        return KEY_NONE;
    return decoder->text_wanted == 1 ? KEY_TEXT : KEY_NONE;
}

static enum key text_feed(struct key_decoder *decoder, uint8_t byte)
{
    if ((byte & 0xc0) != 0x80) {
        /* A broken character is forgotten; the byte that broke it counts. */
        return ground_feed(decoder, byte);
    }
    decoder->text[decoder->text_len++] = (char)byte;
    if (decoder->text_len < decoder->text_wanted)
        return KEY_NONE;
    decoder->text_wanted = 0;
    /* U+0080 to U+009F are control characters: shown, they would steer the terminal. */
    if ((uint8_t)decoder->text[0] == 0xc2 && byte < 0xa0)
        return KEY_NONE;
    return KEY_TEXT;
}

/* Alt with backspace, which is no printable byte. */
static bool is_alt_backspace(const struct key_decoder *decoder, uint8_t byte)
{
    return decoder->escape.state == ESCAPE_BEGUN && (byte == DEL || byte == 8);
}

static enum key feed(struct key_decoder *decoder, uint8_t byte)
{
    bool alt_backspace = is_alt_backspace(decoder, byte);
    enum escape_result result = escape_feed(&decoder->escape, byte);

    if (alt_backspace)
        return KEY_KILL_WORD;
    if (result != ESCAPE_NOT) {
        decoder->text_wanted = 0;
        return result == ESCAPE_COMPLETE ? escape_key(&decoder->escape) : KEY_NONE;
    }
    return decoder->text_wanted > 1 ? text_feed(decoder, byte) : ground_feed(decoder, byte);
}

bool key_decode(struct key_decoder *decoder, uint8_t byte, enum key *key)
{
    bool swallow = decoder->after_return && byte == '\n';

    decoder->after_return = byte == '\r';
    if (swallow)
        return false;
    *key = feed(decoder, byte);
    return *key != KEY_NONE;
}
