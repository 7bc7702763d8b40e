/* SPDX-License-Identifier: MIT */
/*
 * QEMU TCG plugin: how often each guest instruction ran between two marks. A mark is an instruction that loads a magic
 * constant into eax (tests/bench/guest/main.c). At the end mark one file is written, OUT.N for the N-th pair of marks, a line
 * per instruction: address, host page (tells apart programs at the same address), count, bytes in hex.
 *
 * Use: -plugin profile.so,out=OUT. One vCPU. Declares the few functions of plugin API version 1 that it uses, so that it
 * builds without QEMU's headers.
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

#define EXPORT __attribute__((visibility("default")))
#define MARK_BEGIN "\xb8\x6e\x67\x65\x62"
#define MARK_END "\xb8\x00\x64\x6e\x65"
#define INSN_BYTES 15

struct instruction {
    struct instruction *next;
    uint64_t address, page, count;
    size_t size;
    unsigned char bytes[INSN_BYTES];
};

EXPORT int qemu_plugin_version = 1;
static struct instruction *instructions;
static const char *out_path;
static unsigned marks;

static void on_begin(unsigned cpu, void *data)
{
    (void)cpu;
    (void)data;
    for (struct instruction *at = instructions; at; at = at->next)
        at->count = 0;
}

static void on_end(unsigned cpu, void *data)
{
    char path[4096];
    FILE *file;

    (void)cpu;
    (void)data;
    snprintf(path, sizeof(path), "%s.%u", out_path, marks++);
    file = fopen(path, "w");
    if (!file) {
        perror(path);
        exit(1);
    }
    for (struct instruction *at = instructions; at; at = at->next) {
        if (at->count == 0)
            continue;
        fprintf(file, "%" PRIx64 " %" PRIx64 " %" PRIu64 " ", at->address, at->page, at->count);
        for (size_t i = 0; i < at->size; i++)
            fprintf(file, "%02x", at->bytes[i]);
        fputc('\n', file);
    }
    fclose(file);
}

static void on_translate(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    (void)id;
    for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
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
        qemu_plugin_register_vcpu_insn_exec_inline(insn, 0, &at->count, 1);
        if (at->size == 5 && memcmp(at->bytes, MARK_BEGIN, 5) == 0)
            qemu_plugin_register_vcpu_insn_exec_cb(insn, on_begin, 0, NULL);
        if (at->size == 5 && memcmp(at->bytes, MARK_END, 5) == 0)
            qemu_plugin_register_vcpu_insn_exec_cb(insn, on_end, 0, NULL);
    }
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc, char **argv)
{
    (void)info;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "out=", 4) == 0)
            out_path = strdup(argv[i] + 4);
    }
    if (!out_path) {
        fprintf(stderr, "profile plugin: expected out=FILE\n");
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translate);
    return 0;
}
