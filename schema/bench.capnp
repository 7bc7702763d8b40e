# SPDX-License-Identifier: MIT
# What the measurements of tests/bench call, where no interface of the system has the shape that is measured.
@0xf7a351f918853d00;

using import "annotations.capnp".transfer;

interface Exchange @0x928805a2259759ed $transfer(copy) {
  # tests/bench/exchange serves it.
  pass @0 (capability :Capability) -> (capability :Capability);
  # Gives back a copy of what it gets, and keeps nothing.
  carry @1 (capability :Capability, data :Data) -> (capability :Capability, data :Data);
  # The same with bytes beside it.
}
