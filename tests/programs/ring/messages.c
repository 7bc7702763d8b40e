/* SPDX-License-Identifier: MIT */
/* Messages that are cut short or lead nowhere: the object answers `failed`, and never with anything else. */
#include "ring.h"

#include "errors.capnp.h"

#define WORDS_MAX 6u

/* Root pointers: struct (offset, data words, pointers), list, far, capability. */
#define STRUCT(offset, data, pointers) ((uint64_t)(data) << 32 | (uint64_t)(pointers) << 48 | ((uint32_t)(offset) << 2))
#define LIST(offset, kind, count) ((uint64_t)(count) << 35 | (uint64_t)(kind) << 32 | (uint32_t)((offset) << 2) | 1u)
#define FAR(segment, offset, pad) ((uint64_t)(segment) << 32 | (uint32_t)((offset) << 3) | (uint32_t)((pad) << 2) | 2u)
#define CAPABILITY(index) ((uint64_t)(index) << 32 | 3u)
/* One segment of that many words. */
#define ONE_SEGMENT(words) ((uint64_t)(words) << 32)

struct malformed {
    const char *name;
    uint32_t bytes;
    uint64_t words[WORDS_MAX];
};

/* To Console.writeLine, whose params are one text pointer. */
static const struct malformed malformed[] = {
    { "one byte", 1, { 0 } },
    { "half a segment table", 4, { 0 } },
    { "a segment that is not there", 8, { ONE_SEGMENT(1) } },
    { "a segment longer than the message", 24, { ONE_SEGMENT(100), STRUCT(0, 0, 1), 0 } },
    { "a segment of 2^32 - 1 words", 24, { ONE_SEGMENT(UINT32_MAX), STRUCT(0, 0, 1), 0 } },
    { "2^32 segments", 24, { ONE_SEGMENT(2) | UINT32_MAX, STRUCT(0, 0, 1), 0 } },
    { "2^32 - 1 segments", 24, { ONE_SEGMENT(2) | (UINT32_MAX - 1), STRUCT(0, 0, 1), 0 } },
    { "65 segments", 24, { ONE_SEGMENT(2) | 64, STRUCT(0, 0, 1), 0 } },
    { "a message cut inside a word", 20, { ONE_SEGMENT(2), STRUCT(0, 0, 1), 0 } },
    { "a root past the end", 24, { ONE_SEGMENT(2), STRUCT(5, 0, 1), 0 } },
    { "a root before the start", 24, { ONE_SEGMENT(2), STRUCT(-3, 0, 1), 0 } },
    { "a root of 65535 words", 24, { ONE_SEGMENT(2), STRUCT(0, 65535, 65535), 0 } },
    { "a list as root", 24, { ONE_SEGMENT(2), LIST(0, 2, 1), 0 } },
    { "a capability as root", 24, { ONE_SEGMENT(2), CAPABILITY(0), 0 } },
    { "a far pointer to itself", 24, { ONE_SEGMENT(2), FAR(0, 0, 0), 0 } },
    { "a double far pointer to itself", 24, { ONE_SEGMENT(2), FAR(0, 0, 1), 0 } },
    { "a far pointer to no segment", 24, { ONE_SEGMENT(2), FAR(7, 0, 0), 0 } },
    { "a far pointer past its segment", 24, { ONE_SEGMENT(2), FAR(0, 100, 0), 0 } },
    { "a struct as text", 32, { ONE_SEGMENT(3), STRUCT(0, 0, 1), STRUCT(0, 1, 0), 0 } },
    { "a text past the end", 32, { ONE_SEGMENT(3), STRUCT(0, 0, 1), LIST(9, 2, 1), 0 } },
    { "a text of 2^29 - 1 bytes", 32, { ONE_SEGMENT(3), STRUCT(0, 0, 1), LIST(0, 2, 0x1fffffff), 0 } },
    { "a text without its zero", 32, { ONE_SEGMENT(3), STRUCT(0, 0, 1), LIST(0, 2, 4), 0x4141414141414141 } },
    { "a text of no bytes", 32, { ONE_SEGMENT(3), STRUCT(0, 0, 1), LIST(0, 2, 0), 0 } },
    { "a text of words", 32, { ONE_SEGMENT(3), STRUCT(0, 0, 1), LIST(0, 5, 1), 0 } },
    { "a text of nothing, 2^29 - 1 times", 32, { ONE_SEGMENT(3), STRUCT(0, 0, 1), LIST(0, 0, 0x1fffffff), 0 } },
    { "a text of structs without size", 32, { ONE_SEGMENT(3), STRUCT(0, 0, 1), LIST(0, 7, 0), STRUCT(0x1fffffff, 0, 0) } },
};

