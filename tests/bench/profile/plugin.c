/* SPDX-License-Identifier: MIT */
/*
 * QEMU TCG plugin: what the guest executed between two places, and how often.
 *
 *   out=FILE                needed: FILE.N is written at the end of the N-th pair
 *   from=ADDRESS to=ADDRESS a pair: the first execution of each (hexadecimal, as the guest sees it)
 *   trace=1                 also FILE.N.trace: the blocks in the order in which they ran
 *
 * Without addresses, pairs are marks: instructions that load a magic constant into eax (tests/bench/guest/main.c). A second
 * mark of the beginning starts the counts again and leaves its place in the trace. At QEMU's exit, FILE.end is written if a
 * pair of addresses was passed: how many instructions ran since its beginning (an idle processor runs none).
 *
 * FILE.N has a line per instruction: address, host page (tells apart programs at the same address), count, bytes in hex.
 * FILE.N.trace has a line per block, `b NUMBER PAGE ADDRESS SIZE:BYTES...`, and then the numbers of those that ran, - being a
 * mark. One vCPU. Declares the few functions of plugin API version 1 that it uses, so that it builds without QEMU's headers.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
extern void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, void (*callback)(qemu_plugin_id_t, struct qemu_plugin_tb *));
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
extern struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t index);
extern const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *insn);
extern size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);
extern uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
extern void *qemu_plugin_insn_haddr(const struct qemu_plugin_insn *insn);
extern void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *insn, int op, void *counter, uint64_t value);
extern void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, void (*callback)(unsigned, void *), int flags,
                                                   void *data);
extern void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *tb, void (*callback)(unsigned, void *), int flags,
                                                 void *data);
extern void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, void (*callback)(qemu_plugin_id_t, void *), void *data);

#define EXPORT __attribute__((visibility("default")))
#define MARK_BEGIN "\xb8\x6e\x67\x65\x62"
#define MARK_END "\xb8\x00\x64\x6e\x65"
#define INSN_BYTES 15
#define TRACE_MAX (1u << 20)    /* blocks; a longer trace is cut, which its reader notices */

struct instruction {
    struct instruction *next;
    uint64_t address, page, count;
    size_t size;
    unsigned char bytes[INSN_BYTES];
};

/* A block as it was translated: its instructions follow one another in the list, backwards. */
struct block {
    struct block *next;
    struct instruction *last;
    uint32_t number, length;
    bool used;
};

EXPORT int qemu_plugin_version = 1;
static struct instruction *instructions;
static struct block *blocks;
static uint32_t block_count;
static struct block **trace;            /* NULL entries are marks of the beginning */
static uint32_t trace_length;
static const char *out_path;
static uint64_t from_address, to_address;
static bool running, wants_trace;
static unsigned pairs;

static uint64_t counted(void)
{
    uint64_t sum = 0;

    for (struct instruction *at = instructions; at; at = at->next)
        sum += at->count;
    return sum;
}

static FILE *open_out(const char *suffix)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof(path), "%s.%s", out_path, suffix);
    file = fopen(path, "w");
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

static void on_begin(unsigned cpu, void *data)
{
    (void)cpu;
    (void)data;
    if (from_address && (running || pairs > 0))
        return;
    if (!running)
        trace_length = 0;
    running = true;
    for (struct instruction *at = instructions; at; at = at->next)
        at->count = 0;
    if (wants_trace && trace_length < TRACE_MAX)
        trace[trace_length++] = NULL;
}

static void write_bytes(FILE *file, const struct instruction *at)
{
    for (size_t i = 0; i < at->size; i++)
        fprintf(file, "%02x", at->bytes[i]);
}

static void write_counts(void)
{
    char suffix[32];
    FILE *file;

    snprintf(suffix, sizeof(suffix), "%u", pairs);
    file = open_out(suffix);
    for (struct instruction *at = instructions; at; at = at->next) {
        if (at->count == 0)
            continue;
        fprintf(file, "%" PRIx64 " %" PRIx64 " %" PRIu64 " ", at->address, at->page, at->count);
        write_bytes(file, at);
        fputc('\n', file);
    }
    fclose(file);
}

static void write_block(FILE *file, const struct block *block)
{
    const struct instruction **order = calloc(block->length + 1, sizeof(*order));
    const struct instruction *at = block->last;

    if (!order)
        exit(1);
    for (uint32_t i = block->length; i > 0; i--, at = at->next)
        order[i - 1] = at;
    fprintf(file, "b %u %" PRIx64 " %" PRIx64, block->number, order[0]->page, order[0]->address);
    for (uint32_t i = 0; i < block->length; i++) {
        fprintf(file, " %zu:", order[i]->size);
        write_bytes(file, order[i]);
    }
    fputc('\n', file);
    free(order);
}

