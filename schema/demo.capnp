# SPDX-License-Identifier: MIT
# Interfaces of the example services under demos/ and of the test and bench programs.
@0xe6d9a0f3b58c7142;

using import "annotations.capnp".transfer;

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
