/* SPDX-License-Identifier: MIT */
/* Round trips between two processes: by pipe, socket, futex and eventfd; with and without a file descriptor. */
#define _GNU_SOURCE
#include "bench.h"

#include <linux/futex.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#define SMALL 64u
#define LARGE 4096u
#define IN_FLIGHT 16u

/* One side's two ends, and how long a message is. */
struct channel {
    int in, out;
    size_t bytes;
};

static char message[LARGE];

/* ---- pipes and sockets ---- */

static void echo_channel(void *argument)
{
    const struct channel *channel = argument;
    ssize_t bytes = (ssize_t)channel->bytes;

    while (read(channel->in, message, channel->bytes) == bytes && message[0] == 0)
        CHECK(write(channel->out, message, channel->bytes) == bytes);
}

static void trip(void *argument)
{
    const struct channel *channel = argument;
    ssize_t bytes = (ssize_t)channel->bytes;

    CHECK(write(channel->out, message, channel->bytes) == bytes && read(channel->in, message, channel->bytes) == bytes);
}

static void trips_in_flight(void *argument)
{
    const struct channel *channel = argument;
    ssize_t bytes = (ssize_t)channel->bytes;

    for (unsigned i = 0; i < IN_FLIGHT; i++)
        CHECK(write(channel->out, message, channel->bytes) == bytes);
    for (unsigned i = 0; i < IN_FLIGHT; i++)
        CHECK(read(channel->in, message, channel->bytes) == bytes);
}

static void measure_channel(const char *name, struct channel mine, struct channel peers, unsigned per, void (*operation)(void *))
{
    pid_t peer;

    memset(message, 0, sizeof(message));
    peer = child(echo_channel, &peers);
    measure(name, 512, per, operation, &mine);
    message[0] = 1; /* the peer ends */
    CHECK(write(mine.out, message, mine.bytes) == (ssize_t)mine.bytes);
    reap(peer);
}

static void bench_pipe(const char *name, size_t bytes, unsigned per, void (*operation)(void *))
{
    int there[2], back[2];

    CHECK(pipe(there) == 0 && pipe(back) == 0);
    measure_channel(name, (struct channel){ back[0], there[1], bytes }, (struct channel){ there[0], back[1], bytes }, per, operation);
    close(there[0]), close(there[1]), close(back[0]), close(back[1]);
}

static void bench_socket(const char *name, size_t bytes, unsigned per, void (*operation)(void *))
{
    int pair[2];

    CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) == 0);
    measure_channel(name, (struct channel){ pair[0], pair[0], bytes }, (struct channel){ pair[1], pair[1], bytes }, per,
                    operation);
    close(pair[0]), close(pair[1]);
}

/* ---- shared memory, with something that wakes ---- */

struct shared {
    _Alignas(64) uint32_t request;
    _Alignas(64) uint32_t answer;
    _Alignas(64) char there[LARGE];
    char back[LARGE];
    volatile int stop;
    int event_there, event_back;
    size_t bytes;
    uint32_t round;
};

static void post(uint32_t *word, uint32_t value)
{
    /* Pairs with the acquire in await of the other side. */
    __atomic_store_n(word, value, __ATOMIC_RELEASE);
    futex(word, FUTEX_WAKE, 1);
}

static void await(uint32_t *word, uint32_t wanted)
{
    uint32_t value;

    while ((value = __atomic_load_n(word, __ATOMIC_ACQUIRE)) != wanted)
        futex(word, FUTEX_WAIT, value);
}

/* Both sides copy the message out of the shared memory and into it, as with a pipe. */
static void answer(struct shared *shared)
{
    char copy[LARGE];

    memcpy(copy, shared->there, shared->bytes);
    __asm__ volatile("" : : "r"(copy) : "memory");
    memcpy(shared->back, copy, shared->bytes);
}

static void echo_futex(void *argument)
{
    struct shared *shared = argument;

    for (uint32_t round = 1;; round++) {
        await(&shared->request, round);
        if (shared->stop)
            return;
        answer(shared);
        post(&shared->answer, round);
    }
}

static void trip_futex(void *argument)
{
    struct shared *shared = argument;

    memcpy(shared->there, message, shared->bytes);
    post(&shared->request, ++shared->round);
    await(&shared->answer, shared->round);
    memcpy(message, shared->back, shared->bytes);
}

static void echo_event(void *argument)
{
    struct shared *shared = argument;
    uint64_t value = 1;

    while (read(shared->event_there, &value, 8) == 8 && !shared->stop) {
        answer(shared);
        CHECK(write(shared->event_back, &value, 8) == 8);
    }
}

static void trip_event(void *argument)
{
    struct shared *shared = argument;
    uint64_t value = 1;

    memcpy(shared->there, message, shared->bytes);
    CHECK(write(shared->event_there, &value, 8) == 8 && read(shared->event_back, &value, 8) == 8);
    memcpy(message, shared->back, shared->bytes);
}

