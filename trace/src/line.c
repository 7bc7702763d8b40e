/* SPDX-License-Identifier: MIT */
/*
 * Lines of the kernel's log, as kernel/trace/tap_log.h writes them, back into records. The log may have been cut, damaged, or
 * mixed with other text: a line counts only when its checksum is right, and every field is checked for its size.
 */
#include <stddef.h>

#include "trace_priv.h"

#define MARK "ringtap:"
#define VERSION "1 "

/* Which field a letter is. The same list as in kernel/trace/tap_log.c. */
static const struct field {
    char letter;
    uint8_t bytes;
    uint16_t offset;
} fields[] = {
#define FIELD(letter, name) { letter, sizeof(((struct tap_record *)0)->name), offsetof(struct tap_record, name) }
    FIELD('q', sequence), FIELD('t', time_ns), FIELD('p', pid), FIELD('h', tid), FIELD('n', answer_id), FIELD('o', opcode),
    FIELD('f', sqe_flags), FIELD('b', note), FIELD('c', cap_id), FIELD('i', interface_id), FIELD('m', method_id), FIELD('e', field),
    FIELD('l', len), FIELD('r', result_len), FIELD('x', cap_count), FIELD('u', user_data), FIELD('k', call_id), FIELD('v', value),
    FIELD('z', result), FIELD('g', cqe_flags), FIELD('P', peer_pid), FIELD('H', peer_tid), FIELD('N', peer_answer_id),
    FIELD('y', payload_total), FIELD('w', payload_bytes), FIELD('L', lost),
#undef FIELD
};

/* One line, taken apart. */
struct parts {
    char kind;
    struct tap_record record;
    uint32_t offset;                    /* `a` */
    uint32_t byte_count;                /* `=` */
    uint8_t bytes[TAP_PAYLOAD_MAX_BYTES];
};

struct cursor {
    const char *at, *end;
};

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* At least one digit, at most `bytes` bytes' worth. */
static bool parse_hex(struct cursor *cursor, uint32_t bytes, uint64_t *value)
{
    uint32_t digits = 0;

    *value = 0;
    for (; cursor->at < cursor->end && hex_digit(*cursor->at) >= 0; cursor->at++, digits++) {
        if (digits == 2 * bytes)
            return false;
        *value = *value << 4 | (uint64_t)hex_digit(*cursor->at);
    }
    return digits != 0;
}

static bool parse_bytes(struct cursor *cursor, struct parts *parts)
{
    while (cursor->end - cursor->at >= 2 && hex_digit(cursor->at[0]) >= 0 && hex_digit(cursor->at[1]) >= 0) {
        if (parts->byte_count == sizeof(parts->bytes))
            return false;
        parts->bytes[parts->byte_count++] = (uint8_t)(hex_digit(cursor->at[0]) << 4 | hex_digit(cursor->at[1]));
        cursor->at += 2;
    }
    return true;
}

static bool parse_field(struct cursor *cursor, struct parts *parts)
{
    char letter = *cursor->at++;
    uint64_t value;

    if (letter == '=')
        return parse_bytes(cursor, parts);
    if (letter == 'a') {
        if (!parse_hex(cursor, 4, &value))
            return false;
        parts->offset = (uint32_t)value;
        return true;
    }
    for (uint32_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (fields[i].letter != letter)
            continue;
        if (!parse_hex(cursor, fields[i].bytes, &value))
            return false;
        /* Little endian: the low bytes come first. */
        memcpy((uint8_t *)&parts->record + fields[i].offset, &value, fields[i].bytes);
        return true;
    }
    /* A field that a later kernel added. */
    return parse_hex(cursor, 8, &value);
}

static bool checksum_right(const char *line, const char *end, uint64_t expected)
{
    uint32_t low = 0, high = 0;

    for (const char *at = line; at < end; at++) {
        low = (low + (uint8_t)*at) % 255;
        high = (high + low) % 255;
    }
    return (high << 8 | low) == expected;
}

/* Everything after the version, up to and with the checksum. start: where the checksum begins to count. */
static bool parse_rest(const char *start, struct cursor *cursor, struct parts *parts)
{
    uint64_t sum;

    if (cursor->at == cursor->end)
        return false;
    parts->kind = *cursor->at++;
    while (cursor->end - cursor->at >= 2 && cursor->at[0] == ' ') {
        const char *space = cursor->at++;

        if (*cursor->at == '~') {
            cursor->at++;
            return parse_hex(cursor, 2, &sum) && checksum_right(start, space, sum);
        }
        if (!parse_field(cursor, parts))
            return false;
    }
    return false;
}

static const char *find_mark(const char *line, size_t len)
{
    for (size_t i = 0; i + sizeof(MARK) - 1 <= len; i++) {
        if (memcmp(line + i, MARK, sizeof(MARK) - 1) == 0)
            return line + i;
    }
    return NULL;
}

static uint8_t kind_of(char letter)
{
    static const char letters[] = { [TAP_SUBMISSION] = 's', [TAP_COMPLETION] = 'c', [TAP_PROCESS] = 'p', [TAP_GRANT] = 'g',
                                    [TAP_EXIT] = 'x' };

    for (uint8_t kind = 1; kind < TAP_KIND_END; kind++) {
        if (letters[kind] == letter)
            return kind;
    }
    return 0;
}

/* The record that waited for its message, with as much of it as came. */
static void flush(struct trace_lines *lines)
{
    if (!lines->pending)
        return;
    lines->pending = false;
    lines->record.payload_bytes = lines->received;
    trace_record(lines->trace, &lines->record, lines->payload);
}

static bool take_message_part(struct trace_lines *lines, const struct parts *parts)
{
    if (!lines->pending || parts->record.sequence != lines->record.sequence || parts->offset != lines->received ||
        parts->byte_count > lines->record.payload_bytes - lines->received)
        return false;
    memcpy(lines->payload + lines->received, parts->bytes, parts->byte_count);
    lines->received += parts->byte_count;
    if (lines->received == lines->record.payload_bytes)
        flush(lines);
    return true;
}

static bool take_parts(struct trace_lines *lines, struct parts *parts)
{
    struct tap_record *record = &parts->record;

    if (parts->kind == 'd')
        return take_message_part(lines, parts);
    record->kind = kind_of(parts->kind);
    if (record->kind == 0 || record->payload_bytes > TAP_PAYLOAD_MAX_BYTES)
        return false;
    flush(lines);
    if (record->kind == TAP_PROCESS || record->kind == TAP_GRANT) {
        record->payload_bytes = parts->byte_count;
        trace_record(lines->trace, record, parts->bytes);
        return true;
    }
    lines->pending = true;
    lines->received = 0;
    lines->record = *record;
    if (record->payload_bytes == 0)
        flush(lines);
    return true;
}

bool trace_lines_take(struct trace_lines *lines, const char *line, size_t len)
{
    const char *start = find_mark(line, len);
    struct cursor cursor = { start, line + len };
    struct parts parts = { .kind = 0 };

    if (!start)
        return false;
    cursor.at += sizeof(MARK) - 1;
    if ((size_t)(cursor.end - cursor.at) >= sizeof(VERSION) - 1 && memcmp(cursor.at, VERSION, sizeof(VERSION) - 1) == 0) {
        cursor.at += sizeof(VERSION) - 1;
        if (parse_rest(start, &cursor, &parts) && take_parts(lines, &parts))
            return true;
    }
    lines->damaged++;
    return false;
}

void trace_lines_end(struct trace_lines *lines)
{
    flush(lines);
}
