# SPDX-License-Identifier: MIT
# The valid system that every mistake is made in: a server and a client of it. mistakes/*.txt change one thing each.
@0xdb639958e81e400d;

using Manifest = import "../../schema/manifest.capnp";
using Interface = import "../../systems/common/interfaces.capnp";

const system :Manifest.SystemManifest = (
  schemaVersion = 1,
  name = "base",
  binaries = [(name = "init", path = "init"), (name = "server", path = "bin/server"), (name = "client", path = "bin/client")],
  blobs = [(name = "notes", path = "notes")],
  initConfig = (
    init = (
      binary = "init",
      caps = [
        (name = "console", source = (console = void)),
        (name = "boot", source = (bootPackage = void)),
        (name = "spawner", source = (processSpawner = [])),
        (name = "limited", source = (processSpawner = ["client"])),
        (name = "ports", source = (ioPorts = (base = 0x3f8, count = 8))),
        (name = "irq", source = (interrupt = 4)),
        (name = "notes", source = (bootBlob = "notes")),
      ],
      limits = (capSlots = 512),
    ),
    services = [
      (
        name = "server", binary = "server", restart = onFailure, maxRestarts = 3, profile = "small",
        caps = [
          (name = "console", source = (init = "console")),
          (name = "memory", source = (virtualMemory = void)),
          (name = "thread", source = (threadControl = void)),
          (name = "frames", source = (frameAllocator = void)),
          (name = "endpoints", source = (endpointFactory = void)),
          (name = "line", source = (endpoint = .Interface.serialPort)),
        ],
        exports = [(name = "line", cap = "line")],
      ),
      (
        name = "client", binary = "client",
        caps = [
          (name = "line", expectedInterfaceId = .Interface.serialPort,
           source = (service = (service = "server", export = "line"))),
          (name = "notes", source = (init = "notes")),
        ],
      ),
    ],
    motd = "Welcome.\n",
    accounts = [(name = "user", displayName = "User", profile = "small")],
    profiles = [(name = "small", limits = (framePages = 64))],
  ),
);
