# SPDX-License-Identifier: MIT
# Programs that try everything which must not work. The conductor is init: it runs each `test-` program in turn, compares
# the Inspector's totals before and after, and ends with code 0 when all of them were refused and nothing leaked.
# tests/boot/test_hostile.py adds malformed executables (`bad-...`) to the package.
@0xb7d0c4e2915f38a6;

using Manifest = import "../schema/manifest.capnp";

const system :Manifest.SystemManifest = (
  schemaVersion = 1,
  name = "hostile",
  binaries = [
    (name = "conductor", path = "test-conductor"),
    (name = "null-exit", path = "null-exit"),
    (name = "deed", path = "deed"),
    (name = "test-ring", path = "test-ring"),
    (name = "test-faults", path = "test-faults"),
    (name = "test-lend", path = "test-lend"),
    (name = "test-limits", path = "test-limits"),
    (name = "test-grant", path = "test-grant"),
    (name = "test-notify", path = "test-notify"),
    (name = "test-session", path = "test-session"),
    (name = "session-child", path = "session-child"),
    (name = "test-memory", path = "test-memory"),
    (name = "test-spawn", path = "test-spawn"),
    (name = "test-ipc", path = "test-ipc"),
    (name = "test-shapes", path = "test-shapes"),
    (name = "test-commit", path = "test-commit"),
    (name = "test-threads", path = "test-threads"),
    (name = "test-park", path = "test-park"),
    (name = "test-seen", path = "test-seen"),
    (name = "test-pages", path = "test-pages"),
    (name = "test-scheduling", path = "test-scheduling"),
    (name = "test-elf", path = "test-elf"),
    (name = "test-exhaust", path = "test-exhaust"),
    (name = "test-tap", path = "test-tap"),
  ],
  initConfig = (
    init = (
      binary = "conductor",
      caps = [
        (name = "console", source = (console = void)),
        (name = "spawner", source = (processSpawner = []), scope = crossSessionShareable),
        (name = "launcher", source = (processSpawner = ["null-exit"])),
        (name = "memory", source = (virtualMemory = void)),
        (name = "timer", source = (timer = void), scope = crossSessionShareable),
        (name = "inspector", source = (inspector = void)),
        (name = "null", source = (nullCap = void), scope = crossSessionShareable),
        (name = "taps", source = (payloadTapFactory = void)),
        (name = "sessions", source = (sessionFactory = void)),
        (name = "scheduler", source = (schedulerControl = void)),
        (name = "rtc-ports", source = (ioPorts = (base = 0x70, count = 2))),
        (name = "rtc-line", source = (interrupt = 8)),
      ],
    ),
  ),
);
