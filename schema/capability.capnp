# SPDX-License-Identifier: MIT
# Capabilities about capabilities: looking at one's table, narrowing a hold, lending it and taking it back.
@0xc4d17f0a92be6853;

using import "annotations.capnp".transfer;
using import "annotations.capnp".TransferMode;

interface CapabilityManager @0xe71c4a0b95d8f326 $transfer(none) {
  # The caller's own capability table.
  list @0 (offset :UInt32) -> (capabilities :List(CapabilityInfo), more :Bool);
  # Holds in table order from the offset-th on, as many as fit (at most 512); more: there are others behind them.
  narrow @1 (capability :Capability, interfaceId :UInt64) -> (narrowed :Capability);
  # A second hold on the same object that exposes only a superclass of what the first exposes, as the schemas of the boot
  # package declare it (`interface TerminalSession extends(TerminalOutput)`). There is no way back: a narrowed hold can
  # only be narrowed further. The same interface gives a plain copy. Holds that must not leave their process stay so;
  # one that can only be moved is not doubled (TRANSFER_NOT_SUPPORTED).
  lend @2 (capability :Capability) -> (facet :Capability, revoker :Revoker);
  # A facet of a hold that its holder may pass on, and the means to take it back. The facet can be used, copied, moved and
  # narrowed like any hold; whatever is derived from it dies with it.
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
}