static bool is_failed(struct ring_test *test, const struct cap_cqe *cqe)
{
    struct cap_exception_reader exception;
    struct capn_message message;

    return cqe->result == STATUS_APPLICATION_EXCEPTION &&
           capn_message_open(&message, test->area + PAGE_SIZE, cqe->aux, NULL) == STATUS_OK &&
           cap_exception_read_root(&message, &exception) == STATUS_OK &&
           cap_exception_get_type(&exception) == EXCEPTION_TYPE_FAILED;
}

static void try_message(struct ring_test *test, const struct malformed *message)
{
    struct cap_sqe sqe = { .opcode = CAP_OP_CALL, .method_id = CONSOLE_METHOD_WRITE_LINE, .cap_id = test->kit->console.id,
                           .addr = (uintptr_t)test->area, .len = message->bytes,
                           .result_addr = (uintptr_t)test->area + PAGE_SIZE, .result_len = 512 };
    struct cap_cqe cqe;

    memcpy(test->area, message->words, sizeof(message->words));
    cqe = kit_do(test->kit, sqe);
    kit_check(test->kit, is_failed(test, &cqe), "params with %s: %d, aux %lu", message->name, cqe.result, cqe.aux);
}

/* Every length of a message that is right, cut short. The empty message stands for defaults and is right. */
static void cut_short(struct ring_test *test)
{
    static const uint64_t words[] = { ONE_SEGMENT(3), STRUCT(0, 0, 1), LIST(0, 2, 3), 0x6968 };
    struct malformed cut = { .name = "its end missing" };

    memcpy(cut.words, words, sizeof(words));
    for (cut.bytes = 1; cut.bytes < sizeof(words); cut.bytes++)
        try_message(test, &cut);
}

/* Arguments beyond their limits. */
static void wrong_arguments(struct ring_test *test)
{
    static char long_text[4097];
    struct kit *kit = test->kit;
    memory_object_t memory;
    uint64_t address;

    memset(long_text, 'x', sizeof(long_text));
    kit_expect(kit, "a line of 4097 bytes",
               console_write_line(kit->rt, kit->console, (struct capn_text){ long_text, sizeof(long_text) }), STATUS_FAILED);
    kit_expect(kit, "4097 bytes to the log",
               console_write(kit->rt, kit->console, (struct capn_data){ (uint8_t *)long_text, sizeof(long_text) }),
               STATUS_FAILED);
    kit_expect(kit, "0 frames", frame_allocator_alloc_contiguous(kit->rt, kit->frames, 0, &memory), STATUS_FAILED);
    kit_expect(kit, "1025 frames", frame_allocator_alloc_contiguous(kit->rt, kit->frames, 1025, &memory), STATUS_FAILED);
    kit_expect(kit, "2^32 - 1 frames", frame_allocator_alloc_contiguous(kit->rt, kit->frames, UINT32_MAX, &memory),
               STATUS_FAILED);
    kit_expect(kit, "FS base in the kernel", thread_control_set_fs_base(kit->rt, kit->thread, 0xffffffff80000000ull),
               STATUS_FAILED);
    kit_expect(kit, "FS base that is not canonical", thread_control_set_fs_base(kit->rt, kit->thread, 1ull << 47),
               STATUS_FAILED);
    kit_expect(kit, "FS base at the end of user space", thread_control_set_fs_base(kit->rt, kit->thread, USER_MAX),
               STATUS_FAILED);
    kit_expect(kit, "a facet of Endpoint", endpoint_client(kit->rt, test->endpoint, ENDPOINT_INTERFACE_ID, &memory.id),
               STATUS_FAILED);
    kit_expect(kit, "a facet of nothing", endpoint_client(kit->rt, test->endpoint, 0, &memory.id), STATUS_FAILED);
    kit_expect(kit, "memory of no bytes", virtual_memory_map(kit->rt, kit->memory, 0, 0, PROT_READ, &address), STATUS_FAILED);
}

void test_messages(struct ring_test *test)
{
    for (uint32_t i = 0; i < sizeof(malformed) / sizeof(malformed[0]); i++)
        try_message(test, &malformed[i]);
    cut_short(test);
    wrong_arguments(test);
}
