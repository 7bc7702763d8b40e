# SPDX-License-Identifier: MIT
# Capabilities about capabilities: looking at one's table, narrowing a hold, lending it and taking it back.
@0xc4d17f0a92be6853;

using import "annotations.capnp".transfer;
using import "annotations.capnp".TransferMode;
using Process = import "process.capnp";
using Session = import "session.capnp";

interface CapabilityManager @0xe71c4a0b95d8f326 $transfer(none) {
  # The caller's own capability table.
  list @0 (fromSlot :UInt32) -> (capabilities :List(CapabilityInfo), more :Bool, next :UInt32);
  # Holds in pages by their slot in the table, from fromSlot on, as Inspector's (process.capnp): the lower 24 bits of an
  # id are its slot. An entry has 104 bytes at most. more: next is not 0.
  narrow @1 (capability :Capability, interfaceId :UInt64) -> (narrowed :Capability);
  # A second hold on the same object that exposes only a superclass of what the first exposes, as the schemas of the boot
  # package declare it (`interface TerminalSession extends(TerminalOutput)`). There is no way back: a narrowed hold can
  # only be narrowed further. The same interface gives a plain copy. Holds that must not leave their process stay so;
  # one that can only be moved is not doubled (TRANSFER_NOT_SUPPORTED).
  lend @2 (capability :Capability) -> (facet :Capability, revoker :Revoker);
  # A facet of a hold that its holder may pass on, and the means to take it back. The facet can be used, copied, moved and
  # narrowed like any hold; whatever is derived from it dies with it.
  grant @3 (child :Process.ProcessHandle, capability :Capability, name :Text) -> (id :UInt32);
  # Gives a hold to a running child, as spawn does: by its transfer mode (`none` is refused), under a name that is free in the
  # child's CapSet, where the child finds it (abi/capset.h). id is the child's. It can be revoked, with everything derived from it.
  # Costs the caller a capability slot until then, or until it drops the handle. `disconnected` when the child has ended.
  revoke @4 (child :Process.ProcessHandle, id :UInt32) -> (calls :UInt32);
  # Takes back what the child was granted, by this method or when it was spawned. The child's hold answers `disconnected` from now
  # on, and so do its calls that are under way through it (calls is how many). What was given by grant, or by spawn as revocable,
  # takes all that was derived from it along, wherever that is, also after the child ended or passed it on; of other grants of spawn
  # only the child's own hold goes. Mappings that were made through it stay. Doing it twice is not an error while the child keeps
  # the dead hold.
  granted @5 (child :Process.ProcessHandle, fromSlot :UInt32) -> (capabilities :List(CapabilityInfo), more :Bool, next :UInt32);
  # What the child still holds of that, in pages as list has them; empty when it has ended.
  restrict @6 (capability :Capability, scope :Session.TransferScope, disclosure :UInt32) -> (restricted :Capability);
  # A second hold on the same object that travels no further than scope, and discloses none but these fields (bits as in
  # session.capnp). What the first may not do already the second may not do either. Otherwise as narrow.
}

interface Revoker @0x9fd2e86b04c7a135 $transfer(move) {
  # Takes back one facet that was lent, in one call.
  revoke @0 () -> (calls :UInt32);
  # Every hold derived from the facet answers `disconnected` from now on, in whichever process it is; so do the calls
  # that are under way through them (their number is the result). Mappings that were made through them stay.
  # Revoking twice is not an error. Dropping a revoker without calling it revokes nothing.
  info @1 () -> (revoked :Bool);
}

struct CapabilityInfo @0xb85f03d7e1a96c42 {
  id @0 :UInt32;
  interfaceId @1 :UInt64;
  transferMode @2 :TransferMode;
  kind @3 :Text;             # of the object behind it
  live @4 :Bool;             # false: revoked
  lent @5 :Bool;             # it can be taken back by somebody
  name @6 :Text;             # in the CapSet; empty when it is not there
  scope @7 :Session.TransferScope;
  disclosure @8 :UInt32;     # fields of its holder's subject that calls through it may disclose
}
