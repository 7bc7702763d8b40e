/* SPDX-License-Identifier: MIT */
/* System calls, and io_uring with nothing to do. */
#define _GNU_SOURCE
#include "bench.h"

#include <linux/io_uring.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define ENTRIES 64u
#define BATCH 16u

struct ring {
    int fd;
    unsigned *sq_tail, *sq_mask, *sq_array, *cq_head, *cq_tail, *cq_mask;
    struct io_uring_sqe *sqes;
    struct io_uring_cqe *cqes;
};

/* Without libc's wrapper, which would add instructions of its own. */
static inline long system_call(long number, long first, long second)
{
    long result;

    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(first), "S"(second) : "rcx", "r11", "memory");
    return result;
}

static void get_parent(void *argument)
{
    (void)argument;
    CHECK(system_call(SYS_getppid, 0, 0) >= 0);
}

static void read_clock(void *argument)
{
    struct timespec now;

    (void)argument;
    CHECK(system_call(SYS_clock_gettime, CLOCK_MONOTONIC, (long)&now) == 0);
}

static char *map_ring(const struct ring *ring, size_t bytes, off_t offset)
{
    char *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring->fd, offset);

    CHECK(at != MAP_FAILED);
    return at;
}

static void ring_open(struct ring *ring)
{
    struct io_uring_params params = { 0 };
    char *sq, *cq;

    ring->fd = (int)syscall(SYS_io_uring_setup, ENTRIES, &params);
    CHECK(ring->fd >= 0);
    sq = map_ring(ring, params.sq_off.array + params.sq_entries * sizeof(unsigned), IORING_OFF_SQ_RING);
    cq = map_ring(ring, params.cq_off.cqes + params.cq_entries * sizeof(struct io_uring_cqe), IORING_OFF_CQ_RING);
    ring->sqes = (void *)map_ring(ring, params.sq_entries * sizeof(struct io_uring_sqe), IORING_OFF_SQES);
    ring->sq_tail = (void *)(sq + params.sq_off.tail);
    ring->sq_mask = (void *)(sq + params.sq_off.ring_mask);
    ring->sq_array = (void *)(sq + params.sq_off.array);
    ring->cq_head = (void *)(cq + params.cq_off.head);
    ring->cq_tail = (void *)(cq + params.cq_off.tail);
    ring->cq_mask = (void *)(cq + params.cq_off.ring_mask);
    ring->cqes = (void *)(cq + params.cq_off.cqes);
}

static void nops(struct ring *ring, unsigned count)
{
    unsigned tail = *ring->sq_tail, head = *ring->cq_head;

    for (unsigned i = 0; i < count; i++, tail++) {
        unsigned at = tail & *ring->sq_mask;

        memset(&ring->sqes[at], 0, sizeof(ring->sqes[at]));
        ring->sqes[at].opcode = IORING_OP_NOP;
        ring->sqes[at].user_data = 7;
        ring->sq_array[at] = at;
    }
    /* Pairs with the kernel's acquire of the tail; the head's with its acquire of the head. */
    __atomic_store_n(ring->sq_tail, tail, __ATOMIC_RELEASE);
    CHECK(syscall(SYS_io_uring_enter, ring->fd, count, count, IORING_ENTER_GETEVENTS, NULL, 0) == (long)count);
    for (unsigned i = 0; i < count; i++, head++) {
        const struct io_uring_cqe *cqe = &ring->cqes[head & *ring->cq_mask];

        CHECK(head != __atomic_load_n(ring->cq_tail, __ATOMIC_ACQUIRE) && cqe->res == 0 && cqe->user_data == 7);
    }
    __atomic_store_n(ring->cq_head, head, __ATOMIC_RELEASE);
}

static void nop_alone(void *ring)
{
    nops(ring, 1);
}

static void nop_batch(void *ring)
{
    nops(ring, BATCH);
}

void bench_syscalls(void)
{
    struct ring ring;

    measure("getppid", 512, 1, get_parent, NULL);
    measure("clock_gettime", 512, 1, read_clock, NULL);
    ring_open(&ring);
    measure("io_uring_nop", 512, 1, nop_alone, &ring);
    measure("io_uring_nop_16", 512, BATCH, nop_batch, &ring);
    close(ring.fd);
}
