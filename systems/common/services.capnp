# SPDX-License-Identifier: MIT
# The services between a serial line and a prompt, in the order in which they start.
@0xa74b22d2a384b7a1;

using Manifest = import "../../schema/manifest.capnp";
using Interface = import "interfaces.capnp";

# What is charged to a process is charged to whoever started it as well, so who starts programs needs room for all of them.
const profiles :List(Manifest.ResourceProfile) = [
  (name = "interactive",
   limits = (capSlots = 4096, framePages = 262144, virtualPages = 16777216, endpoints = 256, processes = 256, threads = 1024,
             notifications = 1024)),
];

const services :List(Manifest.Service) = [
  (
    name = "uart", binary = "uart", restart = always,
    caps = [
      (name = "console", source = (init = "console")),
      (name = "memory", source = (virtualMemory = void)),
      (name = "thread", source = (threadControl = void)),
      (name = "timer", source = (init = "timer")),
      (name = "ports", expectedInterfaceId = .Interface.ioPorts, source = (init = "uart_ports")),
      (name = "irq", expectedInterfaceId = .Interface.interrupt, source = (init = "uart_irq")),
      (name = "serial", source = (endpoint = .Interface.serialPort)),
    ],
    exports = [(name = "serial", cap = "serial")],
  ),
  (
    name = "terminal", binary = "terminal", restart = always,
    caps = [
      (name = "console", source = (init = "console")),
      (name = "memory", source = (virtualMemory = void)),
      (name = "thread", source = (threadControl = void)),
      (name = "serial", expectedInterfaceId = .Interface.serialPort,
       source = (service = (service = "uart", export = "serial"))),
      (name = "terminal", source = (endpoint = .Interface.terminalSession)),
    ],
    exports = [(name = "terminal", cap = "terminal")],
  ),
  (
    name = "shell", binary = "shell", restart = always, profile = "interactive",
    caps = [
      (name = "terminal", expectedInterfaceId = .Interface.terminalSession,
       source = (service = (service = "terminal", export = "terminal"))),
      (name = "console", source = (init = "console")),
      (name = "memory", source = (virtualMemory = void)),
      (name = "thread", source = (threadControl = void)),
      (name = "timer", source = (init = "timer")),
      (name = "system", source = (init = "system")),
      (name = "inspector", source = (init = "inspector")),
      (name = "entropy", source = (init = "entropy")),
      (name = "schemas", source = (init = "schemas")),
      (name = "motd", source = (init = "motd")),
      (name = "launcher", source = (init = "launcher")),
      (name = "frames", source = (init = "frames")),
      (name = "null", source = (init = "null")),
      (name = "capabilities", source = (capabilityManager = void)),
      (name = "endpoints", source = (endpointFactory = void)),
      # For `trace run`, with what calls say. A shell of somebody who may not see that gets a facet for TapFactory.
      (name = "taps", source = (init = "taps")),
      # For `run ... as`: whoever is at this shell may act for anybody. There is no login.
      (name = "sessions", source = (init = "sessions")),
      # For contexts of what it starts.
      (name = "scheduler", source = (init = "scheduler")),
    ],
  ),
];
