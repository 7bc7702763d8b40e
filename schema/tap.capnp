# SPDX-License-Identifier: MIT
# Debug taps: reading along with the rings of processes that one starts. docs/tracing.md says how they are used.
#
# A tap is given to a process when it is spawned, by the one who spawns it, and stays until the process ends: nobody can tap
# a process that runs. What the process itself spawns is not tapped. Records say what was called, when, and how it ended;
# the bytes of messages only when the tap was made by a PayloadTapFactory.
@0xcecdfffb6012ef50;

using import "annotations.capnp".transfer;

interface TapFactory @0xad392dcdf4c014f5 $transfer(copy) {
  # Taps that show everything but the bytes of messages.
  create @0 (bufferBytes :UInt32) -> (tap :RingTap);
  # bufferBytes: of records that were not read yet; 0 means 65,536, at most 1,048,576, rounded up to a power of two and to
  # 4,096. Each hold on the tap is charged that many frames (overloaded when the holder has none left).
}

interface PayloadTapFactory @0xf27a45d1f5e94f56 extends(TapFactory) $transfer(copy) {
  # Taps that may show the bytes of messages as well: whatever the tapped process is told, passwords too.
  createWithPayload @0 (bufferBytes :UInt32, payloadBytes :UInt32) -> (tap :RingTap);
  # payloadBytes: of one message at most, 1 to 1,024; what is longer is cut.
}

interface TapReader @0xdd0da34b1efe56d7 $transfer(copy) {
  # What was recorded, and nothing else.
  read @0 (maxBytes :UInt32) -> (records :Data, lost :UInt64, running :UInt32);
  # Takes whole records, the oldest first, at most maxBytes (0 means 16,384, at least 1,152, at most 32,768). Answers when
  # there is one, or with none when no process has the tap any more. records: struct tap_record of abi/tap.h, one after the
  # other. lost: how many were dropped since the tap was made, because the buffer was full; a record says how many right
  # before it. running: processes that have the tap and have not ended. One read at a time (overloaded beyond); FINISH
  # cancels it, and then nothing is lost.
  poll @1 (maxBytes :UInt32) -> (records :Data, lost :UInt64, running :UInt32);
  # The same at once, perhaps with no records.
}

interface RingTap @0xa0152348b73a2307 extends(TapReader) $transfer(copy) {
  # A tap: what ProcessSpawner.spawn takes. One tap may be given to many processes. It records while somebody holds it;
  # with the last hold its buffer goes, and the processes run on unobserved.
  info @0 () -> (bufferBytes :UInt32, payloadBytes :UInt32, running :UInt32, lost :UInt64);
  # payloadBytes 0: no bytes of messages.
}