static void signal_event(void *argument)
{
    struct shared *shared = argument;

    CHECK(write(shared->event_there, &(uint64_t){ 1 }, 8) == 8);
}

static void bench_event(struct shared *shared, const char *name, size_t bytes, unsigned per)
{
    pid_t peer;

    shared->bytes = bytes;
    shared->stop = 0;
    peer = child(echo_event, shared);
    measure(name, 512, per, trip_event, shared);
    shared->stop = 1;
    signal_event(shared);
    reap(peer);
}

static void bench_futex_trip(struct shared *shared, const char *name, size_t bytes)
{
    pid_t peer;

    shared->bytes = bytes;
    shared->stop = 0;
    shared->round = shared->request = shared->answer = 0;
    peer = child(echo_futex, shared);
    measure(name, 512, 1, trip_futex, shared);
    shared->stop = 1;
    post(&shared->request, ++shared->round);
    reap(peer);
}

static void bench_shared(void)
{
    struct shared *shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    uint64_t value;

    CHECK(shared != MAP_FAILED);
    memset(shared, 0, sizeof(*shared));
    bench_futex_trip(shared, "futex_64", SMALL);
    bench_futex_trip(shared, "futex_4096", LARGE);

    shared->event_there = eventfd(0, 0);
    shared->event_back = eventfd(0, 0);
    measure("eventfd_signal", 512, 1, signal_event, shared);
    CHECK(read(shared->event_there, &value, 8) == 8);
    bench_event(shared, "eventfd_64", SMALL, 1);
    bench_event(shared, "eventfd_4096", LARGE, 1);
    bench_event(shared, "eventfd_to_waiter", 0, 2); /* two one-way signals a round */
    munmap(shared, sizeof(*shared));
}

/* ---- file descriptors ---- */

/* Two ends, the descriptor that travels, and how many bytes go with it (Linux needs one). */
struct descriptor_channel {
    int pair[2];
    int fd;
    size_t bytes;
};

static void send_descriptor(int socket, int fd, size_t bytes)
{
    union { char bytes[CMSG_SPACE(sizeof(int))]; struct cmsghdr head; } control = { .head = {
        .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int)) } };
    struct iovec part = { message, bytes };
    struct msghdr packet = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control) };

    memcpy(CMSG_DATA(&control.head), &fd, sizeof(fd));
    CHECK(sendmsg(socket, &packet, 0) == (ssize_t)bytes);
}

/* -1: the other side is gone. */
static int receive_descriptor(int socket, size_t bytes)
{
    union { char bytes[CMSG_SPACE(sizeof(int))]; struct cmsghdr head; } control;
    struct iovec part = { message, bytes };
    struct msghdr packet = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control) };
    int fd;

    if (recvmsg(socket, &packet, 0) != (ssize_t)bytes)
        return -1;
    CHECK(packet.msg_controllen >= sizeof(control.head) && control.head.cmsg_type == SCM_RIGHTS);
    memcpy(&fd, CMSG_DATA(&control.head), sizeof(fd));
    return fd;
}

static void echo_descriptor(void *argument)
{
    struct descriptor_channel *channel = argument;
    int fd;

    close(channel->pair[0]);
    while ((fd = receive_descriptor(channel->pair[1], channel->bytes)) >= 0) {
        send_descriptor(channel->pair[1], fd, channel->bytes);
        close(fd);
    }
}

static void trip_descriptor(void *argument)
{
    struct descriptor_channel *channel = argument;
    int fd;

    send_descriptor(channel->pair[0], channel->fd, channel->bytes);
    fd = receive_descriptor(channel->pair[0], channel->bytes);
    CHECK(fd >= 0 && close(fd) == 0);
}

static void bench_descriptor(const char *name, size_t bytes)
{
    struct descriptor_channel channel = { .fd = eventfd(0, 0), .bytes = bytes };
    pid_t peer;

    CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, channel.pair) == 0);
    peer = child(echo_descriptor, &channel);
    close(channel.pair[1]);
    measure(name, 512, 1, trip_descriptor, &channel);
    close(channel.pair[0]), close(channel.fd);
    reap(peer);
}

void bench_messages(void)
{
    bench_pipe("pipe_64", SMALL, 1, trip);
    bench_pipe("pipe_4096", LARGE, 1, trip);
    bench_pipe("pipe_64_16_in_flight", SMALL, IN_FLIGHT, trips_in_flight);
    bench_socket("unix_64", SMALL, 1, trip);
    bench_socket("unix_4096", LARGE, 1, trip);
    bench_socket("unix_64_16_in_flight", SMALL, IN_FLIGHT, trips_in_flight);
    bench_shared();
    bench_descriptor("scm_rights_both_ways", 1);
    bench_descriptor("scm_rights_64", SMALL);
    bench_descriptor("scm_rights_4096", LARGE);
}
