# SPDX-License-Identifier: MIT
# Objects that the kernel implements: console log, boot package, time, devices, entropy, endpoints, machine control.
@0x9f2c8b71d3e64a05;

using import "annotations.capnp".transfer;
using Memory = import "memory.capnp";
using Notification = import "notification.capnp";
using Session = import "session.capnp";

interface Console @0xacf0c15a7b2e0041 $transfer(copy) {
  # The kernel log. Output only. Lines of different writers never mix within one call.
  write @0 (data :Data) -> ();
  # Appends raw bytes. At most 4,096 bytes a call (failed beyond). Control bytes other than newline and tab are shown as `?`.
  writeLine @1 (text :Text) -> ();
  # Appends the text and a newline, with the limits of write.
}

interface BootPackage @0xd0c4e8f7a1623b95 $transfer(none) {
  # The one boot module, read only.
  manifestSize @0 () -> (size :UInt64);
  # Bytes of the manifest message.
  readManifest @1 (offset :UInt64, maxBytes :UInt32) -> (data :Data);
  # Up to maxBytes (at most 32,768 are returned) from offset; empty at or past the end.
}

interface BootBlob @0xf3b09d52c7481e6a $transfer(copy) {
  # One named blob of the boot package, read only: the packed schemas for instance.
  info @0 () -> (name :Text, size :UInt64);
  read @1 (offset :UInt64, maxBytes :UInt32) -> (data :Data);
  # Up to maxBytes (at most 32,768 are returned) from offset; empty at or past the end.
}

interface MonotonicClock @0x8c35d9f1e7a40b62 $transfer(copy) {
  # Reading the monotonic clock, and nothing else.
  now @0 () -> (ns :UInt64);
  # Nanoseconds since boot.
}

interface Timer @0xb81e6f3d04a95c27 extends(MonotonicClock) $transfer(copy) {
  # The monotonic clock, and sleeping.
  sleep @0 (ns :UInt64) -> ();
  # Answers when at least ns nanoseconds have passed. Cancel it with FINISH. Any length is accepted.
  notify @1 (deadlineNs :UInt64, signal :Notification.NotificationSignal, bits :UInt64) -> ();
  # Once, sets the bits when the monotonic clock reaches deadlineNs: at once when it has. A second one of the same process for the
  # same notification and bits moves the deadline of the first; 2^64 - 1 cancels it. Charged to the caller until then.
}

interface EntropySource @0xe57a20c9b13f8d64 $transfer(copy) {
  # Random bytes for keys, from a ChaCha20 generator seeded by RDSEED or RDRAND. Without such hardware every call fails:
  # there is no weak fallback.
  fill @0 (bytes :UInt32) -> (data :Data);
  # 1 to 4,096 bytes.
}

interface SystemControl @0x8ad3f1e6520b7c94 $transfer(copy) {
  # The machine's power. Neither method answers when it succeeds.
  powerOff @0 (status :UInt8) -> ();
  # status tells whoever started the machine how it went: 0 well, 1 to 31 what the caller means by it (failed beyond). Only an
  # emulator with the device isa-debug-exit at port 0xf4 takes a status other than 0: QEMU ends with 2 * status + 1.
  reboot @1 () -> ();
}

interface IoPorts @0xca5f80e2d7134b69 $transfer(copy) {
  # A range of x86 I/O ports, chosen when the capability was made. Offsets count from the start of the range.
  info @0 () -> (base :UInt16, count :UInt16);
  read @1 (offset :UInt16, width :UInt8) -> (value :UInt32);
  # width is 1, 2 or 4 bytes, and offset + width must stay in the range.
  write @2 (offset :UInt16, width :UInt8, value :UInt32) -> ();
  readBytes @3 (offset :UInt16, count :UInt16) -> (data :Data);
  # Reads one port count times (1 to 256).
  writeBytes @4 (offset :UInt16, data :Data) -> ();
  # Writes each byte (1 to 256) to one port, in order.
}

interface Interrupt @0x96e1d4b70c3a52f8 $transfer(copy) {
  # One interrupt line. It may be copied, so that init can grant it again to a driver that it restarts.
  wait @0 () -> (count :UInt64);
  # Answers when the line has fired since the last answer, with how often. One waiter at a time (overloaded beyond).
  # A level-triggered line is masked when it fires and opened again by the next wait; an edge-triggered line stays open.
  info @1 () -> (line :UInt32, fired :UInt64);
  bind @2 (signal :Notification.NotificationSignal, bits :UInt64) -> ();
  # From now on every time that the line fires sets the bits, at once if it fired before and nobody was told. One binding at
  # a time (overloaded beyond), and wait is refused meanwhile. Charged to the caller.
  unbind @3 () -> ();
  # Ends the binding. Without one it is no error.
  acknowledge @4 () -> ();
  # Opens a bound level-triggered line again, which is masked when it fires.
}

interface Endpoint @0xd8b3a6914e07f25c $transfer(none) {
  # The serving side of an IPC endpoint. Its holder may RECV and RETURN on the ring; nobody else can. Client facets are
  # separate holds that carry the service's interface and can only CALL.
  client @0 (interfaceId :UInt64) -> (facet :Capability);
  # Makes a client facet of this endpoint that exposes the interface with that id.
  info @1 () -> (queued :UInt32, receivers :UInt32, inFlight :UInt32);
  revokeFacets @2 () -> (calls :UInt32);
  # Every hold on this endpoint but the one that this call goes through answers `disconnected` from now on, in whichever process it
  # is, whatever it was derived from: the endpoint's epoch goes up. So do the calls that are queued or in flight (calls is how many);
  # the server is told of the latter as of any call that was cancelled. Its receives stay, and client makes facets as before.
  clientFor @3 (interfaceId :UInt64, scope :Session.TransferScope, disclosure :UInt32) -> (facet :Capability);
  # client makes facets that stay in the session they are in and disclose nothing; this one says how far they go, and which
  # fields of their subject callers may disclose through them.
  caller @4 (callId :UInt64) -> (caller :Session.CallerSession);
  # Whose a call is that was received and not answered yet (failed when there is none): is the session still live, and the fields
  # that its header says are disclosed.
}

interface EndpointFactory @0xa1de47c03b9586f2 $transfer(copy) {
  create @0 () -> (endpoint :Endpoint);
  # A fresh endpoint, charged to the caller's ledger.
  createNotification @1 () -> (notification :Notification.Notification);
  # A fresh notification without bits, charged to the caller's ledger.
}

interface NullCap @0xf04e29b1a78c3d56 $transfer(copy) {
  # Does nothing, exactly. Measures the cost of a typed call.
  null @0 () -> ();
  echo @1 (value :UInt64) -> (value :UInt64);
}
