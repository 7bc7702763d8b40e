# SPDX-License-Identifier: MIT
# A thousand processes that do random things to one another (tests/programs/stress). The message of the day has the parameters:
# which seed, and how many of them live. tests/stress/README.md says how it is run.
@0xa98f3c1be07d5246;

using Manifest = import "../schema/manifest.capnp";

const system :Manifest.SystemManifest = (
  schemaVersion = 1,
  name = "stress",
  binaries = [
    (name = "stress", path = "test-stress"),
    (name = "echo", path = "echo"),
  ],
  initConfig = (
    motd = "seed=1 actors=1000\n",
    init = (
      binary = "stress",
      caps = [
        (name = "console", source = (console = void), scope = crossSessionShareable),
        (name = "parameters", source = (bootBlob = "motd")),
        (name = "spawner", source = (processSpawner = []), scope = crossSessionShareable),
        (name = "memory", source = (virtualMemory = void)),
        (name = "timer", source = (timer = void), scope = crossSessionShareable),
        (name = "inspector", source = (inspector = void)),
        (name = "null", source = (nullCap = void), scope = crossSessionShareable),
        (name = "endpoints", source = (endpointFactory = void)),
        (name = "capabilities", source = (capabilityManager = void)),
        (name = "sessions", source = (sessionFactory = void)),
      ],
    ),
  ),
);
