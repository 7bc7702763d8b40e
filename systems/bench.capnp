# SPDX-License-Identifier: MIT
# The system that tests/bench/run.py boots: init starts a service and the program that measures; it ends when that does.
@0xe3b1f9a40d5c7826;

using Manifest = import "../schema/manifest.capnp";
using Interface = import "common/interfaces.capnp";

const system :Manifest.SystemManifest = (
  schemaVersion = 1,
  name = "bench",
  binaries = [
    (name = "init", path = "init"),
    (name = "echo", path = "echo"),
    (name = "bench", path = "bench"),
    (name = "null-exit", path = "null-exit"),
  ],
  initConfig = (
    init = (
      binary = "init",
      caps = [
        (name = "console", source = (console = void)),
        (name = "boot", source = (bootPackage = void)),
        (name = "spawner", source = (processSpawner = [])),
        (name = "launcher", source = (processSpawner = ["null-exit"])),
        (name = "memory", source = (virtualMemory = void)),
        (name = "timer", source = (timer = void)),
        (name = "null", source = (nullCap = void)),
        (name = "system", source = (systemControl = void)),
      ],
    ),
    services = [
      (name = "echo", binary = "echo",
       caps = [
         (name = "console", source = (init = "console")),
         (name = "memory", source = (virtualMemory = void)),
         (name = "echo", source = (endpoint = 0xb3f60ce8a917d254)),
       ],
       exports = [(name = "echo", cap = "echo")]),
      (name = "bench", binary = "bench",
       caps = [
         (name = "console", source = (init = "console")),
         (name = "memory", source = (virtualMemory = void)),
         (name = "null", source = (init = "null")),
         (name = "timer", source = (init = "timer")),
         (name = "spawner", source = (init = "launcher")),
         (name = "system", source = (init = "system")),
         (name = "echo", source = (service = (service = "echo", export = "echo"))),
       ]),
    ],
  ),
);
