# SPDX-License-Identifier: MIT
# The system that tests/bench/scaling.py boots: as systems/bench.capnp, with limits under which one process can have much of
# everything. The name of the service tells the program what to measure.
@0xafeb4669068daf55;

using Manifest = import "../schema/manifest.capnp";
using Interface = import "common/interfaces.capnp";

const system :Manifest.SystemManifest = (
  schemaVersion = 1,
  name = "scaling",
  binaries = [
    (name = "init", path = "init"),
    (name = "echo", path = "echo"),
    (name = "bench", path = "bench"),
    (name = "null-exit", path = "null-exit"),
    (name = "bench-peer", path = "bench-peer"),
    (name = "exchange", path = "bench-exchange"),
  ],
  initConfig = (
    init = (
      binary = "init",
      caps = [
        (name = "console", source = (console = void)),
        (name = "boot", source = (bootPackage = void)),
        (name = "spawner", source = (processSpawner = [])),
        (name = "launcher", source = (processSpawner = ["null-exit", "bench-peer"])),
        (name = "memory", source = (virtualMemory = void)),
        (name = "timer", source = (timer = void)),
        (name = "null", source = (nullCap = void)),
        (name = "system", source = (systemControl = void)),
        (name = "inspector", source = (inspector = void)),
      ],
    ),
    services = [
      (
        name = "echo", binary = "echo", restart = never,
        caps = [
          (name = "console", source = (init = "console")),
          (name = "memory", source = (virtualMemory = void)),
          (name = "thread", source = (threadControl = void)),
          (name = "echo", source = (endpoint = .Interface.echo)),
        ],
        exports = [(name = "echo", cap = "echo")],
      ),
      (
        name = "exchange", binary = "exchange", restart = never,
        caps = [
          (name = "console", source = (init = "console")),
          (name = "memory", source = (virtualMemory = void)),
          (name = "exchange", source = (endpoint = .Interface.exchange)),
        ],
        exports = [(name = "exchange", cap = "exchange")],
      ),
      (
        name = "scaling", binary = "bench", restart = never, profile = "much",
        caps = [
          (name = "console", source = (init = "console")),
          (name = "memory", source = (virtualMemory = void)),
          (name = "thread", source = (threadControl = void)),
          (name = "threads", source = (threadSpawner = void)),
          (name = "park", source = (parkSpace = void)),
          (name = "timer", source = (init = "timer")),
          (name = "system", source = (init = "system")),
          (name = "spawner", source = (init = "launcher")),
          (name = "endpoints", source = (endpointFactory = void)),
          (name = "capabilities", source = (capabilityManager = void)),
          (name = "inspector", source = (init = "inspector")),
          (name = "null", expectedInterfaceId = .Interface.nullCap, source = (init = "null")),
          (name = "echo", expectedInterfaceId = .Interface.echo,
           source = (service = (service = "echo", export = "echo"))),
          (name = "exchange", expectedInterfaceId = .Interface.exchange,
           source = (service = (service = "exchange", export = "exchange"))),
        ],
      ),
    ],
    profiles = [
      (name = "much", limits = (capSlots = 16384, notifications = 4096, processes = 2048, framePages = 120000, mappings = 65536,
        virtualPages = 4194304, threads = 2048, endpoints = 64, queuedCalls = 128)),
    ],
  ),
);
