# SPDX-License-Identifier: MIT
# Processes and threads: making them, waiting for them, looking at them.
@0xd91f3e5b82c7a460;

using import "annotations.capnp".transfer;
using Notification = import "notification.capnp";
using Session = import "session.capnp";
using Tap = import "tap.capnp";

interface ProcessSpawner @0xb05ca7e9143d826f $transfer(copy) {
  # Starts processes from the binaries of the boot package. The object may be limited to some of them.
  spawn @0 (name :Text, binaryName :Text, grants :List(CapGrant), limits :ResourceLimits, tap :Tap.RingTap,
            session :Session.SelectableSession)
      -> (handle :ProcessHandle, facets :List(EndpointFacet));
  # All or nothing: on failure no process exists and nothing was charged or moved. name (1 to 31 printable characters) is for people.
  # facets: for each grant of a fresh endpoint, in order, the parent's client facet.
  # The child holds the grants under their names, in order, and nothing else.
  # tap: reads along with the child from its start; null for none. The caller keeps it, whatever its transfer mode.
  # session: the live session that the child belongs to; null for the caller's own.
  binaries @1 (from :UInt32) -> (names :List(Text), next :UInt32);
  # What spawn accepts here, in pages as Inspector has them. An entry has 8 bytes, and the name with its zero in whole words.
  fix @2 (session :Session.SelectableSession, profile :Text) -> (launcher :ProcessSpawner);
  # A spawner of the same binaries whose children belong to that session, whoever calls it: for those who shall start
  # processes there without being able to choose. profile, unless it is empty, must be the session's.
}

struct CapGrant @0x9c8e1f74a0d5b263 {
  name @0 :Text;
  # 1 to 31 bytes of a-z, 0-9, `_`, `-`, `.`; unique within the child.
  source :union {
    capability @1 :Capability;
    # A hold of the caller, by its transfer mode. `none` is refused.
    endpoint @2 :UInt64;
    # A fresh Endpoint for the child; the value is the interface id of the client facet that the parent gets.
    virtualMemory @3 :Void;
    # The child's own address space.
    threadControl @4 :Void;
    # The child's own threads.
    frameAllocator @5 :Void;
    endpointFactory @6 :Void;
    clientOf @7 :ClientFacet;
    # A client facet made from an endpoint that the caller serves.
    capabilityManager @8 :Void;
    # The child's own capability table.
    session @10 :Void;
    # The child's own session, as UserSession.
    threadSpawner @11 :Void;
    # The child's own threads: making more of them.
    parkSpace @12 :Void;
    # The words of the child's own address space.
  }
  revocable @9 :Bool;
  # CapabilityManager.revoke takes all that is derived from it along. Costs the spawner a capability slot meanwhile, and each call
  # through it some instructions. Without meaning for what cannot leave the child anyway.
}

struct ClientFacet @0xa3b7c0d6e4912f58 {
  endpoint @0 :Capability;
  interfaceId @1 :UInt64;
  scope @2 :Session.TransferScope;
  disclosure @3 :UInt32;
  # As in Endpoint.clientFor.
}

struct EndpointFacet @0xe9a47d12c05b836f {
  name @0 :Text;
  client @1 :Capability;
}

struct ResourceLimits @0xc5e803b19f6d724a {
  # Upper bounds for a process with everything that it starts. 0 means the default in parentheses, for init: whatever there is.
  # What the spawner has left bounds a child as well: a child's charges are charged to all above it.
  capSlots @0 :UInt32;         # holds in its table (256)
  framePages @1 :UInt32;       # 4 KiB frames: anonymous memory, memory objects, its own tables and stacks (4,096)
  virtualPages @2 :UInt32;     # reserved 4 KiB pages of address space (262,144)
  endpoints @3 :UInt32;        # endpoints it made (32)
  processes @4 :UInt32;        # live children that it spawned (64)
  threads @5 :UInt32;          # threads (128)
  notifications @6 :UInt32;    # notifications it made, and bindings of timers and so on to any (128)
  mappings @7 :UInt32;         # ranges of its address space: reservations, mapped objects, parts of either (4,096)
  queuedCalls @8 :UInt32;      # its calls that wait in the queues of services; for each process by itself (64)
  logBytes @9 :UInt32;         # bytes in the kernel log at once; a quarter of the limit comes back every second (262,144)
  sessions @10 :UInt32;        # sessions it made (64)
  schedulingContexts @11 :UInt32; # scheduling contexts, and controls, that it made (32)
}

