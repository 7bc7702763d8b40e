/* SPDX-License-Identifier: MIT */
/*
 * The decoder's states:
 *
 *   GROUND --ESC--> ESCAPE --[--> SEQUENCE --final byte--> GROUND
 *     |               |---O----> KEYPAD ----any---------> GROUND
 *     |-- first byte of UTF-8 --> TEXT --last byte------> GROUND
 *
 * A sequence consists of printable ASCII. Any other byte, such as Enter, ^C or the start of a letter in UTF-8, ends one that is not
 * complete, and is a key as if the sequence had not been there.
 */
#include "keys.h"

enum { STATE_GROUND, STATE_ESCAPE, STATE_SEQUENCE, STATE_KEYPAD, STATE_TEXT };

#define ESC 0x1b
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

static enum key ground_feed(struct key_decoder *decoder, uint8_t byte);

static bool belongs_to_sequence(uint8_t byte)
{
    return byte >= 0x20 && byte < DEL;
}

static enum key sequence_feed(struct key_decoder *decoder, uint8_t byte)
{
    uint8_t *parameter = &decoder->parameter[decoder->parameter_index];
    enum key key = KEY_NONE;

    if (!belongs_to_sequence(byte))
        return ground_feed(decoder, byte);
    if (byte >= '0' && byte <= '9') {
        *parameter = *parameter < 20 ? (uint8_t)(*parameter * 10 + (byte - '0')) : *parameter;
        return KEY_NONE;
    }
    if (byte == ';') {
        decoder->parameter_index = 1;
        decoder->parameter[1] = 0;
        return KEY_NONE;
    }
    if (byte < 0x40)
        return KEY_NONE;
    decoder->state = STATE_GROUND;
    if (byte == '~')
        key = decoder->parameter[0] < sizeof(tilde_keys) ? tilde_keys[decoder->parameter[0]] : KEY_NONE;
    else
        key = letter_key(byte);
    return decoder->parameter_index ? modified_key(key) : key;
}

/* Alt with a letter, as a prefix. */
static enum key escape_feed(struct key_decoder *decoder, uint8_t byte)
{
    decoder->state = STATE_GROUND;
    if (byte == '[' || byte == 'O') {
        decoder->state = byte == '[' ? STATE_SEQUENCE : STATE_KEYPAD;
        decoder->parameter[0] = 0;
        decoder->parameter_index = 0;
        return KEY_NONE;
    }
    if (byte == 'b')
        return KEY_WORD_LEFT;
    if (byte == 'f')
        return KEY_WORD_RIGHT;
    if (byte == DEL || byte == 8)
        return KEY_KILL_WORD;
    return belongs_to_sequence(byte) ? KEY_NONE : ground_feed(decoder, byte);
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
    decoder->state = STATE_GROUND;
    if (byte == ESC) {
        decoder->state = STATE_ESCAPE;
        return KEY_NONE;
    }
    if (byte == DEL)
        return KEY_BACKSPACE;
    if (byte < 32)
        return control_keys[byte];
    decoder->text_wanted = utf8_length(byte);
    if (!decoder->text_wanted)
        return KEY_NONE;
    decoder->text[0] = (char)byte;
    decoder->text_len = 1;
    if (decoder->text_wanted == 1)
        return KEY_TEXT;
    decoder->state = STATE_TEXT;
    return KEY_NONE;
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
    decoder->state = STATE_GROUND;
    /* U+0080 to U+009F are control characters: shown, they would steer the terminal. */
    if ((uint8_t)decoder->text[0] == 0xc2 && byte < 0xa0)
        return KEY_NONE;
    return KEY_TEXT;
}

static enum key keypad_feed(struct key_decoder *decoder, uint8_t byte)
{
    if (!belongs_to_sequence(byte))
        return ground_feed(decoder, byte);
    decoder->state = STATE_GROUND;
    return letter_key(byte);
}

bool key_decode(struct key_decoder *decoder, uint8_t byte, enum key *key)
{
    static enum key (*const feed[])(struct key_decoder *, uint8_t) = {
        [STATE_GROUND] = ground_feed, [STATE_ESCAPE] = escape_feed, [STATE_SEQUENCE] = sequence_feed,
        [STATE_KEYPAD] = keypad_feed, [STATE_TEXT] = text_feed,
    };
    bool swallow = decoder->after_return && byte == '\n';

    decoder->after_return = byte == '\r';
    if (swallow)
        return false;
    *key = feed[decoder->state](decoder, byte);
    return *key != KEY_NONE;
}
