/* SPDX-License-Identifier: MIT */
/* Touching what is not there, not ours, or not for that. */
#include "deed.h"

#define EXIT_SURVIVED 91

/* The compiler must not know what it is. */
static volatile uint64_t *opaque(uint64_t address)
{
    volatile uint64_t hidden = address;

    return (volatile uint64_t *)(uintptr_t)hidden;
}

static int read_at(uint64_t address)
{
    (void)*opaque(address);
    return EXIT_SURVIVED;
}

static int write_at(uint64_t address)
{
    *opaque(address) = 1;
    return EXIT_SURVIVED;
}

static int run_at(uint64_t address)
{
    ((void (*)(void))(uintptr_t)opaque(address))();
    return EXIT_SURVIVED;
}

static int null_read(struct kit *kit)
{
    (void)kit;
    return read_at(0);
}

static int null_write(struct kit *kit)
{
    (void)kit;
    return write_at(8);
}

static int null_call(struct kit *kit)
{
    (void)kit;
    return run_at(0);
}

static int write_text(struct kit *kit)
{
    (void)kit;
    return write_at((uintptr_t)write_text);
}

static int write_constant(struct kit *kit)
{
    (void)kit;
    return write_at((uintptr_t)memory_deeds);
}

static int write_capset(struct kit *kit)
{
    (void)kit;
    return write_at(USER_CAPSET_ADDRESS);
}

static int run_data(struct kit *kit)
{
    static uint64_t data = 0xc3;

    (void)kit;
    return run_at((uintptr_t)&data);
}

static int run_stack(struct kit *kit)
{
    volatile uint64_t code = 0xc3;

    (void)kit;
    return run_at((uintptr_t)&code);
}

static int run_capset(struct kit *kit)
{
    (void)kit;
    return run_at(USER_CAPSET_ADDRESS);
}

static int kernel_read(struct kit *kit)
{
    (void)kit;
    return read_at(0xffffffff80100000ull);
}

static int kernel_write(struct kit *kit)
{
    (void)kit;
    return write_at(0xffffffff80100000ull);
}

static int kernel_call(struct kit *kit)
{
    (void)kit;
    return run_at(0xffffffff80100000ull);
}

static int direct_map_read(struct kit *kit)
{
    (void)kit;
    return read_at(0xffff800000100000ull);
}

static int canonical_read(struct kit *kit)
{
    (void)kit;
    return read_at(0x0000800000000000ull);
}

static int canonical_call(struct kit *kit)
{
    (void)kit;
    return run_at(0x0000800000000000ull);
}

static int divide(struct kit *kit)
{
    volatile int zero = 0;

    (void)kit;
    return 1000 / zero + EXIT_SURVIVED;
}

static int overflow(struct kit *kit)
{
    volatile char frame[512];

    frame[0] = 1;
    return overflow(kit) + frame[0];
}

/* The page below the guard, in one leap. */
static int below_stack(struct kit *kit)
{
    (void)kit;
    return write_at(USER_STACK_TOP - USER_STACK_BYTES - 8);
}

/* What the compiler adds to this function reads the canary through FS. */
__attribute__((noinline)) static int use_canary(void)
{
    volatile char buffer[64];

    buffer[0] = 1;
    return buffer[0];
}

static int fs_garbage(struct kit *kit)
{
    if (thread_control_set_fs_base(kit->rt, kit->thread, 0x00006fffdead0000ull) < 0)
        return EXIT_SURVIVED;
    return use_canary() + EXIT_SURVIVED;
}

static int protect_stack(struct kit *kit)
{
    /* Refused: the stack belongs to nobody's VirtualMemory. */
    if (virtual_memory_protect(kit->rt, kit->memory, USER_STACK_TOP - PAGE_SIZE, PAGE_SIZE, PROT_NONE) == STATUS_OK)
        return EXIT_SURVIVED;
    return 0;
}

const struct deed memory_deeds[] = {
    { "null-read", null_read },     { "null-write", null_write },       { "null-call", null_call },
    { "write-text", write_text },   { "write-constant", write_constant }, { "write-capset", write_capset },
    { "run-data", run_data },       { "run-stack", run_stack },         { "run-capset", run_capset },
    { "kernel-read", kernel_read }, { "kernel-write", kernel_write },   { "kernel-call", kernel_call },
    { "direct-map-read", direct_map_read }, { "canonical-read", canonical_read }, { "canonical-call", canonical_call },
    { "divide", divide },           { "overflow", overflow },           { "below-stack", below_stack },
    { "fs-garbage", fs_garbage },   { "protect-stack", protect_stack }, { NULL, NULL },
};