interface ProcessObserver @0xd6a82f4b10e9c753 $transfer(none) {
  # Watching a process, and nothing else.
  wait @0 () -> (exit :ProcessExit);
  # Answers when the process has ended; at once if it already has. One waiter at a time (overloaded beyond).
  info @1 () -> (pid :UInt32, name :Text, running :Bool);
  notify @2 (signal :Notification.NotificationSignal, bits :UInt64) -> ();
  # Sets the bits when the process has ended; at once if it already has. One at a time (overloaded beyond), beside a wait.
  # Charged to the caller until then.
}

interface ProcessHandle @0x8f5d0ce3b7a41926 extends(ProcessObserver) $transfer(none) {
  # A child process.
  kill @0 () -> ();
  # Ends the process. Doing it twice, or after it ended, is not an error.
}

struct ProcessExit @0xf6c1b8e2590a7d34 {
  kind @0 :ExitKind;
  code @1 :Int64;
  # The exit code for `exited`; the processor's exception number for `faulted`; 0 else.
  detail @2 :Text;
  # For people: what happened, empty for a normal exit.
}

enum ExitKind @0xd43a1f9ec86b0752 {
  exited @0;
  faulted @1;
  # A processor exception in user mode.
  killed @2;
  # By ProcessHandle.kill.
  protocol @3;
  # It broke the ring protocol: an impossible head or tail.
}

interface ThreadControl @0xa87e5b3d0c91f624 $transfer(none) {
  # The calling thread.
  getFsBase @0 () -> (address :UInt64);
  setFsBase @1 (address :UInt64) -> ();
  # A canonical user address.
  exitThread @2 (code :Int64) -> ();
  # Ends the thread. There is no answer when it worked, and nothing that was submitted behind it is looked at. What the thread waited
  # for is cancelled. The process ends, with this code, when it was the last thread.
  yield @3 () -> ();
  # Others that are ready get their turn before the answer is seen.
}

interface Inspector @0xbc12f7a4e693d085 $transfer(copy) {
  # Read-only view of the whole system.
  #
  # Lists come in pages, here and wherever a method returns `next`: a call takes where the page begins and returns the page and where
  # the following one begins (0: this was the last). A walk begins at 0 and calls again with what `next` was. The caller's result buffer
  # decides how much a page holds: as many entries as are sure to fit. Each method says how large an entry can be, and a buffer of 40
  # bytes and n times that holds n entries. A page has at least one entry unless there are none; a buffer in which not
  # even one fits gets RESULT_TOO_LARGE, and the same call with a larger buffer has that entry. Entries come in ascending order of
  # what `next` counts, each once. Those that end while the walk is under way may be missing, those that are there from its beginning
  # to its end are not, and those that come meanwhile are told where the walk has not passed them. So a list is not of one moment.
  processes @0 (fromPid :UInt32) -> (processes :List(ProcessInfo), next :UInt32);
  # Those that have not ended, in pages by pid, from fromPid on. An entry has 136 bytes at most.
  memory @1 () -> (memory :MemoryInfo);
  ledger @2 (pid :UInt32) -> (entries :List(LedgerEntry));
  # What a process pins: first what ResourceLimits bounds, in its order; then what its threads bound, each by 32: unfinished
  # operations, those of them that are calls which a service works on, those that are armed receives; then its CPU time, and how
  # often one of its threads was ready and had to wait for time in its scheduling context. All of it, which 1,024 bytes always hold.
  totals @3 () -> (totals :SystemTotals);
  # What must return to its start when work is done: the leak report. All of it, which 2,048 bytes always hold.
  cpu @4 (fromId :UInt32) -> (cpus :List(CpuInfo), next :UInt32);
  # Those that run, in pages by id, from fromId on. An entry has 88 bytes.
  threads @5 (pid :UInt32, fromId :UInt32) -> (threads :List(ThreadInfo), next :UInt32);
  # Those of one process that have not ended, in pages by id, from fromId on. An entry has 88 bytes at most.
}

struct ProcessInfo @0xe3d95f028ab7c461 {
  pid @0 :UInt32;
  parent @1 :UInt32;         # 0: the kernel
  name @2 :Text;
  threads @3 :UInt16;
  state @4 :ProcessState;
  cpuTimeNs @5 :UInt64;
  framePages @6 :UInt32;
  capSlots @7 :UInt32;
  blockedOn @8 :Text;        # wait.reason as a word; empty when one of its threads runs or is ready
  cpu @9 :UInt32;            # where its oldest thread runs or ran last
  session @10 :UInt64;       # number of its session, from 1 in the order in which they were made
  wait @11 :WaitInfo;        # of its oldest thread, when none runs or is ready
}

