# SPDX-License-Identifier: MIT
# The boot package: everything a system is made of, in one message.
#
# Three parties read it. tools/mkmanifest checks all of it and embeds the binaries. The kernel reads only what it needs
# to start init: schemaVersion, binaries, blobs and initConfig.init. init reads initConfig and builds the rest.
@0xa5f10e7c93b8d264;

using Process = import "process.capnp";
using Session = import "session.capnp";

const manifestVersion :UInt32 = 1;

struct SystemManifest @0xf0d7b3a4c8e15926 {
  schemaVersion @0 :UInt32;
  # Must be manifestVersion.
  name @1 :Text;
  binaries @2 :List(NamedBlob);
  # ELF executables. Names are unique.
  blobs @3 :List(NamedBlob);
  # Other data (the packed schemas are `schemas`). Names are unique.
  initConfig @4 :InitConfig;
}

struct NamedBlob @0xc1e92d5f7b0a8346 {
  name @0 :Text;
  data @1 :Data;
  # Filled in by mkmanifest from path. Page-aligned in the finished message, so that code runs where it lies.
  path @2 :Text;
  # Relative to the build directory; must not leave it. Empty in the finished message.
}

struct InitConfig @0x8be3c50f9d2a1764 {
  init @0 :InitProcess;
  services @1 :List(Service);
  motd @2 :Text;
  # Printed by the shell before its first prompt, after its own lines. May be empty.
  accounts @3 :List(Account);
  profiles @4 :List(ResourceProfile);
}

struct InitProcess @0xd2f6a81b7ec40395 {
  binary @0 :Text;
  caps @1 :List(KernelCap);
  limits @2 :Process.ResourceLimits;
}

struct KernelCap @0xb95d1e83f4c07a62 {
  # A capability that the kernel makes for init.
  name @0 :Text;
  expectedInterfaceId @1 :UInt64;
  # 0: do not check. Else must be the interface of the source: a check of the author's intent, never a selector.
  source @2 :KernelCapSource;
  scope @3 :Session.TransferScope;
  # How far it may travel. Memory, notifications and sessions without the right to choose go anywhere.
}

struct KernelCapSource @0xe80a4fd6c3b71295 {
  union {
    unset @0 :Void;
    # Rejected: an omitted source fails closed.
    console @1 :Void;
    bootPackage @2 :Void;
    bootBlob @3 :Text;
    # By name.
    processSpawner @4 :List(Text);
    # Limited to these binaries; an empty list means all.
    frameAllocator @5 :Void;
    virtualMemory @6 :Void;
    threadControl @7 :Void;
    timer @8 :Void;
    entropySource @9 :Void;
    systemControl @10 :Void;
    inspector @11 :Void;
    ioPorts @12 :PortRange;
    interrupt @13 :UInt8;
    # The ISA line or global system interrupt.
    endpointFactory @14 :Void;
    nullCap @15 :Void;
    capabilityManager @16 :Void;
    tapFactory @17 :Void;
    payloadTapFactory @18 :Void;
    # Shows what processes say, too: for systems whose owner debugs them.
    sessionFactory @19 :Void;
    session @20 :Void;
    # The session that the machine starts with, as UserSession.
    threadSpawner @21 :Void;
    parkSpace @22 :Void;
    schedulerControl @23 :Void;
    # Decides over all CPU time.
  }
}

struct PortRange @0xf27c90b5e3d6a184 {
  base @0 :UInt16;
  count @1 :UInt16;
}

struct Service @0x9d41b7f0c6e82a53 {
  name @0 :Text;
  binary @1 :Text;
  caps @2 :List(CapRef);
  # In this order in the child's CapSet; names are unique within the service.
  exports @3 :List(Export);
  restart @4 :RestartPolicy;
  maxRestarts @5 :UInt32;
  # Within one minute; 0 means 5. Beyond, init gives the service up and says so.
  profile @6 :Text;
  # Name of a ResourceProfile; empty means the defaults.
}

struct CapRef @0xc6b08f3a5de17942 {
  name @0 :Text;
  expectedInterfaceId @1 :UInt64;
  # 0: do not check.
  source :union {
    unset @2 :Void;
    # Rejected: an omitted source fails closed.
    init @3 :Text;
    # A copy of what init holds under that name.
    service @4 :ServiceSource;
    endpoint @5 :UInt64;
    # A fresh Endpoint for this service to serve; the value is the interface id that its clients see.
    virtualMemory @6 :Void;
    threadControl @7 :Void;
    frameAllocator @8 :Void;
    endpointFactory @9 :Void;
    capabilityManager @10 :Void;
    session @11 :Void;
    # The service's own session.
    threadSpawner @12 :Void;
    parkSpace @13 :Void;
  }
}

struct ServiceSource @0xa90e3bd5f84c6127 {
  service @0 :Text;
  # Must be started earlier in the list.
  export @1 :Text;
}

struct Export @0x8e5a1cd0b73f9264 {
  name @0 :Text;
  cap @1 :Text;
  # One of the service's own caps, with an endpoint source. What importers get is a client facet.
}

enum RestartPolicy @0xf4b7c9e01a8d3562 {
  never @0;
  onFailure @1;
  # When it ends other than by exit code 0.
  always @2;
}

struct ResourceProfile @0xba6f0d3e952c8147 {
  name @0 :Text;
  limits @1 :Process.ResourceLimits;
}

struct Account @0xe5c30a9f1b74d862 {
  # For the account service; carried, checked for form and otherwise untouched.
  name @0 :Text;
  displayName @1 :Text;
  profile @2 :Text;
  authorizedKeys @3 :List(Text);
  # OpenSSH public key lines.
}

struct ManifestOverlay @0xd7e4f1a08c5b3926 {
  # What one machine's owner adds to a system without editing it (systems/local.capnp).
  motd @0 :Text;
  # Replaces the system's when not empty.
  accounts @1 :List(Account);
  # Added; an account of the same name is replaced.
  profiles @2 :List(ResourceProfile);
  # Added; a profile of the same name is replaced.
}
