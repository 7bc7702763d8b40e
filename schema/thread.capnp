# SPDX-License-Identifier: MIT
# Threads of the caller's own process, and what they wait for each other with. docs/threads.md says how it is used;
# ThreadControl, which every process has had from the start, is in process.capnp.
@0xe64b0f7c9d21a835;

using import "annotations.capnp".transfer;

interface ThreadSpawner @0xc2f58d1b07a94e63 $transfer(none) {
  # Makes threads in the process that holds it, and nowhere else.
  create @0 (entry :UInt64, stackTop :UInt64, arg :UInt64, fsBase :UInt64, flags :UInt64) -> (handle :ThreadHandle);
  # A thread that starts at entry with rsp = stackTop, rdi = arg, rsi = its id, rdx = the pid, rcx = its ring page, r8 = the CapSet
  # page, every other register zero, and FS base = fsBase. entry and stackTop are user addresses, stackTop a multiple of 16;
  # fsBase is below the end of user space; flags is 0. Whether anything is mapped there is the caller's affair: a thread that
  # faults ends its process. The ring page is the kernel's choice, is charged to the caller, and goes with the thread.
  # Beyond a limit (threads, frames, capability slots) the answer is `overloaded` and nothing was made.
}

interface ThreadHandle @0x97d3e60a5cb8421f $transfer(none) {
  # One thread. Without its last handle the thread runs on, and nobody will learn how it ended. The ledger counts the thread until it
  # ended and was joined, or its last handle is gone.
  join @0 () -> (exitCode :Int64);
  # Answers when the thread has ended; at once if it already has. Once: a second join, also one beside a join that waits, and a
  # thread that joins itself, are `failed`. A join that is cancelled (FINISH, a deadline) leaves the thread joinable.
  exitCode @1 () -> (exited :Bool, exitCode :Int64);
  # Does not wait and takes nothing from a join.
  info @2 () -> (id :UInt32);
  # As in its entry registers. Never used again in this process.
}

interface ParkSpace @0xb81c6e2fd4097a5d $transfer(none) {
  # The right to PARK and UNPARK (abi/ring.h) on words of the holder's own address space. No methods: the operations are the
  # ring's own. A word is known by its address, so threads of one process only meet here.
}

interface SharedParkSpace @0xfd09a7543be81c62 $transfer(copy) {
  # The same for the words of one MemoryObject, from MemoryObject.parkSpace. A word is known by its place in the object, so
  # all processes that map it meet, wherever they map it. To use it a process needs both: this, and a mapping of the word.
}
