# SPDX-License-Identifier: MIT
# What tests/boot/test_scheduling.py boots: init itself measures, and starts itself again as the service.
@0x9c2d6a1fb8cc0218;

using Manifest = import "../schema/manifest.capnp";

const system :Manifest.SystemManifest = (
  schemaVersion = 1,
  name = "deadlines",
  binaries = [(name = "deadlines", path = "deadlines")],
  initConfig = (
    init = (
      binary = "deadlines",
      caps = [
        (name = "console", source = (console = void)),
        (name = "spawner", source = (processSpawner = [])),
        (name = "memory", source = (virtualMemory = void)),
        (name = "thread", source = (threadControl = void)),
        (name = "threads", source = (threadSpawner = void)),
        (name = "park", source = (parkSpace = void)),
        (name = "timer", source = (timer = void)),
        (name = "inspector", source = (inspector = void)),
        (name = "scheduler", source = (schedulerControl = void)),
      ],
    ),
  ),
);
