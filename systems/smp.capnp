# SPDX-License-Identifier: MIT
# What tests/bench/smp.py boots on one and on two CPUs: init measures, and starts itself again for the work.
@0xc07d25cc3b6e41a9;

using Manifest = import "../schema/manifest.capnp";

const system :Manifest.SystemManifest = (
  schemaVersion = 1,
  name = "smp",
  binaries = [(name = "bench-smp", path = "bench-smp")],
  initConfig = (
    init = (
      binary = "bench-smp",
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
