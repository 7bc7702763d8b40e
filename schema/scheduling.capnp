# SPDX-License-Identifier: MIT
# CPU time as a thing that is handed out. docs/scheduling.md says how it is used.
#
# A thread without a context has the default priority and takes its turn with all others of it. A thread with one runs by the context's
# priority, on the context's CPUs, for budgetNs in any periodNs at most. While it waits for an answer from a service, whoever works on
# the call runs on the caller's context, and lends it on with the calls it makes itself; when the caller wakes, for whatever reason,
# the context is back with it. A service without a context of its own needs none.
@0x907bf4ea09be0c73;

using import "annotations.capnp".transfer;
using Process = import "process.capnp";
using Thread = import "thread.capnp";

interface SchedulerControl @0x87ae05a44586a2b3 $transfer(copy) {
  # The right to decide about CPU time. The first one may give away 95 % of each CPU at priorities above the default; what remains is
  # for everybody else.
  create @0 (parameters :SchedulingParameters) -> (context :SchedulingContext);
  # A context that is bound to no thread. Above the default priority, budgetNs / periodNs is taken out of this control's share until
  # the context is gone (`overloaded` when there is not enough left, or when contexts for one CPU only would get more than 95 % of it).
  # Charged to the caller.
  configure @1 (context :SchedulingContext, parameters :SchedulingParameters) -> ();
  # New parameters, at once, with a full budget, for a context that this control made.
  narrow @2 (maxPriority :UInt8, cpuMask :UInt64, sharePpm :UInt32) -> (control :SchedulerControl);
  # One that can do less: no more than these, out of what this one may do. sharePpm is set aside for it until it and its contexts are
  # gone. Charged to the caller like a context.
  info @3 () -> (info :SchedulerInfo);
}

struct SchedulingParameters @0xaeba6d806a17575b {
  budgetNs @0 :UInt64;
  # At least 20,000. A budget of the whole period is no limit.
  periodNs @1 :UInt64;
  # At most 10,000,000,000.
  priority @2 :UInt8;
  # 0 to 31. More is more urgent; whoever is ready at a higher priority runs.
  cpuMask @3 :UInt64;
  # Bit n for CPU n; 0 means all that the control has.
}

struct SchedulerInfo @0x95aebc4a7ba4202c {
  cpus @0 :UInt32;            # that run
  cpuMask @1 :UInt64;         # that this control may give out
  maxPriority @2 :UInt8;
  defaultPriority @3 :UInt8;  # of threads without context
  sharePpm @4 :UInt32;        # above the default priority, in millionths of one CPU
  usedPpm @5 :UInt32;         # of that, given away
}

interface SchedulingView @0xb58a9241b3eae10a $transfer(copy) {
  # What became of a context's time.
  state @0 () -> (state :SchedulingState);
}

interface SchedulingContext @0xfeb2e606963c922c extends(SchedulingView) $transfer(copy) {
  # Bound to one thread at most; it stays in force while the thread lives, also when nobody holds it any more.
  bindCaller @0 () -> ();
  # To the calling thread. Overloaded when the thread or the context is bound already, as with the other two.
  bindThread @1 (thread :Thread.ThreadHandle) -> ();
  bindProcess @2 (process :Process.ProcessHandle) -> ();
  # To the first thread of a child.
  unbind @3 () -> ();
  # Nothing happens to one that is not bound.
}

struct SchedulingState @0xa076ad3164e716de {
  parameters @0 :SchedulingParameters;
  bound @1 :Bool;
  depth @2 :UInt32;           # threads that it is lent to, one behind the other
  waiting @3 :Bool;           # none of them, nor its own, can use it now
  usedNs @4 :UInt64;          # ever, whoever used it
  remainingNs @5 :UInt64;     # may be used in one piece from now; 0: not before readyAtNs
  readyAtNs @6 :UInt64;       # on the clock of Timer
  postponements @7 :UInt64;   # times that its thread was ready and had to wait for time
  loans @8 :UInt64;           # times that it was lent
}
