# SPDX-License-Identifier: MIT
"""What is measured: every row of the table, with what Linux does for the same and what capOS aims at.

To add a row: measure it in tests/bench/guest (and, when Linux has something like it, in tests/bench/linux), and add it here. An
operation that capOS does not have yet has its row already, with `missing` saying why there is no number; take that word out
when the guest measures it (a row that is measured and still called missing is an error). A row that misses an aim says in STANDS
what stands in the way; a test fails when it does not.
"""
import dataclasses

INSTRUCTIONS, BYTES, KIB, MS = "instructions", "bytes", "KiB", "ms"


@dataclasses.dataclass(frozen=True)
class Aim:
    """value <= factor * reference. The reference is a row of the lean Linux column, another row of ours, or a number with a name."""
    factor: float
    linux: str = ""
    own: str = ""
    other: str = ""
    number: int = 1

    def bound(self, lean, ours=None):
        """The most that the value may be; None when the reference was not measured."""
        if self.own:
            return self.factor * ours[self.own][0] if ours and self.own in ours else None
        if self.linux:
            return self.factor * lean[self.linux][0] if lean and self.linux in lean else None
        return self.factor * self.number

    def text(self):
        if self.linux:
            share = f"1/{1 / self.factor:.0f}" if self.factor <= 0.5 else f"{self.factor:g}"
            return f"{share} of {self.linux}"
        if self.own:
            return f"{self.factor:g}x {self.own}"
        return f"{self.factor:g}x {self.other}" if self.other else f"{self.factor:,.0f}"


@dataclasses.dataclass(frozen=True)
class Row:
    name: str                   # as the guest says it
    what: str
    linux: tuple = ()           # rows of the Linux guest: nearest first
    aims: tuple = ()
    unit: str = INSTRUCTIONS
    missing: str = ""           # why there is no number yet
    sel4: int = 0               # the same on seL4 (release, one CPU), where somebody measured it
    note: str = ""


def at_most(number):
    return Aim(number)


def of_linux(share, row):
    return Aim(1 / share, linux=row)


def of_sel4(factor, what, number):
    return Aim(factor, other=f"seL4's {what}", number=number)


SEL4_64, SEL4_EMPTY, SEL4_NULL, SEL4_WAKE, SEL4_SIGNAL = 1697, 453, 83, 547, 374

ROWS = (
    Row("enter_nothing", "enter the kernel with nothing to do", ("getppid",), (at_most(120),), sel4=SEL4_NULL),
    Row("nop_alone", "NOP alone", ("io_uring_nop",)),
    Row("nop_batch16_each", "NOP, each of a batch of 16", ("io_uring_nop_16",), (at_most(45), of_linux(6, "io_uring_nop_16"))),
    Row("timer_now", "call to a kernel object: read the clock", ("clock_gettime",), (Aim(0.7, linux="clock_gettime"),)),
    Row("kernel_call_8_bytes", "call to a kernel object, 8 bytes each way", (), (at_most(300),)),
    Row("kernel_call_empty", "call to a kernel object, empty"),
    Row("kernel_call_untyped", "call to a kernel object, 8 bytes, message made once", note="what the client's encoding and decoding cost"),
    Row("endpoint_64_bytes", "call between two processes, 64 bytes each way", ("pipe_64", "unix_64", "futex_64", "eventfd_64"),
        (at_most(850), of_linux(10, "pipe_64"), of_linux(8, "eventfd_64"), of_sel4(0.5, "64 bytes", SEL4_64)), sel4=SEL4_64),
    Row("endpoint_empty", "call between two processes, empty", (), (at_most(680), of_sel4(1.5, "fast path", SEL4_EMPTY)), sel4=SEL4_EMPTY),
    Row("endpoint_4096_bytes", "call between two processes, 4 KiB each way", ("pipe_4096", "unix_4096", "futex_4096", "eventfd_4096")),
    Row("endpoint_capability_both_ways", "call that copies a capability each way", ("scm_rights_both_ways",),
        (at_most(1500), of_linux(12, "scm_rights_both_ways"))),
    Row("endpoint_capability_64_bytes", "the same with 64 bytes each way", ("scm_rights_64",)),
    Row("endpoint_capability_4096_bytes", "the same with 4 KiB each way", ("scm_rights_4096",)),
    Row("endpoint_64_bytes_16_in_flight_each", "64-byte call, each of 16 in flight", ("pipe_64_16_in_flight", "unix_64_16_in_flight"),
        (at_most(400), of_sel4(0.25, "64 bytes", SEL4_64))),
    Row("chain_step", "call that answers with a capability, which is released"),
    Row("chain_3_one_by_one", "chain of three: two such calls and an empty one, one by one"),
    Row("chain_3_pipelined", "the same chain by promises", (), (Aim(1.6, own="chain_step"),)),
    Row("notification_signal_kernel", "signal that nobody waits for", ("eventfd_signal", "futex_wake_nobody"), sel4=SEL4_SIGNAL),
    Row("notification_signal_to_waiter", "signal to the waiter's code in another process", ("futex_wake_to_waiter", "eventfd_to_waiter"),
        (at_most(600), of_linux(7, "futex_wake_to_waiter")), sel4=SEL4_WAKE),
    Row("shared_buffer_record", "record through a shared buffer, besides its payload", (), (at_most(60),)),
    Row("thread_create_join", "create a thread and wait for its end", ("clone_join", "pthread_create_join"),
        (at_most(5000), of_linux(5, "clone_join"))),
    Row("unpark_to_sibling", "wake a thread of the same process, until it runs", ("futex_wake_to_waiter",), (at_most(700),)),
    Row("unpark_nobody", "wake where nobody waits", ("futex_wake_nobody",)),
    Row("mutex_pair", "lock and unlock a mutex that nobody else wants", ("pthread_mutex_pair",), (at_most(20),)),
    Row("park_unpark_round_trip", "two threads that wake one another, both ways", ("futex_thread_round_trip",)),
    Row("spawn_wait_minimal", "spawn a minimal process and wait for its end", ("vfork_exec_wait", "posix_spawn_wait"),
        (at_most(50000), of_linux(2, "vfork_exec_wait"))),
    Row("map_touch_unmap_1", "map, touch and unmap a page", ("map_touch_unmap_1",), (of_linux(6, "map_touch_unmap_1"),)),
    Row("map_touch_unmap_256", "map, touch and unmap 256 pages", ("map_touch_unmap_256",), (of_linux(5, "map_touch_unmap_256"),)),
    Row("protect_page", "change the protection of a page", ("mprotect",), (of_linux(4, "mprotect"),)),
    Row("schema_typed", "encode, dispatch, decode 8 bytes, no kernel", note="the schema's whole cost"),
    Row("schema_encode", "of it: encode the params"),
    Row("schema_dispatch", "of it: open them, dispatch, read, build the results"),
    Row("schema_decode", "of it: open and read the results"),
    Row("schema_untyped", "the same 8 bytes through a plain struct", note="what it stands against"),
    Row("boot_to_init", "boot: kernel's entry to the first user instruction", ("boot_to_init",), (of_linux(20, "boot_to_init"),)),
    Row("boot_to_prompt", "boot: kernel's entry to the prompt", ("boot_to_prompt",)),
    Row("boot_wall", "QEMU's start to the prompt, wall time", (), (at_most(1000),), unit=MS),
    Row("memory_unavailable_kib", "memory that programs cannot have, of 128 MiB", ("memory_unavailable_kib",), (at_most(8192),), unit=KIB),
    Row("memory_used_kib", "memory in use at the prompt", (), (at_most(8192),), unit=KIB),
    Row("kernel_text_bytes", "kernel code", ("kernel_text_bytes",), unit=BYTES),
    Row("package_kib", "boot package of the default system", (), unit=KIB),
    Row("process_bytes", "memory for a minimal process", ("process_bytes",), unit=BYTES),
    Row("thread_bytes", "memory for a thread", ("thread_bytes",), unit=BYTES),
    Row("capability_bytes", "memory for a hold on an object that exists", ("descriptor_bytes",), unit=BYTES),
    Row("notification_bytes", "memory for a notification and its hold", ("eventfd_bytes",), unit=BYTES),
)
BY_NAME = {row.name: row for row in ROWS}

