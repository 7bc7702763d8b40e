/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "rt_fake_kernel.h"

#include "core/ring_index.h"
#include "core/ring_words.h"

struct fake_kernel *fake_current;

void fake_init(struct fake_kernel *fake, uint32_t start)
{
    struct capset_page capset = fake->capset;

    memset(fake, 0, sizeof(*fake));
    fake->ring.header = (struct ring_header){
        .magic = RING_MAGIC,
        .version = RING_VERSION,
        .sq_entries = RING_SQ_ENTRIES,
        .cq_entries = RING_CQ_ENTRIES,
        .sq_offset = offsetof(struct ring_page, sq),
        .cq_offset = offsetof(struct ring_page, cq),
        .sq_head = start,
        .sq_tail = start,
        .cq_head = start,
        .cq_tail = start,
    };
    fake->sq_head = fake->cq_tail = start;
    fake->consumed = start;
    fake->capset = capset;
    fake->capset.magic = CAPSET_MAGIC;
    fake->capset.version = CAPSET_VERSION;
    strcpy(fake->capset.process_name, "test");
    fake_current = fake;
    assert_int_equal(rt_init(&fake->rt, &fake->ring, 7, &fake->capset), STATUS_OK);
}

void fake_grant(struct fake_kernel *fake, const char *name, cap_id_t cap, uint64_t interface_id, uint8_t mode)
{
    struct capset_entry *entry = &fake->capset.entries[fake->capset.count++];

    entry->cap_id = cap;
    entry->interface_id = interface_id;
    entry->transfer_mode = mode;
    strcpy(entry->name, name);
}

static void post(struct fake_kernel *fake, uint64_t user_data, int32_t result, uint16_t cap_count, uint64_t aux)
{
    struct cap_cqe *cqe = &fake->ring.cq[ring_slot(fake->cq_tail, RING_CQ_ENTRIES)];

    assert_true(ring_used(fake->ring.header.cq_head, fake->cq_tail) < RING_CQ_ENTRIES);
    *cqe = (struct cap_cqe){
        .user_data = user_data, .result = result, .flags = cap_count ? CAP_CQE_RESULT_CAPS : 0, .cap_count = cap_count, .aux = aux,
    };
    ring_publish_cq_tail(&fake->ring, ++fake->cq_tail);
}

struct fake_pending *fake_find(struct fake_kernel *fake, uint64_t id)
{
    for (uint32_t i = 0; i < FAKE_PENDING; i++) {
        if (fake->pending[i].used && fake->pending[i].id == id)
            return &fake->pending[i];
    }
    return NULL;
}

void fake_answer(struct fake_kernel *fake, uint64_t id, int32_t result, uint16_t cap_count,
                 const struct cap_result_record *records, uint64_t aux)
{
    struct fake_pending *pending = fake_find(fake, id);
    uint8_t *to;

    assert_non_null(pending);
    if (cap_count) {
        to = (uint8_t *)(uintptr_t)(pending->sqe.opcode == CAP_OP_RECV ? pending->sqe.addr : pending->sqe.result_addr);
        memcpy(to + (((uint32_t)result + 7) & ~7u), records, cap_count * sizeof(*records));
    }
    pending->used = false;
    fake->reserved--;
    post(fake, pending->sqe.user_data, result, cap_count, aux);
}

static void pend(struct fake_kernel *fake, const struct cap_sqe *sqe, uint64_t id)
{
    uint32_t i = 0;

    while (fake->pending[i].used)
        assert_true(++i < FAKE_PENDING);
    fake->pending[i] = (struct fake_pending){ .used = true, .id = id, .sqe = *sqe };
    fake->reserved++;
}

static void simple(struct fake_kernel *fake, const struct cap_sqe *sqe)
{
    status_t status = fake->on_simple ? fake->on_simple(fake, sqe) : STATUS_OK;

    if (!(sqe->flags & CAP_SQE_QUIET) || status < 0) {
        fake->quiet_failures += sqe->flags & CAP_SQE_QUIET;
        post(fake, sqe->user_data, status, 0, 0);
    }
}

/* Ends a pending answer, drops a kept one: STATUS_INVALID_ANSWER when there is neither. */
static void finish(struct fake_kernel *fake, const struct cap_sqe *sqe)
{
    status_t status = STATUS_INVALID_ANSWER;

    assert_int_equal(sqe->flags & ~CAP_SQE_QUIET, 0);
    if (fake_find(fake, sqe->dep)) {
        fake_answer(fake, sqe->dep, STATUS_CANCELLED, 0, NULL, 0);
        status = STATUS_OK;
    }
    for (uint32_t i = 0; i < RING_KEPT_ANSWERS; i++) {
        if (!fake->kept_used[i] || fake->kept[i] != sqe->dep)
            continue;
        fake->kept_used[i] = false;
        status = STATUS_OK;
    }
    if (!(sqe->flags & CAP_SQE_QUIET) || status < 0) {
        fake->quiet_failures += sqe->flags & CAP_SQE_QUIET;
        post(fake, sqe->user_data, status, 0, 0);
    }
}

/* A CALL with CAP_SQE_KEEP: the kernel would refuse it when it keeps as many as it may. */
static void keep(struct fake_kernel *fake, uint64_t id)
{
    uint32_t i = 0;

    while (i < RING_KEPT_ANSWERS && fake->kept_used[i])
        i++;
    assert_true(i < RING_KEPT_ANSWERS);
    fake->kept_used[i] = true;
    fake->kept[i] = id;
}

