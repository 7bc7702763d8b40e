# SPDX-License-Identifier: MIT
# Memory: physical frames as objects, and the caller's own address space.
#
# Addresses, offsets and sizes are bytes and multiples of 4,096 unless a method says otherwise. `prot` is a set of
# bits: 1 read, 2 write, 4 execute. 0 keeps the pages but makes them inaccessible. Write together with execute is refused.
@0xb4d6c0a85e91f723;

using import "annotations.capnp".transfer;
using Thread = import "thread.capnp";

const protNone :UInt32 = 0;
const protRead :UInt32 = 1;
const protWrite :UInt32 = 2;
const protExecute :UInt32 = 4;

interface FrameAllocator @0xc70b5d81f2e43a96 $transfer(copy) {
  # Physical memory, charged to the ledger of whoever calls.
  allocFrame @0 () -> (memory :MemoryObject);
  # One zeroed 4 KiB frame.
  allocContiguous @1 (count :UInt32) -> (memory :MemoryObject);
  # count zeroed frames (1 to 1,024) that follow one another physically.
}

interface MemoryView @0x9659fd8d5610389a $transfer(copy) {
  # Reading a memory object, and nothing else.
  info @0 () -> (pageCount :UInt32, sizeBytes :UInt64);
  mapReadable @1 (hint :UInt64, offset :UInt64, size :UInt64) -> (addr :UInt64);
  # Maps [offset, offset + size) into the caller's address space, at hint or, when hint is 0, where there is room. The pages can be
  # read, and whoever has no more than this view cannot change that.
  unmap @2 (addr :UInt64, size :UInt64) -> ();
  # Only ranges that map this object.
}

interface MemoryObject @0x87f9e2c35a6d10b4 extends(MemoryView) $transfer(copy) {
  # A piece of physical memory. It lives as long as a hold or a mapping does.
  map @0 (hint :UInt64, offset :UInt64, size :UInt64, prot :UInt32) -> (addr :UInt64);
  # As mapReadable, with any protection but write and execute together.
  protect @1 (addr :UInt64, size :UInt64, prot :UInt32) -> ();
  # Only ranges that map this object.
  parkSpace @2 () -> (space :Thread.SharedParkSpace);
  # For waiting on words in this object. All park spaces of one object are the same place.
}

interface VirtualMemory @0xe26a94f0b7d85c13 $transfer(none) {
  # The holder's own address space: anonymous memory.
  map @0 (hint :UInt64, size :UInt64, prot :UInt32) -> (addr :UInt64);
  # reserve and commit in one: zeroed pages at hint, or anywhere when hint is 0.
  unmap @1 (addr :UInt64, size :UInt64) -> ();
  # Gives back a range of reservations and their pages. The range may cover parts of several reservations; every page
  # of it must belong to one.
  protect @2 (addr :UInt64, size :UInt64, prot :UInt32) -> ();
  # Every page of the range must be committed. prot 0 keeps frames and contents.
  reserve @3 (hint :UInt64, size :UInt64) -> (addr :UInt64);
  # Takes addresses without frames; charged as virtual pages only.
  commit @4 (addr :UInt64, size :UInt64, prot :UInt32) -> ();
  # Backs a reserved range with zeroed frames. Pages that are already committed keep their contents and get prot.
  decommit @5 (addr :UInt64, size :UInt64) -> ();
  # Frees the frames and keeps the addresses. Uncommitted pages in the range are left as they are.
}