static void write_trace(void)
{
    char suffix[32];
    FILE *file;

    snprintf(suffix, sizeof(suffix), "%u.trace", pairs);
    file = open_out(suffix);
    for (uint32_t i = 0; i < trace_length; i++) {
        if (trace[i])
            trace[i]->used = true;
    }
    for (struct block *at = blocks; at; at = at->next) {
        if (at->used)
            write_block(file, at);
        at->used = false;
    }
    for (uint32_t i = 0; i < trace_length; i++) {
        if (trace[i])
            fprintf(file, "%u\n", trace[i]->number);
        else
            fputs("-\n", file);
    }
    fclose(file);
}

static void on_end(unsigned cpu, void *data)
{
    (void)cpu;
    (void)data;
    if (!running || (from_address && pairs > 0))
        return;
    write_counts();
    if (wants_trace)
        write_trace();
    pairs++;
    /* Between addresses there is one pair, and the counts go on until the exit. */
    running = from_address != 0;
}

static void on_block(unsigned cpu, void *data)
{
    (void)cpu;
    if (running && trace_length < TRACE_MAX)
        trace[trace_length++] = data;
}

static struct instruction *add_instruction(struct qemu_plugin_insn *insn)
{
    struct instruction *at = calloc(1, sizeof(*at));

    if (!at)
        exit(1);
    at->address = qemu_plugin_insn_vaddr(insn);
    at->page = (uint64_t)(uintptr_t)qemu_plugin_insn_haddr(insn) >> 12;
    at->size = qemu_plugin_insn_size(insn);
    if (at->size > INSN_BYTES)
        at->size = INSN_BYTES;
    memcpy(at->bytes, qemu_plugin_insn_data(insn), at->size);
    at->next = instructions;
    instructions = at;
    return at;
}

static bool is_mark(const struct instruction *at, uint64_t address, const char *bytes)
{
    if (from_address)
        return address && at->address == address;
    return at->size == 5 && memcmp(at->bytes, bytes, 5) == 0;
}

static void add_block(struct qemu_plugin_tb *tb, struct instruction *last)
{
    struct block *block = calloc(1, sizeof(*block));

    if (!block)
        exit(1);
    *block = (struct block){ .next = blocks, .last = last, .number = block_count++, .length = (uint32_t)qemu_plugin_tb_n_insns(tb) };
    blocks = block;
    qemu_plugin_register_vcpu_tb_exec_cb(tb, on_block, 0, block);
}

static void on_translate(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    struct instruction *at = NULL;

    (void)id;
    for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);

        at = add_instruction(insn);
        /* A callback before the count: the beginning counts its own instruction, the end does not. */
        if (is_mark(at, from_address, MARK_BEGIN))
            qemu_plugin_register_vcpu_insn_exec_cb(insn, on_begin, 0, NULL);
        if (is_mark(at, to_address, MARK_END))
            qemu_plugin_register_vcpu_insn_exec_cb(insn, on_end, 0, NULL);
        qemu_plugin_register_vcpu_insn_exec_inline(insn, 0, &at->count, 1);
    }
    if (wants_trace && at)
        add_block(tb, at);
}

static void at_exit(qemu_plugin_id_t id, void *data)
{
    FILE *file;

    (void)id;
    (void)data;
    if (!from_address || pairs == 0)
        return;
    file = open_out("end");
    fprintf(file, "%" PRIu64 "\n", counted());
    fclose(file);
}

static bool take_argument(const char *argument)
{
    if (strncmp(argument, "out=", 4) == 0)
        out_path = strdup(argument + 4);
    else if (strncmp(argument, "from=", 5) == 0)
        from_address = strtoull(argument + 5, NULL, 16);
    else if (strncmp(argument, "to=", 3) == 0)
        to_address = strtoull(argument + 3, NULL, 16);
    else if (strncmp(argument, "trace=", 6) == 0)
        wants_trace = true;
    else
        return false;
    return true;
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc, char **argv)
{
    bool right = true;

    (void)info;
    for (int i = 0; i < argc; i++)
        right = take_argument(argv[i]) && right;
    if (!right || !out_path || !from_address != !to_address) {
        fprintf(stderr, "profile plugin: expected out=FILE, and from=ADDRESS to=ADDRESS or neither, and perhaps trace=1\n");
        return 1;
    }
    trace = wants_trace ? calloc(TRACE_MAX, sizeof(*trace)) : NULL;
    if (wants_trace && !trace)
        return 1;
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translate);
    qemu_plugin_register_atexit_cb(id, at_exit, NULL);
    return 0;
}