uint32_t fake_kept_count(const struct fake_kernel *fake)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < RING_KEPT_ANSWERS; i++)
        count += fake->kept_used[i];
    return count;
}

static void consume(struct fake_kernel *fake, const struct cap_sqe *sqe, uint64_t id)
{
    switch (sqe->opcode) {
    case CAP_OP_CALL:
        assert_int_equal(sqe->addr % 8, 0);
        assert_int_equal(sqe->result_addr % 8, 0);
        pend(fake, sqe, id);
        if (sqe->flags & CAP_SQE_KEEP)
            keep(fake, id);
        if (fake->on_call)
            fake->on_call(fake, sqe, id);
        break;
    case CAP_OP_RECV:
        pend(fake, sqe, id);
        break;
    case CAP_OP_FINISH:
        finish(fake, sqe);
        break;
    default:
        assert_true(sqe->opcode == CAP_OP_RELEASE || sqe->opcode == CAP_OP_RETURN);
        simple(fake, sqe);
    }
}

int64_t rt_syscall_enter(uint64_t min_complete, uint64_t deadline_ns)
{
    struct fake_kernel *fake = fake_current;
    uint32_t tail = ring_read_sq_tail(&fake->ring);
    uint64_t flags = 0;

    fake->enters++;
    assert_true(ring_valid(fake->sq_head, tail, RING_SQ_ENTRIES));
    assert_true(ring_valid(fake->ring.header.cq_head, fake->cq_tail, RING_CQ_ENTRIES));
    while (fake->sq_head != tail) {
        struct cap_sqe sqe = fake->ring.sq[ring_slot(fake->sq_head, RING_SQ_ENTRIES)];
        uint64_t id = fake->consumed;
        if (ring_cq_credit(fake->ring.header.cq_head, fake->cq_tail, fake->reserved) == 0) {
            flags = CAP_ENTER_CQ_FULL;
            break;
        }
        fake->consumed++;
        fake->log[id % FAKE_LOG] = sqe;
        fake->log_enter[id % FAKE_LOG] = fake->enters;
        ring_publish_sq_head(&fake->ring, ++fake->sq_head);
        consume(fake, &sqe, id);
    }
    while (!flags && deadline_ns && ring_used(fake->ring.header.cq_head, fake->cq_tail) < min_complete) {
        if (fake->on_wait && fake->on_wait(fake))
            continue;
        assert_true(deadline_ns != TIME_FOREVER || fake->timing_out); /* nothing will ever happen */
        return STATUS_TIMED_OUT;
    }
    return (int64_t)(ring_used(fake->ring.header.cq_head, fake->cq_tail) | flags);
}

void rt_syscall_exit(int64_t code)
{
    fake_current->exit_code = code;
    assert_non_null(fake_current->exit_jump);
    longjmp(*fake_current->exit_jump, 1);
}

uint64_t rt_thread_canary(void)
{
    return 0x5bd1e9955bd1e995;
}

const struct cap_sqe *fake_last(const struct fake_kernel *fake, uint8_t opcode)
{
    for (uint64_t i = fake->consumed; i-- > 0 && fake->consumed - i <= FAKE_LOG;) {
        if (fake->log[i % FAKE_LOG].opcode == opcode)
            return &fake->log[i % FAKE_LOG];
    }
    return NULL;
}

uint32_t fake_count(const struct fake_kernel *fake, uint8_t opcode)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < FAKE_LOG; i++)
        count += fake->log[i].opcode == opcode;
    return count;
}

/* A call whose params are one word. */
void fake_begin(struct fake_kernel *fake, struct capn_request *request, uint64_t word)
{
    struct capn_struct_builder root;

    assert_int_equal(capn_request_begin(request, &fake->rt, 3, 5, 24, 24), STATUS_OK);
    assert_int_equal(capn_builder_root(&request->params, 1, 0, &root), STATUS_OK);
    capn_set_u64(&root, 0, word);
}

/* The one word of a message. */
uint64_t fake_word_of(struct capn_message *message)
{
    struct capn_struct root;

    assert_int_equal(capn_message_root(message, &root), STATUS_OK);
    return capn_get_u64(&root, 0);
}

/* Answers a pending call with its own word, changed. */
void fake_answer_word(struct fake_kernel *f, uint64_t id)
{
    struct fake_pending *pending = fake_find(f, id);
    struct capn_struct_builder root;
    struct capn_builder builder;
    struct capn_message message;
    size_t len;

    assert_non_null(pending);
    assert_int_equal(capn_message_open(&message, (void *)(uintptr_t)pending->sqe.addr, pending->sqe.len, NULL), STATUS_OK);
    capn_builder_init(&builder, (void *)(uintptr_t)pending->sqe.result_addr, pending->sqe.result_len);
    assert_int_equal(capn_builder_root(&builder, 1, 0, &root), STATUS_OK);
    capn_set_u64(&root, 0, fake_word_of(&message) ^ 0xff00);
    assert_int_equal(capn_builder_finish(&builder, &len), STATUS_OK);
    fake_answer(f, id, (int32_t)len, 0, NULL, id);
}
