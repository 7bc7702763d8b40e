# SPDX-License-Identifier: MIT
# The benchmark: init starts one program, which measures, writes its table to the kernel log and powers off. There is no
# driver and no terminal, so nothing else runs in between.
@0xb3215b05a3dca7b5;

using Manifest = import "../schema/manifest.capnp";
using Interface = import "common/interfaces.capnp";

const system :Manifest.SystemManifest = (
  schemaVersion = 1,
  name = "bench",
  binaries = [
    (name = "init", path = "init"),
    (name = "bench", path = "bench"),
    # What bench starts: the smallest process, and the other end of a round trip.
    (name = "null-exit", path = "null-exit"),
    (name = "echo", path = "echo"),
  ],
  initConfig = (
    init = (
      binary = "init",
      caps = [
        (name = "console", source = (console = void)),
        (name = "boot", source = (bootPackage = void)),
        (name = "spawner", source = (processSpawner = [])),
        (name = "memory", source = (virtualMemory = void)),
        (name = "thread", source = (threadControl = void)),
        (name = "timer", source = (timer = void)),
        (name = "system", source = (systemControl = void)),
        (name = "inspector", source = (inspector = void)),
        (name = "launcher", expectedInterfaceId = .Interface.processSpawner,
         source = (processSpawner = ["null-exit", "echo"])),
        (name = "null", source = (nullCap = void)),
      ],
    ),
    services = [
      (
        name = "bench", binary = "bench", restart = never,
        caps = [
          (name = "console", source = (init = "console")),
          (name = "memory", source = (virtualMemory = void)),
          (name = "thread", source = (threadControl = void)),
          (name = "timer", source = (init = "timer")),
          (name = "system", source = (init = "system")),
          (name = "inspector", source = (init = "inspector")),
          (name = "launcher", source = (init = "launcher")),
          (name = "null", expectedInterfaceId = .Interface.nullCap, source = (init = "null")),
          (name = "frames", source = (frameAllocator = void)),
          (name = "endpoints", source = (endpointFactory = void)),
        ],
      ),
    ],
  ),
);