struct ThreadInfo @0xc8a1f6d3720be495 {
  id @0 :UInt32;             # 0: the first
  state @1 :ProcessState;
  cpuTimeNs @2 :UInt64;
  blockedOn @3 :Text;        # wait.reason as a word; empty when it runs or is ready
  cpu @4 :UInt32;            # where it runs or ran last
  wait @5 :WaitInfo;
  submissions @6 :UInt64;    # operations that it ever gave to the kernel
  priority @7 :UInt8;        # at which it runs now
  lent @8 :Bool;             # that is of a scheduling context that a caller lent it
}

struct WaitInfo @0xd9e2a41c7b3f8065 {
  # What a thread that is blocked, or postponed, waits for: the newest of its unfinished operations. It may wait for any of the others as well.
  reason @0 :WaitReason;
  unfinished @1 :UInt16;     # how many operations are unfinished
  subject @2 :UInt32;        # of a call: the process that serves; of processEnd: that process; of join: the thread's id; else 0
  interfaceId @3 :UInt64;    # of a call: as what it was called; 0: the caller has released it since
  untilNs @4 :UInt64;        # when the wait ends by itself, on Timer.now's clock; 0: it does not
}

enum WaitReason @0x8c5b70e2f1a4d693 {
  nothing @0;                # it does not wait
  completions @1;            # in cap_enter, without an unfinished operation: for the deadline, if there is one
  call @2;                   # of a service, which works on it
  queuedCall @3;             # of a service, which has not taken it yet
  receive @4;                # for calls of others, on an endpoint
  sleep @5;                  # Timer.sleep
  park @6;                   # on a word
  join @7;                   # for the end of a thread
  processEnd @8;             # for the end of a process
  notification @9;
  interrupt @10;
  tap @11;                   # for records of a RingTap
  promise @12;               # for the answer that brings the target of a pipelined call
  other @13;
  budget @14;                # it is ready, and waits for time in its scheduling context
}

enum ProcessState @0x91a6d7c4f05e3b82 {
  running @0;
  ready @1;
  blocked @2;
  exiting @3;
}

struct MemoryInfo @0xb6e0f29d71c5a348 {
  totalBytes @0 :UInt64;     # usable memory that the firmware reported
  freeBytes @1 :UInt64;
  kernelBytes @2 :UInt64;    # kernel image, its own tables and stacks
  slabBytes @3 :UInt64;      # kernel objects
  packageBytes @4 :UInt64;   # the boot package
  userBytes @5 :UInt64;      # frames of processes: their memory, shared memory once, tables, kernel stacks
  kernelTextBytes @6 :UInt64;
}

struct LedgerEntry @0xda70e5c8b2f16943 {
  resource @0 :Text;
  used @1 :UInt64;           # by the process and all that it started: what the limit bounds
  limit @2 :UInt64;          # 2^64 - 1: none
  own @3 :UInt64;            # by the process alone
}

struct SystemTotals @0xf918c6a3d50e2b74 {
  processes @0 :UInt32;
  threads @1 :UInt32;
  freeFrames @2 :UInt64;
  objects @3 :UInt64;        # live kernel objects
  capSlots @4 :UInt64;       # holds in all tables
  answers @5 :UInt64;        # calls that are not answered yet
  objectKinds @6 :List(ObjectCount);
}

struct ObjectCount @0x84b2d7e9c61f3a50 {
  kind @0 :Text;
  count @1 :UInt64;
}

struct CpuInfo @0xacb5f3d1907e4268 {
  # Counters since the CPU was started.
  id @0 :UInt32;
  switches @1 :UInt64;         # from one thread to another
  interrupts @2 :UInt64;       # of devices and the timer, and kicks
  timerInterrupts @3 :UInt64;
  idleNs @4 :UInt64;           # with nothing to run
  apicId @5 :UInt32;           # the hardware's number of this CPU
  ready @6 :UInt32;            # threads in its queue now: without the one that runs
  kicks @7 :UInt64;            # interrupts from other CPUs that said: there is work, or: look whether your thread was killed
  steals @8 :UInt64;           # threads that it took out of another CPU's queue
  interruptsSent @9 :UInt64;   # to other CPUs
  shootdowns @10 :UInt64;      # times that it made other CPUs forget translations
  shootdownsAnswered @11 :UInt64; # times that it forgot translations because others asked; one answer may be to several
}
