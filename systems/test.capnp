# SPDX-License-Identifier: MIT
# The default system for boot tests. The one difference: the launcher that the shell gets has no list, so that a test can
# start programs that it adds to the package with `mkmanifest --binary NAME=PATH`.
@0xffe55afae211c997;

using Manifest = import "../schema/manifest.capnp";
using Interface = import "common/interfaces.capnp";
using Common = import "common/services.capnp";

const system :Manifest.SystemManifest = (
  schemaVersion = 1,
  name = "test",
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
        (name = "entropy", source = (entropySource = void)),
        (name = "system", source = (systemControl = void)),
        (name = "inspector", source = (inspector = void)),
        (name = "frames", source = (frameAllocator = void)),
        (name = "uart_ports", source = (ioPorts = (base = 0x3f8, count = 8))),
        (name = "uart_irq", source = (interrupt = 4)),
        (name = "schemas", source = (bootBlob = "schemas")),
        (name = "motd", source = (bootBlob = "motd")),
        (name = "launcher", expectedInterfaceId = .Interface.processSpawner, source = (processSpawner = [])),
        (name = "null", source = (nullCap = void)),
        (name = "endpoints", source = (endpointFactory = void)),
        (name = "taps", source = (payloadTapFactory = void)),
        (name = "sessions", source = (sessionFactory = void)),
        (name = "scheduler", source = (schedulerControl = void)),
      ],
    ),
    profiles = .Common.profiles,
    services = .Common.services,
    accounts = [(name = "user")],
  ),
);
