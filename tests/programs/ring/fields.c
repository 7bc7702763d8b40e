/* SPDX-License-Identifier: MIT */
/* Fields that an opcode does not use, flags that do not exist, opcodes that do not exist. */
#include "ring.h"

enum field {
    FIELD_FLAGS, FIELD_METHOD, FIELD_CAP, FIELD_ADDR, FIELD_LEN, FIELD_RESULT_LEN, FIELD_RESULT_ADDR, FIELD_DEP, FIELD_CALL_ID,
    FIELD_FIELD, FIELD_XFER, FIELD_DISCLOSURE, FIELD_COUNT
};

static const struct {
    const char *name;
    uint16_t offset, bytes;
} fields[FIELD_COUNT] = {
#define FIELD(which, member) [which] = { #member, offsetof(struct cap_sqe, member), sizeof(((struct cap_sqe *)0)->member) }
    FIELD(FIELD_FLAGS, flags), FIELD(FIELD_METHOD, method_id), FIELD(FIELD_CAP, cap_id), FIELD(FIELD_ADDR, addr),
    FIELD(FIELD_LEN, len), FIELD(FIELD_RESULT_LEN, result_len), FIELD(FIELD_RESULT_ADDR, result_addr), FIELD(FIELD_DEP, dep),
    FIELD(FIELD_CALL_ID, call_id), FIELD(FIELD_FIELD, field), FIELD(FIELD_XFER, xfer_count), FIELD(FIELD_DISCLOSURE, disclosure),
};

#define BIT(field) (1u << (field))
#define COMMON_UNUSED (BIT(FIELD_RESULT_LEN) | BIT(FIELD_RESULT_ADDR) | BIT(FIELD_FIELD) | BIT(FIELD_DISCLOSURE))

/* What must be zero, and which flags may be set. */
static const struct {
    const char *name;
    uint8_t opcode;
    uint8_t flags;
    uint32_t unused;
} opcodes[] = {
    { "NOP", CAP_OP_NOP, CAP_SQE_QUIET,
      COMMON_UNUSED | BIT(FIELD_METHOD) | BIT(FIELD_CAP) | BIT(FIELD_ADDR) | BIT(FIELD_LEN) | BIT(FIELD_DEP) |
          BIT(FIELD_CALL_ID) | BIT(FIELD_XFER) },
    { "CALL", CAP_OP_CALL, CAP_SQE_QUIET | CAP_SQE_KEEP, BIT(FIELD_DEP) | BIT(FIELD_CALL_ID) | BIT(FIELD_FIELD) },
    { "RECV", CAP_OP_RECV, 0, COMMON_UNUSED | BIT(FIELD_METHOD) | BIT(FIELD_DEP) | BIT(FIELD_CALL_ID) | BIT(FIELD_XFER) },
    { "RETURN", CAP_OP_RETURN, CAP_SQE_QUIET | CAP_SQE_EXCEPTION, COMMON_UNUSED | BIT(FIELD_METHOD) | BIT(FIELD_DEP) },
    { "RELEASE", CAP_OP_RELEASE, CAP_SQE_QUIET,
      COMMON_UNUSED | BIT(FIELD_METHOD) | BIT(FIELD_ADDR) | BIT(FIELD_LEN) | BIT(FIELD_DEP) | BIT(FIELD_CALL_ID) |
          BIT(FIELD_XFER) },
    { "FINISH", CAP_OP_FINISH, CAP_SQE_QUIET,
      COMMON_UNUSED | BIT(FIELD_METHOD) | BIT(FIELD_CAP) | BIT(FIELD_ADDR) | BIT(FIELD_LEN) | BIT(FIELD_CALL_ID) |
          BIT(FIELD_XFER) },
    { "PARK", CAP_OP_PARK, 0, COMMON_UNUSED | BIT(FIELD_METHOD) | BIT(FIELD_CALL_ID) | BIT(FIELD_XFER) },
    { "UNPARK", CAP_OP_UNPARK, CAP_SQE_QUIET,
      COMMON_UNUSED | BIT(FIELD_METHOD) | BIT(FIELD_DEP) | BIT(FIELD_CALL_ID) | BIT(FIELD_XFER) },
};

/* A submission that would be right but for what is then put into it. */
static struct cap_sqe right(struct ring_test *test, uint8_t opcode)
{
    struct cap_sqe sqe = { .opcode = opcode };

    if (opcode == CAP_OP_CALL)
        sqe.cap_id = test->kit->null.id;
    else if (opcode == CAP_OP_PARK || opcode == CAP_OP_UNPARK)
        sqe.cap_id = test->kit->park.id;
    else if (opcode != CAP_OP_NOP && opcode != CAP_OP_FINISH)
        sqe.cap_id = test->endpoint.id;
    if (opcode == CAP_OP_RECV) {
        sqe.addr = (uintptr_t)test->area;
        sqe.len = 256;
    }
    if (opcode == CAP_OP_PARK || opcode == CAP_OP_UNPARK) {
        sqe.addr = (uintptr_t)test->area;
        sqe.len = 1;
    }
    return sqe;
}

static void wrong_field(struct ring_test *test, const char *opcode, const struct cap_sqe *base, enum field field,
                        uint64_t value)
{
    struct cap_sqe sqe = *base;
    char what[64];

    memcpy((uint8_t *)&sqe + fields[field].offset, &value, fields[field].bytes);
    (void)rt_format(what, sizeof(what), "%s with %s %lx", opcode, fields[field].name, (unsigned long)value);
    kit_refused(test->kit, what, sqe, STATUS_INVALID_REQUEST);
}

void test_fields(struct ring_test *test)
{
    for (uint32_t i = 0; i < sizeof(opcodes) / sizeof(opcodes[0]); i++) {
        struct cap_sqe base = right(test, opcodes[i].opcode);

        for (uint32_t field = 0; field < FIELD_COUNT; field++) {
            if (!(opcodes[i].unused & BIT(field)))
                continue;
            for (uint32_t bit = 0; bit < fields[field].bytes * 8u; bit++)
                wrong_field(test, opcodes[i].name, &base, field, 1ull << bit);
        }
        for (uint32_t bit = 0; bit < 8; bit++) {
            if (!(opcodes[i].flags & 1u << bit))
                wrong_field(test, opcodes[i].name, &base, FIELD_FLAGS, 1ull << bit);
        }
    }
    for (uint32_t opcode = CAP_OP_COUNT; opcode < 256; opcode++) {
        char what[32];

        (void)rt_format(what, sizeof(what), "opcode %u", opcode);
        kit_refused(test->kit, what, (struct cap_sqe){ .opcode = (uint8_t)opcode }, STATUS_UNSUPPORTED_OPCODE);
        kit_refused(test->kit, what, (struct cap_sqe){ .opcode = (uint8_t)opcode, .flags = 0xff, .disclosure = 1 },
                    STATUS_UNSUPPORTED_OPCODE);
    }
}