# What stands in the way of the aims that are not reached. Shares are in docs/performance.md, which this becomes part of.
STANDS = {
    "nop_batch16_each": "A submission is 64 bytes, each word of which is read once and must be zero if unused, and its completion is written"
                        " to a ring that the program empties again: these alone are more than the aim.",
    "timer_now": "The system call takes a number and fills a struct. This takes a submission out of a ring, finds a capability, checks a"
                 " message, writes one, and posts a completion; the program builds the one and reads the other.",
    "kernel_call_8_bytes": "As for the clock; the aim would leave nothing for the program, whose request and ring are a third.",
    "endpoint_64_bytes": "Two entries into the kernel, each with every check, and two switches: about 800 of it. The rest is the two"
                         " programs: encoding and decoding, and their sides of the rings.",
    "endpoint_empty": "The same without the words: seL4's fast path has no ring, no message in memory, no session and no types.",
    "endpoint_capability_both_ways": "Both tables are locked, the rules of the hold are looked at and the receiver is charged, twice; what came"
                                     " is released by one more submission. The programs are a third.",
    "endpoint_64_bytes_16_in_flight_each": "What a batch saves is entries and switches; what is left is per call: the client's and the server's"
                                           " programs, the queue, and the answer.",
    "chain_3_pipelined": "Three calls in an endpoint's queue, two answers that are kept and forgotten again, and capabilities that are found"
                         " by promise: it saves the client two waits, not instructions.",
    "notification_signal_to_waiter": "A typed call to signal, and another to wait, each checked as a message and completed; then the switch."
                                     " Linux's futex takes a word, and no authority.",
    "shared_buffer_record": "Both sides in one program: two headers, two indices, checked against the other side's at each step.",
    "thread_create_join": "Typed calls to create, to end and to join, and the release of the handle; a kernel thread's record and stack, a ring page"
                          " that is cleared and mapped; two switches.",
    "unpark_to_sibling": "Two entries by the general way through the ring: one that wakes, one that waits; a capability is looked up in each,"
                         " and the woken thread goes through its CPU's run queue.",
    "spawn_wait_minimal": "Memory that must be cleared, and tables that are built and taken down for a stack, an image and a ring.",
    "map_touch_unmap_1": "Two typed calls are a third; the rest is the frame (charged, taken, cleared, given back), the region and the table.",
    "map_touch_unmap_256": "Mostly frames: each is charged, taken, cleared, mapped, and all of it again the other way.",
    "protect_page": "The typed call alone is more than half of it.",
}
