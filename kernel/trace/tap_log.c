/* SPDX-License-Identifier: MIT */
/* Records as lines of the log. See tap_log.h. */
#include "trace/tap_log.h"

#include <stddef.h>

#include "base/log.h"
#include "base/log_priv.h"
#include "base/panic.h"
#include "base/string.h"
#include "mem/frame.h"
#include "trace/tap.h"

#define BUFFER_PAGES 64u
#define LOG_PAYLOAD_BYTES 512u          /* of one message at most */
#define PAYLOAD_LINE_BYTES 64u
#define RECORDS_AT_ONCE 8u
#define LINE_BYTES 512u

struct tap tap_log = { .whole_system = true, .awaited = true };

/* The letter of each field, in the order of the line. */
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

static const char kinds[] = { [TAP_SUBMISSION] = 's', [TAP_COMPLETION] = 'c', [TAP_PROCESS] = 'p', [TAP_GRANT] = 'g',
                              [TAP_EXIT] = 'x' };
_Static_assert(sizeof(kinds) == TAP_KIND_END, "a letter for each kind");

/* All fields at their longest, and one line of payload, fit: 26 fields of 18 characters, or few fields and 130. */
struct line {
    char text[LINE_BYTES];
    uint32_t used;
};

static void line_put(struct line *line, char c)
{
    if (line->used < LINE_BYTES)
        line->text[line->used++] = c;
}

static void line_begin(struct line *line, char kind)
{
    static const char start[] = "ringtap:1 ";

    memcpy(line->text, start, sizeof(start) - 1);
    line->used = sizeof(start) - 1;
    line_put(line, kind);
}

static void line_field(struct line *line, char letter, uint64_t value)
{
    char text[17];
    size_t count = kformat(text, sizeof(text), "%lx", value);

    if (value == 0)
        return;
    line_put(line, ' ');
    line_put(line, letter);
    for (size_t i = 0; i < count; i++)
        line_put(line, text[i]);
}

static void line_bytes(struct line *line, const uint8_t *bytes, uint32_t count)
{
    static const char digits[] = "0123456789abcdef";

    line_put(line, ' ');
    line_put(line, '=');
    for (uint32_t i = 0; i < count; i++) {
        line_put(line, digits[bytes[i] >> 4]);
        line_put(line, digits[bytes[i] & 15]);
    }
}

/* Fletcher's checksum: the log is a serial line, and other writers may have been in the middle of theirs. */
static void line_end(struct line *line)
{
    uint32_t low = 0, high = 0;
    char text[8];

    for (uint32_t i = 0; i < line->used; i++) {
        low = (low + (uint8_t)line->text[i]) % 255;
        high = (high + low) % 255;
    }
    kformat(text, sizeof(text), " ~%04x\n", high << 8 | low);
    for (uint32_t i = 0; text[i]; i++)
        line_put(line, text[i]);
    klog_tap(line->text, line->used);
}

static uint64_t field_value(const struct tap_record *record, const struct field *field)
{
    uint64_t value = 0;

    /* Little endian: the low bytes come first. */
    memcpy(&value, (const uint8_t *)record + field->offset, field->bytes);
    return value;
}

static void write_record(const struct tap_record *record, const uint8_t *payload)
{
    bool name = record->kind == TAP_PROCESS || record->kind == TAP_GRANT;
    struct line line;

    line_begin(&line, kinds[record->kind]);
    for (uint32_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        line_field(&line, fields[i].letter, field_value(record, &fields[i]));
    if (name)
        line_bytes(&line, payload, record->payload_bytes);
    line_end(&line);
    for (uint32_t at = 0; !name && at < record->payload_bytes; at += PAYLOAD_LINE_BYTES) {
        uint32_t left = record->payload_bytes - at;

        line_begin(&line, 'd');
        line_field(&line, 'q', record->sequence);
        line_field(&line, 'a', at);
        line_bytes(&line, payload + at, left < PAYLOAD_LINE_BYTES ? left : PAYLOAD_LINE_BYTES);
        line_end(&line);
    }
}

/* Of whoever writes records: the worker, or a CPU that switches the machine off. */
static struct spinlock writing_lock = SPINLOCK(LOCK_LOG_WRITING);

/* One record, if there is one. writing_lock is held. */
static bool write_one_locked(void)
{
    lock_assert_held(&writing_lock);
    static struct {
        struct tap_record record;
        uint8_t payload[TAP_PAYLOAD_MAX_BYTES];
    } next;
    uint32_t bytes;

    spin_lock(&tap_log.lock);
    bytes = tap_buffer_first(&tap_log.buffer);
    if (bytes != 0)
        tap_buffer_take(&tap_log.buffer, &next, bytes);
    spin_unlock(&tap_log.lock);
    if (bytes != 0)
        write_record(&next.record, next.payload);
    return bytes != 0;
}

bool tap_log_write_some(void)
{
    bool more = true;

    spin_lock(&writing_lock);
    for (uint32_t i = 0; i < RECORDS_AT_ONCE && more; i++)
        more = write_one_locked();
    spin_unlock(&writing_lock);
    return more;
}

void tap_log_flush(void)
{
    spin_lock(&writing_lock);
    while (write_one_locked())
        continue;
    spin_unlock(&writing_lock);
}

/* In a panic, unless the panic is the tap's own. */
static void flush_in_panic(void)
{
    if (tap_log.lock.held == 0 && writing_lock.held == 0)
        tap_log_flush();
}

/* Whether the command line has that word. */
static bool has_word(const char *line, const char *word)
{
    size_t length = strlen(word);

    while (*line) {
        const char *end = line;

        while (*end && *end != ' ')
            end++;
        if ((size_t)(end - line) == length && memcmp(line, word, length) == 0)
            return true;
        line = *end ? end + 1 : end;
    }
    return false;
}

void tap_log_init(const struct boot_info *boot)
{
    bool payload = has_word(boot->command_line, "tap=payload");
    phys_t first;

    if (!payload && !has_word(boot->command_line, "tap"))
        return;
    if (frame_alloc_contiguous(BUFFER_PAGES, &first) != STATUS_OK)
        panic("no memory for the tap");
    tap_buffer_init(&tap_log.buffer, phys_to_virt(first), BUFFER_PAGES * PAGE_SIZE);
    tap_log.payload_bytes = payload ? LOG_PAYLOAD_BYTES : 0;
    panic_set_hook(flush_in_panic);
    klog("every ring is tapped%s\n", payload ? ", with the bytes of messages" : "");
}
