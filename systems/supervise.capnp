# SPDX-License-Identifier: MIT
# Services that end in every way, so that a boot test sees what init does about each. There is no terminal: the log tells.
#
#   echo <- client, bystander      client makes echo exit; echo restarts, and bystander with it, until echo is given up
@0x94ccda515d115195;

using Manifest = import "../schema/manifest.capnp";
using Interface = import "common/interfaces.capnp";

const system :Manifest.SystemManifest = (
  schemaVersion = 1,
  name = "supervise",
  binaries = [
    (name = "init", path = "init"),
    (name = "hello", path = "hello"),
    (name = "echo", path = "echo"),
    (name = "echo-client", path = "echo-client"),
    (name = "null-exit", path = "null-exit"),
    (name = "shell-child", path = "shell-child"),
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
        (name = "null", source = (nullCap = void)),
      ],
    ),
    services = [
      (name = "greeter", binary = "hello", restart = never, profile = "small",
       caps = [(name = "console", source = (init = "console"))]),
      # Ends well each time, and is wanted always.
      (name = "flapper", binary = "null-exit", restart = always, maxRestarts = 3),
      # Ends well, which is no failure.
      (name = "once", binary = "null-exit", restart = onFailure),
      # These do what their first capability is called.
      (name = "faulty", binary = "shell-child", restart = onFailure, maxRestarts = 1,
       caps = [(name = "fault", source = (init = "null"))]),
      (name = "failing", binary = "shell-child", restart = onFailure, maxRestarts = 2,
       caps = [(name = "code", source = (init = "null"))]),
      (name = "echo", binary = "echo", restart = always, maxRestarts = 2,
       caps = [
         (name = "console", source = (init = "console")),
         (name = "memory", source = (virtualMemory = void)),
         (name = "echo", source = (endpoint = .Interface.echo)),
       ],
       exports = [(name = "echo", cap = "echo")]),
      (name = "client", binary = "echo-client", restart = never,
       caps = [
         (name = "console", source = (init = "console")),
         (name = "timer", source = (init = "timer")),
         (name = "echo", expectedInterfaceId = .Interface.echo, source = (service = (service = "echo", export = "echo"))),
       ]),
      # Serves something of its own that nobody calls, so that it is there whenever echo restarts.
      (name = "bystander", binary = "echo", restart = never,
       caps = [
         (name = "memory", source = (virtualMemory = void)),
         (name = "echo", source = (endpoint = .Interface.echo)),
         (name = "front", source = (service = (service = "echo", export = "echo"))),
       ]),
    ],
    accounts = [(name = "user")],
    profiles = [(name = "small", limits = (capSlots = 16, framePages = 256, virtualPages = 1024))],
  ),
);
