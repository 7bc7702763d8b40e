# SPDX-License-Identifier: MIT
# Interfaces of the example services under demos/ and of the test and bench programs.
@0xe6d9a0f3b58c7142;

using import "annotations.capnp".transfer;
using Kernel = import "kernel.capnp";
using Memory = import "memory.capnp";

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

interface Shelf @0x8ede585fa1fffa73 $transfer(copy) {
  # What others have left, to be looked at and not to be taken away.
  look @0 (ticket :UInt32) -> (item :Capability);
  # A copy of it; it stays where it is as well. failed when nothing is there.
  count @1 () -> (items :UInt32);
}

interface Locker @0x922924944bda83ca extends(Shelf) $transfer(copy) {
  # A place to leave capabilities in, and memory to work on together. demos/locker serves it.
  share @0 (memory :Memory.MemoryObject) -> ();
  # From now on this is what `work` works on. It is mapped, not copied, so either side sees what the other writes.
  work @1 (offset :UInt32, bytes :UInt32) -> (sum :UInt64);
  # Adds up the bytes of that part of the shared memory, and turns each into its complement where it lies. At most 65,536.
  put @2 (item :Capability) -> (ticket :UInt32);
  # Keeps what is sent, whether it is a copy or was moved. overloaded when the locker is full.
  take @3 (ticket :UInt32) -> (item :Capability);
  # Moves it to the caller; nothing is there afterwards. failed when nothing is there.
}

interface Guestbook @0xa3c71e58d90b6f24 $transfer(copy) {
  # Remembers who was there, by the session that calls come from. demos/guestbook serves it.
  sign @0 (claim :Text) -> (member :UInt32, visits :UInt32, name :Text);
  # Writes one visit of the caller's session down. claim is who the caller says it is: it is ignored, and may be as long as it likes.
  # name is the display name of the session's subject, if a call disclosed it; empty before. overloaded when the book is full of others.
  read @1 () -> (entries :List(Text));
  # One line for each member, in the order of their first visits.
  door @2 () -> (guestbook :Guestbook);
  # A facet through which callers may disclose their display names, and that may go into any session.
}

interface Reader @0xb7c2e1905fd4a638 $transfer(copy) {
  # A program that can read what it is given, while it may. demos/revocable-read serves it.
  read @0 (name :Text, maxBytes :UInt32) -> (data :Data);
  # The beginning of the BootBlob that the program finds in its CapSet under that name now; failed when there is none, and whatever
  # the blob says.
}
