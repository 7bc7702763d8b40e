# SPDX-License-Identifier: MIT
# The default system: a serial line, a terminal on it, and a shell in the terminal.
#
#   kernel -> init -> uart -(serial)-> terminal -(terminal)-> shell
#
# The three services are in common/services.capnp, because test.capnp has them too.
@0xd1f1954d81b491cf;

using Manifest = import "../schema/manifest.capnp";
using Interface = import "common/interfaces.capnp";
using Common = import "common/services.capnp";

const system :Manifest.SystemManifest = (
  schemaVersion = 1,
  name = "default",
  # Paths are relative to the folder of built user programs; names of files are names of programs.
  binaries = [
    (name = "init", path = "init"),
    (name = "uart", path = "uart"),
    (name = "terminal", path = "terminal"),
    (name = "shell", path = "shell"),
    (name = "hello", path = "hello"),
    (name = "echo", path = "echo"),
    (name = "echo-client", path = "echo-client"),
    (name = "hostile", path = "hostile"),
    (name = "shared-buffer", path = "shared-buffer"),
    (name = "directory", path = "directory"),
    (name = "directory-client", path = "directory-client"),
    (name = "locker", path = "locker"),
    (name = "transfer", path = "transfer"),
    (name = "narrow", path = "narrow"),
    (name = "threads", path = "threads"),
    (name = "revocable-read", path = "revocable-read"),
    (name = "spin", path = "spin"),
    (name = "null-exit", path = "null-exit"),
    (name = "guestbook", path = "guestbook"),
    (name = "guestbook-client", path = "guestbook-client"),
  ],
  # The build adds the blob `schemas`: the packed schemas, so that the shell knows methods and types by name.
  initConfig = (
    init = (
      binary = "init",
      caps = [
        (name = "console", expectedInterfaceId = .Interface.console, source = (console = void)),
        (name = "boot", expectedInterfaceId = .Interface.bootPackage, source = (bootPackage = void)),
        # Everything can be started with this one, so it stays with init; the shell gets `launcher`.
        (name = "spawner", expectedInterfaceId = .Interface.processSpawner, source = (processSpawner = [])),
        (name = "memory", expectedInterfaceId = .Interface.virtualMemory, source = (virtualMemory = void)),
        (name = "thread", expectedInterfaceId = .Interface.threadControl, source = (threadControl = void)),
        (name = "timer", expectedInterfaceId = .Interface.timer, source = (timer = void)),
        (name = "entropy", expectedInterfaceId = .Interface.entropySource, source = (entropySource = void)),
        (name = "system", expectedInterfaceId = .Interface.systemControl, source = (systemControl = void)),
        (name = "inspector", expectedInterfaceId = .Interface.inspector, source = (inspector = void)),
        (name = "frames", expectedInterfaceId = .Interface.frameAllocator, source = (frameAllocator = void)),
        # COM1.
        (name = "uart_ports", expectedInterfaceId = .Interface.ioPorts, source = (ioPorts = (base = 0x3f8, count = 8))),
        (name = "uart_irq", expectedInterfaceId = .Interface.interrupt, source = (interrupt = 4)),
        (name = "schemas", expectedInterfaceId = .Interface.bootBlob, source = (bootBlob = "schemas")),
        # Of initConfig.motd or of an overlay; mkmanifest makes the blob.
        (name = "motd", expectedInterfaceId = .Interface.bootBlob, source = (bootBlob = "motd")),
        (name = "launcher", expectedInterfaceId = .Interface.processSpawner,
         source = (processSpawner = ["hello", "echo", "echo-client", "hostile", "shared-buffer", "directory",
                                     "directory-client", "locker", "transfer", "narrow", "threads",
                                     "revocable-read", "null-exit", "spin", "guestbook", "guestbook-client"])),
        (name = "null", expectedInterfaceId = .Interface.nullCap, source = (nullCap = void)),
        (name = "endpoints", expectedInterfaceId = .Interface.endpointFactory, source = (endpointFactory = void)),
        (name = "taps", expectedInterfaceId = .Interface.payloadTapFactory, source = (payloadTapFactory = void)),
        (name = "sessions", expectedInterfaceId = .Interface.sessionFactory, source = (sessionFactory = void)),
        (name = "scheduler", expectedInterfaceId = .Interface.schedulerControl, source = (schedulerControl = void)),
      ],
    ),
    profiles = .Common.profiles,
    services = .Common.services,
    # The default user; `mkmanifest --set user=NAME` renames it.
    accounts = [(name = "user")],
  ),
);
