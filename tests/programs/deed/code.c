/* SPDX-License-Identifier: MIT */
/* Instructions that a program may not use, or uses in odd places, as bytes. */
#include "deed.h"

#define CODE_MAX 48u
#define EXIT_NO_PAGE 92

/* Ends with exit(7): mov $7, %edi; mov $1, %eax; syscall. */
#define EXIT_7 0xbf, 7, 0, 0, 0, 0xb8, 1, 0, 0, 0, 0x0f, 0x05
/* cap_enter(0, 0): xor %eax, %eax; xor %edi, %edi; xor %esi, %esi; syscall. */
#define ENTER 0x31, 0xc0, 0x31, 0xff, 0x31, 0xf6, 0x0f, 0x05

struct code {
    const char *name;
    bool at_end;                /* of its page: what follows is not mapped */
    uint8_t len;
    uint8_t bytes[CODE_MAX];
};
#define BYTES(...) sizeof((uint8_t[]){ __VA_ARGS__ }), { __VA_ARGS__ }

static const struct code codes[] = {
    { "cli", false, BYTES(0xfa, EXIT_7) },
    { "sti", false, BYTES(0xfb, EXIT_7) },
    { "hlt", false, BYTES(0xf4, EXIT_7) },
    { "in", false, BYTES(0xec, EXIT_7) },
    { "out", false, BYTES(0xee, EXIT_7) },
    { "read-cr0", false, BYTES(0x0f, 0x20, 0xc0, EXIT_7) },
    { "write-cr3", false, BYTES(0x0f, 0x22, 0xd8, EXIT_7) },
    { "read-dr7", false, BYTES(0x0f, 0x21, 0xf8, EXIT_7) },
    { "rdmsr", false, BYTES(0x0f, 0x32, EXIT_7) },
    { "wrmsr", false, BYTES(0x0f, 0x30, EXIT_7) },
    { "lgdt", false, BYTES(0x0f, 0x01, 0x14, 0x24, EXIT_7) },
    { "sidt", false, BYTES(0x0f, 0x01, 0x0c, 0x24, EXIT_7) },
    { "ltr", false, BYTES(0x0f, 0x00, 0xd8, EXIT_7) },
    { "invlpg", false, BYTES(0x0f, 0x01, 0x38, EXIT_7) },
    { "swapgs", false, BYTES(0x0f, 0x01, 0xf8, EXIT_7) },
    { "sysretq", false, BYTES(0x48, 0x0f, 0x07, EXIT_7) },
    { "clts", false, BYTES(0x0f, 0x06, EXIT_7) },
    { "wbinvd", false, BYTES(0x0f, 0x09, EXIT_7) },
    { "xsetbv", false, BYTES(0x0f, 0x01, 0xd1, EXIT_7) },
    { "sysenter", false, BYTES(0x0f, 0x34, EXIT_7) },
    { "ud2", false, BYTES(0x0f, 0x0b, EXIT_7) },
    { "int3", false, BYTES(0xcc, EXIT_7) },
    { "int80", false, BYTES(0xcd, 0x80, EXIT_7) },
    { "int2", false, BYTES(0xcd, 0x02, EXIT_7) },
    { "int8", false, BYTES(0xcd, 0x08, EXIT_7) },
    { "int14", false, BYTES(0xcd, 0x0e, EXIT_7) },
    { "int32", false, BYTES(0xcd, 0x20, EXIT_7) },
    { "icebp", false, BYTES(0xf1, EXIT_7) },
    /* mov $8, %ax; mov %ax, %ss: the kernel's code segment. */
    { "load-ss", false, BYTES(0x66, 0xb8, 0x08, 0x00, 0x8e, 0xd0, EXIT_7) },
    /* push $8; push $0; lretq: to the kernel's code segment. */
    { "far-return", false, BYTES(0x6a, 0x08, 0x6a, 0x00, 0x48, 0xcb, EXIT_7) },
    /* iretq to whatever lies on the stack, with a null segment. */
    { "iretq", false, BYTES(0x6a, 0, 0x6a, 0, 0x6a, 0, 0x6a, 0, 0x6a, 0, 0x48, 0xcf, EXIT_7) },
    /* pushfq; orl $0x100, (%rsp); popfq; nop: single step. */
    { "single-step", false, BYTES(0x9c, 0x81, 0x0c, 0x24, 0x00, 0x01, 0, 0, 0x9d, 0x90, EXIT_7) },
    /* The same with the system call as the instruction that is stepped. */
    { "single-step-enter", false, BYTES(0x31, 0xc0, 0x31, 0xff, 0x31, 0xf6, 0x9c, 0x81, 0x0c, 0x24, 0x00, 0x01, 0, 0, 0x9d,
                                        0x0f, 0x05, EXIT_7) },
    /* pushfq; orl $0x3000, (%rsp); popfq; cli: I/O privilege is not for the asking. */
    { "iopl", false, BYTES(0x9c, 0x81, 0x0c, 0x24, 0x00, 0x30, 0, 0, 0x9d, 0xfa, EXIT_7) },
    /* These go on: the kernel does not depend on what they set. */
    { "direction-enter", false, BYTES(0xfd, ENTER, EXIT_7) },
    { "alignment-enter", false, BYTES(0x9c, 0x81, 0x0c, 0x24, 0x00, 0x00, 4, 0, 0x9d, ENTER, EXIT_7) },
    { "nested-enter", false, BYTES(0x9c, 0x81, 0x0c, 0x24, 0x00, 0x40, 0, 0, 0x9d, ENTER, EXIT_7) },
    /* mov $8, %esp: no stack at all. */
    { "no-stack-enter", false, BYTES(0xbc, 8, 0, 0, 0, ENTER, EXIT_7) },
    /* mov $0xffffffff80100000, %rsp: the kernel's memory as stack. */
    { "kernel-stack-enter", false, BYTES(0x48, 0xc7, 0xc4, 0x00, 0x00, 0x10, 0x80, ENTER, EXIT_7) },
    /* mov $-1 << 63, %rsp: not canonical. */
    { "canonical-stack-enter", false, BYTES(0x48, 0xbc, 0, 0, 0, 0, 0, 0, 0, 0x80, ENTER, EXIT_7) },
    /* mov $0xffffffff80100000, %rax; wrgsbase %rax. */
    { "gs-kernel-enter", false, BYTES(0x48, 0xc7, 0xc0, 0x00, 0x00, 0x10, 0x80, 0xf3, 0x48, 0x0f, 0xae, 0xd8, ENTER, EXIT_7) },
    /* ... and then a fault, with that base. */
    { "gs-kernel-fault", false, BYTES(0x48, 0xc7, 0xc0, 0x00, 0x00, 0x10, 0x80, 0xf3, 0x48, 0x0f, 0xae, 0xd8, 0x0f, 0x0b) },
    /* mov $0xffffffff80100000, %rax; wrfsbase %rax; mov %fs:0, %rax. */
    { "fs-kernel-read", false, BYTES(0x48, 0xc7, 0xc0, 0x00, 0x00, 0x10, 0x80, 0xf3, 0x48, 0x0f, 0xae, 0xd0,
                                     0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0, EXIT_7) },
    { "enter-at-end", true, BYTES(ENTER) },
    { "exit-at-end", true, BYTES(EXIT_7) },
    { "run-off-end", true, BYTES(0x90) },
};

bool code_run(struct kit *kit, const char *name, int *exit_code)
{
    const struct code *code = NULL;
    uint64_t page;
    uint8_t *at;

    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        if (name_is(codes[i].name, name))
            code = &codes[i];
    }
    if (!code)
        return false;
    *exit_code = EXIT_NO_PAGE;
    if (virtual_memory_map(kit->rt, kit->memory, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, &page) < 0)
        return true;
    at = (uint8_t *)(uintptr_t)page + (code->at_end ? PAGE_SIZE - code->len : 0);
    memcpy(at, code->bytes, code->len);
    if (virtual_memory_protect(kit->rt, kit->memory, page, PAGE_SIZE, PROT_READ | PROT_EXECUTE) < 0)
        return true;
    ((void (*)(void))(uintptr_t)at)();
    return true;
}
