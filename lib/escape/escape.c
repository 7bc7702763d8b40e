/* SPDX-License-Identifier: MIT */
#include "escape.h"

#include <stdbool.h>

static bool is_printable(uint8_t byte)
{
    return byte >= 0x20 && byte < 0x7f;
}

static enum escape_result complete(struct escape *escape, uint8_t introducer, uint8_t byte)
{
    escape->state = ESCAPE_NONE;
    escape->introducer = introducer;
    escape->final = byte;
    return ESCAPE_COMPLETE;
}

static enum escape_result after_escape(struct escape *escape, uint8_t byte)
{
    if (byte != '[' && byte != 'O')
        return complete(escape, 0, byte);
    *escape = (struct escape){ .state = byte == '[' ? ESCAPE_SEQUENCE : ESCAPE_KEYPAD };
    return ESCAPE_MORE;
}

static enum escape_result in_sequence(struct escape *escape, uint8_t byte)
{
    uint8_t *parameter = &escape->parameter[escape->parameter_index];

    if (byte >= 0x40)
        return complete(escape, '[', byte);
    if (byte >= '0' && byte <= '9') {
        uint32_t value = *parameter * 10u + (byte - '0');

        *parameter = value < 255 ? (uint8_t)value : 255;
    } else if (byte == ';') {
        escape->parameter_index = 1;
        escape->parameter[1] = 0;
    }
    return ESCAPE_MORE;
}

enum escape_result escape_feed(struct escape *escape, uint8_t byte)
{
    if (!is_printable(byte)) {
        escape->state = byte == ESCAPE_BYTE ? ESCAPE_BEGUN : ESCAPE_NONE;
        return byte == ESCAPE_BYTE ? ESCAPE_MORE : ESCAPE_NOT;
    }
    switch (escape->state) {
    case ESCAPE_BEGUN:
        return after_escape(escape, byte);
    case ESCAPE_SEQUENCE:
        return in_sequence(escape, byte);
    case ESCAPE_KEYPAD:
        return complete(escape, 'O', byte);
    default:
        return ESCAPE_NOT;
    }
}
