# SPDX-License-Identifier: MIT
# Interfaces of the example services under demos/ and of the test and bench programs.
@0xe6d9a0f3b58c7142;

using import "annotations.capnp".transfer;
using Kernel = import "kernel.capnp";

interface Echo @0xb3f60ce8a917d254 $transfer(copy) {
  # Gives back what it gets. demos/echo serves it.
  echo @0 (words :Block64) -> (words :Block64);
  # 64 bytes each way.
  say @1 (text :Text) -> (text :Text);
  fail @2 (type :UInt16, reason :Text) -> ();
  # Answers with that exception.
  keep @3 (capability :Capability) -> ();
  # Keeps a hold on it until the next keep.
  give @4 () -> (capability :Capability);
  # Gives back what keep kept; failed when there is nothing.
  hang @5 () -> ();
  # Never answers.
  exit @6 (code :Int64) -> ();
  # The server exits without answering.
  ping @7 () -> ();
  # Answers, with nothing.
}

struct Block64 @0xc91ea5d7f30b8462 {
  a @0 :UInt64;
  b @1 :UInt64;
  c @2 :UInt64;
  d @3 :UInt64;
  e @4 :UInt64;
  f @5 :UInt64;
  g @6 :UInt64;
  h @7 :UInt64;
}

interface Directory @0x85d0ef3a611a2211 $transfer(copy) {
  # Names in a tree that nobody can change. demos/directory serves it: a museum.
  open @0 (name :Text) -> (directory :Directory);
  # The directory of that name in this one. failed when there is none, or it is something else.
  read @1 (name :Text) -> (text :Text);
  # What stands there. failed when there is nothing of that name, or it is something else.
  list @2 () -> (names :List(Text));
  # Everything in this directory, in order.
  timer @3 (name :Text) -> (timer :Kernel.Timer);
  # The clock of that name. failed when there is none, or it is something else.
}
